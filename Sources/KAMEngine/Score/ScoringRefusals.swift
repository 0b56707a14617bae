internal import KAMModel

extension Refusals {
    /// What is wrong with the rules of scoring.
    static func scoring(_ policy: ScoringPolicy) -> [String] {
        var found = shares([("the weight of attractiveness", policy.attractivenessWeight)])
        for criterion in policy.criteria {
            found += amounts([("the weight of \(criterion.key)", criterion.weight)])
            if !criterion.low.isFinite || !criterion.high.isFinite || criterion.low == criterion.high {
                found.append("\(criterion.key) is spread from \(criterion.low) to \(criterion.high)")
            } else if criterion.transform == .log, min(criterion.low, criterion.high) < 0 {
                found.append("\(criterion.key) is spread by logarithm from below 0")
            }
        }
        for axis in ScoringPolicy.Axis.allCases {
            let total = policy.criteria.reduce(0) { $1.axis == axis ? $0 + $1.weight : $0 }
            if !(total > 0) { found.append("no criterion of \(axis.rawValue) has weight") }
        }
        found += repeated(policy.criteria.map(\.key), "criterion")
        for axis in ScoringPolicy.Axis.allCases where policy.criteria.contains(where: { $0.key == axis.rawValue }) {
            found.append("a criterion has the key '\(axis.rawValue)' of an axis")
        }
        // What follows counts criteria and judgements that must be sound in themselves.
        return found + thresholds(policy) + method(policy) + (found.isEmpty ? judgements(policy) : [])
    }

    private static func thresholds(_ policy: ScoringPolicy) -> [String] {
        [
            ("the threshold of attractiveness", policy.attractivenessThreshold),
            ("the threshold of strength", policy.strengthThreshold),
        ].filter { !(0...100).contains($0.1) }.map { "\($0.0) is \($0.1), not within 0 and 100" }
    }

    private static func method(_ policy: ScoringPolicy) -> [String] {
        switch policy.method {
        case .weightedSum: return []
        case .prometheeII:
            let preference = policy.preference
            let function = PreferenceFunction.linear(indifference: preference.indifference, full: preference.full)
            return function.fault.map { ["the preference \($0)"] } ?? []
        case .weightedProduct, .topsis, .vikor:
            return ScoringPolicy.Axis.allCases.compactMap { axis in
                let count = CriterionWeights.live(policy, axis).count
                guard count > ShapleyShares.greatest else { return nil }
                return "\(axis.rawValue) has \(count) criteria with weight; \(policy.method.rawValue) explains "
                    + "\(ShapleyShares.greatest) at most"
            }
        }
    }

    private static func judgements(_ policy: ScoringPolicy) -> [String] {
        let faults = policy.judgementFaults
        guard faults.isEmpty else { return faults.map(\.message) }
        return policy.weighting == .ahp ? JudgedGroup.all(of: policy).compactMap(\.fault) : []
    }
}
