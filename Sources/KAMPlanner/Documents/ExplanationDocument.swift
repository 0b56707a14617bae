public import KAMModel

/// Everything about one account in a choice of key accounts; `docs/json.md` describes it.
public struct ExplanationDocument: Hashable, Sendable, Codable {
    /// A fact, with where it comes from.
    public struct Fact: Hashable, Sendable, Codable {
        /// What it is, as `won_last_year`.
        public let fact: String
        /// The number; null where the fact is a word, or unknown.
        @Nullable public private(set) var value: Double?
        /// The word; null where the fact is a number, or unknown.
        @Nullable public private(set) var text: String?
        /// `money` (whole units of the currency), `count`, `points`, `day` or `word`.
        public let unit: String
        /// `opportunities`, `account` or `rating`.
        public let source: String
        /// Who judged; empty unless the source is a rating.
        public let raters: [String]
        /// The day the fact is of.
        public let day: Day
    }

    /// A criterion.
    public struct Criterion: Hashable, Sendable, Codable {
        /// The key.
        public let criterion: String
        /// The name to show.
        public let name: String
        /// The name to show in Japanese.
        public let nameJa: String
        /// `attractiveness` or `strength`.
        public let axis: String
        /// Its share of the merit, 0…1.
        public let weight: Double
        /// The value found.
        @Nullable public private(set) var value: Double?
        /// Its unit.
        @Nullable public private(set) var unit: String?
        /// Its unit in Japanese.
        @Nullable public private(set) var unitJa: String?
        /// Where it comes from.
        @Nullable public private(set) var source: String?
        /// The points on the criterion's own scale, 0…100, with what missing values allow.
        public let scale: Estimate
        /// The points of merit it adds; they sum to the merit.
        public let points: Double
    }

    /// How the account scores.
    public struct Score: Hashable, Sendable, Codable {
        /// Its place by merit, from 1.
        public let rank: Int
        /// Among so many accounts.
        public let among: Int
        /// Attractiveness and strength together, with what missing values allow.
        public let merit: Estimate
        /// How much it is worth.
        public let attractiveness: Estimate
        /// How well we stand there.
        public let strength: Estimate
        /// `invest`, `selectively_invest`, `maintain` or `streamline`.
        public let quadrant: String
        /// The share of the criteria's weight that is known.
        public let completeness: Double
        /// The criteria, in the policy's order.
        public let criteria: [Criterion]
        /// The gates it fails.
        public let failedGates: [Reason]
    }

    /// What was decided about it.
    public struct Verdict: Hashable, Sendable, Codable {
        /// `selected` or `rejected`.
        public let verdict: String
        /// Why.
        public let reasons: [Reason]
        /// The contribution gained by managing it as key.
        public let contribution: Money
        /// Hours of KAMs that it takes as key.
        public let kamHours: Hours
        /// Hours that it takes at each stage as key.
        public let hours: [String: Hours]
        /// How often it is chosen under doubt.
        @Nullable public private(set) var chance: ChanceDocument?
        /// What would turn the decision.
        @Nullable public private(set) var flips: FlipsDocument?
        /// Why that is not known; null where it is.
        @Nullable public private(set) var withoutFlips: Reason?
        /// The merit at the cut line.
        @Nullable public private(set) var floor: Double?
        /// What the quarters before had to do with it: `kept`, `waiting`, `yielded`, or null.
        @Nullable public private(set) var stability: String?
        /// How the optimisation ended.
        public let status: Outcome.Status
    }

    /// The account.
    public let account: ID<Account>
    /// Its name.
    public let name: String
    /// Its market segment.
    public let segment: String
    /// Its region.
    @Nullable public private(set) var region: String?
    /// The quarter.
    public let quarter: Quarter
    /// What it was computed from.
    public let provenance: Provenance
    /// What is known of it.
    public let facts: [Fact]
    /// How it scores.
    public let score: Score
    /// What it is worth.
    public let value: ValueDocument.Row
    /// How much more an account brings if managed as key.
    public let uplift: Uplift
    /// What was decided.
    public let decision: Verdict
    /// What had to be assumed.
    public let assumptions: [String]
    /// The same in Japanese.
    public let assumptionsJa: [String]
}
