/// How key accounts are chosen.
public struct SelectionPolicy: Hashable, Sendable {
    /// The least and greatest number of key accounts of a segment.
    public struct Quota: Hashable, Sendable {
        /// The least number.
        public let minimum: Int
        /// The greatest number; nothing for no limit.
        public let maximum: Int?

        /// Makes a quota.
        public init(minimum: Int = 0, maximum: Int? = nil) {
            self.minimum = minimum
            self.maximum = maximum
        }
    }

    /// What the accounts of one company group have to do with each other: a parent, its children and theirs.
    public enum FamilyRule: String, Hashable, Sendable, CaseIterable {
        /// Nothing; each is chosen by itself.
        case separate
        /// All of them that may be key are key, or none is.
        case together
        /// At most one of them is key.
        case oneOf = "one_of"
    }

    /// The hours of a KAM that a key account takes in a quarter.
    public let kamHours: Double
    /// What differs from it by segment.
    public let kamHoursBySegment: [String: Double]
    /// Whether an account is served by the KAMs of its own region only.
    public let poolsByRegion: Bool
    /// The share of each stage's hours that key accounts may take, 0…1.
    public let keyShare: Double
    /// The number of key accounts allowed and wanted.
    public let quota: Quota
    /// The same by segment.
    public let segmentQuotas: [String: Quota]
    /// Accounts that must be key.
    public let forcedIn: Set<ID<Account>>
    /// Accounts that must not be key.
    public let forcedOut: Set<ID<Account>>
    /// What the accounts of one company group have to do with each other.
    public let family: FamilyRule
    /// How the choice holds on to that of the quarters before.
    public let stability: StabilityPolicy
    /// How the choice is tried under doubt.
    public let robustness: RobustnessPolicy

    /// Makes the rules of selection.
    public init(
        kamHours: Double, kamHoursBySegment: [String: Double] = [:], poolsByRegion: Bool, keyShare: Double,
        quota: Quota = Quota(), segmentQuotas: [String: Quota] = [:], forcedIn: Set<ID<Account>> = [],
        forcedOut: Set<ID<Account>> = [], family: FamilyRule = .separate,
        stability: StabilityPolicy = StabilityPolicy(),
        robustness: RobustnessPolicy = RobustnessPolicy()
    ) {
        self.kamHours = kamHours
        self.kamHoursBySegment = kamHoursBySegment
        self.poolsByRegion = poolsByRegion
        self.keyShare = keyShare
        self.quota = quota
        self.segmentQuotas = segmentQuotas
        self.forcedIn = forcedIn
        self.forcedOut = forcedOut
        self.family = family
        self.stability = stability
        self.robustness = robustness
    }

    /// The hours of a KAM that a key account of the segment takes in a quarter.
    public func kamHours(segment: String) -> Double { kamHoursBySegment[segment] ?? kamHours }
}
