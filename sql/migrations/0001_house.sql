-- The schema of kam: tenants, snapshots of what was imported, and the plans made from them.
--
-- Conventions, kept by sql/tests: every table leads its key with tenant_id and has row-level security; snapshots and
-- plans are written by one transaction and never changed; foreign keys are indexed by the keys they belong to; every
-- table and column says in its comment what it holds and in which unit.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE SCHEMA kam;
COMMENT ON SCHEMA kam IS 'Key Account Management planning: snapshots, plans and the views between them';

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'kam_app') THEN
        CREATE ROLE kam_app NOLOGIN;
    END IF;
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'role kam_app is missing and may not be made here: the session''s own role is used';
    WHEN duplicate_object OR unique_violation THEN
        NULL;
END
$$;

CREATE FUNCTION kam.tenant_of_session() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('kam.tenant_id', true), '')::uuid;
COMMENT ON FUNCTION kam.tenant_of_session() IS 'The tenant a session works for, from the setting kam.tenant_id';

CREATE DOMAIN kam.external_key AS text COLLATE "C"
    CHECK (value <> '' AND length(value) <= 255);
COMMENT ON DOMAIN kam.external_key IS 'A key given by another system, 1 to 255 characters; keys are compared byte by byte';

CREATE DOMAIN kam.currency_code AS text
    CHECK (value ~ '^[A-Z]{3}$');
COMMENT ON DOMAIN kam.currency_code IS 'An ISO 4217 currency code';

CREATE DOMAIN kam.hours AS double precision
    CHECK (value >= 0 AND value < 'Infinity');
COMMENT ON DOMAIN kam.hours IS 'A length of work in hours, 0 or more';

CREATE DOMAIN kam.share AS double precision
    CHECK (value >= 0 AND value <= 1);
COMMENT ON DOMAIN kam.share IS 'A share between 0 and 1';

CREATE DOMAIN kam.points AS double precision
    CHECK (value >= -0.000001 AND value <= 100.000001);
COMMENT ON DOMAIN kam.points IS 'A score between 0 and 100';

CREATE DOMAIN kam.quarter AS text
    CHECK (value ~ '^[0-9]{4}Q[1-4]$');
COMMENT ON DOMAIN kam.quarter IS 'A fiscal quarter, as 2018Q1';

CREATE DOMAIN kam.sha256 AS text
    CHECK (value ~ '^[0-9a-f]{64}$');
COMMENT ON DOMAIN kam.sha256 IS 'A SHA-256 digest as 64 hexadecimal digits';

-- Tenants ------------------------------------------------------------------------------------------------------------

CREATE TABLE kam.tenant (
    tenant_id uuid PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Snapshots: what was imported ---------------------------------------------------------------------------------------

CREATE TABLE kam.snapshot (
    tenant_id uuid NOT NULL REFERENCES kam.tenant,
    snapshot_id uuid NOT NULL,
    as_of date NOT NULL,
    profile text NOT NULL,
    fingerprint kam.sha256 NOT NULL,
    currency kam.currency_code NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, snapshot_id),
    UNIQUE (tenant_id, fingerprint)
);

CREATE TABLE kam.import_file (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    file text NOT NULL,
    entity text NOT NULL,
    encoding text NOT NULL,
    delimiter text NOT NULL,
    header_line integer NOT NULL CHECK (header_line > 0),
    row_count bigint NOT NULL CHECK (row_count >= 0),
    sha256 kam.sha256 NOT NULL,
    PRIMARY KEY (tenant_id, snapshot_id, entity, file),
    FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot
);

CREATE TABLE kam.diagnostic (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    ordinal integer NOT NULL,
    severity text NOT NULL CHECK (severity IN ('note', 'warning', 'error')),
    code text NOT NULL CHECK (code ~ '^KAM[0-9]{3}$'),
    message text NOT NULL,
    file text,
    line bigint CHECK (line > 0),
    hint text,
    PRIMARY KEY (tenant_id, snapshot_id, ordinal),
    FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot
);

CREATE TABLE kam.assumption (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    ordinal integer NOT NULL,
    sentence text NOT NULL,
    PRIMARY KEY (tenant_id, snapshot_id, ordinal),
    FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot
);

CREATE TABLE kam.reject (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    ordinal bigint NOT NULL,
    file text NOT NULL,
    line bigint NOT NULL CHECK (line > 0),
    column_name text,
    value text,
    code text NOT NULL CHECK (code ~ '^KAM[0-9]{3}$'),
    reason text NOT NULL,
    PRIMARY KEY (tenant_id, snapshot_id, ordinal),
    FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot
);

