extension Matrix {
    /// An account at a stage.
    public struct Cell: Hashable, Sendable {
        /// The account.
        public let account: ID<Account>
        /// The stage.
        public let stage: ID<Stage>
        /// The member who leads; nothing when nobody can.
        public let lead: ID<Member>?
        /// The members who work along: the next stage's lead who joins, and those who take a share of a large cell.
        public let supporters: [Supporter]
        /// The hours of the lead, more than its part of the work where the account is new to it.
        public let hours: Hours
        /// The hours that the cell takes of somebody who knows the account, the shares of supporters included.
        public let work: Hours
        /// Why this lead.
        public let reason: Reason
        /// What the choice loses, shares of supporters and the handoff from the stage before included.
        public let terms: [LossTerm]
        /// Who would come next; nothing where nobody else may.
        public let runnerUp: Suggestion?

        /// Makes a cell; without `work` the lead does it all.
        public init(
            account: ID<Account>, stage: ID<Stage>, lead: ID<Member>?, supporters: [Supporter], hours: Hours,
            work: Hours? = nil, reason: Reason, terms: [LossTerm] = [], runnerUp: Suggestion? = nil
        ) {
            self.account = account
            self.stage = stage
            self.lead = lead
            self.supporters = supporters
            self.hours = hours
            self.work = work ?? hours
            self.reason = reason
            self.terms = terms
            self.runnerUp = runnerUp
        }
    }

    /// A member who works in a cell without leading it.
    public struct Supporter: Hashable, Sendable, Codable {
        /// How a member comes to support a cell.
        public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
            /// It leads the next stage and joins this one.
            case joins
            /// The cell is too large for its lead alone.
            case shares
        }

        /// The member.
        public let member: ID<Member>
        /// The hours of the member.
        public let hours: Hours
        /// How the member comes to support the cell.
        public let role: Role

        /// Makes a supporter.
        public init(member: ID<Member>, hours: Hours, role: Role = .joins) {
            self.member = member
            self.hours = hours
            self.role = role
        }

        /// Reads a supporter; one stored before cells could be shared joins.
        public init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            member = try values.decode(ID<Member>.self, forKey: .member)
            hours = try values.decode(Hours.self, forKey: .hours)
            role = try values.decodeIfPresent(Role.self, forKey: .role) ?? .joins
        }
    }

    /// The KAM accountable for an account over all stages.
    public struct Accountability: Hashable, Sendable {
        /// The account.
        public let account: ID<Account>
        /// The KAM; nothing when nobody can.
        public let kam: ID<Member>?
        /// The hours of the KAM.
        public let hours: Hours
        /// Why this KAM.
        public let reason: Reason
        /// What the choice loses, and once what any change in the account costs.
        public let terms: [LossTerm]
        /// Who would come next; nothing where nobody else may.
        public let runnerUp: Suggestion?

        /// Makes an accountability.
        public init(
            account: ID<Account>, kam: ID<Member>?, hours: Hours, reason: Reason, terms: [LossTerm] = [],
            runnerUp: Suggestion? = nil
        ) {
            self.account = account
            self.kam = kam
            self.hours = hours
            self.reason = reason
            self.terms = terms
            self.runnerUp = runnerUp
        }
    }

    /// What a member has and what the plan takes of it.
    public struct Load: Hashable, Sendable {
        /// The member; one who is yet to be hired is `hire: NAME`.
        public let member: ID<Member>
        /// The member's name.
        public let name: String
        /// The hours the member has, from the first day of the matrix to the end of the quarter.
        public let capacity: Hours
        /// The hours the plan takes.
        public let planned: Hours
        /// The most hours that a plan may take.
        public let limit: Hours
        /// What the load costs: stress and distance from the team's utilisation.
        public let terms: [LossTerm]
        /// Whether the member is yet to be hired.
        public let isHire: Bool

        /// Makes a load; without `limit` all the capacity may be planned.
        public init(
            member: ID<Member>, name: String, capacity: Hours, planned: Hours, limit: Hours? = nil,
            terms: [LossTerm] = [], isHire: Bool = false
        ) {
            self.member = member
            self.name = name
            self.capacity = capacity
            self.planned = planned
            self.limit = limit ?? capacity
            self.terms = terms
            self.isHire = isHire
        }

        /// The planned share of the capacity; 0 when the member has no hours.
        public var utilisation: Double { capacity.value > 0 ? planned.value / capacity.value : 0 }
    }
}
