public import KAMModel

/// A cell, or the KAM of an account, in a stored matrix.
public struct PlaceDocument: Hashable, Sendable, Codable {
    /// The matrix.
    public let plan: ID<Plan>
    /// The quarter.
    public let quarter: Quarter
    /// The account.
    public let account: ID<Account>
    /// The account's name.
    public let accountName: String
    /// The stage; null for the KAM.
    @Nullable public private(set) var stage: ID<Stage>?
    /// The stage's name, or KAM.
    public let stageName: String
    /// The same in Japanese.
    public let stageNameJa: String

    init(_ place: MatrixPlace, plan: Plan) {
        self.plan = plan.id
        quarter = plan.quarter
        account = place.account.id
        accountName = place.account.name
        _stage = Nullable(wrappedValue: place.stage?.id)
        stageName = place.title.english
        stageNameJa = place.title.japanese
    }
}

/// Why one cell has its lead, or one account its KAM, with everybody else held against it.
public struct CellDocument: Hashable, Sendable, Codable {
    /// A member who may not take it.
    public struct Excluded: Hashable, Sendable, Codable {
        /// The member.
        public let member: ID<Member>
        /// The member's name.
        public let name: String
        /// Which rule forbids it.
        public let reason: Reason
    }

    /// Where.
    public let place: PlaceDocument
    /// What the matrix was made from.
    public let provenance: Provenance
    /// Who takes it; null when it is open.
    @Nullable public private(set) var member: ID<Member>?
    /// The member's name.
    @Nullable public private(set) var name: String?
    /// Why.
    public let reason: Reason
    /// What is at stake.
    public let stake: Money
    /// What the choice loses.
    public let loss: Money
    /// The same by kind; the terms sum to the loss.
    public let terms: [TermDocument]
    /// Who else could, those that fit first, the least difference first.
    public let alternatives: [SuggestionDocument]
    /// Who may not, in the order of the members.
    public let excluded: [Excluded]

    init(
        _ explanation: CellExplanation, name: String?, at place: PlaceDocument, provenance: Provenance, _ purse: Purse
    ) {
        self.place = place
        self.provenance = provenance
        _member = Nullable(wrappedValue: explanation.member)
        _name = Nullable(wrappedValue: name)
        reason = explanation.reason
        stake = purse.money(explanation.stake)
        loss = purse.money(explanation.loss)
        terms = purse.terms(explanation.terms)
        alternatives = explanation.alternatives.map(purse.suggestion)
        excluded = explanation.excluded.map { Excluded(member: $0.member, name: $0.name, reason: $0.reason) }
    }
}

/// Who could take a cell or an account, the best first.
public struct SuggestionsDocument: Hashable, Sendable, Codable {
    /// Where.
    public let place: PlaceDocument
    /// What the matrix was made from.
    public let provenance: Provenance
    /// Who takes it; null when it is open.
    @Nullable public private(set) var member: ID<Member>?
    /// Who could, the best first.
    public let suggestions: [SuggestionDocument]

    init(
        _ suggestions: [Suggestion], present: ID<Member>?, at place: PlaceDocument, provenance: Provenance,
        _ purse: Purse
    ) {
        self.place = place
        self.provenance = provenance
        _member = Nullable(wrappedValue: present)
        self.suggestions = suggestions.map(purse.suggestion)
    }
}

/// Why a member does not take a cell or an account.
public struct WhyNotDocument: Hashable, Sendable, Codable {
    /// Where.
    public let place: PlaceDocument
    /// What the matrix was made from.
    public let provenance: Provenance
    /// The member.
    public let member: ID<Member>
    /// The member's name.
    public let name: String
    /// What stands against it.
    public let verdict: WhyNot.Verdict
    /// The same in words.
    public let reasons: [Reason]
    /// What the best plan with it loses more than the matrix; null where there is none.
    @Nullable public private(set) var cost: Money?
    /// The same by kind; the terms sum to the cost.
    public let terms: [TermDocument]
    /// What else would move.
    public let changes: [ChangeDocument]
    /// How solving again ended; null where a rule forbids it.
    @Nullable public private(set) var status: Outcome.Status?
    /// How far the answer may be from the best, as a share of its loss.
    @Nullable public private(set) var gap: Double?

    init(_ answer: WhyNot, name: String, at place: PlaceDocument, provenance: Provenance, _ purse: Purse) {
        self.place = place
        self.provenance = provenance
        member = answer.member
        self.name = name
        verdict = answer.verdict
        reasons = answer.reasons
        _cost = Nullable(wrappedValue: purse.money(answer.cost))
        terms = purse.terms(answer.terms)
        changes = answer.changes.map(ChangeDocument.init)
        _status = Nullable(wrappedValue: answer.outcome?.status)
        _gap = Nullable(wrappedValue: answer.outcome?.gap)
    }
}
