public import KAMModel
import KAMStore

/// A pin or a forbid that a matrix was held to.
public struct RuleDocument: Hashable, Sendable, Codable {
    /// What it says: `pin` or `forbid`.
    public let kind: MatrixRule.Kind
    /// The account.
    public let account: ID<Account>
    /// The stage; null for the KAM.
    @Nullable public private(set) var stage: ID<Stage>?
    /// The member.
    public let member: ID<Member>
    /// The stored rule; null for one that was given with the run.
    @Nullable public private(set) var pin: String?

    init(_ rule: MatrixBasis.Rule) {
        kind = rule.rule.kind
        account = rule.rule.account
        _stage = Nullable(wrappedValue: rule.rule.stage)
        member = rule.rule.member
        _pin = Nullable(wrappedValue: rule.pin?.raw)
    }

    /// The rule, and where it comes from.
    var rule: MatrixBasis.Rule {
        MatrixBasis.Rule(
            MatrixRule(kind, account: account, stage: stage, member: member), pin: pin.map { ID($0) })
    }
}

/// Something that happened and that a matrix was re-planned for.
public struct EventDocument: Hashable, Sendable, Codable {
    /// What happened.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// A member leaves.
        case leave
        /// A member begins to work.
        case join
        /// An account was won.
        case won
        /// An account's deal was lost.
        case lost
        /// A pin was set.
        case pin
        /// A forbid was set.
        case forbid
    }

    /// What happened.
    public let kind: Kind
    /// The first day on which it holds.
    public let day: Day
    /// The account; null when it is about a member alone.
    @Nullable public private(set) var account: ID<Account>?
    /// The stage; null for the KAM, and when it is about no cell.
    @Nullable public private(set) var stage: ID<Stage>?
    /// The member; null when it is about an account alone.
    @Nullable public private(set) var member: ID<Member>?

    init(_ event: MatrixEvent) {
        kind =
            switch event.kind {
            case .leave: .leave
            case .join: .join
            case .won: .won
            case .lost: .lost
            case .rule(let rule): rule.kind == .pin ? .pin : .forbid
            }
        day = event.day
        _account = Nullable(wrappedValue: event.account)
        _stage = Nullable(wrappedValue: event.stage)
        _member = Nullable(wrappedValue: event.member)
    }

    /// The event; nothing when the document lacks whom it is about.
    var event: MatrixEvent? {
        switch (kind, account, member) {
        case (.leave, _, let member?): MatrixEvent(.leave(member), on: day)
        case (.join, _, let member?): MatrixEvent(.join(member), on: day)
        case (.won, let account?, _): MatrixEvent(.won(account), on: day)
        case (.lost, let account?, _): MatrixEvent(.lost(account), on: day)
        case (.pin, let account?, let member?): rule(.pin, account, member)
        case (.forbid, let account?, let member?): rule(.forbid, account, member)
        default: nil
        }
    }

    private func rule(_ kind: MatrixRule.Kind, _ account: ID<Account>, _ member: ID<Member>) -> MatrixEvent {
        MatrixEvent(.rule(MatrixRule(kind, account: account, stage: stage, member: member)), on: day)
    }
}