CREATE TABLE kam.member (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    member_id kam.external_key NOT NULL,
    name text NOT NULL CHECK (name <> ''),
    weekly_hours kam.hours NOT NULL CHECK (weekly_hours <= 168),
    employed daterange NOT NULL CHECK (NOT isempty(employed) AND NOT lower_inf(employed)),
    hourly_cost_minor bigint CHECK (hourly_cost_minor >= 0),
    PRIMARY KEY (tenant_id, snapshot_id, member_id),
    FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot
);

CREATE TABLE kam.member_team (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    member_id kam.external_key NOT NULL,
    valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
    team text NOT NULL CHECK (team <> ''),
    role text NOT NULL DEFAULT '',
    region text CHECK (region <> ''),
    PRIMARY KEY (tenant_id, snapshot_id, member_id, valid),
    FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member,
    CONSTRAINT member_team_once EXCLUDE USING gist (
        tenant_id WITH =, snapshot_id WITH =, (member_id::text) WITH =, valid WITH &&)
);

CREATE TABLE kam.member_leave (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    member_id kam.external_key NOT NULL,
    away daterange NOT NULL CHECK (NOT isempty(away) AND NOT lower_inf(away) AND NOT upper_inf(away)),
    PRIMARY KEY (tenant_id, snapshot_id, member_id, away),
    FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member,
    CONSTRAINT member_leave_once EXCLUDE USING gist (
        tenant_id WITH =, snapshot_id WITH =, (member_id::text) WITH =, away WITH &&)
);

CREATE TABLE kam.member_skill (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    member_id kam.external_key NOT NULL,
    skill text NOT NULL CHECK (skill <> ''),
    PRIMARY KEY (tenant_id, snapshot_id, member_id, skill),
    FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member
);

CREATE TABLE kam.member_language (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    member_id kam.external_key NOT NULL,
    language text NOT NULL CHECK (language <> ''),
    PRIMARY KEY (tenant_id, snapshot_id, member_id, language),
    FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member
);

CREATE TABLE kam.account (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    name text NOT NULL CHECK (name <> ''),
    parent_id kam.external_key CHECK (parent_id <> account_id),
    segment text NOT NULL CHECK (segment <> ''),
    region text CHECK (region <> ''),
    country text CHECK (country <> ''),
    owner_id kam.external_key,
    annual_revenue_minor bigint CHECK (annual_revenue_minor >= 0),
    employees integer CHECK (employees >= 0),
    block_reason text CHECK (block_reason <> ''),
    created_on date,
    PRIMARY KEY (tenant_id, snapshot_id, account_id),
    FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot,
    FOREIGN KEY (tenant_id, snapshot_id, parent_id) REFERENCES kam.account,
    FOREIGN KEY (tenant_id, snapshot_id, owner_id) REFERENCES kam.member
);
CREATE INDEX account_parent ON kam.account (tenant_id, snapshot_id, parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX account_owner ON kam.account (tenant_id, snapshot_id, owner_id) WHERE owner_id IS NOT NULL;

CREATE TABLE kam.account_rating (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    criterion text NOT NULL CHECK (criterion <> ''),
    rater text NOT NULL CHECK (rater <> ''),
    rated_on date NOT NULL,
    value double precision NOT NULL CHECK (value > '-Infinity' AND value < 'Infinity'),
    PRIMARY KEY (tenant_id, snapshot_id, account_id, criterion, rater, rated_on),
    FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account
);

-- The two large tables have a partition for each snapshot: it is filled bare, then indexed and its keys checked as sets,
-- five times as fast as row by row, and a snapshot's rows lie together. open_partitions and close_partitions below do it.

CREATE TABLE kam.opportunity (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    opportunity_id kam.external_key NOT NULL,
    account_id kam.external_key,
    owner_id kam.external_key,
    name text,
    product text,
    kind text,
    source text,
    stage text NOT NULL CHECK (stage <> ''),
    state text NOT NULL CHECK (state IN ('open', 'won', 'lost')),
    amount_minor bigint,
    source_amount_minor bigint,
    source_currency kam.currency_code,
    probability kam.share,
    opened_on date,
    expected_on date,
    closed_on date,
    PRIMARY KEY (tenant_id, snapshot_id, opportunity_id),
    FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot,
    FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account,
    FOREIGN KEY (tenant_id, snapshot_id, owner_id) REFERENCES kam.member,
    CONSTRAINT opportunity_closed_after_opened CHECK (closed_on >= opened_on),
    CONSTRAINT opportunity_open_is_not_closed CHECK (state <> 'open' OR closed_on IS NULL)
) PARTITION BY LIST (snapshot_id);
CREATE INDEX opportunity_account ON kam.opportunity (tenant_id, snapshot_id, account_id);
CREATE INDEX opportunity_owner ON kam.opportunity (tenant_id, snapshot_id, owner_id);

CREATE TABLE kam.stage_event (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    opportunity_id kam.external_key NOT NULL,
    ordinal smallint NOT NULL CHECK (ordinal > 0),
    stage text NOT NULL CHECK (stage <> ''),
    entered_on date NOT NULL,
    left_on date CHECK (left_on >= entered_on),
    departure text CHECK (departure IN ('advanced', 'returned', 'won', 'lost')),
    owner_id kam.external_key,
    PRIMARY KEY (tenant_id, snapshot_id, opportunity_id, ordinal),
    FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot,
    FOREIGN KEY (tenant_id, snapshot_id, owner_id) REFERENCES kam.member,
    CONSTRAINT stage_event_left_somehow CHECK ((left_on IS NULL) = (departure IS NULL))
) PARTITION BY LIST (snapshot_id);
CREATE INDEX stage_event_owner ON kam.stage_event (tenant_id, snapshot_id, owner_id);

-- Plans: what the engine decided -------------------------------------------------------------------------------------

CREATE TABLE kam.policy (
    tenant_id uuid NOT NULL REFERENCES kam.tenant,
    policy_id kam.sha256 NOT NULL,
    document text NOT NULL,
    first_used_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, policy_id)
);

