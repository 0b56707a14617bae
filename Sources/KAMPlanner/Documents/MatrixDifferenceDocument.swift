public import KAMModel

/// How one matrix differs from another: what moves, whose hours change, what is lost more or less, which relationships end.
public struct MatrixDifferenceDocument: Hashable, Sendable, Codable {
    /// The hours of one member in both matrices.
    public struct MemberHours: Hashable, Sendable, Codable {
        /// The member.
        public let member: ID<Member>
        /// The member's name.
        public let name: String
        /// The hours planned before.
        public let hoursBefore: Hours
        /// The hours planned after.
        public let hoursAfter: Hours
    }

    /// One kind of loss in both matrices.
    public struct TermChange: Hashable, Sendable, Codable {
        /// The kind.
        public let kind: LossTerm.Kind
        /// The loss before.
        public let lossBefore: Money
        /// The loss after.
        public let lossAfter: Money
    }

    /// A member who served an account and no longer does, at that stage or as its KAM.
    public struct BrokenRelationship: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// The stage; null for the KAM.
        @Nullable public private(set) var stage: ID<Stage>?
        /// The member.
        public let member: ID<Member>
        /// For how many matrices in a row, the older one included.
        public let matrices: Int
        /// The same in words.
        public let reason: Reason
    }

    /// The cells and KAMs that go to another member, that are gone, or that are new.
    public let moved: [ChangeDocument]
    /// The members whose hours differ.
    public let hours: [MemberHours]
    /// The kinds of loss of either matrix.
    public let terms: [TermChange]
    /// The relationships that end, the longest first.
    public let broken: [BrokenRelationship]
    /// The whole in a sentence.
    public let reason: Reason

    init(_ difference: MatrixDifference, currency: Currency) {
        let purse = Purse(currency: currency)
        moved = difference.changes.map(ChangeDocument.init)
        hours = difference.hours.map {
            MemberHours(member: $0.member, name: $0.name, hoursBefore: $0.before, hoursAfter: $0.after)
        }
        terms = difference.terms.map {
            TermChange(kind: $0.kind, lossBefore: purse.money($0.before), lossAfter: purse.money($0.after))
        }
        broken = difference.broken.map {
            BrokenRelationship(
                account: $0.account, stage: $0.stage, member: $0.member, matrices: $0.quarters, reason: $0.reason)
        }
        reason = difference.reason
    }
}
