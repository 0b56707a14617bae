public import KAMModel

/// How a portfolio differs from one of an earlier quarter; `docs/json.md` describes it.
public struct ComparisonDocument: Hashable, Sendable, Codable {
    /// An account.
    public struct Row: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// Its name.
        public let name: String
        /// Its merit then.
        @Nullable public private(set) var meritBefore: Double?
        /// Its merit now.
        @Nullable public private(set) var meritNow: Double?
        /// Why.
        public let reason: Reason
    }

    /// One of the two portfolios.
    public struct Side: Hashable, Sendable, Codable {
        /// The portfolio.
        public let portfolio: ID<Plan>
        /// Its quarter.
        public let quarter: Quarter
        /// How many key accounts.
        public let selected: Int
        /// The merit at its cut line.
        @Nullable public private(set) var floor: Double?
    }

    /// The earlier portfolio.
    public let before: Side
    /// The later one, as it was stored now.
    public let after: Side
    /// What the later one was made from.
    public let provenance: Provenance
    /// What holding on to the quarters before changed in the later one.
    @Nullable public private(set) var stability: StabilityDocument?
    /// Those that become key.
    public let enters: [Row]
    /// Those that are let go of.
    public let leaves: [Row]
    /// Those that stay by their own gain.
    public let stays: [Row]
    /// Those that stay because incumbents are held on to.
    public let staysByHysteresis: [Row]

    /// Describes a comparison; those that enter name the criteria by which their merit moved most since then.
    init(
        _ comparison: PortfolioComparison, before past: PastPortfolio, portfolio: PortfolioDocument,
        pointsThen: [ID<Account>: [String: Double]] = [:]
    ) {
        before = Side(portfolio: past.id, quarter: past.quarter, selected: past.selected.count, floor: past.floor)
        after = Side(
            portfolio: portfolio.portfolio, quarter: portfolio.quarter, selected: portfolio.selected.count,
            floor: portfolio.floor)
        provenance = portfolio.provenance
        stability = portfolio.stability
        let now = Dictionary(portfolio.selected.map { ($0.account, $0.criteria) }) { first, _ in first }
        enters = ComparisonDocument.rows(comparison.enters) { row in
            guard let then = pointsThen[row.account], let parts = now[row.account] else { return row.reason }
            return MovedCriteria(before: then, now: parts, weights: portfolio.scoring?.weights ?? [])
                .saidBefore(row.reason)
        }
        leaves = ComparisonDocument.rows(comparison.leaves)
        stays = ComparisonDocument.rows(comparison.stays)
        staysByHysteresis = ComparisonDocument.rows(comparison.staysByHysteresis)
    }

    private static func rows(
        _ rows: [PortfolioComparison.Row], reason: (PortfolioComparison.Row) -> Reason = { $0.reason }
    ) -> [Row] {
        rows.map {
            Row(
                account: $0.account, name: $0.name, meritBefore: $0.meritBefore, meritNow: $0.meritNow,
                reason: reason($0))
        }
    }
}
