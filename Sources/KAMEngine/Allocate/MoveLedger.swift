/// Which hours move from where to where, read from what leaves and enters each stage.
///
/// The program says only how many hours of a member leave and enter each stage. The ledger first cancels what leaves and
/// enters the same stage, then leaves at their stage the hours that need not leave (those of the dearest stage first),
/// and at last pairs sources with targets in order, idle hours first: at most sources + targets − 1 moves a member.
struct MoveLedger {
    struct Entry {
        let member: Int
        let from: Int?
        let to: Int
        let hours: Double
    }

    let entries: [Entry]

    var isEmpty: Bool { entries.isEmpty }

    /// Moves nothing.
    init() { entries = [] }

    /// Reads the moves from a solution of the moving program.
    init(_ program: ThroughputProgram, values: [Double], prices: AllocationPrices) {
        var entries: [Entry] = []
        var first = 0
        let count = program.problem.stages.count
        while first < program.shifts.count {
            let index = program.shifts[first].member
            var entering = [Double](repeating: 0, count: count)
            var leaving = entering
            while first < program.shifts.count, program.shifts[first].member == index {
                let shift = program.shifts[first]
                let hours = max(0, values[shift.column])
                if shift.enters { entering[shift.stage] = hours } else { leaving[shift.stage] = hours }
                first += 1
            }
            let member = program.problem.members[index]
            let worth = (0..<count).map { stage in
                let price = prices.hour[stage] + (member.servesKeyOnly ? 0 : prices.generalHour[stage])
                return member.proficiency[stage] * price
            }
            entries += MoveLedger.entries(of: member, index, entering: entering, leaving: leaving, worth: worth)
        }
        self.entries = entries
    }

    private init(entries: [Entry]) { self.entries = entries }

    /// The moves of at least so many hours.
    func droppingMoves(under least: Double) -> MoveLedger {
        MoveLedger(entries: entries.filter { $0.hours >= least && $0.hours > 1e-9 })
    }

    /// What the moves cost, in money.
    func cost(of problem: AllocationProblem) -> Double {
        entries.reduce(0) { $0 + $1.hours * problem.members[$1.member].moveCost }
    }

    /// The reference hours at each stage after the moves.
    func hours(of problem: AllocationProblem) -> StageHours {
        var hours = problem.baselineHours
        for entry in entries { hours.apply(entry, problem) }
        return hours
    }

    private static func entries(
        of member: AllocationMember, _ index: Int, entering: [Double], leaving: [Double], worth: [Double]
    ) -> [Entry] {
        var targets = zip(entering, leaving).map { max(0, $0 - $1) }
        var sources = zip(leaving, entering).map { max(0, $0 - $1) }
        let total = targets.reduce(0, +)
        var spare = sources.reduce(0, +) + member.idle - total
        for stage in sources.indices.sorted(by: { (-worth[$0], $0) < (-worth[$1], $1) }) where spare > 0 {
            let staying = min(spare, sources[stage])
            sources[stage] -= staying
            spare -= staying
        }
        var givers: [(stage: Int?, hours: Double)] = [(nil, max(0, total - sources.reduce(0, +)))]
        givers += sources.enumerated().map { ($0.offset, $0.element) }
        var found: [Entry] = []
        for (from, hours) in givers {
            var left = hours
            for to in targets.indices where left > 1e-9 && targets[to] > 1e-9 {
                let moved = min(left, targets[to])
                found.append(Entry(member: index, from: from, to: to, hours: moved))
                targets[to] -= moved
                left -= moved
            }
        }
        return found
    }
}

extension StageHours {
    /// Takes the reference hours of a move from one stage and gives them, less what learning takes, to the other.
    mutating func apply(_ entry: MoveLedger.Entry, _ problem: AllocationProblem) { shift(entry, problem, sign: 1) }

    /// Gives the reference hours of a move back.
    mutating func undo(_ entry: MoveLedger.Entry, _ problem: AllocationProblem) { shift(entry, problem, sign: -1) }

    private mutating func shift(_ entry: MoveLedger.Entry, _ problem: AllocationProblem, sign: Double) {
        let member = problem.members[entry.member]
        if let from = entry.from {
            add(-sign * member.proficiency[from] * entry.hours, at: from, keyOnly: member.servesKeyOnly)
        }
        add(sign * member.yield(at: entry.to) * entry.hours, at: entry.to, keyOnly: member.servesKeyOnly)
    }
}
