import KAMModel
import Postgres

extension ImportSession {
    /// Makes the view of deals with everything they refer to found.
    mutating func resolveDeals() async throws {
        let (accounts, rates, goods) = (accountsOfDeals, ratesOfDeals, goodsOfDeals)
        try await run([
            """
            CREATE TEMPORARY TABLE import_goods ON COMMIT DROP AS
            SELECT p.product, min(round(p.price_minor * c.factor)::bigint) AS price_minor
            FROM import_product AS p
            LEFT JOIN import_currency AS c ON c.currency = p.price_currency
            WHERE NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = p.file AND r.line = p.line)
            GROUP BY p.product
            """,
            // Unique keys let the planner leave out the joins that a query does not need.
            "CREATE UNIQUE INDEX ON import_goods (product)",
            """
            CREATE TEMPORARY VIEW import_deal AS
            SELECT o.file, o.line,
                \(keyOfDeals) AS opportunity_id,
                \(accounts.id) AS account_id, coalesce(o.account_id, o.account_name) AS reference,
                o.other_accounts, w.member_id AS owner_id, o.owner, o.name, o.product, o.kind, o.source, o.stage_value,
                CASE WHEN f.state <> 'open' THEN coalesce(o.stage, s.closed_stage) ELSE o.stage END AS stage,
                CASE WHEN t.is_early THEN 'open' ELSE f.state END AS state, t.is_early,
                o.amount_minor AS source_minor, \(rates.currency) AS amount_currency, \(rates.factor) AS factor,
                CASE
                    WHEN s.takes_list_price AND t.is_early THEN \(goods.price)
                    WHEN o.amount_currency = s.currency THEN o.amount_minor
                    WHEN o.amount_minor IS NOT NULL THEN round(o.amount_minor * \(rates.factor))::bigint
                    WHEN s.takes_list_price AND f.state = 'open' THEN \(goods.price)
                END AS amount_minor,
                \(goods.isNew) AS is_new_product, o.probability, o.opened_on,
                o.close_on, o.visits, o.faults IS NULL AS is_whole, o.may_repeat
            FROM import_opportunity AS o
            CROSS JOIN import_setting AS s
            CROSS JOIN LATERAL (
                SELECT CASE
                    WHEN o.is_won THEN 'won'
                    WHEN o.is_closed THEN coalesce(nullif(o.state, 'open'), 'lost')
                    WHEN NOT o.is_closed THEN 'open'
                    ELSE o.state
                END AS state
            ) AS f
            CROSS JOIN LATERAL (
                -- It closed after the snapshot's day, on which it still stands open.
                SELECT coalesce(f.state <> 'open' AND o.close_on > s.as_of, false) AS is_early
            ) AS t
            LEFT JOIN import_owner AS w ON w.owner = o.owner
            \(accounts.join)
            \(rates.join)
            \(goods.join)
            """,
        ])
    }

    /// The key of a deal: what names it where its file gives none.
    private var keyOfDeals: SQL {
        guard files[.opportunity]?.has("opportunity_id") != true else { return "o.opportunity_id" }
        return """
            nullif(left(concat_ws(' / ', o.name, coalesce(o.account_id, o.account_name), o.opened_on::text), 255),
                '')::kam.external_key
            """
    }

    /// How the view finds a deal's account: only by what the files have, for a join that finds nothing takes time too.
    private var accountsOfDeals: (id: SQL, join: SQL) {
        let byID: SQL = "LEFT JOIN import_customer AS a ON a.account_id = o.account_id"
        let byName: SQL = "LEFT JOIN import_customer_name AS n ON n.name_key = o.account_key"
        guard let file = files[.opportunity], file.has("account_id") else { return ("n.account_id", byName) }
        guard file.has("account_name") else { return ("a.account_id", byID) }
        return ("coalesce(a.account_id, n.account_id)", "\(byID) \(byName)")
    }

