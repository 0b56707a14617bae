public import KAMModel

/// One part of a loss.
public struct TermDocument: Hashable, Sendable, Codable {
    /// What the loss comes from.
    public let kind: LossTerm.Kind
    /// The loss.
    public let loss: Money
}

/// A member who could take a cell or an account, and what that would cost.
public struct SuggestionDocument: Hashable, Sendable, Codable {
    /// The member.
    public let member: ID<Member>
    /// The member's name.
    public let name: String
    /// What the loss would grow by, all else kept.
    public let difference: Money
    /// The same by kind.
    public let terms: [TermDocument]
    /// The hours that it would take of the member.
    public let neededHours: Hours
    /// The hours that the member has left for it.
    public let leftHours: Hours
    /// Whether hours, counts, rivals and budgets allow it with all else kept.
    public let fits: Bool
    /// The same in words.
    public let reason: Reason
}

/// A cell, or an account's KAM, that goes from one member to another.
public struct ChangeDocument: Hashable, Sendable, Codable {
    /// The account.
    public let account: ID<Account>
    /// The stage; null for the KAM.
    @Nullable public private(set) var stage: ID<Stage>?
    /// Who took it before; null when it was open or did not exist.
    @Nullable public private(set) var before: ID<Member>?
    /// Who takes it now; null when it is open or no longer exists.
    @Nullable public private(set) var after: ID<Member>?
    /// The hours before.
    public let hoursBefore: Hours
    /// The hours now.
    public let hoursAfter: Hours
    /// Why.
    public let reason: Reason

    init(_ change: MatrixChange) {
        account = change.account
        _stage = Nullable(wrappedValue: change.stage)
        _before = Nullable(wrappedValue: change.before)
        _after = Nullable(wrappedValue: change.after)
        hoursBefore = change.hoursBefore
        hoursAfter = change.hoursAfter
        reason = change.reason
    }
}

extension Purse {
    func terms(_ terms: [LossTerm]) -> [TermDocument] {
        terms.map { TermDocument(kind: $0.kind, loss: money($0.loss)) }
    }

    func suggestion(_ suggestion: Suggestion) -> SuggestionDocument {
        SuggestionDocument(
            member: suggestion.member, name: suggestion.name, difference: money(suggestion.difference),
            terms: terms(suggestion.terms), neededHours: suggestion.needed, leftHours: suggestion.left,
            fits: suggestion.fits, reason: suggestion.reason)
    }
}

extension LossTerm {
    init(_ document: TermDocument) { self.init(document.kind, document.loss.amount) }
}

extension Suggestion {
    init(_ document: SuggestionDocument) {
        self.init(
            member: document.member, name: document.name, difference: document.difference.amount,
            terms: document.terms.map(LossTerm.init), needed: document.neededHours, left: document.leftHours,
            fits: document.fits, reason: document.reason)
    }
}
