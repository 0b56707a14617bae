internal import KAMModel

/// What to do when not all demands can be met: leave as little value open as possible, and say which demands conflict.
///
/// First the open demands are chosen (`DemandModel`), then the rest is assigned at the least loss. For each open demand
/// the met ones that share members with it, directly or through others, are thinned by a deletion filter: what can go
/// while the set still conflicts goes, in halves first. What remains conflicts, and without any one of it does not.
///
/// - Source: Chinneck & Dravnieks, *ORSA J. Computing* 3, 1991 (deletion filter); Zeller & Hildebrandt, *IEEE TSE* 28,
///   2002 (halving).
struct AssignmentConflicts {
    /// The most demands in a set that the filter takes on, and the most open demands it explains.
    private static let limits = (demands: 400, explained: 20)

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
        let found = try segments.solve(options, gap: options.gap, nodes: options.fineNodes, share: 0.5, start: start)
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
            let (others, isMinimal) = try opponents(of: entry, among: met, isExplained: rank < Self.limits.explained)
            let demand = model.entries[entry]
            let left = demand.candidates.map { max(0, problem.limit($0) - loads[$0]) }
            found.append(
                AssignmentConflict(
                    demand: demand.demand, needed: demand.hours, candidates: demand.candidates,
                    left: left.reduce(0, +), mostLeft: left.max() ?? 0,
                    others: others.map { model.entries[$0].demand }, isMinimal: isMinimal))
        }
        return found
    }

    /// The met demands that an open one contradicts, and whether the set is minimal.
    private func opponents(
        of open: Int, among met: [Int], isExplained: Bool
    ) throws(AssignmentError) -> ([Int], Bool) {
        guard !model.entries[open].able.isEmpty else { return ([], true) }
        var others = connected(to: open, among: met)
        guard isExplained, others.count <= Self.limits.demands else { return (direct(to: open, among: met), false) }
        guard try model.canMeet(others + [open], options) == false else { return (direct(to: open, among: met), false) }
        var isMinimal = true
        var size = max(1, others.count / 2)
        while true {
            var index = 0
            while index < others.count {
                var fewer = others
                fewer.removeSubrange(index..<min(index + size, others.count))
                switch try model.canMeet(fewer + [open], options) {
                case false: others = fewer
                case nil:
                    isMinimal = isMinimal && size > 1
                    index += size
                case true: index += size
                }
            }
            if size == 1 { return (others, isMinimal) }
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
