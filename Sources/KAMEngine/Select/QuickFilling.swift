internal import KAMModel

/// One choice of `QuickSelection` as it grows: whom it holds, and what is left.
struct QuickFilling {
    private let method: QuickSelection
    private let given: QuickSelection.Case
    private(set) var isChosen: [Bool]
    private(set) var count = 0
    private(set) var segmentCounts: [Int]
    private var ledger: HourLedger
    private var changesLeft: Int?
    /// Hours that did not fit, kinds from one on: whoever takes as much of these does not fit either.
    private var failures: [(need: Int, hours: [Double])] = []

    init(_ method: QuickSelection, _ given: QuickSelection.Case) {
        self.method = method
        self.given = given
        let problem = method.problem
        isChosen = [Bool](repeating: false, count: problem.count)
        segmentCounts = [Int](repeating: 0, count: problem.segmentQuotas.count)
        ledger = HourLedger(problem)
        changesLeft = problem.memory.maximumChanges.map { limit in
            limit
                - (0..<problem.count).count { problem.memory.isIncumbent[$0] && !given.forcedOut[$0] }
        }
    }

    private var problem: SelectionProblem { method.problem }

    /// The candidates not yet chosen that may be and keep a condition, the most gain for what it takes first.
    func sorted(where isWanted: (Int) -> Bool) -> [Int] {
        var keyed: [(key: Double, candidate: Int)] = []
        for candidate in 0..<problem.count
        where !given.forcedOut[candidate] && !isChosen[candidate] && isWanted(candidate) {
            keyed.append((method.key(candidate, given), candidate))
        }
        keyed.sort { $0.key > $1.key || ($0.key == $1.key && $0.candidate < $1.candidate) }
        return keyed.map(\.candidate)
    }

    /// Those chosen together with a candidate, itself among them.
    private func unit(of candidate: Int) -> [Int] {
        guard problem.families.rule == .together, let family = problem.families.of[candidate],
            let members = method.families[family]
        else { return [candidate] }
        return members.filter { !given.forcedOut[$0] }
    }

    /// What those chosen together with a candidate gain.
    func unitValue(_ candidate: Int) -> Double {
        problem.families.rule == .together
            ? unit(of: candidate).reduce(0) { $0 + given.values[$1] } : given.values[candidate]
    }

    /// Whether a candidate surely takes more hours than are left.
    func isHopeless(_ candidate: Int) -> Bool {
        let offset = candidate * problem.needCount
        return failures.contains { failure in
            for need in failure.need..<problem.needCount
            where problem.hours[offset + need] < failure.hours[need - failure.need] { return false }
            return true
        }
    }

    /// Adds a candidate, with its family where that goes together; false when a rule or the hours forbid it.
    mutating func add(_ candidate: Int) -> Bool {
        guard !isChosen[candidate], !given.forcedOut[candidate], !isHopeless(candidate), rulesAllow(candidate) else {
            return false
        }
        let members = problem.families.rule == .together ? unit(of: candidate) : [candidate]
        for (place, member) in members.enumerated() {
            if let need = ledger.take(problem.hours, at: member * problem.needCount) {
                if members.count == 1 { remember(member, need) }
                for earlier in members[..<place] { ledger.giveBack(problem.hours, at: earlier * problem.needCount) }
                return false
            }
        }
        for member in members { set(member, to: true) }
        return true
    }

    private mutating func set(_ member: Int, to flag: Bool) {
        isChosen[member] = flag
        let step = flag ? 1 : -1
        count += step
        segmentCounts[problem.segments[member]] += step
        if let left = changesLeft { changesLeft = left - step * Int(change(member)) }
    }

    private func change(_ candidate: Int) -> Double {
        if problem.memory.isIncumbent[candidate] { return -1 }
        return problem.forcedIn[candidate] ? 0 : 1
    }

    private mutating func remember(_ candidate: Int, _ need: Int) {
        guard failures.count < 24 else { return }
        let offset = candidate * problem.needCount
        failures.append((need, Array(problem.hours[(offset + need)..<(offset + problem.needCount)])))
    }

    private func rulesAllow(_ candidate: Int) -> Bool {
        if problem.families.rule == .oneOf, let family = problem.families.of[candidate],
            let members = method.families[family], members.contains(where: { isChosen[$0] })
        {
            return false
        }
        let members = problem.families.rule == .together ? unit(of: candidate) : [candidate]
        if let maximum = problem.quota.maximum, count + members.count > maximum { return false }
        for member in members {
            let segment = problem.segments[member]
            let joining = members.count == 1 ? 1 : members.count { problem.segments[$0] == segment }
            if let maximum = problem.segmentQuotas[segment].maximum, segmentCounts[segment] + joining > maximum {
                return false
            }
        }
        guard let changesLeft else { return true }
        let wanted = members.reduce(0) { $0 + change($1) }
        return wanted <= 0 || Double(changesLeft) >= wanted
    }

    /// Whether all least numbers are reached, and no more changes than allowed were made.
    var keepsMinimums: Bool {
        count >= problem.quota.minimum && (changesLeft ?? 0) >= 0
            && zip(problem.segmentQuotas, segmentCounts).allSatisfy { $0.minimum <= $1 }
    }

    /// Lets those that gain most of the ones left out take the places of single ones that gain less, while that helps.
    mutating func exchange(width: Int = 12) {
        guard problem.families.rule != .together else { return }
        failures = []
        for _ in 0..<3 {
            let joining = edge(width) { !self.isChosen[$0] && self.given.values[$0] > 0 }
            let leaving = edge(width, least: true) {
                self.isChosen[$0] && !self.problem.forcedIn[$0] && !self.given.isProtected[$0]
            }
            var isBetter = false
            for newcomer in joining where !isChosen[newcomer] {
                if add(newcomer) {
                    isBetter = true
                    continue
                }
                for other in leaving where isChosen[other] && given.values[other] < given.values[newcomer] {
                    if replace(other, by: newcomer) {
                        isBetter = true
                        break
                    }
                }
            }
            guard isBetter else { return }
        }
    }

    private mutating func replace(_ other: Int, by newcomer: Int) -> Bool {
        ledger.giveBack(problem.hours, at: other * problem.needCount)
        set(other, to: false)
        failures = []
        if add(newcomer), keepsMinimums { return true }
        if isChosen[newcomer] {
            ledger.giveBack(problem.hours, at: newcomer * problem.needCount)
            set(newcomer, to: false)
        }
        // The hours were there before, so they are again.
        _ = ledger.take(problem.hours, at: other * problem.needCount)
        set(other, to: true)
        failures = []
        return false
    }

    /// The candidates of a kind that gain most, or least, above what they take.
    private func edge(_ width: Int, least isLeast: Bool = false, where isWanted: (Int) -> Bool) -> [Int] {
        var best: [(gain: Double, candidate: Int)] = []
        for candidate in 0..<problem.count where !given.forcedOut[candidate] && isWanted(candidate) {
            let own = given.values[candidate] - method.costs[candidate]
            let gain = isLeast ? -own : own
            if best.count == width, let last = best.last, gain <= last.gain { continue }
            let place = best.firstIndex { $0.gain < gain } ?? best.count
            best.insert((gain, candidate), at: place)
            if best.count > width { best.removeLast() }
        }
        return best.map(\.candidate)
    }
}
