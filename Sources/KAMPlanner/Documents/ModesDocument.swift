public import KAMModel

/// What the whole matrix gains over planning team by team, and over planning without joint work.
public struct ModesDocument: Hashable, Sendable, Codable {
    /// One way to plan.
    public struct Mode: Hashable, Sendable, Codable {
        /// The way.
        public let kind: MatrixModes.Kind
        /// Whether it keeps every rule of the whole.
        public let isFeasible: Bool
        /// What it loses against the ideal.
        public let loss: Money
        /// The same by kind.
        public let terms: [TermDocument]
        /// What it loses more than the full matrix.
        public let lost: Money
        /// How many cells and KAMs it leaves open.
        public let openCount: Int
        /// The proven least loss of this way to plan; null where nothing is proven.
        @Nullable public private(set) var bound: Money?
        /// The whole in a sentence.
        public let reason: Reason
    }

    /// The quarter.
    public let quarter: Quarter
    /// What it was made from.
    public let provenance: Provenance
    /// What is at stake with all accounts.
    public let stake: Money
    /// The ways.
    public let modes: [Mode]

    init(_ modes: MatrixModes, _ request: Planner.Request, snapshot: Snapshot) {
        let purse = Purse(currency: snapshot.currency)
        quarter = request.quarter
        provenance = Provenance(request, snapshot: snapshot)
        stake = purse.money(modes.stake)
        self.modes = modes.modes.map {
            Mode(
                kind: $0.kind, isFeasible: $0.isFeasible, loss: purse.money($0.loss), terms: purse.terms($0.terms),
                lost: purse.money($0.lost),
                openCount: $0.openCount, bound: purse.money($0.bound), reason: $0.reason)
        }
    }
}
