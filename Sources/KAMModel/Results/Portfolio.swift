/// The key accounts chosen for a quarter, and those that were not.
public struct Portfolio: Hashable, Sendable {
    /// An account that is key.
    public struct Selected: Hashable, Sendable {
        /// The account.
        public let account: ID<Account>
        /// Its name.
        public let name: String
        /// Its place by merit among all accounts, from 1.
        public let rank: Int
        /// Its score on both axes and what it comes from.
        public let score: AccountScore
        /// The contribution gained over the horizon by managing it as key, in whole units of the base currency.
        public let contribution: Double
        /// The hours of KAMs it takes in the quarter.
        public let kamHours: Hours
        /// The hours it takes at each stage in the quarter.
        public let hours: [ID<Stage>: Hours]
        /// Why it was chosen.
        public let reasons: [Reason]

        /// Makes a selected account.
        public init(
            account: ID<Account>, name: String, rank: Int, score: AccountScore, contribution: Double, kamHours: Hours,
            hours: [ID<Stage>: Hours], reasons: [Reason]
        ) {
            self.account = account
            self.name = name
            self.rank = rank
            self.score = score
            self.contribution = contribution
            self.kamHours = kamHours
            self.hours = hours
            self.reasons = reasons
        }
    }

    /// An account that is not key.
    public struct Rejected: Hashable, Sendable {
        /// The account.
        public let account: ID<Account>
        /// Its name.
        public let name: String
        /// Its place by merit among all accounts, from 1.
        public let rank: Int
        /// Its score on both axes and what it comes from.
        public let score: AccountScore
        /// The contribution it would have gained, in whole units of the base currency.
        public let contribution: Double
        /// Why it was not chosen.
        public let reason: Reason

        /// Makes a rejected account.
        public init(
            account: ID<Account>, name: String, rank: Int, score: AccountScore, contribution: Double, reason: Reason
        ) {
            self.account = account
            self.name = name
            self.rank = rank
            self.score = score
            self.contribution = contribution
            self.reason = reason
        }
    }

    /// Where the list ends, and why there.
    public struct CutLine: Hashable, Sendable {
        /// What runs out, as `key account manager hours in East` or `closing hours`; nothing when nothing does.
        public let binding: String?
        /// The best account that was not chosen though it may be.
        public let nextAccount: ID<Account>?
        /// What one more hour of the binding resource would bring, in whole units of the base currency.
        public let price: Double?
        /// The hours of the binding resource that the next account is short of.
        public let shortBy: Hours?

        /// Makes a cut line.
        public init(binding: String?, nextAccount: ID<Account>?, price: Double?, shortBy: Hours?) {
            self.binding = binding
            self.nextAccount = nextAccount
            self.price = price
            self.shortBy = shortBy
        }
    }

    /// How the optimisation ended.
    public let outcome: Outcome
    /// The key accounts, by rank.
    public let selected: [Selected]
    /// The other accounts, by rank.
    public let rejected: [Rejected]
    /// Where the list ends.
    public let cutLine: CutLine
    /// The demands that contradict each other, when there is no answer.
    public let conflicts: [Reason]
    /// What had to be assumed, in words.
    public let assumptions: [Phrase]

    /// Makes a portfolio.
    public init(
        outcome: Outcome, selected: [Selected], rejected: [Rejected], cutLine: CutLine, conflicts: [Reason],
        assumptions: [Phrase]
    ) {
        self.outcome = outcome
        self.selected = selected
        self.rejected = rejected
        self.cutLine = cutLine
        self.conflicts = conflicts
        self.assumptions = assumptions
    }
}

/// An account's score on both axes, with the part of each criterion.
public struct AccountScore: Hashable, Sendable {
    /// What one criterion adds.
    public struct Contribution: Hashable, Sendable, Codable {
        /// The key of the criterion.
        public let criterion: String
        /// The value found, in the unit of the criterion; nothing when unknown.
        public let value: Double?
        /// Where the value comes from; nothing when unknown.
        public let source: String?
        /// The points added to the merit; the contributions sum to the merit's value.
        public let points: Double

        /// Makes a contribution.
        public init(criterion: String, value: Double?, source: String?, points: Double) {
            self.criterion = criterion
            self.value = value
            self.source = source
            self.points = points
        }
    }

    /// How much the account is worth, 0…100.
    public let attractiveness: Estimate
    /// How well we stand there, 0…100.
    public let strength: Estimate
    /// Both together, 0…100.
    public let merit: Estimate
    /// The share of the criteria's weight that is known, 0…1.
    public let completeness: Double
    /// What each criterion adds, in the policy's order.
    public let contributions: [Contribution]
    /// The gates that the account failed.
    public let failedGates: [Reason]

    /// Makes a score.
    public init(
        attractiveness: Estimate, strength: Estimate, merit: Estimate, completeness: Double,
        contributions: [Contribution], failedGates: [Reason]
    ) {
        self.attractiveness = attractiveness
        self.strength = strength
        self.merit = merit
        self.completeness = completeness
        self.contributions = contributions
        self.failedGates = failedGates
    }
}
