internal import KAMModel

extension AssignmentProblem {
    /// The decision that is complete with the fewest changes, at the least loss among those.
    ///
    /// What may go on is in `present`. While that can stay as a whole it does; else the fewest leads and KAMs change
    /// with which nothing stays open, or the least stake. A decision from before that still keeps every rule, leaves
    /// nothing open and changes nothing comes back as it is, joins included.
    ///
    /// - Parameters:
    ///   - previous: The decision that holds, in the shape of this problem, as far as it may go on.
    ///   - isCompared: Whether to solve without regard to gentleness too, for its price.
    ///   - options: How far to search.
    /// - Returns: The decision, its changes, and the free optimum.
    /// - Throws: `AssignmentError` as for `solve`.
    public func replanned(
        from previous: AssignmentDecision? = nil, compared isCompared: Bool = true,
        _ options: AssignmentOptions = AssignmentOptions()
    ) throws(AssignmentError) -> AssignmentReplan {
        var chosen = options
        chosen.leaveAlone = 0
        let free = isCompared ? try solve(chosen) : nil
        let (solution, isLeast) = try gentlest(previous, chosen)
        return AssignmentReplan(
            solution: solution, changeCount: changeCount(of: solution.decision), isLeast: isLeast, free: free)
    }

    private func gentlest(
        _ previous: AssignmentDecision?, _ options: AssignmentOptions
    ) throws(AssignmentError) -> (solution: AssignmentSolution, isLeast: Bool) {
        let fixed = try fixingPresent()
        let stays = try fixed.solve(options)
        if let previous, isUntouched(by: previous) {
            return (solution(previous, bound: stays.outcome.bound, steps: stays.stepCount, options), true)
        }
        if isUntouched(by: stays.decision) {
            return (solution(stays.decision, bound: stays.outcome.bound, steps: stays.stepCount, options), true)
        }
        let study = DemandStudy(self, free: self, options)
        guard let target = try study.fewestChanges() else {
            // Nothing is legal, or a limit of the search came first: what the solver says then is all there is.
            return (try solve(options), false)
        }
        let inside = try target.changes == 0 ? fixed : limitingChanges(to: target.changes)
        let found = try best(inside, target, options)
        return (found, target.isProven)
    }

    /// Whether a decision keeps every rule, leaves nothing open and changes nothing that could go on.
    private func isUntouched(by decision: AssignmentDecision) -> Bool {
        let check = AssignmentCheck(self, decision)
        return check.isFeasible && check.isComplete && check.changeCount == 0
    }

    /// The best decision within a number of changes that leaves as little open as can be.
    private func best(
        _ inside: AssignmentProblem, _ target: DemandStudy.FewestChanges, _ options: AssignmentOptions
    ) throws(AssignmentError) -> AssignmentSolution {
        let first = try inside.solve(options)
        let check = AssignmentCheck(self, first.decision)
        if check.isFeasible, check.changeCount <= target.changes, check.loss.open <= target.stake + 1e-6 {
            return solution(first.decision, bound: first.outcome.bound, steps: first.stepCount, options)
        }
        let insisted = try inside.insisting(on: target.met).solve(options)
        let again = AssignmentCheck(self, insisted.decision)
        let isKept = again.isFeasible && again.loss.open <= target.stake + 1e-6 && again.changeCount <= target.changes
        // The bound counts raised stakes, of which none is paid when the demands are met.
        return solution(
            isKept ? insisted.decision : target.decision, bound: isKept ? insisted.outcome.bound : nil,
            steps: first.stepCount + insisted.stepCount, options)
    }

    private func solution(
        _ decision: AssignmentDecision, bound: Double?, steps: Int, _ options: AssignmentOptions
    ) -> AssignmentSolution {
        let loss = loss(of: decision)
        let outcome = Outcome(status: .feasible, objective: loss.total, bound: bound.map { min($0, loss.total) })
        let isProven = outcome.gap.map { $0 <= options.gap } ?? false
        return AssignmentSolution(
            decision: decision, loss: loss,
            outcome: Outcome(
                status: isProven ? .optimal : .feasible, objective: outcome.objective, bound: outcome.bound),
            keepsPresent: changeCount(of: decision) == 0, stepCount: steps)
    }
}

extension DemandStudy {
    /// The fewest changes with which the least stake stays open.
    struct FewestChanges {
        let changes: Int
        /// The stake that stays open.
        let stake: Double
        let met: Set<AssignmentDemand>
        /// Who does what then, without joins.
        let decision: AssignmentDecision
        let isProven: Bool
    }

    /// The nodes of one search for the fewest changes.
    private static let nodesOfChanges = 500

    /// The fewest changes with which nothing stays open, or else the least stake; nothing when nothing is legal or a
    /// limit came first.
    func fewestChanges() throws(AssignmentError) -> FewestChanges? {
        var question = DemandProgram.Question(
            demands: demands, restrictions: Set(restrictions), openPrice: nil, changePrice: 1)
        if let whole = try fewest(question) { return whole }
        guard let least = try leastOpen() else { return nil }
        let greatest = demands.reduce(1e-9) { max($0, stake($1)) }
        question.openPrice = { stake($0) / greatest }
        question.mostOpen = least.open.stake / greatest + 1e-7
        guard let found = try fewest(question) else { return nil }
        return FewestChanges(
            changes: found.changes, stake: found.stake, met: found.met, decision: found.decision,
            isProven: found.isProven && least.open.isProven)
    }

    private func fewest(_ question: DemandProgram.Question) throws(AssignmentError) -> FewestChanges? {
        guard let (answer, program) = try least(question, nodes: Self.nodesOfChanges) else { return nil }
        var decision = AssignmentDecision(
            leads: Array(repeating: nil, count: problem.cellCount),
            joins: Array(repeating: false, count: problem.cellCount),
            kams: Array(repeating: nil, count: problem.accountCount))
        for (column, meaning) in program.columns.enumerated() where answer.values[column] > 0.5 {
            if case .choice(let demand, let member) = meaning { decision.give(demand, to: member) }
        }
        let check = AssignmentCheck(problem, decision)
        guard check.isFeasible else { return nil }
        return FewestChanges(
            changes: check.changeCount, stake: check.loss.open, met: Set(demands).subtracting(check.open),
            decision: decision, isProven: answer.isProven)
    }
}
