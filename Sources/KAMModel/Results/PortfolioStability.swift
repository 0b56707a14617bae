/// What holding on to the quarters before changed in a choice.
public struct Stability: Hashable, Sendable, Codable {
    /// An account that the past decided on.
    public struct Entry: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// Its name.
        public let name: String
        /// Why.
        public let reason: Reason
        /// What the list would gain without the rule for this account; nothing where it was not worked out.
        public let price: Double?

        /// Makes an entry.
        public init(account: ID<Account>, name: String, reason: Reason, price: Double?) {
            self.account = account
            self.name = name
            self.reason = reason
            self.price = price
        }
    }

    /// The stored portfolio whose accounts are the incumbents.
    public let past: ID<Plan>
    /// Its quarter.
    public let quarter: Quarter
    /// The merit under which incumbents fall, 0…100; nothing without a floor.
    public let stayBar: Double?
    /// The merit from which newcomers enter, 0…100; nothing without a floor.
    public let enterBar: Double?
    /// What the choice without memory gains more, in whole units of the base currency, costs of changes included.
    public let cost: Double
    /// The incumbents that stay though the choice without memory would let them go.
    public let kept: [Entry]
    /// The newcomers that wait though the choice without memory would take them.
    public let waiting: [Entry]
    /// The protected incumbents that had to go, because the rules could not hold them all.
    public let yielded: [Entry]

    /// Makes a record.
    public init(
        past: ID<Plan>, quarter: Quarter, stayBar: Double?, enterBar: Double?, cost: Double, kept: [Entry],
        waiting: [Entry], yielded: [Entry]
    ) {
        self.past = past
        self.quarter = quarter
        self.stayBar = stayBar
        self.enterBar = enterBar
        self.cost = cost
        self.kept = kept
        self.waiting = waiting
        self.yielded = yielded
    }
}
