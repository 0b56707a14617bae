import KAMEngine
public import KAMModel

/// The weight of a criterion.
public struct WeightDocument: Hashable, Sendable, Codable {
    /// The key of the criterion.
    public let criterion: String
    /// The name to show.
    public let name: String
    /// The name to show in Japanese.
    public let nameJa: String
    /// `attractiveness` or `strength`.
    public let axis: String
    /// The share of the merit, 0…1.
    public let weight: Double

    /// The name in one language.
    public func title(_ language: Language) -> String { language == .japanese ? nameJa : name }
}

/// How merits were made: the method, and where the weights come from.
public struct ScoringDocument: Hashable, Sendable, Codable {
    /// How an axis follows from the points of its criteria, as `weighted_sum`.
    public let method: String
    /// Where the weights come from: `given`, `ahp`, `entropy` or `critic`.
    public let weighting: String
    /// The weights, in the policy's order; they sum to 1.
    public let weights: [WeightDocument]

    init(method: String, weighting: String, weights: [WeightDocument]) {
        self.method = method
        self.weighting = weighting
        self.weights = weights
    }

    init(_ policy: ScoringPolicy, _ aggregation: Aggregation) {
        method = policy.method.rawValue
        weighting = policy.weighting.rawValue
        weights = zip(policy.criteria, aggregation.weights).map { criterion, weight in
            WeightDocument(
                criterion: criterion.key, name: criterion.title.english, nameJa: criterion.title.japanese,
                axis: criterion.axis.rawValue, weight: weight)
        }
    }

    /// The name of a criterion in one language; its key where it is not known.
    public func title(_ criterion: String, _ language: Language) -> String {
        weights.first { $0.criterion == criterion }?.title(language) ?? criterion
    }
}
