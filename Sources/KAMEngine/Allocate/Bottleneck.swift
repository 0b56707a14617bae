public import KAMModel

/// What limits the pipeline, and the facts that show it.
public struct Bottleneck: Hashable, Sendable {
    /// The stage; nothing when the market limits.
    public let stage: Int?
    /// Stages that limit together with it.
    public let together: [Int]
    /// What each stage would gain from the added hours alone, in money.
    public let gains: [Double]
    /// What the bottleneck's stages would gain together, in money.
    public let jointGain: Double
    /// The reference hours added to a stage for these gains.
    public let addedHours: Double
    /// The facts, in words.
    public let evidence: [Reason]

    /// Whether nothing is gained by more hours anywhere: there is too little to work on.
    public var isMarketLimited: Bool { stage == nil }
}

/// What an hour is worth at a stage, by exact re-solves one reference hour either way.
public struct StagePrice: Hashable, Sendable {
    /// The gain of one more reference hour, in money.
    public let perHour: Double
    /// The loss of one less, in money; that of `perHour` where the stage has no hour to lose.
    public let perHourLost: Double
    /// The reference hours of all work at the stage over its hours, or over one hour where it has less.
    public let load: Double

    /// Makes a price.
    public init(perHour: Double, perHourLost: Double, load: Double) {
        self.perHour = perHour
        self.perHourLost = perHourLost
        self.load = load
    }
}
