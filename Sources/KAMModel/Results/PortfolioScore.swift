/// An account's score on both axes, with the part of each criterion.
public struct AccountScore: Hashable, Sendable {
    /// What one criterion adds.
    public struct Contribution: Hashable, Sendable, Codable {
        /// The key of the criterion.
        public let criterion: String
        /// The value found, in the unit of the criterion; nothing when unknown.
        public let value: Double?
        /// Where the value comes from; nothing when unknown.
        public let source: String?
        /// The points added to the merit; the contributions sum to the merit's value.
        public let points: Double

        /// Makes a contribution.
        public init(criterion: String, value: Double?, source: String?, points: Double) {
            self.criterion = criterion
            self.value = value
            self.source = source
            self.points = points
        }
    }

    /// How much the account is worth, 0…100.
    public let attractiveness: Estimate
    /// How well we stand there, 0…100.
    public let strength: Estimate
    /// Both together, 0…100.
    public let merit: Estimate
    /// The share of the criteria's weight that is known, 0…1.
    public let completeness: Double
    /// What each criterion adds, in the policy's order.
    public let contributions: [Contribution]
    /// The gates that the account failed.
    public let failedGates: [Reason]

    /// Makes a score.
    public init(
        attractiveness: Estimate, strength: Estimate, merit: Estimate, completeness: Double,
        contributions: [Contribution], failedGates: [Reason]
    ) {
        self.attractiveness = attractiveness
        self.strength = strength
        self.merit = merit
        self.completeness = completeness
        self.contributions = contributions
        self.failedGates = failedGates
    }
}
