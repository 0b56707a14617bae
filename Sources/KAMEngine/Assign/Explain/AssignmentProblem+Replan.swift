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
    ///   - isCompared: Whether to solve without regard to gentleness too, for its price; last, so that a search that is
    ///     stopped has looked for the gentle decision first.
    ///   - options: How far to search.
    /// - Returns: The decision, its changes, and the free optimum.
    /// - Throws: `AssignmentError` as for `solve`.
    public func replanned(
        from previous: AssignmentDecision? = nil, compared isCompared: Bool = true,
        _ options: AssignmentOptions = AssignmentOptions()
    ) throws(AssignmentError) -> AssignmentReplan {
        var chosen = options
        chosen.leaveAlone = 0
        let found = try gentlest(previous, chosen)
        let free = isCompared ? try solve(chosen) : nil
        return AssignmentReplan(
            solution: found.solution, changeCount: changeCount(of: found.solution.decision), isLeast: found.isLeast,
            isCutShort: found.isCutShort, free: free)
    }

    /// A decision, whether fewer changes are proven not to restore as much, and whether a stop came before any change
    /// was tried.
    typealias Gentlest = (solution: AssignmentSolution, isLeast: Bool, isCutShort: Bool)

    private func gentlest(
        _ previous: AssignmentDecision?, _ options: AssignmentOptions
    ) throws(AssignmentError) -> Gentlest {
        if leads.members.count + kams.members.count > Self.mostCandidates,
            let found = try gentlestPart(previous, options)
        {
            return found
        }
        let fixed = try fixingPresent()
        let stays = try fixed.solve(options)
        if let previous, isUntouched(by: previous) {
            return (try solution(previous, bound: stays.outcome.bound, steps: stays.stepCount, options), true, false)
        }
        if isUntouched(by: stays.decision) {
            return (
                try solution(stays.decision, bound: stays.outcome.bound, steps: stays.stepCount, options), true, false
            )
        }
        guard let target = try DemandStudy(self, free: self, options).fewestChanges() else {
            return try ungentle(stays, previous, options)
        }
        let inside = try target.changes == 0 ? fixed : limitingChanges(to: target.changes)
        return (try best(inside, target, options), target.isProven, false)
    }

    /// What there is when the fewest changes were not found: nothing is legal, or a limit of the search came first.
    ///
    /// Whoever stops a search does not want others moved by the first thing that came to hand: what is present stays
    /// then, where that is legal, though more is open than need be.
    private func ungentle(
        _ stays: AssignmentSolution, _ previous: AssignmentDecision?, _ options: AssignmentOptions
    ) throws(AssignmentError) -> Gentlest {
        let report = AssignmentProgress(phase: .search, stepCount: 0, objective: nil, bound: nil)
        guard options.shouldStop?(report) == true else { return (try solve(options), false, false) }
        let unchanged = [stays.decision, keptDecision(previous)].filter {
            let check = AssignmentCheck(self, $0)
            return check.isFeasible && check.changeCount == 0
        }
        guard let least = unchanged.min(by: { loss(of: $0).total < loss(of: $1).total }) else {
            return (try solve(options), false, true)
        }
        return (try solution(least, bound: nil, steps: stays.stepCount, options), false, true)
    }

    /// The most candidates of a problem that is re-planned as a whole.
    private static let mostCandidates = 5000

    /// The gentlest decision of a large problem, in which only accounts move that must, and then those around them.
    ///
    /// The joins of other accounts stay too, so nothing is proven of the loss of the whole. Nothing when what is present
    /// breaks a rule by itself, or when what is open finds no place near by.
    func gentlestPart(
        _ previous: AssignmentDecision?, _ options: AssignmentOptions
    ) throws(AssignmentError) -> Gentlest? {
        if let previous, isUntouched(by: previous) {
            return (try solution(previous, bound: nil, steps: 0, options), true, false)
        }
        let base = keptDecision(previous)
        guard AssignmentCheck(self, base).isFeasible else { return nil }
        let open = demands.filter { base.member($0) == nil }
        let own = Set(open.map { account(of: $0) }).sorted()
        let part = try AssignmentPart(self, accounts: own, beside: base, fixing: true)
        let inside = try part.problem.limitingChanges(to: 0)
        if let found = try solved(inside, part, options)?.whole, isUntouched(by: found.decision) {
            return (found, true, false)
        }
        let insisted = try solved(try inside.insisting(on: Set(inside.demands)), part, options)
        if let found = insisted?.whole, isUntouched(by: found.decision) { return (found, true, false) }
        // Joins elsewhere that stayed may be what was in the way.
        let joins = base.joins.indices.contains { base.joins[$0] && !own.contains(account(of: .cell($0))) }
        return try gentlestAround(open, base, isNoneProven: insisted?.isProven == true && !joins, options)
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
    ///
    /// `isNoneProven` says that no change at all is proven not to be enough.
    private func gentlestAround(
        _ open: [AssignmentDemand], _ base: AssignmentDecision, isNoneProven: Bool, _ options: AssignmentOptions
    ) throws(AssignmentError) -> Gentlest? {
        let members = Dictionary(
            uniqueKeysWithValues: demands.compactMap { demand in base.member(demand).map { (demand, $0) } })
        let near = DemandStudy(self, options).near(open, members)
        let narrowed = try narrowed(to: near, members)
        guard let target = try DemandStudy(narrowed, options).fewestChanges() else { return nil }
        let around = Set(near.map { account(of: $0) }).sorted()
        let part = try AssignmentPart(self, accounts: around, beside: base, fixing: false)
        let inside = try part.problem.limitingChanges(to: target.changes)
        var best = try solution(target.decision, bound: nil, steps: 0, options)
        for problem in [inside, try inside.insisting(on: Set(inside.demands))] {
            guard let found = try solved(problem, part, options)?.whole else { continue }
            let check = AssignmentCheck(self, found.decision)
            guard check.isFeasible, check.loss.open <= best.loss.open + 1e-6, found.loss.total < best.loss.total else {
                continue
            }
            best = found
        }
        let isLeast = target.changes == 0 || (target.changes == 1 && isNoneProven)
        return (best, isLeast && AssignmentCheck(self, best.decision).isComplete, false)
    }

    /// The decision of the whole with the solved part in it, and whether it is proven best inside the part.
    ///
    /// Beside what stays the bound of the part says nothing of the whole.
    private func solved(
        _ problem: AssignmentProblem, _ part: AssignmentPart, _ options: AssignmentOptions
    ) throws(AssignmentError) -> (whole: AssignmentSolution, isProven: Bool)? {
        let found = try problem.solve(options)
        let decision = part.whole(found.decision)
        guard AssignmentCheck(self, decision).isFeasible else { return nil }
        let whole = try solution(decision, bound: nil, steps: found.stepCount, options)
        return (whole, found.outcome.status == .optimal)
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
            return try solution(first.decision, bound: first.outcome.bound, steps: first.stepCount, options)
        }
        let insisted = try inside.insisting(on: target.met).solve(options)
        let again = AssignmentCheck(self, insisted.decision)
        let isKept = again.isFeasible && again.loss.open <= target.stake + 1e-6 && again.changeCount <= target.changes
        // The bound counts raised stakes, of which none is paid when the demands are met.
        return try solution(
            isKept ? insisted.decision : target.decision, bound: isKept ? insisted.outcome.bound : nil,
            steps: first.stepCount + insisted.stepCount, options)
    }

    /// A decision with what is proven of it.
    ///
    /// - Throws: `AssignmentError.notConfirmed` when the bound lies above the loss by more than rounding.
    private func solution(
        _ decision: AssignmentDecision, bound: Double?, steps: Int, _ options: AssignmentOptions
    ) throws(AssignmentError) -> AssignmentSolution {
        let loss = loss(of: decision)
        if let bound, bound > loss.total + 1e-9 * max(1, loss.total.magnitude) {
            throw .notConfirmed([.boundAboveObjective(bound: bound, objective: loss.total)])
        }
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
