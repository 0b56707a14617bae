import KAMModel
import Postgres

extension ImportSession {
    /// Makes visits to stages out of the history: repeated saves of one stage are one visit, and a visit ends when the
    /// next begins or the deal closes.
    mutating func makeVisits() async throws {
        guard hasHistory else { return }
        try await unfoldColumns()
        try await refuseHistory()
        try await run([
            // The first save of each run of saves of the same stage or state.
            """
            CREATE TEMPORARY TABLE import_change ON COMMIT DROP AS
            SELECT opportunity_id, stage, state, previous, entered_on, owner, row_number() OVER w AS place,
                lead(entered_on) OVER w AS next_on, lead(stage) OVER w AS next_stage, lead(state) OVER w AS next_state
            FROM (
                SELECT h.opportunity_id, h.line, h.entered_on, h.entered_second, h.owner, h.state,
                    CASE WHEN h.state = 'open' THEN h.stage ELSE h.state END AS stage,
                    lag(CASE WHEN h.state = 'open' THEN h.stage ELSE h.state END) OVER (
                        PARTITION BY h.opportunity_id ORDER BY h.entered_on, h.entered_second, h.line) AS previous
                FROM import_stage_history AS h
                WHERE NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = h.file AND r.line = h.line)
            ) AS h
            WHERE previous IS DISTINCT FROM stage
            WINDOW w AS (PARTITION BY opportunity_id ORDER BY entered_on, entered_second, line)
            """,
            "ANALYZE import_change (opportunity_id, state)",
        ])
        dealsWithHistory = try await connection.execute(
            """
            CREATE TEMPORARY TABLE import_last ON COMMIT DROP AS
            SELECT opportunity_id,
                CASE WHEN state = 'open' THEN stage WHEN previous NOT IN ('won', 'lost') THEN previous END AS stage,
                CASE WHEN state <> 'open' THEN entered_on END AS closed_on, entered_on AS last_on,
                state AS last_state, stage AS last_stage
            FROM import_change
            WHERE next_on IS NULL
            """)
        try await connection.execute("ANALYZE import_last (opportunity_id)")
    }

    /// Moves what stands in a column for each stage to the history.
    private func unfoldColumns() async throws {
        guard files[.opportunity]?.has("visits") == true else { return }
        let states: SQL = "('won', 'lost')"
        try await run([
            """
            INSERT INTO import_stage_history (file, line, opportunity_id, stage_value, stage, state, entered_on,
                entered_second, owner, owner_key)
            SELECT d.file, d.line, d.opportunity_id, v.value,
                CASE WHEN v.value NOT IN \(states) THEN v.value END,
                CASE WHEN v.value IN \(states) THEN v.value ELSE 'open' END, v.day::date, v.second::integer, d.owner,
                NULL
            FROM import_deal AS d
            CROSS JOIN LATERAL unnest(d.visits) AS u (visit)
            CROSS JOIN LATERAL (
                SELECT split_part(u.visit, ',', 1) AS day, split_part(u.visit, ',', 2) AS second,
                    split_part(u.visit, ',', 3) AS value
            ) AS v
            """,
            "ANALYZE import_stage_history (opportunity_id, owner)",
        ])
    }

    /// Refuses history whose stage is unknown or that belongs to no deal.
    private func refuseHistory() async throws {
        guard has(.stageHistory) else { return }
        let stage = title("stage", in: .stageHistory)
        let key = title("opportunity_id", in: .stageHistory)
        let number = Int16(files[.stageHistory]?.number ?? 0)
        try await run([
            refuse(
                """
                SELECT h.file, h.line, \(stage)::text, h.stage_value, \(ImportCode.stageUnknown.rawValue)::text,
                    'no stage of that name in the profile'::text
                FROM import_stage_history AS h
                WHERE h.file = \(number) AND h.state IS NULL AND h.stage_value IS NOT NULL
                    AND NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = h.file AND r.line = h.line)
                """),
            refuse(
                """
                SELECT h.file, h.line, \(key)::text, h.opportunity_id, \(ImportCode.opportunityUnknown.rawValue)::text,
                    'no opportunity of that key'::text
                FROM import_stage_history AS h
                WHERE h.file = \(number)
                    AND NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = h.file AND r.line = h.line)
                    AND NOT EXISTS (
                        SELECT FROM import_opportunity AS o
                        WHERE o.opportunity_id = h.opportunity_id
                            AND NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = o.file AND r.line = o.line))
                """),
        ])
    }

    /// Writes the visits into the partition of the snapshot: those of the history, and for deals without one a visit to
    /// the stage where they stand or closed, since they were opened.
    mutating func insertVisits() async throws {
        let target = try partition("stage_event")
        let deals = try partition("opportunity")
        var without: SQL = ""
        if hasHistory {
            without =
                "AND NOT EXISTS (SELECT FROM import_last AS l WHERE l.opportunity_id = o.opportunity_id)"
            try await insertHistory(target, deals)
            // Whatever has a history is a deal that was written: else it was refused.
            if dealsWithHistory == dealCount { return }
        }
        let derived = try await connection.execute(
            """
            INSERT INTO \(identifier: target) (tenant_id, snapshot_id, opportunity_id, ordinal, stage, entered_on,
                left_on, departure, owner_id)
            SELECT o.tenant_id, o.snapshot_id, o.opportunity_id, 1, o.stage, o.opened_on, o.closed_on,
                CASE WHEN o.closed_on IS NOT NULL THEN o.state END, o.owner_id
            FROM \(identifier: deals) AS o
            WHERE o.opened_on IS NOT NULL
                \(without)
            """)
        if derived > 0, hasHistory {
            assumptions.append(
                "\(counted(derived, "opportunity", "opportunities")) without history entered the stage where they stand, "
                    + "or closed, on the day they were opened.")
        } else if derived > 0 {
            assumptions.append(
                "The export has no history of stages: each opportunity entered the stage where it stands, or closed, on "
                    + "the day it was opened.")
        }
    }

    private func insertHistory(_ target: SQLIdentifier, _ deals: SQLIdentifier) async throws {
        try await connection.execute(
            """
            INSERT INTO \(identifier: target) (tenant_id, snapshot_id, opportunity_id, ordinal, stage, entered_on,
                left_on, departure, owner_id)
            SELECT o.tenant_id, o.snapshot_id, o.opportunity_id,
                c.place, c.stage, c.entered_on,
                CASE
                    WHEN c.next_on IS NOT NULL THEN c.next_on
                    WHEN o.closed_on IS NOT NULL THEN greatest(o.closed_on, c.entered_on)
                END,
                CASE
                    WHEN c.next_state IN ('won', 'lost') THEN c.next_state
                    WHEN c.next_on IS NOT NULL THEN CASE WHEN n.place > p.place THEN 'advanced' ELSE 'returned' END
                    WHEN o.closed_on IS NOT NULL THEN o.state
                END,
                coalesce(w.member_id, o.owner_id)
            FROM import_change AS c
            JOIN \(identifier: deals) AS o ON o.opportunity_id = c.opportunity_id
            JOIN import_stage AS p ON p.stage = c.stage
            LEFT JOIN import_stage AS n ON n.stage = c.next_stage
            LEFT JOIN import_owner AS w ON w.owner = c.owner
            WHERE c.state = 'open'
            """)
    }
}
