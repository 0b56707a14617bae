internal import KAMModel

extension AssignmentProblem {
    /// Gives each cell one lead and each account one KAM, at the least loss that the hours allow.
    ///
    /// The linear relaxation of the segment formulation gives a bound and prices; branch and bound goes as far as a
    /// limited effort allows. Where hours are so tight that this does not prove the gap, ruin and recreate and blocks of
    /// members, led by the prices, find a good decision; bound and decision together drop the columns that no better one
    /// can hold; and branch and bound goes on with the rest. Single changes round off. The present decision is kept if
    /// it is within the gap of the bound.
    /// When the demands contradict each other, the status is `infeasible`: as little value as possible is left open,
    /// and each open demand has its conflict.
    ///
    /// - Returns: The best decision found, its loss, its bound, and the conflicts.
    /// - Throws: `AssignmentError.solverFailed` when HiGHS fails.
    /// - Complexity: Exponential at worst; `docs/guides/assign.md` has measured figures.
    public func solve(_ options: AssignmentOptions = AssignmentOptions()) throws(AssignmentError) -> AssignmentSolution
    {
        guard cellCount > 0 || accountCount > 0 else {
            return solution(AssignmentDecision(leads: [], joins: [], kams: []), bound: 0, nodes: 0, options)
        }
        let model = SegmentModel(self)
        guard model.coversAll() else {
            return try AssignmentConflicts(self, options).solution(isProven: true, bound: nil)
        }
        let present = AssignmentCheck.keeping(options.present, self)
        let relaxation: SegmentModel.Relaxation?
        switch try model.relax(options) {
        case .solved(let found): relaxation = found
        case .infeasible: return try AssignmentConflicts(self, options).solution(isProven: true, bound: nil)
        case .unknown: relaxation = nil
        }
        if let present, let relaxation {
            let kept = solution(present, bound: relaxation.bound, nodes: 0, options, keepsPresent: true)
            if kept.outcome.status == .optimal { return kept }
        }
        let found = try prove(model, relaxation, present, options)
        guard let decision = found.decision else {
            return try AssignmentConflicts(self, options).solution(isProven: found.isInfeasible, bound: found.bound)
        }
        let best = solution(decision, bound: found.bound, nodes: found.nodeCount, options)
        guard let present else { return best }
        let kept = solution(present, bound: found.bound, nodes: found.nodeCount, options, keepsPresent: true)
        return kept.outcome.status == .optimal || kept.loss.total <= best.loss.total ? kept : best
    }

    /// A solution of a decision that meets all demands.
    func solution(
        _ decision: AssignmentDecision, bound: Double?, nodes: Int, _ options: AssignmentOptions,
        keepsPresent: Bool = false
    ) -> AssignmentSolution {
        let loss = loss(of: decision)
        let proven = Outcome(status: .feasible, objective: loss.total, bound: bound.map { min($0, loss.total) })
        let isProved = proven.gap.map { $0 <= options.gap } ?? false
        return AssignmentSolution(
            decision: decision, loss: loss,
            outcome: isProved ? Outcome(status: .optimal, objective: proven.objective, bound: proven.bound) : proven,
            keepsPresent: keepsPresent, nodeCount: nodes)
    }

    /// Branch and bound, first of limited effort, then with what searches find.
    private func prove(
        _ model: SegmentModel, _ relaxation: SegmentModel.Relaxation?, _ present: AssignmentDecision?,
        _ options: AssignmentOptions
    ) throws(AssignmentError) -> SegmentModel.Answered {
        let iterations = 50 * max(100, cellCount + accountCount + memberCount)
        let short = SegmentModel.Effort(
            gap: options.gap / 10, nodes: options.fineNodes, share: 0.3, iterations: iterations)
        let first =
            options.fineNodes > 0
            ? try model.solve(options, short, start: present)
            : SegmentModel.Answered(decision: nil, bound: nil, isInfeasible: false, nodeCount: 0)
        var best = better(present, first.decision)
        let bounds = [relaxation?.bound, first.bound].compactMap(\.self)
        let isDone = best.map { isProved($0, bounds.max(), options) } ?? first.isInfeasible
        guard !isDone, options.nodeLimit > options.fineNodes, let relaxation else {
            return conclusion(best, bounds, first.isInfeasible, first.nodeCount)
        }
        best = try searched(model, relaxation, best, options)
        var rest = model
        if let best { rest = model.pruned(relaxation, below: loss(of: best).total, keeping: best) }
        let long = SegmentModel.Effort(gap: options.gap, nodes: options.nodeLimit, share: 0.5)
        let second = try rest.solve(options, long, start: best)
        best = better(best, second.decision)
        return conclusion(
            best, bounds + [second.bound].compactMap(\.self), first.isInfeasible || second.isInfeasible,
            first.nodeCount + second.nodeCount)
    }

    /// The best of a decision and of what searches led by prices find.
    private func searched(
        _ model: SegmentModel, _ relaxation: SegmentModel.Relaxation, _ start: AssignmentDecision?,
        _ options: AssignmentOptions
    ) throws(AssignmentError) -> AssignmentDecision? {
        var search = RuinRecreate(model, prices: relaxation.prices, start: start, seed: options.seed)
        let steps = min(options.searchSteps, 1250 * accountCount)
        let found = search.search(steps: steps) {
            let progress = AssignmentProgress(nodeCount: 0, objective: nil, bound: relaxation.bound)
            return options.shouldStop?(progress) ?? false
        }
        guard let best = better(start, found) else { return nil }
        var blocks = BlockSearch(model, relaxation, options)
        return try better(best, blocks.improve(best))
    }

    private func isProved(_ decision: AssignmentDecision, _ bound: Double?, _ options: AssignmentOptions) -> Bool {
        solution(decision, bound: bound, nodes: 0, options).outcome.status == .optimal
    }

    private func conclusion(
        _ decision: AssignmentDecision?, _ bounds: [Double], _ isInfeasible: Bool, _ nodes: Int
    ) -> SegmentModel.Answered {
        SegmentModel.Answered(
            decision: decision, bound: bounds.max(),
            isInfeasible: isInfeasible && decision == nil, nodeCount: nodes)
    }

    /// The better of two decisions after single changes; the first when they are alike.
    private func better(_ one: AssignmentDecision?, _ other: AssignmentDecision?) -> AssignmentDecision? {
        guard let other = other.map(improved) else { return one }
        guard let one else { return other }
        return loss(of: other).total < loss(of: one).total ? other : one
    }

    /// A decision after single changes.
    func improved(_ decision: AssignmentDecision) -> AssignmentDecision {
        var alternatives = AssignmentAlternatives(self, decision)
        alternatives.improve()
        return alternatives.decision
    }
}
