/// Who serves each key account at each stage in a quarter.
public struct Matrix: Hashable, Sendable {
    /// An account at a stage.
    public struct Cell: Hashable, Sendable {
        /// The account.
        public let account: ID<Account>
        /// The stage.
        public let stage: ID<Stage>
        /// The member who leads; nothing when nobody can.
        public let lead: ID<Member>?
        /// The members who join, with their hours: the next stage's lead, by backward involvement.
        public let supporters: [Supporter]
        /// The hours of the lead in the quarter.
        public let hours: Hours
        /// Why this lead.
        public let reason: Reason

        /// Makes a cell.
        public init(
            account: ID<Account>, stage: ID<Stage>, lead: ID<Member>?, supporters: [Supporter], hours: Hours,
            reason: Reason
        ) {
            self.account = account
            self.stage = stage
            self.lead = lead
            self.supporters = supporters
            self.hours = hours
            self.reason = reason
        }
    }

    /// A member who joins a cell without leading it.
    public struct Supporter: Hashable, Sendable, Codable {
        /// The member.
        public let member: ID<Member>
        /// The hours of the member in the quarter.
        public let hours: Hours

        /// Makes a supporter.
        public init(member: ID<Member>, hours: Hours) {
            self.member = member
            self.hours = hours
        }
    }

    /// The KAM accountable for an account over all stages.
    public struct Accountability: Hashable, Sendable {
        /// The account.
        public let account: ID<Account>
        /// The KAM; nothing when nobody can.
        public let kam: ID<Member>?
        /// The hours of the KAM in the quarter.
        public let hours: Hours
        /// Why this KAM.
        public let reason: Reason

        /// Makes an accountability.
        public init(account: ID<Account>, kam: ID<Member>?, hours: Hours, reason: Reason) {
            self.account = account
            self.kam = kam
            self.hours = hours
            self.reason = reason
        }
    }

    /// What a member has and what the plan takes of it.
    public struct Load: Hashable, Sendable {
        /// The member.
        public let member: ID<Member>
        /// The member's name.
        public let name: String
        /// The hours the member has in the quarter.
        public let capacity: Hours
        /// The hours the plan takes.
        public let planned: Hours

        /// Makes a load.
        public init(member: ID<Member>, name: String, capacity: Hours, planned: Hours) {
            self.member = member
            self.name = name
            self.capacity = capacity
            self.planned = planned
        }

        /// The planned share of the capacity; 0 when the member has no hours.
        public var utilisation: Double { capacity.value > 0 ? planned.value / capacity.value : 0 }
    }

    /// How the optimisation ended; the objective is the loss against the ideal lead in every cell.
    public let outcome: Outcome
    /// The cells that have work, by account and stage.
    public let cells: [Cell]
    /// The KAM of each key account.
    public let kams: [Accountability]
    /// The load of each member.
    public let loads: [Load]
    /// The demands that contradict each other, when there is no answer.
    public let conflicts: [Reason]
    /// What had to be assumed, in words.
    public let assumptions: [String]

    /// Makes a matrix.
    public init(
        outcome: Outcome, cells: [Cell], kams: [Accountability], loads: [Load], conflicts: [Reason],
        assumptions: [String]
    ) {
        self.outcome = outcome
        self.cells = cells
        self.kams = kams
        self.loads = loads
        self.conflicts = conflicts
        self.assumptions = assumptions
    }
}