    /// How it finds the rate to the base currency: 1 where every amount of the files is in it.
    private var ratesOfDeals: (factor: SQL, currency: SQL, join: SQL) {
        let foreign = statistics.values.contains { !$0.currencies.isSubset(of: [profile.currency.code]) }
        guard foreign else {
            return ("1::numeric", "CASE WHEN o.amount_currency IS NOT NULL THEN s.currency END", "")
        }
        return (
            "c.factor", "o.amount_currency", "LEFT JOIN import_currency AS c ON c.currency = o.amount_currency"
        )
    }

    /// How it finds what is sold.
    private var goodsOfDeals: (price: SQL, isNew: SQL, join: SQL) {
        guard has(.product) else { return ("NULL::bigint", "false", "") }
        return (
            "p.price_minor", "p.product IS NULL AND o.product IS NOT NULL",
            "LEFT JOIN import_goods AS p ON p.product = o.product"
        )
    }

    /// Refuses the deals that cannot stay, and notes what is odd about the others.
    ///
    /// What a look at the small tables rules out is not searched for among the deals.
    mutating func checkDeals() async throws {
        let row = try await connection.first(
            """
            SELECT
                count(*) FILTER (WHERE d.stage IS NULL AND d.stage_value IS NOT NULL),
                count(*) FILTER (WHERE d.state <> 'open' AND d.close_on < d.opened_on),
                count(*) FILTER (WHERE d.reference IS NULL),
                count(*) FILTER (WHERE d.other_accounts > 0),
                EXISTS (SELECT FROM import_currency WHERE factor IS NULL)::int::bigint,
                EXISTS (SELECT FROM import_owner WHERE member_id IS NULL)::int::bigint
            FROM import_deal AS d
            """)
        guard let row else { return }
        func count(_ column: Int) throws -> Int { try row.decode(column) }
        if try count(0) > 0 { try await refuseDeals(.stageUnknown) }
        if try count(1) > 0 { try await refuseDeals(.closedBeforeOpened) }
        if try count(4) > 0 { try await refuseDeals(.rateMissing) }
        try await refuseRepeatedDeals()
        if try count(2) > 0 { try await remarkDeals(.accountBlank) }
        try await remarkDeals(.accountUnknown)
        if try count(5) > 0 { try await remarkDeals(.ownerUnknown) }
        if try count(3) > 0 { try await remarkDeals(.severalIDs) }
        if has(.product) { try await remarkDeals(.productUnknown) }
    }

    private func refuseDeals(_ code: ImportCode) async throws {
        let condition: SQL
        let column: String
        let value: SQL
        let reason: String
        switch code {
        case .stageUnknown:
            condition = "d.stage IS NULL AND d.stage_value IS NOT NULL"
            (column, value, reason) = ("stage", "d.stage_value", "no stage of that name in the profile")
        case .closedBeforeOpened:
            condition = "d.state <> 'open' AND d.close_on < d.opened_on"
            (column, value, reason) = ("close_date", "d.close_on::text", "closed before it was opened")
        default:
            condition = "d.source_minor IS NOT NULL AND d.factor IS NULL"
            (column, value, reason) = ("amount", "d.amount_currency", "no rate for its currency")
        }
        try await connection.execute(
            refuse(
                """
                SELECT d.file, d.line, \(title(column, in: .opportunity))::text, \(value), \(code.rawValue)::text,
                    \(reason)::text
                FROM import_deal AS d
                WHERE \(condition)
                    AND NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = d.file AND r.line = d.line)
                """))
    }

