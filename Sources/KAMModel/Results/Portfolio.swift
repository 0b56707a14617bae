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
        /// How often it is chosen under doubt; nothing without a robustness card.
        public let chance: Chance?
        /// What would take it off the list; nothing where it was not worked out.
        public let flips: Flips?

        /// Makes a selected account.
        public init(
            account: ID<Account>, name: String, rank: Int, score: AccountScore, contribution: Double, kamHours: Hours,
            hours: [ID<Stage>: Hours], reasons: [Reason], chance: Chance? = nil, flips: Flips? = nil
        ) {
            self.account = account
            self.name = name
            self.rank = rank
            self.score = score
            self.contribution = contribution
            self.kamHours = kamHours
            self.hours = hours
            self.reasons = reasons
            self.chance = chance
            self.flips = flips
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
        /// How often it is chosen under doubt; nothing without a robustness card.
        public let chance: Chance?
        /// What would bring it onto the list; nothing where it was not worked out.
        public let flips: Flips?

        /// Makes a rejected account.
        public init(
            account: ID<Account>, name: String, rank: Int, score: AccountScore, contribution: Double, reason: Reason,
            chance: Chance? = nil, flips: Flips? = nil
        ) {
            self.account = account
            self.name = name
            self.rank = rank
            self.score = score
            self.contribution = contribution
            self.reason = reason
            self.chance = chance
            self.flips = flips
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
    /// The merit at the cut line, 0…100, that the next quarters hold incumbents and newcomers against.
    ///
    /// The policy's, or the merit of the *n*-th best account that passes the gates, with *n* the number that the choice
    /// without memory selects; nothing when that selects nobody.
    public let floor: Double?
    /// The same list with fewer and more KAMs; empty without an answer or without KAMs.
    public let curve: [CurvePoint]
    /// How sure the list is; nothing where the policy wants no draws, and without an answer.
    public let robustness: RobustnessCard?
    /// What holding on to the quarters before changed; nothing without a past portfolio, and without an answer.
    public let stability: Stability?

    /// Makes a portfolio.
    public init(
        outcome: Outcome, selected: [Selected], rejected: [Rejected], cutLine: CutLine, conflicts: [Reason],
        assumptions: [Phrase], floor: Double? = nil, curve: [CurvePoint] = [], robustness: RobustnessCard? = nil,
        stability: Stability? = nil
    ) {
        self.outcome = outcome
        self.selected = selected
        self.rejected = rejected
        self.cutLine = cutLine
        self.conflicts = conflicts
        self.assumptions = assumptions
        self.floor = floor
        self.curve = curve
        self.robustness = robustness
        self.stability = stability
    }
}
