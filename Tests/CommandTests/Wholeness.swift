import KAMModel
import Postgres
import Testing

/// Whether what is stored is whole, asked as the superuser, who sees everything.
struct Wholeness {
    /// Rows of a whole snapshot, by table.
    let reference: [String: Int]

    private static let tables = [
        "import_file", "member", "member_team", "member_leave", "member_skill", "member_language", "account",
        "account_rating", "opportunity", "stage_event",
    ]
    private static let planTables = ["portfolio_account", "matrix_load", "allocation_price"]

    /// Takes the one snapshot that is there for whole.
    init(_ desk: Desk) async throws {
        let counts = try await Wholeness.counts(desk)
        try #require(counts.count == 1)
        reference = try #require(counts.values.first)
        try #require(reference.count == Wholeness.tables.count && reference["stage_event", default: 0] > 0)
    }

    /// Expects every snapshot and every plan to have all its rows, and nothing to be there besides them.
    ///
    /// - Returns: How many snapshots and plans there are.
    func expect(_ desk: Desk, _ moment: Comment) async throws -> (snapshots: Int, plans: Int) {
        let counts = try await Wholeness.counts(desk)
        for (snapshot, rows) in counts { #expect(rows == reference, "snapshot \(snapshot): \(moment.rawValue)") }
        let connection = try await desk.administrator()
        let stray = try await connection.query(
            """
            SELECT c.relname::text FROM pg_class AS c
            WHERE c.relnamespace = 'kam'::regnamespace AND c.relkind = 'r' AND c.relname ~ '^(opportunity|stage_event)_[0-9a-f]{32}$'
                AND NOT EXISTS (
                    SELECT FROM kam.snapshot AS s
                    WHERE right(c.relname, 32) = replace(s.snapshot_id::text, '-', '') AND c.relispartition)
            """)
        #expect(stray.isEmpty, moment)
        let plans = try await connection.query(
            """
            SELECT
                p.kind,
                (SELECT count(*) FROM kam.portfolio_account AS r WHERE r.plan_id = p.plan_id),
                (SELECT count(*) FROM kam.matrix_load AS r WHERE r.plan_id = p.plan_id),
                (SELECT count(*) FROM kam.matrix_cell AS r WHERE r.plan_id = p.plan_id),
                (SELECT count(*) FROM kam.allocation_price AS r WHERE r.plan_id = p.plan_id),
                (SELECT count(*) FROM kam.allocation_move AS r WHERE r.plan_id = p.plan_id),
                coalesce(jsonb_array_length(p.document->'cells'), 0), coalesce(jsonb_array_length(p.document->'moves'), 0)
            FROM kam.plan AS p
            """)
        for plan in plans {
            let (kind, verdicts, loads, cells, prices, moves, cellsTold, movesTold) = try plan.decode(
                String.self, Int.self, Int.self, Int.self, Int.self, Int.self, Int.self, Int.self)
            #expect(verdicts == (kind == "portfolio" ? reference["account"] : 0), moment)
            #expect(loads == (kind == "matrix" ? reference["member"] : 0), moment)
            #expect((prices > 0) == (kind == "allocation"), moment)
            #expect(cells == cellsTold && moves == movesTold, moment)
        }
        await connection.close()
        return (counts.count, plans.count)
    }

    private static func counts(_ desk: Desk) async throws -> [String: [String: Int]] {
        let connection = try await desk.administrator()
        var counts: [String: [String: Int]] = [:]
        for row in try await connection.query("SELECT s.snapshot_id::text FROM kam.snapshot AS s") {
            counts[try row.decode(0)] = [:]
        }
        for table in tables {
            let name = try SQLIdentifier("kam", table)
            let rows = try await connection.query(
                """
                SELECT s.snapshot_id::text, count(r.snapshot_id)
                FROM kam.snapshot AS s LEFT JOIN \(identifier: name) AS r ON r.snapshot_id = s.snapshot_id
                GROUP BY s.snapshot_id
                """)
            for row in rows {
                let (snapshot, count) = try row.decode(String.self, Int.self)
                counts[snapshot, default: [:]][table] = count
            }
        }
        await connection.close()
        return counts
    }
}
