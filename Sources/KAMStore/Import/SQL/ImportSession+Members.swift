import KAMModel
import Postgres

extension ImportSession {
    /// Makes the members: from the planner's file, else from the people whom the CRM knows, else from owners.
    mutating func makeMembers() async throws {
        try await connection.execute(
            """
            CREATE TEMPORARY TABLE import_stint (
                line bigint, member_id text COLLATE "C", name text, name_key text COLLATE "C", team text, role text,
                region text, skills text[], languages text[], weekly_hours double precision, start_on date,
                end_on date, leave datemultirange, cost_minor bigint, cost_currency text COLLATE "C", valid_from date,
                valid_to date, seniority smallint
            ) ON COMMIT DROP
            """)
        if has(.member) {
            try await checkMembers()
            try await stintsOfMembers()
        } else {
            try await stintsOfAgents()
        }
        try await insertMembers()
    }

    private mutating func checkMembers() async throws {
        let hours = title("weekly_hours", in: .member)
        let end = title("end_date", in: .member)
        try await run([
            refuse(
                """
                SELECT m.file, m.line, \(hours)::text, m.weekly_hours::text,
                    \(ImportCode.hoursOutOfRange.rawValue)::text, 'not between 0 and 80 hours a week'::text
                FROM import_member AS m
                WHERE m.weekly_hours < 0 OR m.weekly_hours > 80
                """),
            refuse(
                """
                SELECT m.file, m.line, \(end)::text, m.end_on::text,
                    \(ImportCode.endBeforeStart.rawValue)::text, 'ends before it starts'::text
                FROM import_member AS m
                WHERE m.end_on < m.start_on OR m.team_to < m.team_from
                """),
            refuse(
                """
                SELECT file, line, NULL::text, member_id, \(ImportCode.memberTwice.rawValue)::text,
                    'the same row stands above'::text
                FROM (
                    SELECT m.file, m.line, m.member_id, row_number() OVER (
                        PARTITION BY m.member_id, m.name, m.team, m.role, m.region, m.skills, m.languages,
                            m.weekly_hours, m.start_on, m.end_on, m.leave, m.cost_minor, m.cost_currency,
                            m.team_from, m.team_to, m.seniority
                        ORDER BY m.line) AS occurrence
                    FROM import_member AS m
                    WHERE NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = m.file AND r.line = m.line)
                ) AS m
                WHERE occurrence > 1
                """),
            overlappingMemberships,
        ])
    }

    /// Refuses members who are in two teams at a time.
    private var overlappingMemberships: SQL {
        let team = title("team", in: .member)
        return refuse(
            """
            SELECT file, line, \(team)::text, team, \(ImportCode.membershipOverlaps.rawValue)::text,
                'the member is in another team at that time, by a line above'::text
            FROM (
                SELECT m.file, m.line, m.team, coalesce(m.team_from, m.start_on) AS valid_from,
                    lag(coalesce(m.team_from, m.start_on)) OVER w AS earlier_from,
                    lag(m.team_to) OVER w AS earlier_to, row_number() OVER w AS place
                FROM import_member AS m
                WHERE NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = m.file AND r.line = m.line)
                WINDOW w AS (PARTITION BY m.member_id ORDER BY coalesce(m.team_from, m.start_on) NULLS FIRST, m.line)
            ) AS m
            WHERE place > 1
                AND (valid_from IS NULL OR valid_from <= earlier_to OR valid_from = earlier_from)
            """)
    }

    private mutating func stintsOfMembers() async throws {
        let defaults = profile.memberDefaults
        try await connection.execute(
            """
            INSERT INTO import_stint
            SELECT m.line, m.member_id, m.name, m.name_key, m.team, coalesce(m.role, ''), m.region, m.skills,
                m.languages, coalesce(m.weekly_hours, \(defaults.weeklyHours)), coalesce(m.start_on, d.start),
                m.end_on, m.leave, m.cost_minor, m.cost_currency,
                coalesce(m.team_from, m.start_on, d.start),
                least(m.team_to + 1, m.end_on + 1, lead(coalesce(m.team_from, m.start_on)) OVER (
                    PARTITION BY m.member_id ORDER BY coalesce(m.team_from, m.start_on) NULLS FIRST, m.line)),
                m.seniority
            FROM import_member AS m
            CROSS JOIN (\(defaultStart)) AS d
            WHERE NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = m.file AND r.line = m.line)
            """)
        if let seen = try await sighting(
            "SELECT count(*), min(line) FROM import_member WHERE leave_overlap > 0")
        {
            add(
                .note, .leaveOverlaps, "\(counted(seen.count, "member")) with leave that overlaps itself: joined",
                in: .member, line: seen.line)
        }
        if let seen = try await sighting(
            "SELECT count(*), min(line) FROM import_member WHERE weekly_hours IS NULL OR start_on IS NULL")
        {
            add(
                .note, .memberDefaulted,
                "\(counted(seen.count, "member")) without weekly hours or start: \(defaults.weeklyHours) hours and "
                    + "the first day of the log are taken", in: .member, line: seen.line)
        }
    }

