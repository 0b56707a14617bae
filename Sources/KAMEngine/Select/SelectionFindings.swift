internal import KAMModel

/// What is found out about a choice beside the choice: its edge, its price, its stability under doubt.
struct SelectionFindings {
    let edge: SelectionEdge?
    let kamPrices: [KAMPrice]
    let curve: KAMCurve
    let flips: FlipSearch
    let robustness: RobustnessSearch?
    /// What the list would gain without holding an incumbent, by account.
    let prices: [Int: Double]

    init(
        _ selection: Selection, _ decision: SelectionDecision, method: HighsSelection, seed: UInt64
    ) throws(SelectionError) {
        let held = decision.problem.holding(as: decision.solution.chosen)
        edge = try SelectionEdge(held, decision.solution, method: method)
        kamPrices = try KAMCurve.prices(selection, decision, method: method)
        curve = try KAMCurve(selection, decision, method: method)
        flips = try FlipSearch(selection, decision, method: method)
        robustness = try RobustnessSearch(selection, decision, method: method, seed: seed)
        prices = try SelectionFindings.prices(decision, method: method)
    }

    /// What holding each incumbent costs that the choice without memory lets go, one at a time; 20 at the most.
    private static func prices(
        _ decision: SelectionDecision, method: HighsSelection
    ) throws(SelectionError) -> [Int: Double] {
        guard let best = decision.solution.outcome.objective else { return [:] }
        let problem = decision.problem
        let held = problem.protected.filter { decision.solution.chosen[$0] && !decision.free.chosen[$0] }
        let stayed = problem.protected.count { decision.solution.chosen[$0] }
        var prices: [Int: Double] = [:]
        for candidate in held.prefix(20) {
            let freed = try method.solve(problem.releasing(candidate).holding(stayed - 1))
            if let value = freed.outcome.objective { prices[candidate] = max(0, value - best) }
        }
        return prices
    }
}

extension SelectionProblem {
    /// The problem in which a candidate is no longer protected.
    func releasing(_ candidate: Int) -> SelectionProblem {
        standing(candidate, isProtected: false, isForcedOut: forcedOut[candidate])
    }

    /// The problem in which the quarters before say something else of a candidate.
    func standing(_ candidate: Int, isProtected: Bool, isForcedOut: Bool) -> SelectionProblem {
        var (protection, out) = (memory.isProtected, forcedOut)
        protection[candidate] = isProtected
        out[candidate] = isForcedOut
        return variant(
            forcedOut: out,
            memory: Memory(
                isIncumbent: memory.isIncumbent, isProtected: protection, maximumChanges: memory.maximumChanges,
                offset: memory.offset, minimumProtected: memory.minimumProtected))
    }
}