CREATE TABLE kam.plan (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('portfolio', 'matrix', 'allocation')),
    quarter kam.quarter NOT NULL,
    snapshot_id uuid NOT NULL,
    portfolio_id uuid,
    policy_id kam.sha256 NOT NULL,
    seed numeric(20, 0) NOT NULL CHECK (seed >= 0 AND seed < 18446744073709551616),
    engine_version text NOT NULL,
    status text NOT NULL CHECK (status IN ('optimal', 'feasible', 'infeasible', 'unknown')),
    objective double precision,
    bound double precision,
    gap double precision CHECK (gap >= 0),
    currency kam.currency_code NOT NULL,
    document jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, plan_id),
    UNIQUE (tenant_id, plan_id, snapshot_id),
    FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot,
    FOREIGN KEY (tenant_id, portfolio_id, snapshot_id) REFERENCES kam.plan (tenant_id, plan_id, snapshot_id),
    FOREIGN KEY (tenant_id, policy_id) REFERENCES kam.policy,
    CONSTRAINT plan_serves_a_portfolio CHECK (kind <> 'portfolio' OR portfolio_id IS NULL)
);
CREATE INDEX plan_snapshot ON kam.plan (tenant_id, snapshot_id, quarter, kind);
CREATE INDEX plan_portfolio ON kam.plan (tenant_id, portfolio_id, snapshot_id) WHERE portfolio_id IS NOT NULL;
CREATE INDEX plan_policy ON kam.plan (tenant_id, policy_id);

CREATE TABLE kam.portfolio_account (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('selected', 'rejected')),
    merit_rank integer NOT NULL CHECK (merit_rank > 0),
    merit kam.points NOT NULL,
    merit_low kam.points NOT NULL CHECK (merit_low <= merit),
    merit_high kam.points NOT NULL CHECK (merit_high >= merit),
    attractiveness kam.points NOT NULL,
    strength kam.points NOT NULL,
    contribution_minor bigint NOT NULL,
    kam_hours kam.hours NOT NULL,
    PRIMARY KEY (tenant_id, plan_id, account_id),
    FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan (tenant_id, plan_id, snapshot_id),
    FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account
);
CREATE INDEX portfolio_account_account ON kam.portfolio_account (tenant_id, snapshot_id, account_id);

CREATE TABLE kam.matrix_kam (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    kam_id kam.external_key,
    hours kam.hours NOT NULL,
    PRIMARY KEY (tenant_id, plan_id, account_id),
    FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan (tenant_id, plan_id, snapshot_id),
    FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account,
    FOREIGN KEY (tenant_id, snapshot_id, kam_id) REFERENCES kam.member
);
CREATE INDEX matrix_kam_account ON kam.matrix_kam (tenant_id, snapshot_id, account_id);
CREATE INDEX matrix_kam_member ON kam.matrix_kam (tenant_id, snapshot_id, kam_id);

CREATE TABLE kam.matrix_cell (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    stage text NOT NULL CHECK (stage <> ''),
    lead_id kam.external_key,
    hours kam.hours NOT NULL,
    PRIMARY KEY (tenant_id, plan_id, account_id, stage),
    FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan (tenant_id, plan_id, snapshot_id),
    FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account,
    FOREIGN KEY (tenant_id, snapshot_id, lead_id) REFERENCES kam.member
);
CREATE INDEX matrix_cell_account ON kam.matrix_cell (tenant_id, snapshot_id, account_id);
CREATE INDEX matrix_cell_lead ON kam.matrix_cell (tenant_id, snapshot_id, lead_id);

