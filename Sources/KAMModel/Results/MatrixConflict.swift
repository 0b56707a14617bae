/// Demands of a matrix that cannot all be met, and what would repair it at the least cost.
public struct MatrixConflict: Hashable, Sendable, Codable {
    /// Something that somebody must do.
    public struct Demand: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// The stage; nothing for the KAM.
        public let stage: ID<Stage>?
        /// The hours it needs.
        public let hours: Hours

        /// Makes a demand.
        public init(account: ID<Account>, stage: ID<Stage>?, hours: Hours) {
            self.account = account
            self.stage = stage
            self.hours = hours
        }
    }

    /// The demands: the one that stays open first, then those that contradict it.
    public let demands: [Demand]
    /// Whether it is proved that they contradict each other and that without any one of them they do not.
    public let isMinimal: Bool
    /// The conflict in words.
    public let reason: Reason
    /// The least changes that would repair it, of each kind one: those that cost money first, the cheapest first, then
    /// those that change a rule; empty where none was found.
    public let relaxations: [Relaxation]

    /// A change that repairs a conflict.
    public struct Relaxation: Hashable, Sendable, Codable {
        /// What to change.
        public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
            /// More hours of one member or several.
            case hours
            /// Something stays undone.
            case open
            /// A KAM answers for more accounts.
            case accounts
            /// A member serves two rivals.
            case rivals
            /// More leads and KAMs change.
            case changes
            /// A pin or forbid is withdrawn.
            case rule
        }

        /// What to change.
        public let kind: Kind
        /// What to change, in words.
        public let reason: Reason
        /// The members whose limit gives way.
        public let members: [ID<Member>]
        /// What it costs, in whole units of the base currency; nothing where only a rule gives way.
        public let cost: Double?

        /// Makes a relaxation.
        public init(kind: Kind, reason: Reason, members: [ID<Member>] = [], cost: Double? = nil) {
            self.kind = kind
            self.reason = reason
            self.members = members
            self.cost = cost
        }
    }

    /// Makes a conflict.
    public init(demands: [Demand], isMinimal: Bool, reason: Reason, relaxations: [Relaxation] = []) {
        self.demands = demands
        self.isMinimal = isMinimal
        self.reason = reason
        self.relaxations = relaxations
    }

    /// The cheapest change that repairs it; nothing where none was found.
    public var relaxation: Relaxation? { relaxations.first }
}
