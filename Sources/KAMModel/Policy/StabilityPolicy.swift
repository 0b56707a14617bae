/// How a choice of key accounts holds on to that of the quarters before; without past portfolios it does not.
public struct StabilityPolicy: Hashable, Sendable {
    /// What it costs to make an account key, in whole units of the base currency.
    public let entryCost: Double
    /// What it costs to let go of a key account, in whole units of the base currency.
    public let exitCost: Double
    /// How many accounts may enter and leave together, those that the policy or a gate decides apart; nothing for all.
    public let maximumChanges: Int?
    /// For how many quarters an account that became key stays so.
    public let minimumQuarters: Int
    /// For how many quarters an account that was let go of waits before it may be key again.
    public let coolingQuarters: Int
    /// The merit at the cut line, 0…100; nothing takes that of the choice without memory.
    public let floor: Double?
    /// How many points under the floor a key account may have before it is let go of.
    public let stayBelow: Double
    /// For how many quarters in a row it must have fewer than that.
    public let quartersBelow: Int
    /// How many points above the floor an account needs to become key.
    public let enterAbove: Double

    /// Makes the rules; by default the thresholds of 5 points and two quarters, and nothing else.
    public init(
        entryCost: Double = 0, exitCost: Double = 0, maximumChanges: Int? = nil, minimumQuarters: Int = 0,
        coolingQuarters: Int = 0, floor: Double? = nil, stayBelow: Double = 5, quartersBelow: Int = 2,
        enterAbove: Double = 5
    ) {
        self.entryCost = entryCost
        self.exitCost = exitCost
        self.maximumChanges = maximumChanges
        self.minimumQuarters = minimumQuarters
        self.coolingQuarters = coolingQuarters
        self.floor = floor
        self.stayBelow = stayBelow
        self.quartersBelow = quartersBelow
        self.enterAbove = enterAbove
    }
}

/// How a choice of key accounts is tried under doubt about weights and data.
public struct RobustnessPolicy: Hashable, Sendable {
    /// How many times the choice is made with other weights and values; 0 for no robustness card.
    public let draws: Int
    /// The coefficient of variation of the criteria's weights, as a share.
    public let weightVariation: Double
    /// For how many accounts at the line the exact distance to the other decision is worked out.
    public let flipAccounts: Int

    /// Makes the rules.
    public init(draws: Int = 2000, weightVariation: Double = 0.2, flipAccounts: Int = 40) {
        self.draws = draws
        self.weightVariation = weightVariation
        self.flipAccounts = flipAccounts
    }
}