CREATE TABLE kam.matrix_supporter (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    stage text NOT NULL,
    member_id kam.external_key NOT NULL,
    hours kam.hours NOT NULL,
    PRIMARY KEY (tenant_id, plan_id, account_id, stage, member_id),
    FOREIGN KEY (tenant_id, plan_id, account_id, stage) REFERENCES kam.matrix_cell,
    FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan (tenant_id, plan_id, snapshot_id),
    FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member
);
CREATE INDEX matrix_supporter_member ON kam.matrix_supporter (tenant_id, snapshot_id, member_id);

CREATE TABLE kam.matrix_load (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    member_id kam.external_key NOT NULL,
    capacity_hours kam.hours NOT NULL,
    planned_hours kam.hours NOT NULL,
    PRIMARY KEY (tenant_id, plan_id, member_id),
    FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan (tenant_id, plan_id, snapshot_id),
    FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member
);
CREATE INDEX matrix_load_member ON kam.matrix_load (tenant_id, snapshot_id, member_id);

CREATE TABLE kam.allocation_price (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    stage text NOT NULL CHECK (stage <> ''),
    per_hour double precision NOT NULL,
    per_hour_lost double precision NOT NULL,
    stage_load double precision NOT NULL CHECK (stage_load >= 0),
    PRIMARY KEY (tenant_id, plan_id, stage),
    FOREIGN KEY (tenant_id, plan_id) REFERENCES kam.plan
);

CREATE TABLE kam.allocation_move (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal > 0),
    member_id kam.external_key NOT NULL,
    from_stage text CHECK (from_stage <> to_stage),
    to_stage text NOT NULL,
    hours kam.hours NOT NULL CHECK (hours > 0),
    gain_minor bigint NOT NULL,
    PRIMARY KEY (tenant_id, plan_id, ordinal),
    FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan (tenant_id, plan_id, snapshot_id),
    FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member
);
CREATE INDEX allocation_move_member ON kam.allocation_move (tenant_id, snapshot_id, member_id);

