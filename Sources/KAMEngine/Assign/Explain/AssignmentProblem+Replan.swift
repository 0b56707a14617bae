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
    ///   - leftOpen: What was open before and so stays: no reason to change anything.
    ///   - isCompared: Whether to solve without regard to gentleness too, for its price.
    ///   - options: How far to search.
    /// - Returns: The decision, its changes, and the free optimum.
    /// - Throws: `AssignmentError` as for `solve`.
    public func replanned(
        from previous: AssignmentDecision? = nil, leavingOpen leftOpen: Set<AssignmentDemand> = [],
        compared isCompared: Bool = true,
        _ options: AssignmentOptions = AssignmentOptions()
    ) throws(AssignmentError) -> AssignmentReplan {
        var chosen = options
        chosen.leaveAlone = 0
        let free = isCompared ? try solve(chosen) : nil
        let needed = leftOpen.isEmpty ? self : try closing(leftOpen)
        let (found, isLeast) = try needed.gentlest(previous, chosen)
        let stake = leftOpen.reduce(0) { $0 + self.stake($1) }
        let solution = solution(
            found.decision, bound: found.outcome.bound.map { $0 + stake }, steps: found.stepCount, options)
        return AssignmentReplan(
            solution: solution, changeCount: changeCount(of: solution.decision), isLeast: isLeast, free: free)
    }

    private func gentlest(
        _ previous: AssignmentDecision?, _ options: AssignmentOptions
    ) throws(AssignmentError) -> (solution: AssignmentSolution, isLeast: Bool) {
        if leads.members.count + kams.members.count > Self.mostCandidates,
            let found = try gentlestPart(previous, options)
        {
            return found
        }
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

    /// The most candidates of a problem that is re-planned as a whole.
    private static let mostCandidates = 5000

    /// The gentlest decision of a large problem, in which only accounts move that must, and then those around them.
    ///
    /// The joins of other accounts stay too. Nothing when what is present breaks a rule by itself, or when what is open
    /// finds no place near by.
    func gentlestPart(
        _ previous: AssignmentDecision?, _ options: AssignmentOptions
    ) throws(AssignmentError) -> (solution: AssignmentSolution, isLeast: Bool)? {
        if let previous, isUntouched(by: previous) { return (solution(previous, bound: nil, steps: 0, options), true) }
        let base = keptDecision(previous)
        guard AssignmentCheck(self, base).isFeasible else { return nil }
        let open = demands.filter { base.member($0) == nil }
        let own = Set(open.map { account(of: $0) }).sorted()
        let part = try AssignmentPart(self, accounts: own, beside: base, fixing: true)
        let inside = try part.problem.limitingChanges(to: 0)
        if let found = try solved(inside, part, options), isUntouched(by: found.decision) { return (found, true) }
        let everything = Set(inside.demands)
        if let found = try solved(try inside.insisting(on: everything), part, options), isUntouched(by: found.decision)
        {
            return (found, true)
        }
        return try gentlestAround(open, base, options)
    }

    /// What is present, with the joins that still have a handoff.
    private func keptDecision(_ previous: AssignmentDecision?) -> AssignmentDecision {
        var kept = AssignmentDecision(
            leads: present.leads, joins: Array(repeating: false, count: cellCount), kams: present.kams)
        guard let previous, previous.joins.count == cellCount else { return kept }
        for account in 0..<accountCount {
            for cell in cells(of: account).dropFirst() {
                let isHandoff =
                    kept.leads[cell] != nil && kept.leads[cell - 1] != nil && kept.leads[cell] != kept.leads[cell - 1]
                kept.joins[cell] = previous.joins[cell] && isHandoff
            }
        }
        return kept
    }

    /// Lets what the candidates of open demands do change too, as little as can be.
    private func gentlestAround(
        _ open: [AssignmentDemand], _ base: AssignmentDecision, _ options: AssignmentOptions
    ) throws(AssignmentError) -> (solution: AssignmentSolution, isLeast: Bool)? {
        let members = Dictionary(
            uniqueKeysWithValues: demands.compactMap { demand in base.member(demand).map { (demand, $0) } })
        let near = DemandStudy(self, options).near(open, members)
        let narrowed = try narrowed(to: near, members)
        guard let target = try DemandStudy(narrowed, options).fewestChanges() else { return nil }
        let around = Set(near.map { account(of: $0) }).sorted()
        let part = try AssignmentPart(self, accounts: around, beside: base, fixing: false)
        let inside = try part.problem.limitingChanges(to: target.changes)
        var best = solution(target.decision, bound: nil, steps: 0, options)
        for problem in [inside, try inside.insisting(on: Set(inside.demands))] {
            guard let found = try solved(problem, part, options) else { continue }
            let check = AssignmentCheck(self, found.decision)
            guard check.isFeasible, check.loss.open <= best.loss.open + 1e-6, found.loss.total < best.loss.total else {
                continue
            }
            best = found
        }
        // That no change at all is enough was tried with everything that may move then.
        return (best, target.changes <= 1 && AssignmentCheck(self, best.decision).isComplete)
    }

    /// The decision of the whole with the solved part in it; its bound holds beside what stays.
    private func solved(
        _ problem: AssignmentProblem, _ part: AssignmentPart, _ options: AssignmentOptions
    ) throws(AssignmentError) -> AssignmentSolution? {
        let found = try problem.solve(options)
        let decision = part.whole(found.decision)
        guard AssignmentCheck(self, decision).isFeasible else { return nil }
        let offset = loss(of: decision).total - part.problem.loss(of: found.decision).total
        // Raised stakes are in the bound, unless none of them is paid.
        let isBound = problem.value == part.problem.value || found.decision.isComplete(problem)
        return solution(
            decision, bound: isBound ? found.outcome.bound.map { $0 + offset } : nil, steps: found.stepCount, options)
    }

    /// What is lost while a demand is open.
    func stake(_ demand: AssignmentDemand) -> Double {
        switch demand {
        case .cell(let cell): value[cell]
        case .account(let account): kamValue[account]
        }
    }

    /// Everything that must be met: cells, then accounts.
    var demands: [AssignmentDemand] {
        (0..<cellCount).filter { value[$0] > 0 || !leads.entries(of: $0).isEmpty }.map { .cell($0) }
            + (0..<accountCount).filter { needsKAM[$0] }.map { .account($0) }
    }

    /// Whether a decision keeps every rule, leaves nothing open that anyone may meet, and changes nothing that could go on.
    private func isUntouched(by decision: AssignmentDecision) -> Bool {
        let check = AssignmentCheck(self, decision)
        return check.isFeasible && check.changeCount == 0 && check.open.allSatisfy { candidates(of: $0).isEmpty }
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
