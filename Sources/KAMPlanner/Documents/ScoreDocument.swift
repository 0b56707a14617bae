import KAMEngine
public import KAMModel

/// How accounts score; `docs/json.md` describes it.
public struct ScoreDocument: Hashable, Sendable, Codable {
    /// An account.
    public struct Row: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// Its name.
        public let name: String
        /// Its place by merit, from 1.
        public let rank: Int
        /// Attractiveness and strength together, 0…100.
        public let merit: Double
        /// The merit that missing values allow.
        public let meritInterval: Estimate
        /// How much it is worth, 0…100.
        public let attractiveness: Double
        /// How well we stand there, 0…100.
        public let strength: Double
        /// `invest`, `selectively_invest`, `maintain` or `streamline`.
        public let quadrant: String
        /// The share of the criteria's weight that is known.
        public let completeness: Double
        /// What each criterion adds; the points sum to the merit.
        public let criteria: [PortfolioDocument.Criterion]
        /// The gates it fails.
        public let failedGates: [Reason]

        init(_ account: Account, _ score: AccountScore, rank: Int, _ policy: ScoringPolicy) {
            self.account = account.id
            name = account.name
            self.rank = rank
            merit = score.merit.value
            meritInterval = score.merit
            attractiveness = score.attractiveness.value
            strength = score.strength.value
            quadrant = Quadrant(score, policy: policy).rawValue
            completeness = score.completeness
            criteria = score.contributions.map(PortfolioDocument.Criterion.init)
            failedGates = score.failedGates
        }
    }

    /// The quarter.
    public let quarter: Quarter
    /// What it was computed from.
    public let provenance: Provenance
    /// How merits were made.
    public let scoring: ScoringDocument
    /// The attractiveness from which an account is worth investing in.
    public let attractivenessThreshold: Double
    /// The strength from which we stand well.
    public let strengthThreshold: Double
    /// The accounts, by rank; one where one was asked for.
    public let accounts: [Row]
    /// What had to be assumed.
    public let assumptions: [String]
    /// The same in Japanese.
    public let assumptionsJa: [String]

    init(_ scoring: Scoring, _ request: Planner.Request, snapshot: Snapshot, only place: Int?) {
        let policy = request.rules.scoring
        quarter = request.quarter
        provenance = Provenance(request, snapshot: snapshot)
        self.scoring = ScoringDocument(policy, scoring.aggregation)
        attractivenessThreshold = policy.attractivenessThreshold
        strengthThreshold = policy.strengthThreshold
        let places =
            place.map { [$0] }
            ?? snapshot.accounts.indices.sorted {
                (scoring.ranks[$0], $0) < (scoring.ranks[$1], $1)
            }
        accounts = places.map { Row(snapshot.accounts[$0], scoring.scores[$0], rank: scoring.ranks[$0], policy) }
        assumptions = scoring.assumptions.map(\.english)
        assumptionsJa = scoring.assumptions.map(\.japanese)
    }
}
