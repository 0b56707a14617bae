internal import KAMModel

/// What stands between a choice and one candidate more.
struct SelectionRoom {
    /// A rule that a candidate more would break.
    enum Obstacle: Hashable {
        /// Kinds of hours run out.
        case hours(HourFlow.Shortage)
        /// There are as many key accounts as allowed.
        case maximum(Int)
        /// There are as many of the segment as allowed.
        case segmentMaximum(Int)
        /// Only one of its family may be chosen, and these are; or those of its family that are not would come too.
        case family([Int])
        /// There are as many changes as allowed.
        case changes(Int)
    }

    let problem: SelectionProblem
    /// The chosen candidates, the least value first.
    let chosen: [Int]
    /// Those of them that are not forced in, in the same order.
    let mayLeave: [Int]
    let releases = SelectionReleases()
    private let demand: [Double]
    private let segmentCounts: [Int]
    private let flags: [Bool]
    private let changes: Int
    private let families: [Int: [Int]]

    /// Takes a choice.
    init(_ problem: SelectionProblem, chosen flags: [Bool]) {
        self.problem = problem
        chosen = (0..<problem.count).filter { flags[$0] }
            .sorted { (problem.values[$0], $0) < (problem.values[$1], $1) }
        mayLeave = chosen.filter { !problem.forcedIn[$0] && !problem.memory.isProtected[$0] }
        self.flags = flags
        families = problem.openFamilies
        changes = (0..<problem.count).count { candidate in
            problem.change(of: candidate) != 0 && flags[candidate] != problem.memory.isIncumbent[candidate]
        }
        var demand = [Double](repeating: 0, count: problem.needCount)
        var counts = [Int](repeating: 0, count: problem.segmentQuotas.count)
        for candidate in 0..<problem.count where flags[candidate] {
            counts[problem.segments[candidate]] += 1
            for need in demand.indices { demand[need] += problem.hours(of: candidate, need: need) }
        }
        self.demand = demand
        segmentCounts = counts
    }

    /// What a candidate that is not chosen would break, were it chosen too; empty when there is room.
    func obstacles(to candidate: Int) -> [Obstacle] {
        var found = shortages(of: wanted(adding: candidate, removing: [])).map { Obstacle.hours($0) }
        if let maximum = problem.quota.maximum, chosen.count >= maximum { found.append(.maximum(maximum)) }
        let segment = problem.segments[candidate]
        if let maximum = problem.segmentQuotas[segment].maximum, segmentCounts[segment] >= maximum {
            found.append(.segmentMaximum(maximum))
        }
        let relatives = relatives(of: candidate).filter { flags[$0] == (problem.families.rule == .oneOf) }
        if !relatives.isEmpty { found.append(.family(relatives)) }
        if let limit = problem.memory.maximumChanges, !changesAllow(candidate, for: []) {
            found.append(.changes(limit))
        }
        return found
    }

    /// The others of its family, where families have a rule.
    private func relatives(of candidate: Int) -> [Int] {
        problem.families.of[candidate].flatMap { families[$0] }?.filter { $0 != candidate } ?? []
    }

    private func changesAllow(_ candidate: Int, for leaving: [Int]) -> Bool {
        guard let limit = problem.memory.maximumChanges else { return true }
        return leaving.reduce(changes + Int(problem.change(of: candidate))) {
            $0 - Int(problem.change(of: $1))
        } <= limit
    }

    /// Whether families and changes allow one candidate more and others fewer.
    func rulesAllow(_ candidate: Int, for leaving: [Int]) -> Bool {
        guard changesAllow(candidate, for: leaving) else { return false }
        guard problem.families.rule != .separate else { return true }
        if problem.families.rule == .oneOf {
            return relatives(of: candidate).allSatisfy { !flags[$0] || leaving.contains($0) }
        }
        return relatives(of: candidate).allSatisfy { flags[$0] && !leaving.contains($0) }
            && leaving.allSatisfy { relatives(of: $0).allSatisfy { !flags[$0] || leaving.contains($0) } }
    }

    /// The hours wanted of each kind with one candidate more and others fewer.
    func wanted(adding candidate: Int, removing leaving: [Int]) -> [Double] {
        demand.indices.map { need in
            leaving.reduce(demand[need] + problem.hours(of: candidate, need: need)) {
                $0 - problem.hours(of: $1, need: need)
            }
        }
    }

    /// What is short of hours wanted, beyond what rounding may cost.
    func shortages(of wanted: [Double]) -> [HourFlow.Shortage] {
        let allowed = allowance(wanted)
        return HourFlow(demand: wanted, supply: problem.supply, serves: problem.serves).shortages
            .filter { $0.hours > allowed }
    }

    /// The hours that rounding may cost.
    func allowance(_ wanted: [Double]) -> Double { 1e-6 * max(1, wanted.max() ?? 0) }

    /// Whether the quotas allow one candidate more and others fewer.
    func quotasAllow(_ candidate: Int, for leaving: [Int]) -> Bool {
        var counts = segmentCounts
        counts[problem.segments[candidate]] += 1
        for other in leaving { counts[problem.segments[other]] -= 1 }
        let quotas = zip([problem.quota] + problem.segmentQuotas, [counts.reduce(0, +)] + counts)
        return quotas.allSatisfy { $0.minimum <= $1 && $1 <= $0.maximum ?? .max }
    }
}
