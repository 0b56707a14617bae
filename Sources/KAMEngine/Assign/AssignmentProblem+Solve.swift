internal import KAMModel

extension AssignmentProblem {
    /// Gives each cell one lead and each account one KAM, at the least loss that the hours allow.
    ///
    /// The linear relaxation of the segment formulation gives a bound and prices; ruin and recreate led by the prices
    /// gives a good decision; both together drop the columns that no better decision can hold; branch and bound on the
    /// rest proves, and single changes round off. The present decision is kept if it is within the gap of the bound.
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
        let relaxation = try model.relax(options)
        if let present, let relaxation {
            let kept = solution(present, bound: relaxation.bound, nodes: 0, options, keepsPresent: true)
            if kept.outcome.status == .optimal { return kept }
        }
        let start = try start(model, relaxation, present, options)
        let found = try prove(model, relaxation, start, options)
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

    /// The decision to begin the proof with: the best of the present one and of the searches led by prices.
    private func start(
        _ model: SegmentModel, _ relaxation: SegmentModel.Relaxation?, _ present: AssignmentDecision?,
        _ options: AssignmentOptions
    ) throws(AssignmentError) -> AssignmentDecision? {
        // A small program is solved faster than it is searched.
        let steps = options.searchSteps ?? (model.segments.count < 1000 ? 0 : min(50_000, 1250 * accountCount))
        guard let relaxation, steps > 0 else { return present }
        var search = RuinRecreate(model, prices: relaxation.prices, start: present, seed: options.seed)
        let found = search.search(steps: steps) {
            let progress = AssignmentProgress(nodeCount: 0, objective: nil, bound: relaxation.bound)
            return options.shouldStop?(progress) ?? false
        }
        guard let best = better(present, found) else { return nil }
        var blocks = BlockSearch(model, relaxation, options)
        return try better(best, blocks.improve(best))
    }

    /// Branch and bound: first a short run for a finer gap than asked for, then until the gap asked for.
    private func prove(
        _ whole: SegmentModel, _ relaxation: SegmentModel.Relaxation?, _ start: AssignmentDecision?,
        _ options: AssignmentOptions
    ) throws(AssignmentError) -> SegmentModel.Answered {
        var model = whole
        if let relaxation, let start {
            model = whole.pruned(relaxation, below: loss(of: start).total, keeping: start)
        }
        let fine = try model.solve(options, gap: options.gap / 10, nodes: options.fineNodes, share: 0.5, start: start)
        var best = better(start, fine.decision)
        guard let least = best, !isProved(least, fine.bound, options), options.nodeLimit > options.fineNodes else {
            return conclusion(best, [relaxation?.bound, fine.bound], fine.isInfeasible, fine.nodeCount)
        }
        if let relaxation { model = whole.pruned(relaxation, below: loss(of: least).total, keeping: least) }
        let coarse = try model.solve(options, gap: options.gap, nodes: options.nodeLimit, share: 0.5, start: least)
        best = better(least, coarse.decision)
        let nodes = fine.nodeCount + coarse.nodeCount
        return conclusion(best, [relaxation?.bound, fine.bound, coarse.bound], false, nodes)
    }

    private func isProved(_ decision: AssignmentDecision, _ bound: Double?, _ options: AssignmentOptions) -> Bool {
        solution(decision, bound: bound, nodes: 0, options).outcome.status == .optimal
    }

    private func conclusion(
        _ decision: AssignmentDecision?, _ bounds: [Double?], _ isInfeasible: Bool, _ nodes: Int
    ) -> SegmentModel.Answered {
        SegmentModel.Answered(
            decision: decision, bound: bounds.compactMap(\.self).max(),
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
