import KAMModel
import Postgres

extension ImportSession {
    /// Finds the member behind each owner that a file names: by id, by the profile's aliases, by name, or by the name of
    /// the CRM's user of that id.
    mutating func resolveOwners() async throws {
        try await run([
            """
            CREATE TEMPORARY TABLE import_crew ON COMMIT DROP AS
            SELECT t.member_id, min(t.name_key) AS name_key
            FROM import_stint AS t
            GROUP BY t.member_id
            """,
            """
            CREATE TEMPORARY TABLE import_crew_name ON COMMIT DROP AS
            SELECT name_key, min(member_id) AS member_id
            FROM import_crew
            GROUP BY name_key
            HAVING count(*) = 1
            """,
            """
            CREATE TEMPORARY TABLE import_owner ON COMMIT DROP AS
            SELECT o.owner, min(coalesce(i.member_id, ai.member_id, an.member_id, n.member_id, ui.member_id,
                un.member_id))::kam.external_key AS member_id, min(u.agent_id) AS agent_id
            FROM (\(everyOwner)) AS o
            LEFT JOIN import_crew AS i ON i.member_id = o.owner
            LEFT JOIN import_alias AS a ON a.alias = o.owner_key
            LEFT JOIN import_crew AS ai ON ai.member_id = a.member
            LEFT JOIN import_crew_name AS an ON an.name_key = a.member_key
            LEFT JOIN import_crew_name AS n ON n.name_key = o.owner_key
            LEFT JOIN import_agent AS u ON u.agent_id = o.owner
            LEFT JOIN import_alias AS ua ON ua.alias = u.name_key
            LEFT JOIN import_crew AS ui ON ui.member_id = ua.member
            LEFT JOIN import_crew_name AS un ON un.name_key = coalesce(ua.member_key, u.name_key)
            GROUP BY o.owner
            """,
            "CREATE UNIQUE INDEX ON import_owner (owner)", "ANALYZE import_owner",
        ])
    }

    /// Makes the accounts that are to stay, without writing them yet.
    mutating func makeAccounts() async throws {
        let key = title("account_id", in: .account)
        let name = title("name", in: .account)
        try await run([
            refuse(
                """
                SELECT file, line, \(files[.account]?.has("account_id") == true ? key : name)::text, id,
                    \(ImportCode.keyTwice.rawValue)::text, 'stands above already, in line ' || first_line
                FROM (
                    SELECT a.file, a.line, coalesce(a.account_id, a.name) AS id,
                        row_number() OVER w AS occurrence, min(a.line) OVER w AS first_line
                    FROM import_account AS a
                    WHERE NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = a.file AND r.line = a.line)
                    WINDOW w AS (PARTITION BY coalesce(a.account_id, a.name COLLATE "C") ORDER BY a.line)
                ) AS a
                WHERE occurrence > 1
                """),
            """
            CREATE TEMPORARY TABLE import_customer ON COMMIT DROP AS
            SELECT a.file, a.line,
                coalesce(a.account_id, left(a.name, 255) COLLATE "C")::kam.external_key AS account_id, a.name,
                a.name_key, a.company_key, a.parent_id, a.parent_name, a.parent_key, NULL::text COLLATE "C" AS parent,
                a.segment, a.region, a.country, w.member_id AS owner_id, a.owner,
                round(a.revenue_minor * c.factor)::bigint AS revenue_minor, a.revenue_minor IS NOT NULL AS has_revenue,
                a.employees, a.block, a.created_on, a.language, a.seniority, a.rivals
            FROM import_account AS a
            LEFT JOIN import_owner AS w ON w.owner = a.owner
            LEFT JOIN import_currency AS c ON c.currency = a.revenue_currency
            WHERE NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = a.file AND r.line = a.line)
            """,
            "CREATE UNIQUE INDEX ON import_customer (account_id)",
            """
            CREATE TEMPORARY TABLE import_customer_name ON COMMIT DROP AS
            SELECT name_key, min(account_id)::kam.external_key AS account_id
            FROM import_customer
            GROUP BY name_key
            HAVING count(*) = 1
            """,
            "CREATE UNIQUE INDEX ON import_customer_name (name_key)", "ANALYZE import_customer",
            "ANALYZE import_customer_name",
        ])
        try await settleParents()
        try await noteCompanies()
    }

