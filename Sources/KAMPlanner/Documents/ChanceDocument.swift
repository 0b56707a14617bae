public import KAMModel

/// How often an account is chosen under doubt.
public struct ChanceDocument: Hashable, Sendable, Codable {
    /// The share of the draws in which it is chosen, 0…1.
    public let share: Double
    /// The least chance that so many draws leave open, at 95 %.
    public let low: Double
    /// The greatest chance that so many draws leave open, at 95 %.
    public let high: Double
    /// How sure the decision is.
    public let band: Chance.Band

    init(_ chance: Chance) {
        share = chance.share
        low = chance.low
        high = chance.high
        band = chance.band
    }
}

/// What would turn the decision on one account, everything else as it is.
public struct FlipsDocument: Hashable, Sendable, Codable {
    /// The weights at which the decision turns.
    public struct Weights: Hashable, Sendable, Codable {
        /// The share of the weight that is shifted between criteria: half the sum of the changes, 0…1.
        public let distance: Double
        /// The weights, in the policy's order, as shares of the merit.
        public let weights: [Double]
    }

    /// The change of one value that turns the decision.
    public struct Value: Hashable, Sendable, Codable {
        /// The key of the criterion.
        public let criterion: String
        /// The value now; null when unknown.
        @Nullable public private(set) var from: Double?
        /// The value from which the decision turns.
        public let to: Double
        /// The change in points of the criterion.
        public let points: Double
    }

    /// What the list is better by than the best one with the other decision.
    @Nullable public private(set) var gain: Money?
    /// The merit from which the decision turns.
    @Nullable public private(set) var merit: Double?
    /// The changes of one value that turn it, the least first.
    public let values: [Value]
    /// The criteria that cannot turn it within their anchors.
    public let cannot: [String]
    /// The least change of weights found that turns it.
    @Nullable public private(set) var weights: Weights?

    init(_ flips: Flips, _ purse: Purse) {
        gain = purse.money(flips.money)
        merit = flips.merit
        values = flips.values.map { Value(criterion: $0.criterion, from: $0.from, to: $0.to, points: $0.points) }
        cannot = flips.cannot
        // What is taken from some criteria is given to others: the sum of the changes counts it twice.
        // A weight of −0 is 0, and comes back as 0 from the database.
        weights = flips.weights.map { Weights(distance: $0.distance / 2, weights: $0.weights.map { $0 + 0 }) }
    }
}