    /// The people whom the CRM knows, as members with the profile's defaults.
    private mutating func stintsOfAgents() async throws {
        let defaults = profile.memberDefaults
        let people: SQL =
            has(.agent)
            ? """
            SELECT min(a.line) AS line, coalesce(a.agent_id, a.name) AS member_id, min(a.name) AS name,
                min(a.name_key) AS name_key, min(a.team) AS team, min(a.role) AS role, min(a.region) AS region
            FROM import_agent AS a
            WHERE NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = a.file AND r.line = a.line)
            GROUP BY coalesce(a.agent_id, a.name)
            """
            : """
            SELECT 0 AS line, min(o.owner) AS member_id, min(o.owner) AS name, o.owner_key AS name_key,
                NULL AS team, NULL AS role, NULL AS region
            FROM (\(everyOwner)) AS o
            WHERE length(o.owner) <= 255
            GROUP BY o.owner_key
            """
        let count = try await connection.execute(
            """
            INSERT INTO import_stint (line, member_id, name, name_key, team, role, region, weekly_hours, start_on,
                valid_from)
            SELECT p.line, p.member_id, p.name, p.name_key, coalesce(p.team, \(defaults.team)),
                coalesce(p.role, \(defaults.role)), p.region, \(defaults.weeklyHours), d.start, d.start
            FROM (\(people)) AS p
            CROSS JOIN (\(defaultStart)) AS d
            """)
        let source = has(.agent) ? "the people in the CRM" : "the owners of accounts and opportunities"
        add(
            .warning, .membersDerived,
            "no file of members: \(counted(count, "member")) made of \(source)", in: has(.agent) ? .agent : nil,
            hint: "Give --members FILE with teams, hours and leave.")
        assumptions.append(
            "Members are \(source): each in team \(defaults.team), \(defaults.weeklyHours) hours a week, without leave, "
                + "since the first day of the log.")
    }

    /// One row `start`: the day from which a member works whose start is not given.
    private var defaultStart: SQL {
        let given = profile.memberDefaults.start.map { "\($0)" } ?? ""
        return """
            SELECT coalesce(nullif(\(given)::text, '')::date, least(
                (SELECT min(opened_on) FROM import_opportunity),
                (SELECT min(entered_on) FROM import_stage_history),
                (SELECT as_of FROM import_setting))) AS start
            """
    }

    /// Rows `owner, owner_key` of everything that is owned.
    var everyOwner: SQL {
        """
        SELECT owner, owner_key FROM import_opportunity WHERE owner IS NOT NULL GROUP BY owner, owner_key
        UNION
        SELECT owner, owner_key FROM import_account WHERE owner IS NOT NULL
        UNION
        SELECT owner, owner_key FROM import_stage_history WHERE owner IS NOT NULL GROUP BY owner, owner_key
        """
    }

    private func insertMembers() async throws {
        try await run([
            """
            INSERT INTO kam.member (
                tenant_id, snapshot_id, member_id, name, weekly_hours, employed, hourly_cost_minor, seniority)
            SELECT s.tenant_id, s.snapshot_id, t.member_id, (array_agg(t.name ORDER BY t.line))[1],
                (array_agg(t.weekly_hours ORDER BY t.line))[1],
                daterange(min(least(t.start_on, t.valid_from)), (array_agg(t.end_on + 1 ORDER BY t.valid_from DESC))[1]),
                (array_agg(round(t.cost_minor * c.factor)::bigint ORDER BY t.line))[1],
                (array_agg(t.seniority ORDER BY t.valid_from DESC, t.line) FILTER (WHERE t.seniority IS NOT NULL))[1]
            FROM import_stint AS t
            CROSS JOIN import_setting AS s
            LEFT JOIN import_currency AS c ON c.currency = t.cost_currency
            GROUP BY s.tenant_id, s.snapshot_id, t.member_id
            """,
            """
            INSERT INTO kam.member_team (tenant_id, snapshot_id, member_id, valid, team, role, region)
            SELECT s.tenant_id, s.snapshot_id, t.member_id, daterange(t.valid_from, t.valid_to), t.team, t.role,
                t.region
            FROM import_stint AS t
            CROSS JOIN import_setting AS s
            WHERE t.valid_to IS NULL OR t.valid_to > t.valid_from
            """,
            """
            INSERT INTO kam.member_leave (tenant_id, snapshot_id, member_id, away)
            SELECT s.tenant_id, s.snapshot_id, l.member_id, unnest(l.leave)
            FROM (
                SELECT t.member_id, range_agg(t.leave) AS leave
                FROM import_stint AS t
                WHERE t.leave IS NOT NULL
                GROUP BY t.member_id
            ) AS l
            CROSS JOIN import_setting AS s
            """,
            """
            INSERT INTO kam.member_skill (tenant_id, snapshot_id, member_id, skill)
            SELECT DISTINCT s.tenant_id, s.snapshot_id, t.member_id, k.skill
            FROM import_stint AS t
            CROSS JOIN LATERAL unnest(t.skills) AS k (skill)
            CROSS JOIN import_setting AS s
            """,
            """
            INSERT INTO kam.member_language (tenant_id, snapshot_id, member_id, language)
            SELECT DISTINCT s.tenant_id, s.snapshot_id, t.member_id, k.language
            FROM import_stint AS t
            CROSS JOIN LATERAL unnest(t.languages) AS k (language)
            CROSS JOIN import_setting AS s
            """,
        ])
    }

    /// Notes faults and refuses their rows.
    ///
    /// - Parameter rows: A query of `file, line, column_name, value, code, reason`.
    /// - Returns: The statement.
    func refuse(_ rows: SQL) -> SQL {
        """
        WITH faults AS (
            INSERT INTO import_fault (file, line, column_name, value, code, reason)
            \(rows)
            RETURNING file, line
        )
        INSERT INTO import_refused (file, line)
        SELECT DISTINCT file, line FROM faults
        ON CONFLICT DO NOTHING
        """
    }

    /// Notes faults of rows that stay.
    ///
    /// - Parameter rows: A query of `file, line, column_name, value, code, reason`.
    /// - Returns: The statement.
    func remark(_ rows: SQL) -> SQL {
        """
        INSERT INTO import_fault (file, line, column_name, value, code, reason)
        \(rows)
        """
    }
}