    /// Refuses deals whose id stands above, among those of which the reading could not rule it out.
    private func refuseRepeatedDeals() async throws {
        let repeated = try await connection.execute(
            """
            CREATE TEMPORARY TABLE import_repeated ON COMMIT DROP AS
            SELECT DISTINCT d.opportunity_id
            FROM import_deal AS d
            WHERE d.may_repeat
            """)
        if repeated == 0 { return }
        try await connection.execute("ANALYZE import_repeated")
        let column = title("opportunity_id", in: .opportunity)
        try await connection.execute(
            refuse(
                """
                SELECT file, line, \(column)::text, opportunity_id, \(ImportCode.keyTwice.rawValue)::text,
                    'stands above already, in line ' || first_line
                FROM (
                    SELECT d.file, d.line, d.opportunity_id, row_number() OVER w AS occurrence,
                        min(d.line) OVER w AS first_line
                    FROM import_deal AS d
                    WHERE d.opportunity_id IN (SELECT r.opportunity_id FROM import_repeated AS r)
                        AND NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = d.file AND r.line = d.line)
                    WINDOW w AS (PARTITION BY d.opportunity_id ORDER BY d.line)
                ) AS d
                WHERE occurrence > 1
                """))
    }

    private func remarkDeals(_ code: ImportCode) async throws {
        let condition: SQL
        let column: String
        let value: SQL
        let reason: String
        let account = files[.opportunity]?.has("account_id") == true ? "account_id" : "account_name"
        switch code {
        case .accountBlank:
            (condition, value) = ("d.reference IS NULL", "NULL::text")
            (column, reason) = (account, "no account: the deal is kept without one")
        case .accountUnknown:
            (condition, value) = ("d.reference IS NOT NULL AND d.account_id IS NULL", "d.reference")
            (column, reason) = (account, "no account of that key or name: the deal is kept without one")
        case .ownerUnknown:
            (condition, value) = ("d.owner IS NOT NULL AND d.owner_id IS NULL", "d.owner")
            (column, reason) = ("owner", "no member of that key or name: the deal is kept without an owner")
        case .severalIDs:
            (condition, value) = ("d.other_accounts > 0", "d.reference")
            (column, reason) = (account, "several accounts: the first is taken")
        default:
            (condition, value) = ("d.is_new_product", "d.product")
            (column, reason) = ("product", "not among the products")
        }
        try await connection.execute(
            remark(
                """
                SELECT d.file, d.line, \(title(column, in: .opportunity))::text, \(value), \(code.rawValue)::text,
                    \(reason)::text
                FROM import_deal AS d
                WHERE \(condition)
                    AND NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = d.file AND r.line = d.line)
                """))
    }

    /// Writes the opportunities into the partition of the snapshot.
    mutating func insertDeals() async throws {
        let target = try partition("opportunity")
        // A closed deal stands at the stage where it closed: the last one of its history, where there is one.
        let last: SQL = hasHistory ? "LEFT JOIN import_last AS l ON l.opportunity_id = d.opportunity_id" : ""
        let stage: SQL =
            hasHistory
            ? "CASE WHEN d.state = 'open' AND NOT d.is_early THEN d.stage ELSE coalesce(l.stage, d.stage) END"
            : "d.stage"
        let closed: SQL = hasHistory ? "coalesce(d.close_on, l.closed_on)" : "d.close_on"
        dealCount = try await connection.execute(
            """
            INSERT INTO \(identifier: target) (tenant_id, snapshot_id, opportunity_id, account_id, owner_id, name,
                product, kind, source, stage, state, amount_minor, source_amount_minor, source_currency, probability,
                opened_on, expected_on, closed_on)
            SELECT s.tenant_id, s.snapshot_id, d.opportunity_id, d.account_id, d.owner_id, d.name, d.product, d.kind,
                d.source, \(stage), d.state, d.amount_minor, d.source_minor,
                CASE WHEN d.source_minor IS NOT NULL THEN d.amount_currency END, d.probability, d.opened_on,
                CASE WHEN d.state = 'open' AND NOT d.is_early THEN d.close_on END,
                CASE WHEN d.state <> 'open' THEN \(closed) END
            FROM import_deal AS d
            CROSS JOIN import_setting AS s
            \(last)
            WHERE NOT EXISTS (SELECT FROM import_refused AS r WHERE r.file = d.file AND r.line = d.line)
            """)
    }

    /// Whether any file says when stages were entered.
    var hasHistory: Bool {
        has(.stageHistory) || files[.opportunity]?.has("visits") == true
    }
}
