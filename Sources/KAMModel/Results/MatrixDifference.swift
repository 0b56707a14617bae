/// How one matrix differs from another: what moves, whose hours change, what is lost more or less.
public struct MatrixDifference: Hashable, Sendable, Codable {
    /// The hours of one member in both matrices.
    public struct MemberHours: Hashable, Sendable, Codable {
        /// The member.
        public let member: ID<Member>
        /// The member's name.
        public let name: String
        /// The hours planned before.
        public let before: Hours
        /// The hours planned after.
        public let after: Hours

        /// Makes a line of hours.
        public init(member: ID<Member>, name: String, before: Hours, after: Hours) {
            self.member = member
            self.name = name
            self.before = before
            self.after = after
        }
    }

    /// One kind of loss in both matrices, in whole units of the base currency.
    public struct TermChange: Hashable, Sendable, Codable {
        /// The kind.
        public let kind: LossTerm.Kind
        /// The loss before.
        public let before: Double
        /// The loss after.
        public let after: Double

        /// Makes a line of losses.
        public init(kind: LossTerm.Kind, before: Double, after: Double) {
            self.kind = kind
            self.before = before
            self.after = after
        }
    }

    /// A member who served an account and no longer does, at that stage or as its KAM.
    public struct BrokenRelationship: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// The stage; nothing for the KAM.
        public let stage: ID<Stage>?
        /// The member.
        public let member: ID<Member>
        /// For how many matrices in a row, the older one included.
        public let quarters: Int
        /// The same in words.
        public let reason: Reason

        /// Makes a broken relationship.
        public init(account: ID<Account>, stage: ID<Stage>?, member: ID<Member>, quarters: Int, reason: Reason) {
            self.account = account
            self.stage = stage
            self.member = member
            self.quarters = quarters
            self.reason = reason
        }
    }

    /// The cells and KAMs that go to another member, that are gone, or that are new; by account and stage.
    public let changes: [MatrixChange]
    /// The members whose hours differ, in order of id.
    public let hours: [MemberHours]
    /// The kinds of loss of either matrix.
    public let terms: [TermChange]
    /// The members who no longer serve what they served, the longest first.
    public let broken: [BrokenRelationship]
    /// The whole in a sentence.
    public let reason: Reason

    /// Makes a difference of its parts.
    public init(
        changes: [MatrixChange], hours: [MemberHours], terms: [TermChange], broken: [BrokenRelationship], reason: Reason
    ) {
        self.changes = changes
        self.hours = hours
        self.terms = terms
        self.broken = broken
        self.reason = reason
    }
}
