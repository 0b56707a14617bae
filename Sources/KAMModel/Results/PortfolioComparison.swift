/// How a portfolio differs from one stored before: who enters, leaves and stays, and why.
public struct PortfolioComparison: Hashable, Sendable, Codable {
    /// An account in the comparison.
    public struct Row: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// Its name; its id where the new portfolio does not know it.
        public let name: String
        /// Its merit then; nothing when it was not scored.
        public let meritBefore: Double?
        /// Its merit now; nothing when it is not scored.
        public let meritNow: Double?
        /// Why.
        public let reason: Reason

        /// Makes a row.
        public init(
            account: ID<Account>, name: String, meritBefore: Double?, meritNow: Double?, reason: Reason
        ) {
            self.account = account
            self.name = name
            self.meritBefore = meritBefore
            self.meritNow = meritNow
            self.reason = reason
        }
    }

    /// The older portfolio.
    public let old: ID<Plan>
    /// Its quarter.
    public let oldQuarter: Quarter
    /// Those that become key, by rank.
    public let enters: [Row]
    /// Those that are let go of, by rank; those that no longer exist last.
    public let leaves: [Row]
    /// Those that stay by their own gain, by rank.
    public let stays: [Row]
    /// Those that stay because incumbents are held on to, by rank.
    public let staysByHysteresis: [Row]

    /// Makes a comparison.
    public init(
        old: ID<Plan>, oldQuarter: Quarter, enters: [Row], leaves: [Row], stays: [Row], staysByHysteresis: [Row]
    ) {
        self.old = old
        self.oldQuarter = oldQuarter
        self.enters = enters
        self.leaves = leaves
        self.stays = stays
        self.staysByHysteresis = staysByHysteresis
    }
}