    /// Finds the parents, and breaks chains of owners that run in a circle.
    private mutating func settleParents() async throws {
        let column = title(files[.account]?.has("parent_id") == true ? "parent_id" : "parent_name", in: .account)
        try await run([
            """
            UPDATE import_customer AS c
            SET parent = f.parent
            FROM (
                SELECT c.account_id, coalesce(i.account_id, n.account_id) AS parent
                FROM import_customer AS c
                LEFT JOIN import_customer AS i ON i.account_id = c.parent_id
                LEFT JOIN import_customer_name AS n ON n.name_key = c.parent_key
            ) AS f
            WHERE f.account_id = c.account_id AND f.parent IS NOT NULL
            """,
            remark(
                """
                SELECT c.file, c.line, \(column)::text, coalesce(c.parent_id, c.parent_name),
                    \(ImportCode.parentUnknown.rawValue)::text, 'no account of that key or name'::text
                FROM import_customer AS c
                WHERE c.parent IS NULL AND coalesce(c.parent_id, c.parent_name) IS NOT NULL
                """),
            // Each circle is walked once from each of its accounts; the one with the first line loses its parent.
            """
            CREATE TEMPORARY TABLE import_circle ON COMMIT DROP AS
            WITH RECURSIVE up (start, at, first_line) AS (
                SELECT account_id, parent, line
                FROM import_customer
                WHERE parent IS NOT NULL
                UNION ALL
                SELECT u.start, c.parent, least(u.first_line, c.line)
                FROM up AS u
                JOIN import_customer AS c ON c.account_id = u.at
                WHERE c.parent IS NOT NULL AND u.at <> u.start
            ) CYCLE at SET is_again USING trail
            SELECT c.file, c.line, c.account_id
            FROM up AS u
            JOIN import_customer AS c ON c.account_id = u.start
            WHERE u.at = u.start AND c.line = u.first_line
            """,
            remark(
                """
                SELECT c.file, c.line, \(column)::text, a.parent, \(ImportCode.parentCycle.rawValue)::text,
                    'the parents run in a circle: the parent of this account is left out'::text
                FROM import_circle AS c
                JOIN import_customer AS a ON a.account_id = c.account_id
                """),
            """
            UPDATE import_customer AS c
            SET parent = NULL
            FROM import_circle AS i
            WHERE i.account_id = c.account_id
            """,
        ])
    }

    /// Notes accounts whose names differ by legal form, case or width only.
    private func noteCompanies() async throws {
        let column = title("name", in: .account)
        try await connection.execute(
            remark(
                """
                SELECT file, line, \(column)::text, name, \(ImportCode.companyTwice.rawValue)::text,
                    'the same company as ' || first_name || ' in line ' || first_line
                FROM (
                    SELECT c.file, c.line, c.name, row_number() OVER w AS occurrence,
                        first_value(c.name) OVER w AS first_name, first_value(c.line) OVER w AS first_line
                    FROM import_customer AS c
                    WINDOW w AS (PARTITION BY c.company_key ORDER BY c.line)
                ) AS c
                WHERE occurrence > 1
                """))
    }

    /// Gives accounts without a region that of the owner of most of their deals.
    mutating func settleRegions() async throws {
        guard profile.takesOwnerRegion else { return }
        try await connection.execute(
            """
            UPDATE import_customer AS c
            SET region = r.region
            FROM (
                SELECT DISTINCT ON (d.account_id) d.account_id, p.region
                FROM import_deal AS d
                JOIN (
                    SELECT o.owner, coalesce(min(a.region), min(t.region)) AS region
                    FROM (\(everyOwner)) AS o
                    LEFT JOIN import_agent AS a ON a.agent_id = o.owner OR a.name_key = o.owner_key
                    LEFT JOIN import_owner AS w ON w.owner = o.owner
                    LEFT JOIN import_stint AS t ON t.member_id = w.member_id
                    GROUP BY o.owner
                ) AS p ON p.owner = d.owner
                WHERE d.account_id IS NOT NULL AND p.region IS NOT NULL
                GROUP BY d.account_id, p.region
                ORDER BY d.account_id, count(*) DESC, p.region
            ) AS r
            WHERE r.account_id = c.account_id AND c.region IS NULL
            """)
    }

