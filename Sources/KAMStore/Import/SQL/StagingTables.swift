import Postgres

/// The temporary tables of an import: one for each entity, filled by COPY, and those that the steps share.
enum StagingTables {
    /// Makes the tables; they go with the transaction.
    ///
    /// What goes on to a large table as it is, has its domain here: checked once, or once for each of few values.
    static let create: [SQL] = [
        """
        CREATE TEMPORARY TABLE import_account (
            file smallint NOT NULL, line bigint NOT NULL, account_id text COLLATE "C", name text,
            name_key text COLLATE "C", company_key text COLLATE "C", parent_id text COLLATE "C", parent_name text,
            parent_key text COLLATE "C", segment text, region text, country text, owner text COLLATE "C",
            owner_key text COLLATE "C", revenue_minor bigint, revenue_currency text COLLATE "C", employees integer,
            block text, created_on date, language text, seniority smallint, rivals text, faults jsonb
        ) ON COMMIT DROP
        """,
        """
        CREATE TEMPORARY TABLE import_opportunity (
            file smallint NOT NULL, line bigint NOT NULL, opportunity_id kam.external_key, account_id text COLLATE "C",
            other_accounts integer, account_name text COLLATE "C", account_key text COLLATE "C", name text,
            product text COLLATE "C", kind text, source text, stage_value text COLLATE "C", stage text COLLATE "C",
            state text COLLATE "C", amount_minor bigint, amount_currency text COLLATE "C",
            probability double precision, opened_on date, close_on date, owner text COLLATE "C",
            owner_key text COLLATE "C", is_closed boolean, is_won boolean, visits text[], faults jsonb,
            may_repeat boolean NOT NULL
        ) ON COMMIT DROP
        """,
        """
        CREATE TEMPORARY TABLE import_stage_history (
            file smallint NOT NULL, line bigint NOT NULL, opportunity_id text COLLATE "C",
            stage_value text COLLATE "C", stage text COLLATE "C", state text COLLATE "C", entered_on date,
            entered_second integer, owner text COLLATE "C", owner_key text COLLATE "C", faults jsonb
        ) ON COMMIT DROP
        """,
        """
        CREATE TEMPORARY TABLE import_member (
            file smallint NOT NULL, line bigint NOT NULL, member_id text COLLATE "C", name text,
            name_key text COLLATE "C", team text, role text, region text, skills text[], languages text[],
            weekly_hours double precision, start_on date, end_on date, leave datemultirange, leave_overlap integer,
            cost_minor bigint, cost_currency text COLLATE "C", team_from date, team_to date, seniority smallint,
            faults jsonb
        ) ON COMMIT DROP
        """,
        """
        CREATE TEMPORARY TABLE import_agent (
            file smallint NOT NULL, line bigint NOT NULL, agent_id text COLLATE "C", name text COLLATE "C",
            name_key text COLLATE "C", team text, role text, region text, is_active boolean, faults jsonb
        ) ON COMMIT DROP
        """,
        """
        CREATE TEMPORARY TABLE import_product (
            file smallint NOT NULL, line bigint NOT NULL, product text COLLATE "C", price_minor bigint,
            price_currency text COLLATE "C", faults jsonb
        ) ON COMMIT DROP
        """,
        """
        CREATE TEMPORARY TABLE import_rating (
            file smallint NOT NULL, line bigint NOT NULL, account_id text COLLATE "C",
            account_name text COLLATE "C", account_key text COLLATE "C", criterion text, value double precision,
            rater text, rated_on date, faults jsonb
        ) ON COMMIT DROP
        """,
        """
        CREATE TEMPORARY TABLE import_rate (
            file smallint NOT NULL, line bigint NOT NULL, currency text COLLATE "C", rate double precision,
            as_of date, faults jsonb
        ) ON COMMIT DROP
        """,
        """
        CREATE TEMPORARY TABLE import_fault (
            file smallint NOT NULL, line bigint NOT NULL, column_name text, value text, code text NOT NULL,
            reason text NOT NULL
        ) ON COMMIT DROP
        """,
        // Rows that go no further, whatever the reason.
        """
        CREATE TEMPORARY TABLE import_refused (
            file smallint NOT NULL, line bigint NOT NULL, PRIMARY KEY (file, line)
        ) ON COMMIT DROP
        """,
        """
        CREATE TEMPORARY TABLE import_stage (
            stage text COLLATE "C" PRIMARY KEY, place integer NOT NULL
        ) ON COMMIT DROP
        """,
        """
        CREATE TEMPORARY TABLE import_alias (
            alias text COLLATE "C" PRIMARY KEY, member text COLLATE "C" NOT NULL, member_key text COLLATE "C" NOT NULL
        ) ON COMMIT DROP
        """,
        // Whole units of the base currency for a smallest unit of another, times its smallest units.
        """
        CREATE TEMPORARY TABLE import_currency (
            currency text COLLATE "C" PRIMARY KEY, digits integer NOT NULL, factor numeric
        ) ON COMMIT DROP
        """,
        """
        CREATE TEMPORARY TABLE import_setting (
            tenant_id uuid, snapshot_id uuid, as_of date, currency kam.currency_code COLLATE "C", closed_stage text COLLATE "C",
            takes_list_price boolean
        ) ON COMMIT DROP
        """,
    ]

    /// The COPY that fills the table of an entity.
    static func copy(_ entity: ImportEntity) -> SQL {
        switch entity {
        case .account: "COPY pg_temp.import_account FROM STDIN"
        case .opportunity: "COPY pg_temp.import_opportunity FROM STDIN"
        case .stageHistory: "COPY pg_temp.import_stage_history FROM STDIN"
        case .member: "COPY pg_temp.import_member FROM STDIN"
        case .agent: "COPY pg_temp.import_agent FROM STDIN"
        case .product: "COPY pg_temp.import_product FROM STDIN"
        case .rating: "COPY pg_temp.import_rating FROM STDIN"
        case .rate: "COPY pg_temp.import_rate FROM STDIN"
        }
    }

    /// Moves the faults of an entity's rows to where all faults are, and refuses the rows that have one.
    static func collectFaults(_ entity: ImportEntity) -> SQL {
        let table: SQL =
            switch entity {
            case .account: "import_account"
            case .opportunity: "import_opportunity"
            case .stageHistory: "import_stage_history"
            case .member: "import_member"
            case .agent: "import_agent"
            case .product: "import_product"
            case .rating: "import_rating"
            case .rate: "import_rate"
            }
        return """
            WITH faults AS (
                INSERT INTO import_fault (file, line, column_name, value, code, reason)
                SELECT s.file, s.line, f.column_name, f.value, f.code, f.reason
                FROM \(table) AS s
                CROSS JOIN LATERAL jsonb_to_recordset(s.faults)
                    AS f (column_name text, value text, code text, reason text)
                WHERE s.faults IS NOT NULL
                RETURNING file, line, code
            )
            INSERT INTO import_refused (file, line)
            SELECT DISTINCT file, line
            FROM faults
            WHERE code <> \(ImportCode.cellLeftEmpty.rawValue)
            """
    }
}
