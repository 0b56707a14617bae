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
    /// The cheapest change of a limit or a demand that repairs it; nothing where none was found.
    public let relaxation: Relaxation?

    /// A change that repairs a conflict.
    public struct Relaxation: Hashable, Sendable, Codable {
        /// What to change, in words.
        public let reason: Reason
        /// The member whose hours must grow; nothing where another limit gives way.
        public let member: ID<Member>?
        /// By how many hours.
        public let hours: Hours?

        /// Makes a relaxation.
        public init(reason: Reason, member: ID<Member>? = nil, hours: Hours? = nil) {
            self.reason = reason
            self.member = member
            self.hours = hours
        }
    }

    /// Makes a conflict.
    public init(demands: [Demand], isMinimal: Bool, reason: Reason, relaxation: Relaxation? = nil) {
        self.demands = demands
        self.isMinimal = isMinimal
        self.reason = reason
        self.relaxation = relaxation
    }
}
