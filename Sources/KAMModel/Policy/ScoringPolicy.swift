/// How accounts are scored on two axes.
public struct ScoringPolicy: Hashable, Sendable {
    /// One thing that counts.
    public struct Criterion: Hashable, Sendable {
        /// The key, as `growth`.
        public let key: String
        /// The name to show.
        public let name: String
        /// The name to show in Japanese; nothing shows `name`.
        public let nameJa: String?
        /// The axis it counts on.
        public let axis: Axis
        /// Its weight against the others of its axis, 0 or more.
        public let weight: Double
        /// Where its value comes from, the first that is known.
        public let sources: [Source]
        /// The value that scores 0.
        public let low: Double
        /// The value that scores 100; below `low` when less is better.
        public let high: Double
        /// How values between the two are spread.
        public let transform: Transform
        /// The unit of its values, as `typical deals`; nothing where they have none.
        public let unit: String?
        /// The unit in Japanese; nothing shows `unit`.
        public let unitJa: String?

        /// Makes a criterion.
        public init(
            key: String, name: String, nameJa: String? = nil, axis: Axis, weight: Double, sources: [Source],
            low: Double, high: Double, transform: Transform = .linear, unit: String? = nil, unitJa: String? = nil
        ) {
            self.key = key
            self.name = name
            self.nameJa = nameJa
            self.axis = axis
            self.weight = weight
            self.sources = sources
            self.low = low
            self.high = high
            self.transform = transform
            self.unit = unit
            self.unitJa = unitJa
        }

        /// The name in every language.
        public var title: Phrase { Phrase(name, ja: nameJa ?? name) }
        /// The unit in every language; nothing where values have none.
        public var unitTitle: Phrase? { unit.map { Phrase($0, ja: unitJa ?? $0) } }
        /// Whether less of it is better, as with volatility.
        public var isLessBetter: Bool { high < low }
    }

    /// The two axes of McDonald's matrix.
    public enum Axis: String, Hashable, Sendable, CaseIterable {
        /// How much the account is worth.
        case attractiveness
        /// How well we stand there.
        case strength
    }

    /// Where a value comes from.
    public enum Source: String, Hashable, Sendable, CaseIterable {
        /// A judgement made by hand.
        case rating
        /// What the customer could spend less what it spends, over the horizon, in typical deals.
        case winnableSpend = "winnable_spend"
        /// The risk-adjusted lifetime value, in typical deals.
        case lifetimeValue = "lifetime_value"
        /// The change of the won amount from the four quarters before the last four, as a share.
        case growth
        /// The contribution after the cost to serve, as a share of the won amount.
        case profitability
        /// The coefficient of variation of the won amount by quarter.
        case volatility
        /// What the customer spends with us, as a share of what it could spend.
        case shareOfWallet = "share_of_wallet"
        /// The share of closed opportunities that were won, shrunk to the mean of all.
        case winRate = "win_rate"
        /// Years since the first business.
        case tenure
    }

    /// How values between the anchors are spread.
    public enum Transform: String, Hashable, Sendable, CaseIterable {
        /// Evenly.
        case linear
        /// By the logarithm of one more than the value.
        case log
    }

    /// The criteria.
    public let criteria: [Criterion]
    /// The weight of attractiveness in the merit, 0…1; strength has the rest.
    public let attractivenessWeight: Double
    /// The attractiveness from which an account is worth investing in, 0…100.
    public let attractivenessThreshold: Double
    /// The strength from which we stand well, 0…100.
    public let strengthThreshold: Double
    /// How an axis follows from its criteria.
    public let method: Method
    /// Where the weights of the criteria come from.
    public let weighting: Weighting
    /// The judgements that weights by the analytic hierarchy process come from.
    public let judgements: [Judgement]
    /// How differences count where accounts are compared in pairs (PROMETHEE II).
    public let preference: Preference

    /// Makes the rules of scoring.
    public init(
        criteria: [Criterion], attractivenessWeight: Double, attractivenessThreshold: Double, strengthThreshold: Double,
        method: Method = .weightedSum, weighting: Weighting = .given, judgements: [Judgement] = [],
        preference: Preference = Preference(indifference: 5, full: 25)
    ) {
        self.criteria = criteria
        self.attractivenessWeight = attractivenessWeight
        self.attractivenessThreshold = attractivenessThreshold
        self.strengthThreshold = strengthThreshold
        self.method = method
        self.weighting = weighting
        self.judgements = judgements
        self.preference = preference
    }
}