    /// Writes the accounts.
    mutating func insertAccounts() async throws {
        try await connection.execute(
            """
            INSERT INTO kam.account (tenant_id, snapshot_id, account_id, name, parent_id, segment, region, country,
                owner_id, annual_revenue_minor, employees, block_reason, created_on, language, seniority, rivals)
            SELECT s.tenant_id, s.snapshot_id, c.account_id, c.name, c.parent, coalesce(c.segment, 'unknown'),
                c.region, c.country, c.owner_id, c.revenue_minor, c.employees, c.block, c.created_on,
                c.language, c.seniority, c.rivals
            FROM import_customer AS c
            CROSS JOIN import_setting AS s
            """)
        let rivals = title("rivals", in: .account)
        try await connection.execute(
            remark(
                """
                SELECT min(c.file), min(c.line), \(rivals)::text, c.rivals, \(ImportCode.rivalAlone.rawValue)::text,
                    'nobody else is of this group'::text
                FROM import_customer AS c
                WHERE c.rivals IS NOT NULL
                GROUP BY c.rivals
                HAVING count(*) = 1
                """))
        let rate = title("annual_revenue", in: .account)
        try await connection.execute(
            remark(
                """
                SELECT c.file, c.line, \(rate)::text, NULL::text, \(ImportCode.cellLeftEmpty.rawValue)::text,
                    'left empty: no rate for its currency'::text
                FROM import_customer AS c
                WHERE c.has_revenue AND c.revenue_minor IS NULL
                """))
        let owner = title("owner", in: .account)
        try await connection.execute(
            remark(
                """
                SELECT c.file, c.line, \(owner)::text, c.owner, \(ImportCode.ownerUnknown.rawValue)::text,
                    'no member of that key or name: the account is kept without an owner'::text
                FROM import_customer AS c
                WHERE c.owner IS NOT NULL AND c.owner_id IS NULL
                """))
    }

    /// Writes the ratings of accounts.
    mutating func insertRatings() async throws {
        guard has(.rating) else { return }
        let column = title(files[.rating]?.has("account_id") == true ? "account_id" : "account_name", in: .rating)
        try await run([
            """
            CREATE TEMPORARY TABLE import_judgement ON COMMIT DROP AS
            SELECT g.file, g.line, coalesce(g.account_id, g.account_name) AS reference,
                coalesce(c.account_id, n.account_id) AS account_id, g.criterion, g.rater, g.rated_on, g.value,
                row_number() OVER (
                    PARTITION BY coalesce(c.account_id, n.account_id), g.criterion, g.rater, g.rated_on
                    ORDER BY g.line) AS occurrence
            FROM import_rating AS g
            LEFT JOIN import_customer AS c ON c.account_id = g.account_id
            LEFT JOIN import_customer_name AS n ON n.name_key = g.account_key
            WHERE NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = g.file AND r.line = g.line)
            """,
            refuse(
                """
                SELECT j.file, j.line, \(column)::text, j.reference, \(ImportCode.ratedAccountUnknown.rawValue)::text,
                    'no account of that key or name'::text
                FROM import_judgement AS j
                WHERE j.account_id IS NULL
                """),
            refuse(
                """
                SELECT j.file, j.line, \(column)::text, j.reference, \(ImportCode.keyTwice.rawValue)::text,
                    'the same rater judged the same on that day in a line above'::text
                FROM import_judgement AS j
                WHERE j.account_id IS NOT NULL AND j.occurrence > 1
                """),
            """
            INSERT INTO kam.account_rating (tenant_id, snapshot_id, account_id, criterion, rater, rated_on, value)
            SELECT s.tenant_id, s.snapshot_id, j.account_id, j.criterion, j.rater, j.rated_on, j.value
            FROM import_judgement AS j
            CROSS JOIN import_setting AS s
            WHERE j.account_id IS NOT NULL AND j.occurrence = 1
            """,
        ])
    }
}
