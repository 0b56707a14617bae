/// What would turn the decision on one account, everything else as it is.
public struct Flips: Hashable, Sendable, Codable {
    /// The change of one value that turns the decision.
    public struct Value: Hashable, Sendable, Codable {
        /// The key of the criterion.
        public let criterion: String
        /// The value now, in the unit of the criterion; nothing when unknown.
        public let from: Double?
        /// The value from which the decision turns, in the unit of the criterion.
        public let to: Double
        /// The change in points of the criterion, −100…100.
        public let points: Double

        /// Makes a change of one value.
        public init(criterion: String, from: Double?, to: Double, points: Double) {
            self.criterion = criterion
            self.from = from
            self.to = to
            self.points = points
        }
    }

    /// The change of the weights that turns the decision.
    public struct Weights: Hashable, Sendable, Codable {
        /// The sum of the changes of all weights as shares of the merit, 0…2.
        public let distance: Double
        /// The weights from which the decision turns, as shares of the merit, by criterion in the policy's order.
        public let weights: [Double]

        /// Makes a change of weights.
        public init(distance: Double, weights: [Double]) {
            self.distance = distance
            self.weights = weights
        }
    }

    /// What the list is better by than the best one with the other decision, in whole units of the base currency.
    ///
    /// An account whose gain changes by as much turns. Nothing when no list has the other decision.
    public let money: Double?
    /// The merit from which the decision turns; nothing when no merit turns it or merit is not linear in the policy.
    public let merit: Double?
    /// The changes of one value within its anchors that turn it, the least change in points first.
    public let values: [Value]
    /// The criteria, in the policy's order, that cannot turn it within their anchors.
    public let cannot: [String]
    /// The least change of weights found that turns it; nothing when none does or merit is not linear in the policy.
    public let weights: Weights?

    /// Makes flips.
    public init(money: Double?, merit: Double?, values: [Value], cannot: [String], weights: Weights?) {
        self.money = money
        self.merit = merit
        self.values = values
        self.cannot = cannot
        self.weights = weights
    }
}
