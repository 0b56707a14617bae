import KAMModel

extension PolicyDecoder {
    func scoring(_ reader: YAMLReader) -> ScoringPolicy {
        let criteria = unique(reader.sections(inList: "criteria", criterion), "criterion", \.key)
        for axis in ScoringPolicy.Axis.allCases
        where !criteria.contains(where: { $0.axis == axis && $0.weight > 0 }) {
            contradiction("no criterion of the axis '\(axis.rawValue)' has weight", reader.place(of: "criteria"))
        }
        return ScoringPolicy(
            criteria: criteria, attractivenessWeight: reader.number("attractiveness_weight", .share),
            attractivenessThreshold: reader.number("attractiveness_threshold", .within(0...100)),
            strengthThreshold: reader.number("strength_threshold", .within(0...100)))
    }

    private func criterion(_ reader: YAMLReader) -> ScoringPolicy.Criterion {
        let criterion = ScoringPolicy.Criterion(
            key: reader.text("key").value, name: reader.text("name").value,
            nameJa: reader.textIfGiven("name_ja")?.value,
            axis: reader.choice("axis", or: .attractiveness), weight: reader.number("weight", .atLeast(0)),
            sources: reader.choices("sources"), low: reader.number("low", .any), high: reader.number("high", .any),
            transform: reader.choice("transform", or: .linear))
        let subject = "the criterion '\(criterion.key)'"
        if criterion.low == criterion.high {
            contradiction("\(subject) has the same value for 'low' and 'high'", reader.place(of: "high"))
        }
        if criterion.transform == .log, min(criterion.low, criterion.high) < 0 {
            contradiction(
                "\(subject) is spread by logarithm from below 0", reader.place(of: "transform"),
                hint: "Maybe 'transform: linear' is meant.")
        }
        if criterion.sources.isEmpty {
            contradiction("\(subject) has no source", reader.place(of: "sources"))
        }
        return criterion
    }

    func gates(_ reader: YAMLReader) -> GatePolicy {
        GatePolicy(
            minimumCompleteness: reader.number("minimum_completeness", .share),
            minimumSolutions: reader.integer("minimum_solutions", 0...1_000_000),
            requiresCounterpart: reader.flag("requires_counterpart"),
            requiresContributionAboveCost: reader.flag("requires_contribution_above_cost"),
            passesWhenUnknown: reader.flag("passes_when_unknown"))
    }
}
