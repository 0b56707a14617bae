internal import KAMModel

/// What to do when not all demands can be met: leave as little value open as possible, and say which demands conflict.
///
/// First the open demands are chosen (`DemandModel`), then the rest is assigned at the least loss. For each open demand
/// the met ones that share members with it, directly or through others, are thinned by a deletion filter: what can go
/// while the set still conflicts goes, in halves first; at first as if demands could be met in parts, which is quickly
/// known, then exactly where few remain. What remains conflicts, and without any one of it does not.
///
/// - Source: Chinneck & Dravnieks, *ORSA J. Computing* 3, 1991 (deletion filter); Zeller & Hildebrandt, *IEEE TSE* 28,
///   2002 (halving).
struct AssignmentConflicts {
    /// The most demands in a set that the filter takes on, the most that it thins exactly, and the most open demands
    /// that it explains.
    private static let limits = (demands: 400, exact: 16, explained: 20)

    private let problem: AssignmentProblem
    private let options: AssignmentOptions
    private let model: DemandModel

    init(_ problem: AssignmentProblem, _ options: AssignmentOptions) {
        self.problem = problem
        self.options = options
        model = DemandModel(problem)
    }

    /// The best partial decision with its conflicts; a whole one if demands turn out to be compatible after all.
    ///
    /// - Parameters:
    ///   - isProven: Whether it is already proven that not all demands can be met.
    ///   - bound: The bound on the loss if they can.
    /// - Returns: A solution that is infeasible, unknown, or whole after all.
    /// - Throws: `AssignmentError.solverFailed` when HiGHS fails.
    func solution(isProven: Bool, bound: Double?) throws(AssignmentError) -> AssignmentSolution {
        let met = try model.meet(options)
        let members = met?.members ?? Array(repeating: nil, count: model.entries.count)
        let open = members.indices.filter { members[$0] == nil }
        if open.isEmpty {
            return problem.solution(problem.improved(decision(members)), bound: bound, nodes: 0, options)
        }
        let rest = try assign(open, fallback: members)
        let isInfeasible = isProven || (met?.leastOpen ?? 0) > 1e-6
        return AssignmentSolution(
            decision: rest, loss: problem.loss(of: rest),
            outcome: Outcome(status: isInfeasible ? .infeasible : .unknown, objective: nil, bound: nil),
            conflicts: try conflicts(open, rest))
    }

    private func assign(_ open: [Int], fallback: [Int?]) throws(AssignmentError) -> AssignmentDecision {
        let cells = Set(open.filter { $0 < problem.cellCount })
        let accounts = Set(open.filter { $0 >= problem.cellCount }.map { $0 - problem.cellCount })
        let segments = SegmentModel(problem, openCells: cells, openAccounts: accounts)
        let start = decision(fallback)
        let found = try segments.solve(
            options, SegmentModel.Effort(gap: options.gap, nodes: options.fineNodes, share: 0.25), start: start)
        return problem.improved(found.decision ?? start)
    }

    private func decision(_ members: [Int?]) -> AssignmentDecision {
        AssignmentDecision(
            leads: Array(members[..<problem.cellCount]), joins: Array(repeating: false, count: problem.cellCount),
            kams: Array(members[problem.cellCount...]))
    }

    private func conflicts(
        _ open: [Int], _ decision: AssignmentDecision
    ) throws(AssignmentError) -> [AssignmentConflict] {
        let loads = problem.loads(of: decision)
        let met = model.entries.indices.filter { !open.contains($0) }
        var found: [AssignmentConflict] = []
        for (rank, entry) in open.enumerated() {
            let (others, proof) = try opponents(of: entry, among: met, isExplained: rank < Self.limits.explained)
            let demand = model.entries[entry]
            let left = demand.candidates.map { max(0, problem.limit($0) - loads[$0]) }
            found.append(
                AssignmentConflict(
                    demand: demand.demand, needed: demand.hours, candidates: demand.candidates,
                    left: left.reduce(0, +), mostLeft: left.max() ?? 0,
                    others: others.map { model.entries[$0].demand }, proof: proof))
        }
        return found
    }

    /// The met demands that an open one contradicts, and what is proven of them together.
    private func opponents(
        of open: Int, among met: [Int], isExplained: Bool
    ) throws(AssignmentError) -> ([Int], AssignmentConflict.Proof) {
        guard !model.entries[open].able.isEmpty else { return ([], .minimal) }
        let others = connected(to: open, among: met)
        guard isExplained, others.count <= Self.limits.demands else { return (direct(to: open, among: met), .none) }
        var thinned = others
        var isProven = false
        if try model.canMeet(others + [open], inParts: true, options) == false {
            (thinned, _) = try thin(others, open, inParts: true)
            isProven = true
        }
        if !isProven { isProven = try model.canMeet(thinned + [open], inParts: false, options) == false }
        guard isProven else { return (direct(to: open, among: met), .none) }
        if thinned.count > Self.limits.exact { return (thinned, .conflicting) }
        let (least, isMinimal) = try thin(thinned, open, inParts: false)
        return (least, isMinimal ? .minimal : .conflicting)
    }

    /// Drops what can go while the rest still conflicts, in halves first; and whether every answer was certain.
    private func thin(_ all: [Int], _ open: Int, inParts: Bool) throws(AssignmentError) -> ([Int], Bool) {
        var others = all
        var isCertain = true
        var size = max(1, others.count / 2)
        while true {
            var index = 0
            while index < others.count {
                var fewer = others
                fewer.removeSubrange(index..<min(index + size, others.count))
                let answer = try model.canMeet(fewer + [open], inParts: inParts, options)
                if answer == false {
                    others = fewer
                } else {
                    isCertain = isCertain && (answer != nil || size > 1)
                    index += size
                }
            }
            if size == 1 { return (others, isCertain) }
            size = max(1, size / 2)
        }
    }

    /// The demands that want one of the members who could meet the open one.
    private func direct(to open: Int, among met: [Int]) -> [Int] {
        let wanted = Set(model.entries[open].able)
        return met.filter { !wanted.isDisjoint(with: model.entries[$0].able) }
    }

    /// The same, with those that want a member of these, and so on.
    private func connected(to open: Int, among met: [Int]) -> [Int] {
        var wanted = Set(model.entries[open].able)
        var found: Set<Int> = []
        var grows = true
        while grows {
            grows = false
            for entry in met where !found.contains(entry) && !wanted.isDisjoint(with: model.entries[entry].able) {
                found.insert(entry)
                wanted.formUnion(model.entries[entry].able)
                grows = true
            }
        }
        return found.sorted()
    }
}
