/// A decision of the planner about one cell, or about the KAM of one account, that the engine must keep to.
public struct MatrixRule: Hashable, Sendable, Codable {
    /// What the rule says.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// The member takes it.
        case pin
        /// The member does not take it.
        case forbid
    }

    /// What the rule says.
    public let kind: Kind
    /// The account.
    public let account: ID<Account>
    /// The stage; nothing for the KAM.
    public let stage: ID<Stage>?
    /// The member.
    public let member: ID<Member>

    /// Makes a rule.
    public init(_ kind: Kind, account: ID<Account>, stage: ID<Stage>?, member: ID<Member>) {
        self.kind = kind
        self.account = account
        self.stage = stage
        self.member = member
    }
}

/// Something that happened in the quarter and that the matrix must follow.
public struct MatrixEvent: Hashable, Sendable, Codable {
    /// What happened.
    public enum Kind: Hashable, Sendable, Codable {
        /// A member leaves: the day is the first without it.
        case leave(ID<Member>)
        /// A member begins to work, or one who was yet to be hired (`hire: NAME`) does.
        case join(ID<Member>)
        /// An account was won: its work up to the win stage is done, and what follows a win begins.
        case won(ID<Account>)
        /// An account's deal was lost: its work up to the win stage is gone.
        case lost(ID<Account>)
        /// A rule is set.
        case rule(MatrixRule)
    }

    /// What happened.
    public let kind: Kind
    /// When: the first day on which it holds.
    public let day: Day

    /// Makes an event.
    public init(_ kind: Kind, on day: Day) {
        self.kind = kind
        self.day = day
    }
}