-- Who may see and write what -----------------------------------------------------------------------------------------
--
-- A tenant sees its own rows. Rows of a snapshot are added by the transaction that made the snapshot (its imported_at
-- is that transaction's start), rows of a plan by the one that made the plan; nobody changes or removes them.

CREATE FUNCTION kam.keep_tenants_apart(name text, writable text) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    mine constant text := 'tenant_id = (SELECT kam.tenant_of_session())';
BEGIN
    EXECUTE format('ALTER TABLE kam.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE kam.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_reads ON kam.%I FOR SELECT USING (%s)', name, mine);
    EXECUTE format('CREATE POLICY tenant_adds ON kam.%I FOR INSERT WITH CHECK (%s AND %s)', name, mine, writable);
END
$$;
COMMENT ON FUNCTION kam.keep_tenants_apart(text, text) IS 'Lets a tenant read its own rows of a table and add those that a condition allows';

SELECT kam.keep_tenants_apart(t.tablename, CASE
    WHEN t.tablename IN ('tenant', 'policy') THEN 'true'
    WHEN t.tablename = 'snapshot' THEN 'imported_at = now()'
    WHEN t.tablename = 'plan' THEN 'created_at = now()'
    WHEN t.tablename ~ '^(portfolio|matrix|allocation)_'
        THEN 'plan_id IN (SELECT p.plan_id FROM kam.plan AS p WHERE p.created_at = now())'
    ELSE 'snapshot_id IN (SELECT s.snapshot_id FROM kam.snapshot AS s WHERE s.imported_at = now())'
END)
FROM pg_catalog.pg_tables AS t
WHERE t.schemaname = 'kam';

-- Filling a snapshot's partitions ------------------------------------------------------------------------------------

CREATE FUNCTION kam.partition_of(parent text, snapshot uuid) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN parent || '_' || replace(snapshot::text, '-', '');
COMMENT ON FUNCTION kam.partition_of(text, uuid) IS 'The name of the partition of a table for a snapshot';

-- Makes the bare partitions of a snapshot that this transaction made, for its rows to be added to.
CREATE FUNCTION kam.open_partitions(snapshot uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tenant constant uuid := kam.tenant_of_session();
    parent text;
    child text;
BEGIN
    PERFORM FROM kam.snapshot AS s
    WHERE s.tenant_id = tenant AND s.snapshot_id = snapshot AND s.imported_at = now();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'snapshot % was not made by this transaction', snapshot USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    FOREACH parent IN ARRAY ARRAY['opportunity', 'stage_event'] LOOP
        child := kam.partition_of(parent, snapshot);
        EXECUTE format('CREATE TABLE kam.%I (LIKE kam.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', child, parent);
        EXECUTE format('ALTER TABLE kam.%I ADD CONSTRAINT %I CHECK (tenant_id = %L AND snapshot_id = %L)',
            child, parent || '_of_snapshot', tenant, snapshot);
        PERFORM kam.keep_tenants_apart(child, format('snapshot_id = %L', snapshot));
    END LOOP;
END
$$;
COMMENT ON FUNCTION kam.open_partitions(uuid) IS 'Makes the bare partitions of a snapshot that this transaction made';

-- Checks the rows of the partitions, attaches them for reading, and closes them to any further row.
CREATE FUNCTION kam.close_partitions(snapshot uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    parent text;
    child text;
BEGIN
    PERFORM FROM kam.snapshot AS s
    WHERE s.tenant_id = kam.tenant_of_session() AND s.snapshot_id = snapshot AND s.imported_at = now();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'snapshot % was not made by this transaction', snapshot USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    -- Without fresh statistics the checks below run as nested loops: 16 s instead of 0.2 s for a million rows.
    ANALYZE kam.snapshot, kam.member, kam.account;
    FOREACH parent IN ARRAY ARRAY['opportunity', 'stage_event'] LOOP
        child := kam.partition_of(parent, snapshot);
        EXECUTE format('ANALYZE kam.%I', child);
        EXECUTE format('ALTER TABLE kam.%I ATTACH PARTITION kam.%I FOR VALUES IN (%L)', parent, child, snapshot);
        EXECUTE format('ALTER TABLE kam.%I DROP CONSTRAINT %I', child, parent || '_of_snapshot');
        EXECUTE format('DROP POLICY tenant_adds ON kam.%I', child);
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'kam_app') THEN
            EXECUTE format('REVOKE ALL ON kam.%I FROM kam_app', child);
        END IF;
    END LOOP;
    EXECUTE format(
        'ALTER TABLE kam.%I ADD FOREIGN KEY (tenant_id, snapshot_id, opportunity_id) REFERENCES kam.%I',
        kam.partition_of('stage_event', snapshot), kam.partition_of('opportunity', snapshot));
END
$$;
COMMENT ON FUNCTION kam.close_partitions(uuid) IS 'Checks the partitions of a snapshot and attaches them, closed to any further row';

DO $$
BEGIN
    REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA kam FROM PUBLIC;
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'kam_app') THEN
        GRANT USAGE ON SCHEMA kam TO kam_app;
        GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA kam TO kam_app;
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA kam TO kam_app;
        REVOKE EXECUTE ON FUNCTION kam.keep_tenants_apart(text, text) FROM kam_app;
        ALTER DEFAULT PRIVILEGES IN SCHEMA kam GRANT SELECT, INSERT ON TABLES TO kam_app;
    END IF;
END
$$;

-- What everything is ------------------------------------------------------------------------------------------------

COMMENT ON TABLE kam.tenant IS 'A company whose data is kept apart from all others';
COMMENT ON COLUMN kam.tenant.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.tenant.name IS 'The name to show';
COMMENT ON COLUMN kam.tenant.created_at IS 'When the tenant was made';

COMMENT ON TABLE kam.snapshot IS 'The inputs of planning as of one day, as imported';
COMMENT ON COLUMN kam.snapshot.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.snapshot.snapshot_id IS 'The snapshot, a UUIDv7';
COMMENT ON COLUMN kam.snapshot.as_of IS 'The day the data speaks of';
COMMENT ON COLUMN kam.snapshot.profile IS 'The import profile that read it';
COMMENT ON COLUMN kam.snapshot.fingerprint IS 'SHA-256 of files, profile and day; the same import is recognised by it';
COMMENT ON COLUMN kam.snapshot.currency IS 'The base currency of every amount of the snapshot';
COMMENT ON COLUMN kam.snapshot.imported_at IS 'Start of the transaction that wrote the snapshot';

COMMENT ON TABLE kam.import_file IS 'A file that a snapshot was read from';
COMMENT ON COLUMN kam.import_file.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.import_file.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.import_file.file IS 'The file''s name';
COMMENT ON COLUMN kam.import_file.entity IS 'What its rows are';
COMMENT ON COLUMN kam.import_file.encoding IS 'The text encoding found';
COMMENT ON COLUMN kam.import_file.delimiter IS 'The delimiter found';
COMMENT ON COLUMN kam.import_file.header_line IS 'The line of the header, from 1';
COMMENT ON COLUMN kam.import_file.row_count IS 'Rows below the header';
COMMENT ON COLUMN kam.import_file.sha256 IS 'SHA-256 of the file';

COMMENT ON TABLE kam.diagnostic IS 'What was noticed at an import';
COMMENT ON COLUMN kam.diagnostic.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.diagnostic.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.diagnostic.ordinal IS 'The order of report';
COMMENT ON COLUMN kam.diagnostic.severity IS 'note, warning or error';
COMMENT ON COLUMN kam.diagnostic.code IS 'The code; docs/errors.md explains it';
COMMENT ON COLUMN kam.diagnostic.message IS 'What was noticed, in words';
COMMENT ON COLUMN kam.diagnostic.file IS 'The file concerned';
COMMENT ON COLUMN kam.diagnostic.line IS 'The line concerned, from 1';
COMMENT ON COLUMN kam.diagnostic.hint IS 'What may help';

COMMENT ON TABLE kam.assumption IS 'What had to be assumed at an import';
COMMENT ON COLUMN kam.assumption.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.assumption.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.assumption.ordinal IS 'The order of report';
COMMENT ON COLUMN kam.assumption.sentence IS 'The assumption, in words';

COMMENT ON TABLE kam.reject IS 'A row or value that an import left out';
COMMENT ON COLUMN kam.reject.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.reject.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.reject.ordinal IS 'The order of report';
COMMENT ON COLUMN kam.reject.file IS 'The file';
COMMENT ON COLUMN kam.reject.line IS 'The line, from 1';
COMMENT ON COLUMN kam.reject.column_name IS 'The column, where one is to blame';
COMMENT ON COLUMN kam.reject.value IS 'The value as it stood';
COMMENT ON COLUMN kam.reject.code IS 'The code; docs/errors.md explains it';
COMMENT ON COLUMN kam.reject.reason IS 'Why it was left out';

COMMENT ON TABLE kam.member IS 'A person who works in the pipeline';
COMMENT ON COLUMN kam.member.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.member.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.member.member_id IS 'The planner''s key';
COMMENT ON COLUMN kam.member.name IS 'The name to show';
COMMENT ON COLUMN kam.member.weekly_hours IS 'Contracted hours a week';
COMMENT ON COLUMN kam.member.employed IS 'Days of employment';
COMMENT ON COLUMN kam.member.hourly_cost_minor IS 'Cost of an hour in smallest units of the base currency';

COMMENT ON TABLE kam.member_team IS 'A member''s place in a team for a time';
COMMENT ON COLUMN kam.member_team.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.member_team.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.member_team.member_id IS 'The member';
COMMENT ON COLUMN kam.member_team.valid IS 'Days for which it holds; no overlaps';
COMMENT ON COLUMN kam.member_team.team IS 'Key of the team';
COMMENT ON COLUMN kam.member_team.role IS 'Role in the team';
COMMENT ON COLUMN kam.member_team.region IS 'Sales region served';

COMMENT ON TABLE kam.member_leave IS 'Days on which a member does not work';
COMMENT ON COLUMN kam.member_leave.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.member_leave.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.member_leave.member_id IS 'The member';
COMMENT ON COLUMN kam.member_leave.away IS 'The days; no overlaps';

COMMENT ON TABLE kam.member_skill IS 'What a member knows';
COMMENT ON COLUMN kam.member_skill.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.member_skill.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.member_skill.member_id IS 'The member';
COMMENT ON COLUMN kam.member_skill.skill IS 'A product or industry';

COMMENT ON TABLE kam.member_language IS 'A language a member works in';
COMMENT ON COLUMN kam.member_language.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.member_language.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.member_language.member_id IS 'The member';
COMMENT ON COLUMN kam.member_language.language IS 'ISO 639 code';

COMMENT ON TABLE kam.account IS 'A customer organisation';
COMMENT ON COLUMN kam.account.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.account.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.account.account_id IS 'The CRM''s key';
COMMENT ON COLUMN kam.account.name IS 'The name to show';
COMMENT ON COLUMN kam.account.parent_id IS 'The account that owns it';
COMMENT ON COLUMN kam.account.segment IS 'Market segment, unknown where not given';
COMMENT ON COLUMN kam.account.region IS 'Sales region';
COMMENT ON COLUMN kam.account.country IS 'Country of the head office';
COMMENT ON COLUMN kam.account.owner_id IS 'The member who owns it in the CRM';
COMMENT ON COLUMN kam.account.annual_revenue_minor IS 'The customer''s own yearly revenue in smallest units of the base currency';
COMMENT ON COLUMN kam.account.employees IS 'Number of employees';
COMMENT ON COLUMN kam.account.block_reason IS 'Why no business may be done';
COMMENT ON COLUMN kam.account.created_on IS 'Day the CRM first knew it';

COMMENT ON TABLE kam.account_rating IS 'A judgement about an account, made by hand';
COMMENT ON COLUMN kam.account_rating.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.account_rating.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.account_rating.account_id IS 'The account';
COMMENT ON COLUMN kam.account_rating.criterion IS 'The criterion judged';
COMMENT ON COLUMN kam.account_rating.rater IS 'Who judged';
COMMENT ON COLUMN kam.account_rating.rated_on IS 'When';
COMMENT ON COLUMN kam.account_rating.value IS 'The judgement, in the unit of the criterion';

COMMENT ON TABLE kam.opportunity IS 'A piece of business that may be won';
COMMENT ON COLUMN kam.opportunity.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.opportunity.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.opportunity.opportunity_id IS 'The CRM''s key';
COMMENT ON COLUMN kam.opportunity.account_id IS 'The account; null where the export names none';
COMMENT ON COLUMN kam.opportunity.owner_id IS 'The member who owns it now';
COMMENT ON COLUMN kam.opportunity.name IS 'The name to show';
COMMENT ON COLUMN kam.opportunity.product IS 'The solution offered';
COMMENT ON COLUMN kam.opportunity.kind IS 'New or existing business, as the CRM says';
COMMENT ON COLUMN kam.opportunity.source IS 'Where the lead came from';
COMMENT ON COLUMN kam.opportunity.stage IS 'Key of the stage it stands at, or stood at when it closed';
COMMENT ON COLUMN kam.opportunity.state IS 'open, won or lost';
COMMENT ON COLUMN kam.opportunity.amount_minor IS 'Amount in smallest units of the base currency';
COMMENT ON COLUMN kam.opportunity.source_amount_minor IS 'Amount in smallest units of the currency it was given in';
COMMENT ON COLUMN kam.opportunity.source_currency IS 'Currency it was given in';
COMMENT ON COLUMN kam.opportunity.probability IS 'Chance to win that the CRM states, 0 to 1';
COMMENT ON COLUMN kam.opportunity.opened_on IS 'Day it was opened';
COMMENT ON COLUMN kam.opportunity.expected_on IS 'Day it is expected to close';
COMMENT ON COLUMN kam.opportunity.closed_on IS 'Day it was won or lost';

COMMENT ON TABLE kam.stage_event IS 'A visit of an opportunity to a stage';
COMMENT ON COLUMN kam.stage_event.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.stage_event.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.stage_event.opportunity_id IS 'The opportunity';
COMMENT ON COLUMN kam.stage_event.ordinal IS 'The order of visits, from 1';
COMMENT ON COLUMN kam.stage_event.stage IS 'Key of the stage';
COMMENT ON COLUMN kam.stage_event.entered_on IS 'Day of entry';
COMMENT ON COLUMN kam.stage_event.left_on IS 'Day of leaving; null while it stands there';
COMMENT ON COLUMN kam.stage_event.departure IS 'How it left: advanced, returned, won or lost';
COMMENT ON COLUMN kam.stage_event.owner_id IS 'The member who owned it there';

COMMENT ON TABLE kam.policy IS 'A planning policy that a plan was made with';
COMMENT ON COLUMN kam.policy.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.policy.policy_id IS 'SHA-256 of the text';
COMMENT ON COLUMN kam.policy.document IS 'The text, as YAML';
COMMENT ON COLUMN kam.policy.first_used_at IS 'When it was first used';

COMMENT ON TABLE kam.plan IS 'What the engine decided, and all that is needed to compute it again';
COMMENT ON COLUMN kam.plan.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.plan.plan_id IS 'The plan, a UUIDv7';
COMMENT ON COLUMN kam.plan.kind IS 'portfolio, matrix or allocation';
COMMENT ON COLUMN kam.plan.quarter IS 'The quarter it is for';
COMMENT ON COLUMN kam.plan.snapshot_id IS 'The inputs';
COMMENT ON COLUMN kam.plan.portfolio_id IS 'The portfolio that a matrix or an allocation serves';
COMMENT ON COLUMN kam.plan.policy_id IS 'The policy';
COMMENT ON COLUMN kam.plan.seed IS 'Seed of every random choice';
COMMENT ON COLUMN kam.plan.engine_version IS 'Version of the engine';
COMMENT ON COLUMN kam.plan.status IS 'How the optimisation ended';
COMMENT ON COLUMN kam.plan.objective IS 'Value of the answer in whole units of the currency';
COMMENT ON COLUMN kam.plan.bound IS 'Proven limit on the value of any answer, in the same unit';
COMMENT ON COLUMN kam.plan.gap IS 'Distance from the bound as a share of the value';
COMMENT ON COLUMN kam.plan.currency IS 'Currency of the amounts';
COMMENT ON COLUMN kam.plan.document IS 'The answer as it was handed over; docs/json.md gives its shape';
COMMENT ON COLUMN kam.plan.created_at IS 'Start of the transaction that wrote the plan';

COMMENT ON TABLE kam.portfolio_account IS 'The verdict on an account in a portfolio';
COMMENT ON COLUMN kam.portfolio_account.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.portfolio_account.plan_id IS 'The portfolio';
COMMENT ON COLUMN kam.portfolio_account.snapshot_id IS 'The snapshot of the plan';
COMMENT ON COLUMN kam.portfolio_account.account_id IS 'The account';
COMMENT ON COLUMN kam.portfolio_account.verdict IS 'selected or rejected';
COMMENT ON COLUMN kam.portfolio_account.merit_rank IS 'Place by merit, from 1';
COMMENT ON COLUMN kam.portfolio_account.merit IS 'Merit in points';
COMMENT ON COLUMN kam.portfolio_account.merit_low IS 'Least merit that missing values allow, in points';
COMMENT ON COLUMN kam.portfolio_account.merit_high IS 'Greatest merit that missing values allow, in points';
COMMENT ON COLUMN kam.portfolio_account.attractiveness IS 'Attractiveness in points';
COMMENT ON COLUMN kam.portfolio_account.strength IS 'Strength in points';
COMMENT ON COLUMN kam.portfolio_account.contribution_minor IS 'Contribution gained as a key account over the horizon, in smallest units of the plan''s currency';
COMMENT ON COLUMN kam.portfolio_account.kam_hours IS 'KAM hours in the quarter';

COMMENT ON TABLE kam.matrix_kam IS 'The KAM accountable for a key account';
COMMENT ON COLUMN kam.matrix_kam.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.matrix_kam.plan_id IS 'The matrix';
COMMENT ON COLUMN kam.matrix_kam.snapshot_id IS 'The snapshot of the plan';
COMMENT ON COLUMN kam.matrix_kam.account_id IS 'The account';
COMMENT ON COLUMN kam.matrix_kam.kam_id IS 'The KAM; null when nobody can';
COMMENT ON COLUMN kam.matrix_kam.hours IS 'Hours in the quarter';

COMMENT ON TABLE kam.matrix_cell IS 'The lead of a key account at a stage';
COMMENT ON COLUMN kam.matrix_cell.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.matrix_cell.plan_id IS 'The matrix';
COMMENT ON COLUMN kam.matrix_cell.snapshot_id IS 'The snapshot of the plan';
COMMENT ON COLUMN kam.matrix_cell.account_id IS 'The account';
COMMENT ON COLUMN kam.matrix_cell.stage IS 'Key of the stage';
COMMENT ON COLUMN kam.matrix_cell.lead_id IS 'The member who leads; null when nobody can';
COMMENT ON COLUMN kam.matrix_cell.hours IS 'Hours of the lead in the quarter';

COMMENT ON TABLE kam.matrix_supporter IS 'A member who joins a cell without leading it';
COMMENT ON COLUMN kam.matrix_supporter.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.matrix_supporter.plan_id IS 'The matrix';
COMMENT ON COLUMN kam.matrix_supporter.snapshot_id IS 'The snapshot of the plan';
COMMENT ON COLUMN kam.matrix_supporter.account_id IS 'The account';
COMMENT ON COLUMN kam.matrix_supporter.stage IS 'Key of the stage';
COMMENT ON COLUMN kam.matrix_supporter.member_id IS 'The member';
COMMENT ON COLUMN kam.matrix_supporter.hours IS 'Hours in the quarter';

COMMENT ON TABLE kam.matrix_load IS 'What a member has and what a matrix takes of it';
COMMENT ON COLUMN kam.matrix_load.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.matrix_load.plan_id IS 'The matrix';
COMMENT ON COLUMN kam.matrix_load.snapshot_id IS 'The snapshot of the plan';
COMMENT ON COLUMN kam.matrix_load.member_id IS 'The member';
COMMENT ON COLUMN kam.matrix_load.capacity_hours IS 'Hours the member has in the quarter';
COMMENT ON COLUMN kam.matrix_load.planned_hours IS 'Hours the matrix takes';

COMMENT ON TABLE kam.allocation_price IS 'What an hour is worth at a stage';
COMMENT ON COLUMN kam.allocation_price.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.allocation_price.plan_id IS 'The allocation';
COMMENT ON COLUMN kam.allocation_price.stage IS 'Key of the stage';
COMMENT ON COLUMN kam.allocation_price.per_hour IS 'Gain of one more hour in whole units of the plan''s currency';
COMMENT ON COLUMN kam.allocation_price.per_hour_lost IS 'Loss of one hour less in whole units of the plan''s currency';
COMMENT ON COLUMN kam.allocation_price.stage_load IS 'Hours of work over hours of members';

COMMENT ON TABLE kam.allocation_move IS 'Hours of a member that move between stages';
COMMENT ON COLUMN kam.allocation_move.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.allocation_move.plan_id IS 'The allocation';
COMMENT ON COLUMN kam.allocation_move.snapshot_id IS 'The snapshot of the plan';
COMMENT ON COLUMN kam.allocation_move.ordinal IS 'Order by gain, from 1';
COMMENT ON COLUMN kam.allocation_move.member_id IS 'The member';
COMMENT ON COLUMN kam.allocation_move.from_stage IS 'Stage that gives; null for idle hours';
COMMENT ON COLUMN kam.allocation_move.to_stage IS 'Stage that takes';
COMMENT ON COLUMN kam.allocation_move.hours IS 'Hours in the quarter';
COMMENT ON COLUMN kam.allocation_move.gain_minor IS 'Gain in smallest units of the plan''s currency';
