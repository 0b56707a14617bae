/// What the whole matrix gains over planning team by team, and over planning without joint work.
public struct MatrixModes: Hashable, Sendable, Codable {
    /// A way to plan.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Each stage for itself, one after the other, without a look at handoffs.
        case teamByTeam = "team_by_team"
        /// All stages together, but nobody joins the stage before.
        case withoutJoins = "without_joins"
        /// All together.
        case full
    }

    /// One way to plan, and what it loses, measured by the rules of the whole.
    public struct Mode: Hashable, Sendable, Codable {
        /// The way.
        public let kind: Kind
        /// Whether it keeps every rule of the whole; where no plan keeps the change budget, none does.
        public let isFeasible: Bool
        /// What it loses, in whole units of the base currency; what is open counts as its stake.
        public let loss: Double
        /// The same by kind.
        public let terms: [LossTerm]
        /// What it loses more than the full matrix.
        public let lost: Double
        /// How many cells and KAMs it leaves open.
        public let openCount: Int
        /// The proven least loss of this way to plan; nothing for team by team, which proves nothing of the whole.
        public let bound: Double?
        /// The whole in a sentence.
        public let reason: Reason

        /// Makes a mode.
        public init(
            kind: Kind, isFeasible: Bool, loss: Double, terms: [LossTerm], lost: Double, openCount: Int,
            bound: Double?, reason: Reason
        ) {
            self.kind = kind
            self.isFeasible = isFeasible
            self.loss = loss
            self.terms = terms
            self.lost = lost
            self.openCount = openCount
            self.bound = bound
            self.reason = reason
        }
    }

    /// The ways, in the order of their kinds.
    public let modes: [Mode]
    /// What is at stake with all accounts, in whole units of the base currency.
    public let stake: Double

    /// Makes a comparison.
    public init(modes: [Mode], stake: Double) {
        self.modes = modes
        self.stake = stake
    }
}
