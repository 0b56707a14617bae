internal import KAMModel

extension AssignmentProblem {
    /// Gives each cell one lead and each account one KAM, at the least loss that hours and rules allow.
    ///
    /// Nothing is forbidden to stay open, so that an answer exists; only where the present plan breaks a limit and the
    /// change budget forbids to mend it the status is `infeasible`, with every demand open.
    ///
    /// The present plan, with what is open in it filled, stays unless another saves more than the share `leaveAlone` of
    /// its loss.
    ///
    /// - Returns: The best decision found, its loss by parts, and its bound.
    /// - Throws: `AssignmentError.solverFailed` when HiGHS fails, `AssignmentError.notConfirmed` when the Check finds
    ///   the answer wrong.
    /// - Complexity: Exponential at worst; `docs/benchmarks.md` has measured figures.
    public func solve(_ options: AssignmentOptions = AssignmentOptions()) throws(AssignmentError) -> AssignmentSolution
    {
        let table = SegmentTable(self)
        let everyone = Array(0..<accountCount)
        let open = AssignmentDecision(
            leads: Array(repeating: nil, count: cellCount), joins: Array(repeating: false, count: cellCount),
            kams: Array(repeating: nil, count: accountCount))
        let model = SegmentModel(self, table, accounts: everyone, remainder: SegmentModel.Remainder(self))
        let kept = try keepingPresent(table, open)
        let found = try model.solve(
            from: kept ?? open, SegmentModel.Effort(gap: options.gap / 2, seed: options.seed)
        ) { nodes, objective, bound in
            options.shouldStop?(
                AssignmentProgress(phase: .proof, stepCount: nodes, objective: objective, bound: bound)) ?? false
        }
        return try concluded(
            found.decision ?? kept ?? open, kept: kept, bound: found.bound, isInfeasible: found.isInfeasible,
            steps: found.nodeCount, options)
    }

    /// The best decision in which nobody leaves what it does now; nothing without a present plan, or when it breaks a
    /// limit.
    private func keepingPresent(
        _ table: SegmentTable, _ open: AssignmentDecision
    ) throws(AssignmentError) -> AssignmentDecision? {
        guard present.leads.contains(where: { $0 != nil }) || present.kams.contains(where: { $0 != nil }) else {
            return nil
        }
        let model = SegmentModel(
            self, table, accounts: Array(0..<accountCount), remainder: SegmentModel.Remainder(self),
            isKept: { segment, _ in table.changes[segment] == 0 })
        var limits = self
        limits.allowNoChange()
        let found = try model.replacing(limits).solve(from: open, SegmentModel.Effort())
        return found.decision.flatMap { AssignmentCheck(self, $0).isFeasible && changeCount(of: $0) == 0 ? $0 : nil }
    }

    /// The solution of the better decision of two, checked.
    private func concluded(
        _ decision: AssignmentDecision, kept: AssignmentDecision?, bound: Double?, isInfeasible: Bool, steps: Int,
        _ options: AssignmentOptions
    ) throws(AssignmentError) -> AssignmentSolution {
        guard !isInfeasible else {
            return AssignmentSolution(
                decision: decision, loss: loss(of: decision),
                outcome: Outcome(status: .infeasible, objective: nil, bound: nil), stepCount: steps)
        }
        var (chosen, least, keepsPresent) = (decision, loss(of: decision), false)
        if let kept {
            let loss = loss(of: kept)
            if loss.total - least.total <= options.leaveAlone * loss.total {
                (chosen, least, keepsPresent) = (kept, loss, true)
            }
        }
        // No part of a loss is negative.
        let proven = Outcome(
            status: .feasible, objective: least.total, bound: bound.map { max(0, min($0, least.total)) })
        let isProved = proven.gap.map { $0 <= options.gap } ?? false
        let solution = AssignmentSolution(
            decision: chosen, loss: least,
            outcome: Outcome(
                status: isProved ? .optimal : .feasible, objective: proven.objective, bound: proven.bound),
            keepsPresent: keepsPresent, stepCount: steps)
        let check = AssignmentCheck(self, solution)
        guard check.isFeasible else { throw .notConfirmed(check.violations) }
        return solution
    }
}
