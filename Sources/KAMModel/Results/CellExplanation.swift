/// A member who could take a cell or an account, and what that would cost.
public struct Suggestion: Hashable, Sendable, Codable {
    /// The member.
    public let member: ID<Member>
    /// The member's name.
    public let name: String
    /// What the loss would grow by, all but `changes` kept, in whole units of the base currency; negative is better.
    public let difference: Double
    /// The same by kind: what each kind of loss would grow by; they sum to the difference.
    public let terms: [LossTerm]
    /// The hours that it would take of the member.
    public let needed: Hours
    /// The hours that the member has left for it.
    public let left: Hours
    /// Whether hours, counts, rivals and budgets allow it with all else kept.
    public let fits: Bool
    /// The same in words.
    public let reason: Reason
    /// What else would move so that it fits; empty where nothing need.
    public let changes: [MatrixChange]

    /// Makes a suggestion.
    public init(
        member: ID<Member>, name: String, difference: Double, terms: [LossTerm], needed: Hours, left: Hours,
        fits: Bool, reason: Reason, changes: [MatrixChange] = []
    ) {
        self.member = member
        self.name = name
        self.difference = difference
        self.terms = terms
        self.needed = needed
        self.left = left
        self.fits = fits
        self.reason = reason
        self.changes = changes
    }
}

/// Why one cell has its lead, or one account its KAM, with everybody else held against it.
public struct CellExplanation: Hashable, Sendable, Codable {
    /// A member who may not take it.
    public struct Excluded: Hashable, Sendable, Codable {
        /// The member.
        public let member: ID<Member>
        /// The member's name.
        public let name: String
        /// Which rule forbids it.
        public let reason: Reason

        /// Makes an excluded member.
        public init(member: ID<Member>, name: String, reason: Reason) {
            self.member = member
            self.name = name
            self.reason = reason
        }
    }

    /// The account.
    public let account: ID<Account>
    /// The stage; nothing for the KAM.
    public let stage: ID<Stage>?
    /// Who takes it; nothing when it is open.
    public let member: ID<Member>?
    /// Why.
    public let reason: Reason
    /// What the choice loses.
    public let terms: [LossTerm]
    /// The sum of the terms, in whole units of the base currency.
    public let loss: Double
    /// What is at stake, in the same unit.
    public let stake: Double
    /// Who else could, those that fit first, the least difference first.
    public let alternatives: [Suggestion]
    /// Who may not, in the order of the members.
    public let excluded: [Excluded]

    /// Makes an explanation.
    public init(
        account: ID<Account>, stage: ID<Stage>?, member: ID<Member>?, reason: Reason, terms: [LossTerm], loss: Double,
        stake: Double, alternatives: [Suggestion], excluded: [Excluded]
    ) {
        self.account = account
        self.stage = stage
        self.member = member
        self.reason = reason
        self.terms = terms
        self.loss = loss
        self.stake = stake
        self.alternatives = alternatives
        self.excluded = excluded
    }
}

/// Why a member does not take a cell or an account: a rule, or what it would cost, found by solving again.
public struct WhyNot: Hashable, Sendable, Codable {
    /// What stands against it.
    public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
        /// The member does take it.
        case assigned
        /// A rule of the policy, or a fact, forbids it.
        case forbidden
        /// The member may, but then something else would stay open, or a limit would break.
        case infeasible
        /// The member may; the plan around it would lose `cost` more.
        case possible
    }

    /// The member.
    public let member: ID<Member>
    /// The account.
    public let account: ID<Account>
    /// The stage; nothing for the KAM.
    public let stage: ID<Stage>?
    /// What stands against it.
    public let verdict: Verdict
    /// The same in words: every rule that forbids it, or what it would cost.
    public let reasons: [Reason]
    /// What the best plan with it loses more than the present one, in whole units of the base currency.
    public let cost: Double?
    /// What each kind of loss would grow by; they sum to the cost.
    public let terms: [LossTerm]
    /// What else would move.
    public let changes: [MatrixChange]
    /// How solving again ended; nothing where a rule forbids it.
    public let outcome: Outcome?

    /// Makes an answer.
    public init(
        member: ID<Member>, account: ID<Account>, stage: ID<Stage>?, verdict: Verdict, reasons: [Reason],
        cost: Double? = nil, terms: [LossTerm] = [], changes: [MatrixChange] = [], outcome: Outcome? = nil
    ) {
        self.member = member
        self.account = account
        self.stage = stage
        self.verdict = verdict
        self.reasons = reasons
        self.cost = cost
        self.terms = terms
        self.changes = changes
        self.outcome = outcome
    }
}
