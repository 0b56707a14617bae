internal import KAMModel

/// How a choice fares under doubt: draws, a tornado of the weights, and the list by revenue alone.
struct RobustnessSearch {
    /// A list under other weights or values.
    struct Variant {
        let chosen: [Bool]
        let objective: Double
    }

    let draws: Int
    let seed: UInt64
    /// In how many draws each account is chosen.
    let counts: [Int]
    let methodQuality: Double
    let regret: RobustnessCard.Regret
    /// By criterion, with 20 % less and more weight.
    let tornado: [(less: (weight: Double, list: Variant), more: (weight: Double, list: Variant))]
    let isTornadoExact: Bool
    /// The list by revenue alone; nothing when none was found that keeps the rules.
    let revenueOnly: [Bool]?

    /// Tries a choice; nothing where the policy wants no draws or there are no candidates.
    init?(
        _ selection: Selection, _ decision: SelectionDecision, method: HighsSelection, seed: UInt64
    ) throws(SelectionError) {
        let policy = selection.policy.selection.robustness
        guard policy.draws > 0, decision.problem.count > 0 else { return nil }
        draws = policy.draws
        self.seed = seed
        let bench = DoubtBench(selection, decision, seed: seed)
        let trial = try bench.run(policy.draws, method: method)
        counts = trial.counts
        regret = trial.regret
        methodQuality = bench.quality
        isTornadoExact = decision.problem.count <= 2000
        tornado = try RobustnessSearch.tornado(selection, bench, method: isTornadoExact ? method : nil)
        let revenue = zip(selection.valuation.values, bench.costs).map { $0.runRate + $1 }
        let given = bench.given(
            gains: revenue, merits: selection.scoring.scores.map(\.merit.value), withCosts: false)
        var list = try bench.choose(given, method: isTornadoExact ? method : nil)
        if list == nil, !isTornadoExact { list = try bench.choose(given, method: method) }
        revenueOnly = list?.chosen
    }

    private static func tornado(
        _ selection: Selection, _ bench: DoubtBench, method: HighsSelection?
    ) throws(SelectionError) -> [(less: (weight: Double, list: Variant), more: (weight: Double, list: Variant))] {
        let weights = selection.scoring.aggregation.weights
        var bars: [(less: (weight: Double, list: Variant), more: (weight: Double, list: Variant))] = []
        for criterion in weights.indices {
            var ends: [(weight: Double, list: Variant)] = []
            for factor in [0.8, 1.2] {
                var changed = weights
                changed[criterion] *= factor
                let total = changed.reduce(0, +)
                changed = changed.map { $0 / total }
                let list = try bench.choose(bench.given(weights: changed), method: method) ?? bench.own
                ends.append((changed[criterion], list))
            }
            bars.append((ends[0], ends[1]))
        }
        return bars
    }
}
