internal import KAMModel

extension AssignmentProblem {
    /// Gives each cell one lead and each account one KAM, at the least loss that hours and rules allow.
    ///
    /// Nothing is forbidden to stay open, so that an answer exists; only where the present plan breaks a limit and the
    /// change budget forbids to mend it the status is `infeasible`, with every demand open.
    ///
    /// The present plan, with what is open in it filled, stays unless another leaves less open or saves more than the
    /// share `leaveAlone` of its loss.
    ///
    /// - Returns: The best decision found, its loss by parts, and its bound.
    /// - Throws: `AssignmentError.solverFailed` when HiGHS fails, `AssignmentError.notConfirmed` when the Check finds
    ///   the answer wrong.
    /// - Complexity: Exponential at worst; `docs/benchmarks.md` has measured figures.
    public func solve(_ options: AssignmentOptions = AssignmentOptions()) throws(AssignmentError) -> AssignmentSolution
    {
        try solve(options, mostColumns: 6000)
    }

    /// Solves as `solve(_:)` does, and gives branch and bound at most so many segments of the whole; none turns the proof off.
    func solve(
        _ options: AssignmentOptions, mostColumns: Int
    ) throws(AssignmentError) -> AssignmentSolution {
        let table = SegmentTable(self)
        let bound = ChainBound(self, table, threads: options.threads)
        let kept = keepingPresent(bound, table)
        var search = MatrixSearch(self, options, bound: bound, table, kept: kept, mostColumns: mostColumns)
        try search.run()
        return try concluded(search, kept: kept, options)
    }

    /// The best plan found in which nobody leaves what it does now, and what is open is filled; nothing without a present
    /// plan, or when it breaks a limit.
    private func keepingPresent(_ bound: ChainBound, _ table: SegmentTable) -> AssignmentDecision? {
        guard present.leads.contains(where: { $0 != nil }) || present.kams.contains(where: { $0 != nil }) else {
            return nil
        }
        var search = EjectionSearch(bound, table, seed: 0)
        let decision = search.keepingPresent()
        return decision.flatMap { AssignmentCheck(self, $0).isFeasible && changeCount(of: $0) == 0 ? $0 : nil }
    }

    /// The solution of the better plan of two, checked.
    private func concluded(
        _ search: MatrixSearch, kept: AssignmentDecision?, _ options: AssignmentOptions
    ) throws(AssignmentError) -> AssignmentSolution {
        guard let best = search.best else {
            let open = MatrixSearch.open(self)
            return AssignmentSolution(
                decision: open, loss: loss(of: open),
                outcome: Outcome(
                    status: search.isInfeasible ? .infeasible : .unknown, objective: nil, bound: nil),
                stepCount: search.steps)
        }
        var (chosen, least, keepsPresent) = (best.decision, loss(of: best.decision), false)
        if let kept {
            let loss = loss(of: kept)
            // What could be done is not left open for the sake of what is present.
            let isAsComplete = loss.open <= least.open + 1e-9 * max(1, least.open)
            if isAsComplete, loss.total - least.total <= options.leaveAlone * loss.total {
                (chosen, least, keepsPresent) = (kept, loss, true)
            }
        }
        let solution = AssignmentSolution(
            decision: chosen, loss: least,
            outcome: AssignmentProblem.outcome(least.total, proven: search.proven, gap: options.gap),
            keepsPresent: keepsPresent, hourPrices: search.prices, stepCount: search.steps)
        let check = AssignmentCheck(self, solution)
        guard check.isFeasible else { throw .notConfirmed(check.violations) }
        return solution
    }

    /// The outcome of a loss and what is proven of it.
    ///
    /// A bound above the loss by the tolerance of HiGHS is rounding; one farther above is wrong, and left for the Check.
    static func outcome(_ loss: Double, proven: Double, gap: Double) -> Outcome {
        let isRounding = proven > loss && proven - loss <= 1e-7 * max(1, abs(loss))
        // No part of a loss is negative.
        let bound = max(0, isRounding ? loss : proven)
        let isProved = Outcome(status: .feasible, objective: loss, bound: bound).gap.map { $0 <= gap } ?? false
        return Outcome(status: isProved ? .optimal : .feasible, objective: loss, bound: bound)
    }
}
