/// What an account must have to be considered.
public struct GatePolicy: Hashable, Sendable {
    /// The share of criteria by weight that must be known, 0…1.
    public let minimumCompleteness: Double
    /// How many solutions or sites the account must be able to buy for.
    public let minimumSolutions: Int
    /// Whether the customer must have named a counterpart (the rating `counterpart`, 1 for yes).
    public let requiresCounterpart: Bool
    /// Whether the contribution over the horizon must exceed the cost to serve.
    public let requiresContributionAboveCost: Bool
    /// Whether an account passes a gate whose data is missing.
    public let passesWhenUnknown: Bool

    /// Makes the gates.
    public init(
        minimumCompleteness: Double, minimumSolutions: Int, requiresCounterpart: Bool,
        requiresContributionAboveCost: Bool, passesWhenUnknown: Bool
    ) {
        self.minimumCompleteness = minimumCompleteness
        self.minimumSolutions = minimumSolutions
        self.requiresCounterpart = requiresCounterpart
        self.requiresContributionAboveCost = requiresContributionAboveCost
        self.passesWhenUnknown = passesWhenUnknown
    }
}
