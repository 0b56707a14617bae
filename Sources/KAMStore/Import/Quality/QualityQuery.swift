import KAMModel
import Postgres

/// The queries behind the quality of a snapshot.
struct QualityQuery {
    let connection: Connection
    let tenant: ID<Tenant>
    let snapshot: ID<Snapshot>

    private var mine: SQL {
        "tenant_id = \(tenant.raw)::uuid AND snapshot_id = \(snapshot.raw)::uuid"
    }

    /// Rows in the rejects file by `code file`.
    func rejectsByKind() async throws -> [String: Int] {
        let rows = try await connection.query(
            """
            SELECT code || ' ' || file, count(DISTINCT line)
            FROM kam.reject
            WHERE \(mine)
            GROUP BY code, file
            """)
        return Dictionary(try rows.map { try $0.decode(String.self, Int.self) }) { first, _ in first }
    }

    /// Accounts noted as the same company as another.
    func duplicates() async throws -> Int {
        try await count(
            "SELECT count(DISTINCT line) FROM kam.reject WHERE \(mine) AND code = \(ImportCode.companyTwice.rawValue)")
    }

    /// Opportunities without an account.
    func orphans() async throws -> Int {
        try await count("SELECT count(*) FROM kam.opportunity WHERE \(mine) AND account_id IS NULL")
    }

    /// How often each field is filled, the emptiest first.
    func completeness() async throws -> [DataQuality.Completeness] {
        let rows = try await connection.query(
            """
            SELECT entity, field, filled, total
            FROM (
                SELECT 'account' AS entity, count(*) AS total, count(*) FILTER (WHERE segment <> 'unknown') AS segment,
                    count(region) AS region, count(country) AS country, count(owner_id) AS owner,
                    count(annual_revenue_minor) AS annual_revenue, count(employees) AS employees
                FROM kam.account
                WHERE \(mine)
            ) AS a
            CROSS JOIN LATERAL (VALUES ('segment', segment), ('region', region), ('country', country),
                ('owner', owner), ('annual_revenue', annual_revenue), ('employees', employees)) AS f (field, filled)
            UNION ALL
            SELECT 'opportunity', field, filled, of_them
            FROM (
                SELECT count(*) AS total, count(*) FILTER (WHERE state <> 'open') AS closed,
                    count(*) FILTER (WHERE state = 'open') AS open, count(account_id) AS account,
                    count(owner_id) AS owner, count(product) AS product, count(amount_minor) AS amount,
                    count(opened_on) AS opened_on, count(closed_on) AS closed_on,
                    count(probability) FILTER (WHERE state = 'open') AS probability,
                    count(expected_on) FILTER (WHERE state = 'open') AS expected_on
                FROM kam.opportunity
                WHERE \(mine)
            ) AS o
            CROSS JOIN LATERAL (VALUES ('account', account, total), ('owner', owner, total),
                ('product', product, total), ('amount', amount, total), ('opened_on', opened_on, total),
                ('closed_on', closed_on, closed), ('probability', probability, open),
                ('expected_on', expected_on, open)) AS f (field, filled, of_them)
            UNION ALL
            SELECT 'member', field, filled, total
            FROM (
                SELECT count(*) AS total, count(m.hourly_cost_minor) AS hourly_cost,
                    count(*) FILTER (WHERE EXISTS (SELECT FROM kam.member_skill AS k WHERE k.tenant_id = m.tenant_id
                        AND k.snapshot_id = m.snapshot_id AND k.member_id = m.member_id)) AS skills,
                    count(*) FILTER (WHERE EXISTS (SELECT FROM kam.member_team AS t WHERE t.tenant_id = m.tenant_id
                        AND t.snapshot_id = m.snapshot_id AND t.member_id = m.member_id
                        AND t.region IS NOT NULL)) AS region
                FROM kam.member AS m
                WHERE \(mine)
            ) AS m
            CROSS JOIN LATERAL (VALUES ('hourly_cost', hourly_cost), ('skills', skills), ('region', region))
                AS f (field, filled)
            ORDER BY 1, 2
            """)
        let fields = try rows.map { row in
            let (entity, field, filled, total) = try row.decode(String.self, String.self, Int.self, Int.self)
            return DataQuality.Completeness(entity: entity, field: field, filled: filled, total: total)
        }
        return fields.enumerated().sorted { ($0.element.share, $0.offset) < ($1.element.share, $1.offset) }.map(
            \.element)
    }

    private func count(_ query: SQL) async throws -> Int {
        try await connection.first(query)?.decode(0, as: Int.self) ?? 0
    }
}
