public import KAMModel
import Postgres

extension PlanStore {
    /// The latest portfolio of each quarter before one, the latest quarter first.
    ///
    /// Those without an answer do not count, nor do those that chose nobody: they leave nobody to hold on to.
    ///
    /// - Parameters:
    ///   - quarter: The quarter that is to be decided.
    ///   - limit: At most so many quarters.
    /// - Returns: Who was key, with the merit of everybody and the floor; portfolios stored before floors were have none.
    /// - Throws: `StoreError`, `PostgresError`.
    /// - Complexity: One row for each quarter; memory for its accounts.
    public func pastPortfolios(before quarter: Quarter, limit: Int = 12) async throws -> [PastPortfolio] {
        try await pastPortfolios(
            """
            p.quarter < \(quarter.description)
            ORDER BY p.quarter DESC, p.created_at DESC, p.plan_id DESC
            LIMIT \(limit)
            """)
    }

    /// The latest portfolio of a quarter that chose anybody; nothing when there is none.
    public func pastPortfolio(of quarter: Quarter) async throws -> PastPortfolio? {
        try await pastPortfolios(
            """
            p.quarter = \(quarter.description)
            ORDER BY p.quarter DESC, p.created_at DESC, p.plan_id DESC
            """
        ).first
    }

    /// The points of merit that each criterion gave to some accounts in a stored portfolio, by its key.
    ///
    /// Accounts that were not scored then have none.
    ///
    /// - Throws: `StoreError`, `PostgresError`.
    public func points(
        of portfolio: ID<Plan>, accounts: [ID<Account>]
    ) async throws -> [ID<Account>: [String: Double]] {
        let rows = try await connection.query(
            """
            SELECT
                s.account_id, array_agg(w.criterion ORDER BY w.ordinal),
                array_agg(s.points[w.ordinal] ORDER BY w.ordinal)
            FROM kam.portfolio_score AS s
            JOIN kam.portfolio_weight AS w ON w.tenant_id = s.tenant_id AND w.plan_id = s.plan_id
            WHERE s.tenant_id = \(try tenant.uuid) AND s.plan_id = \(try portfolio.uuid)
                AND s.account_id = ANY (\(accounts.map(\.raw))::text[])
            GROUP BY s.account_id
            """)
        var points: [ID<Account>: [String: Double]] = [:]
        for row in rows {
            let (account, criteria, values) = try row.decode(String.self, [String].self, [Double].self)
            points[ID(account)] = [String: Double](zip(criteria, values)) { first, _ in first }
        }
        return points
    }

    private func pastPortfolios(_ filter: SQL) async throws -> [PastPortfolio] {
        let rows = try await connection.query(
            """
            WITH latest AS (
                SELECT DISTINCT ON (p.quarter) p.tenant_id, p.plan_id, p.quarter, p.created_at
                FROM kam.plan AS p
                WHERE p.tenant_id = \(try tenant.uuid) AND p.kind = 'portfolio'
                    AND p.status IN ('optimal', 'feasible')
                    AND EXISTS (
                        SELECT FROM kam.portfolio_account AS s
                        WHERE s.tenant_id = p.tenant_id AND s.plan_id = p.plan_id AND s.verdict = 'selected')
                    AND \(filter)
            )
            SELECT l.plan_id, l.quarter, b.floor, l.created_at::date, v.accounts, v.merits, v.are_selected
            FROM latest AS l
            LEFT JOIN kam.portfolio_basis AS b ON b.tenant_id = l.tenant_id AND b.plan_id = l.plan_id
            CROSS JOIN LATERAL (
                SELECT
                    coalesce(array_agg(a.account_id::text), '{}') AS accounts,
                    coalesce(array_agg(a.merit::double precision), '{}') AS merits,
                    coalesce(array_agg(a.verdict = 'selected'), '{}') AS are_selected
                FROM kam.portfolio_account AS a
                WHERE a.tenant_id = l.tenant_id AND a.plan_id = l.plan_id
            ) AS v
            ORDER BY l.quarter DESC
            """)
        return try rows.map(past)
    }

    private func past(_ row: Row) throws -> PastPortfolio {
        let (plan, text, floor, decided, accounts, merits, areSelected) = try row.decode(
            PostgresUUID.self, String.self, Double?.self, PostgresDate.self, [String].self, [Double].self, [Bool].self)
        guard let quarter = Quarter(text) else { throw StoreError.corrupt("plan \(plan)") }
        var scored: [ID<Account>: Double] = [:]
        scored.reserveCapacity(accounts.count)
        var selected: Set<ID<Account>> = []
        for (index, account) in accounts.enumerated() {
            scored[ID(account)] = merits[index]
            if areSelected[index] { selected.insert(ID(account)) }
        }
        return PastPortfolio(
            id: ID(plan.description), quarter: quarter, selected: selected, merits: scored, floor: floor,
            decidedOn: Day(decided))
    }
}
