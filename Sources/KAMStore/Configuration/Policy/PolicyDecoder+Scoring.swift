import KAMModel

extension PolicyDecoder {
    func scoring(_ reader: YAMLReader) -> ScoringPolicy {
        let criteria = unique(reader.sections(inList: "criteria", criterion), "criterion", \.key)
        for axis in ScoringPolicy.Axis.allCases
        where !criteria.contains(where: { $0.axis == axis && $0.weight > 0 }) {
            contradiction("no criterion of the axis '\(axis.rawValue)' has weight", reader.place(of: "criteria"))
        }
        for axis in ScoringPolicy.Axis.allCases where criteria.contains(where: { $0.key == axis.rawValue }) {
            contradiction("a criterion has the key '\(axis.rawValue)' of an axis", reader.place(of: "criteria"))
        }
        let judgements = reader.sections(inList: "judgements", self.judgements).flatMap(\.value)
        let policy = ScoringPolicy(
            criteria: criteria, attractivenessWeight: reader.number("attractiveness_weight", .share),
            attractivenessThreshold: reader.number("attractiveness_threshold", .within(0...100)),
            strengthThreshold: reader.number("strength_threshold", .within(0...100)),
            method: reader.choice("method", or: .weightedSum), weighting: reader.choice("weights", or: .given),
            judgements: judgements.map(\.value), preference: reader.section("preference", preference))
        for fault in policy.judgementFaults { contradiction(fault.message, judgements[fault.place].place) }
        return policy
    }

    private func criterion(_ reader: YAMLReader) -> ScoringPolicy.Criterion {
        let criterion = ScoringPolicy.Criterion(
            key: reader.text("key").value, name: reader.text("name").value,
            nameJa: reader.textIfGiven("name_ja")?.value,
            axis: reader.choice("axis", or: .attractiveness), weight: reader.number("weight", .atLeast(0)),
            sources: reader.choices("sources"), low: reader.number("low", .any), high: reader.number("high", .any),
            transform: reader.choice("transform", or: .linear), unit: reader.textIfGiven("unit")?.value,
            unitJa: reader.textIfGiven("unit_ja")?.value)
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

    /// The judgements of one rater.
    private func judgements(_ reader: YAMLReader) -> [Located<ScoringPolicy.Judgement>] {
        let rater = reader.text("rater").value
        return reader.list("pairs", of: "[key, key, ratio]").compactMap { item in
            let path = "an item of \(reader.fullPath("pairs"))"
            guard item.items.count == 3 else {
                reader.refuseType(item, path, "a list of two keys and a ratio, as [growth, stability, 3]")
                return nil
            }
            guard let first = reader.text(item.items[0], path)?.value,
                let second = reader.text(item.items[1], path)?.value,
                let ratio = reader.number(item.items[2], path, .above(0))
            else { return nil }
            let judgement = ScoringPolicy.Judgement(rater: rater, first: first, second: second, ratio: ratio)
            return Located(value: judgement, place: item.place)
        }
    }

    private func preference(_ reader: YAMLReader) -> ScoringPolicy.Preference {
        let preference = ScoringPolicy.Preference(
            indifference: reader.number("indifference", .within(0...100)), full: reader.number("full", .within(0...100))
        )
        if preference.full < preference.indifference {
            contradiction(
                "\(reader.path) is whole from \(preference.full), below its indifference of \(preference.indifference)",
                reader.place(of: "full"))
        }
        return preference
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
