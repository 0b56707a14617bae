public import KAMModel

/// What holding on to the quarters before changed in a choice.
public struct StabilityDocument: Hashable, Sendable, Codable {
    /// An account that the past decided on.
    public struct Row: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// Its name.
        public let name: String
        /// Why.
        public let reason: Reason
        /// What the list would gain without the rule for this account; null where it was not worked out.
        @Nullable public private(set) var price: Money?
    }

    /// The stored portfolio whose accounts are the incumbents.
    public let past: ID<Plan>
    /// Its quarter.
    public let quarter: Quarter
    /// The merit from which incumbents are protected; below it they compete on their gain like any other.
    @Nullable public private(set) var stayBar: Double?
    /// The merit from which newcomers may enter.
    @Nullable public private(set) var enterBar: Double?
    /// What the choice without memory would gain more.
    public let cost: Money
    /// The incumbents that stay by hysteresis.
    public let kept: [Row]
    /// The newcomers that wait by hysteresis.
    public let waiting: [Row]
    /// The protected incumbents that had to go.
    public let yielded: [Row]

    init(_ stability: Stability, _ purse: Purse) {
        func rows(_ accounts: [Stability.Entry]) -> [Row] {
            accounts.map {
                Row(account: $0.account, name: $0.name, reason: $0.reason, price: purse.money($0.price))
            }
        }
        past = stability.past
        quarter = stability.quarter
        stayBar = stability.stayBar
        enterBar = stability.enterBar
        cost = purse.money(stability.cost)
        kept = rows(stability.kept)
        waiting = rows(stability.waiting)
        yielded = rows(stability.yielded)
    }
}
