/// What `psql \copy` loads the same rows into.
enum ImportPeer: CaseIterable {
    /// Tables with the files' columns, typed, and nothing else.
    case bare
    /// Tables with the columns, domains, checks, keys, indexes and foreign keys of kam's own.
    case keyed

    /// The name for reports.
    var name: String {
        switch self {
        case .bare: "a bare table"
        case .keyed: "a table with kam's keys"
        }
    }

    /// The statements that come before the clock starts.
    var preparation: [String] {
        ["DROP SCHEMA IF EXISTS peer CASCADE", "CREATE SCHEMA peer"] + (self == .keyed ? keyedTables : [])
    }

    /// The commands that the clock measures, one transaction.
    ///
    /// The bare tables are made in it, which spares PostgreSQL the log of their rows, as it spares kam's partitions.
    ///
    /// - Parameters:
    ///   - folder: The folder of the sample's files.
    ///   - withHistory: Whether the history of stages is loaded too.
    /// - Returns: Statements and commands of psql.
    func load(from folder: String, withHistory: Bool) -> [String] {
        (self == .bare ? bareTables : []) + copies(from: folder, withHistory: withHistory)
    }

    private func copies(from folder: String, withHistory: Bool) -> [String] {
        var files = [
            ("members", ImportPeer.memberColumns), ("accounts", ImportPeer.accountColumns),
            ("ratings", ImportPeer.ratingColumns), ("opportunities", ImportPeer.dealColumns),
        ]
        if withHistory { files.append(("stage_history", ImportPeer.eventColumns)) }
        return files.flatMap { table, columns in
            // Without statistics the foreign keys of what follows are checked by the wrong index.
            ["\\copy peer.\(table) (\(columns)) FROM '\(folder)/\(table).csv' (FORMAT csv, HEADER)"]
                + (self == .keyed ? ["ANALYZE peer.\(table)"] : [])
        }
    }

    private static let memberColumns =
        "member_id, name, team, role, region, skills, languages, weekly_hours, start_date, end_date, leave, hourly_cost"
    private static let accountColumns =
        "account_id, name, parent_id, segment, region, country, owner_id, annual_revenue_minor, currency, employees, "
        + "block_reason, created_on"
    private static let ratingColumns = "account_id, criterion, value, rater, rated_on"
    private static let dealColumns =
        "opportunity_id, account_id, name, product, kind, stage, amount_minor, source_currency, probability, opened_on, "
        + "expected_on, source, owner_id"
    private static let eventColumns = "opportunity_id, stage, entered_on, owner_id"

    private var bareTables: [String] {
        [
            ImportPeer.membersTable,
            """
            CREATE TABLE peer.accounts (account_id text, name text, parent_id text, segment text, region text,
                country text, owner_id text, annual_revenue_minor bigint, currency text, employees integer,
                block_reason text, created_on date)
            """,
            "CREATE TABLE peer.ratings (account_id text, criterion text, value double precision, rater text, rated_on date)",
            """
            CREATE TABLE peer.opportunities (opportunity_id text, account_id text, name text, product text, kind text,
                stage text, amount_minor bigint, source_currency text, probability double precision, opened_on date,
                expected_on date, source text, owner_id text)
            """,
            "CREATE TABLE peer.stage_history (opportunity_id text, stage text, entered_on date, owner_id text)",
        ]
    }

    private static let membersTable = """
        CREATE TABLE peer.members (member_id text, name text, team text, role text, region text, skills text,
            languages text, weekly_hours double precision, start_date date, end_date date, leave text,
            hourly_cost bigint)
        """

    /// Tables like kam's, with what the files do not say given by defaults; the owners who left are members here, so that
    /// every row has what it refers to.
    private var keyedTables: [String] {
        [
            ImportPeer.membersTable,
            "ALTER TABLE peer.members ADD PRIMARY KEY (member_id)",
            "INSERT INTO peer.members (member_id) VALUES ('FS-left')",
            like("account", "accounts"), "ALTER TABLE peer.accounts ADD COLUMN currency text",
            "ALTER TABLE peer.accounts ADD FOREIGN KEY (owner_id) REFERENCES peer.members",
            "ALTER TABLE peer.accounts ADD FOREIGN KEY (tenant_id, snapshot_id, parent_id) REFERENCES peer.accounts",
            like("account_rating", "ratings"),
            "ALTER TABLE peer.ratings ADD FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES peer.accounts",
            like("opportunity", "opportunities"), "ALTER TABLE peer.opportunities ALTER state SET DEFAULT 'open'",
            "ALTER TABLE peer.opportunities ADD FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES peer.accounts",
            "ALTER TABLE peer.opportunities ADD FOREIGN KEY (owner_id) REFERENCES peer.members",
            like("stage_event", "stage_history"),
            // The file has no number of a visit; a sequence stands for it.
            "CREATE SEQUENCE peer.visit CACHE 1000",
            """
            ALTER TABLE peer.stage_history ALTER ordinal TYPE integer,
                ALTER ordinal SET DEFAULT nextval('peer.visit')
            """,
            "ALTER TABLE peer.stage_history ADD FOREIGN KEY (tenant_id, snapshot_id, opportunity_id) REFERENCES peer.opportunities",
            "ALTER TABLE peer.stage_history ADD FOREIGN KEY (owner_id) REFERENCES peer.members",
        ]
    }

    private func like(_ table: String, _ copy: String) -> String {
        """
        CREATE TABLE peer.\(copy) (LIKE kam.\(table) INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES);
        ALTER TABLE peer.\(copy) ALTER tenant_id SET DEFAULT '00000000-0000-0000-0000-000000000001',
            ALTER snapshot_id SET DEFAULT '00000000-0000-0000-0000-000000000002'
        """
    }
}
