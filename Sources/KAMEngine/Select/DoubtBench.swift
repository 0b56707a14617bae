internal import KAMModel

/// Makes the list again and again, with other weights and values, under the same rules.
///
/// The rules of the quarters before are applied to each draw's merits against the same floor.
struct DoubtBench {
    /// What was found over the draws.
    struct Trial {
        var counts: [Int]
        var regret: RobustnessCard.Regret
    }

    let doubt: Doubt
    let quick: QuickSelection
    /// The costs of changes: added to what an account gains.
    let costs: [Double]
    /// The list as it is.
    let own: RobustnessSearch.Variant
    /// What the quick method finds of the best value, 0…1.
    let quality: Double
    private let selection: Selection
    private let decision: SelectionDecision

    init(_ selection: Selection, _ decision: SelectionDecision, seed: UInt64) {
        self.selection = selection
        self.decision = decision
        let uplift = selection.valuation.uplift.share.value
        doubt = Doubt(
            selection.scoring.aggregation, ids: selection.snapshot.accounts.map(\.id),
            points: selection.scoring.points,
            worths: selection.valuation.values.map { DoubtfulWorth($0, uplift: uplift) },
            variation: selection.policy.selection.robustness.weightVariation, seed: seed)
        quick = QuickSelection(decision.problem, prices: decision.solution)
        costs = zip(decision.problem.values, selection.problem.values).map { $0 - $1 }
        let best = decision.solution.outcome.objective ?? 0
        own = RobustnessSearch.Variant(chosen: decision.solution.chosen, objective: best)
        let found = quick.choose(quick.ownCase).map { decision.problem.objective(of: $0) }
        quality = found.map { best > 0 ? min(1, max(0, $0 / best)) : ($0 >= best ? 1 : 0) } ?? 0
    }

    /// The case of some gains and merits.
    func given(gains: [Double], merits: [Double], withCosts: Bool = true) -> QuickSelection.Case {
        var result = QuickSelection.Case(
            values: gains, forcedOut: selection.problem.forcedOut, isProtected: decision.problem.memory.isProtected)
        guard let past = decision.hysteresis else { return result }
        for account in merits.indices {
            if withCosts { result.values[account] += costs[account] }
            let standing = past.standing(of: account, merit: merits[account])
            result.isProtected[account] = standing.isProtected
            if standing.waits, !selection.problem.forcedIn[account] { result.forcedOut[account] = true }
        }
        return result
    }

    /// The case of other weights.
    func given(weights: [Double]) -> QuickSelection.Case {
        let merits = selection.scoring.aggregation.merits(points: selection.scoring.points.value, weights: weights)
        return given(gains: selection.gains(merits: merits), merits: merits)
    }

    /// Chooses in a case: proved with a method, else quickly, where the own list counts too when it gains more.
    ///
    /// - Returns: The list; nothing when no list keeps the rules.
    func choose(
        _ given: QuickSelection.Case, method: HighsSelection?
    ) throws(SelectionError) -> RobustnessSearch.Variant? {
        let offset = decision.problem.memory.offset
        if let method {
            let solution = try method.solve(problem(given))
            return solution.outcome.objective.map { RobustnessSearch.Variant(chosen: solution.chosen, objective: $0) }
        }
        func value(_ chosen: [Bool]) -> Double {
            var total = offset
            for candidate in chosen.indices where chosen[candidate] { total += given.values[candidate] }
            return total
        }
        let found = quick.choose(given).map { RobustnessSearch.Variant(chosen: $0, objective: value($0)) }
        let isOwnAllowed = own.chosen.indices.allSatisfy {
            own.chosen[$0] ? !given.forcedOut[$0] : !given.isProtected[$0] || given.forcedOut[$0]
        }
        guard isOwnAllowed else { return found }
        let ours = RobustnessSearch.Variant(chosen: own.chosen, objective: value(own.chosen))
        guard let found, found.objective > ours.objective else { return ours }
        return found
    }

    /// The problem of a case.
    func problem(_ given: QuickSelection.Case) -> SelectionProblem {
        let memory = decision.problem.memory
        return decision.problem.ruling(
            values: given.values, forcedOut: given.forcedOut,
            memory: SelectionProblem.Memory(
                isIncumbent: memory.isIncumbent, isProtected: given.isProtected, maximumChanges: memory.maximumChanges,
                offset: memory.offset))
    }

    /// Makes the list so many times; a draw that the quick method cannot serve is proved instead.
    func run(_ draws: Int, method: HighsSelection) throws(SelectionError) -> Trial {
        var counts = [Int](repeating: 0, count: decision.problem.count)
        var (sum, squares, bests) = (0.0, 0.0, 0.0)
        for number in 0..<draws {
            let draw = doubt.draw(number)
            let given = given(gains: draw.gains, merits: draw.merits)
            var list = try choose(given, method: nil)
            if list == nil { list = try choose(given, method: method) }
            var ours = decision.problem.memory.offset
            for account in counts.indices where own.chosen[account] { ours += given.values[account] }
            if let list {
                for account in counts.indices where list.chosen[account] { counts[account] += 1 }
            }
            let best = max(ours, list?.objective ?? ours)
            sum += best - ours
            squares += (best - ours) * (best - ours)
            bests += best
        }
        let mean = sum / Double(draws)
        let variance = draws > 1 ? max(0, squares - sum * mean) / Double(draws - 1) : 0
        return Trial(
            counts: counts,
            regret: RobustnessCard.Regret(
                mean: mean, standardError: (variance / Double(draws)).squareRoot(),
                share: bests > 0 ? min(1, sum / bests) : 0))
    }
}
