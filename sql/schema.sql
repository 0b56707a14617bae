-- The schema that sql/migrations and sql/views make, for reading. Written by scripts/schema; do not edit.

CREATE SCHEMA kam;

COMMENT ON SCHEMA kam IS 'Key Account Management planning: snapshots, plans and the views between them';

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

CREATE DOMAIN kam.currency_code AS text
	CONSTRAINT currency_code_check CHECK ((VALUE ~ '^[A-Z]{3}$'::text));

COMMENT ON DOMAIN kam.currency_code IS 'An ISO 4217 currency code';

CREATE DOMAIN kam.external_key AS text COLLATE pg_catalog."C"
	CONSTRAINT external_key_check CHECK (((VALUE <> ''::text) AND (length(VALUE) <= 255)));

COMMENT ON DOMAIN kam.external_key IS 'A key given by another system, 1 to 255 characters; keys are compared byte by byte';

CREATE DOMAIN kam.hours AS double precision
	CONSTRAINT hours_check CHECK (((VALUE >= (0)::double precision) AND (VALUE < 'Infinity'::double precision)));

COMMENT ON DOMAIN kam.hours IS 'A length of work in hours, 0 or more';

CREATE DOMAIN kam.language_code AS text
	CONSTRAINT language_code_check CHECK ((VALUE ~ '^[a-z]{2,3}$'::text));

COMMENT ON DOMAIN kam.language_code IS 'An ISO 639 language code, in small letters';

CREATE DOMAIN kam.points AS double precision
	CONSTRAINT points_check CHECK (((VALUE >= ('-0.000001'::numeric)::double precision) AND (VALUE <= (100.000001)::double precision)));

COMMENT ON DOMAIN kam.points IS 'A score between 0 and 100';

CREATE DOMAIN kam.quarter AS text
	CONSTRAINT quarter_check CHECK ((VALUE ~ '^[0-9]{4}Q[1-4]$'::text));

COMMENT ON DOMAIN kam.quarter IS 'A fiscal quarter, as 2018Q1';

CREATE DOMAIN kam.sha256 AS text
	CONSTRAINT sha256_check CHECK ((VALUE ~ '^[0-9a-f]{64}$'::text));

COMMENT ON DOMAIN kam.sha256 IS 'A SHA-256 digest as 64 hexadecimal digits';

CREATE DOMAIN kam.share AS double precision
	CONSTRAINT share_check CHECK (((VALUE >= (0)::double precision) AND (VALUE <= (1)::double precision)));

COMMENT ON DOMAIN kam.share IS 'A share between 0 and 1';

CREATE FUNCTION kam.close_partitions(snapshot uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
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

COMMENT ON FUNCTION kam.close_partitions(snapshot uuid) IS 'Checks the partitions of a snapshot and attaches them, closed to any further row';

CREATE FUNCTION kam.keep_tenants_apart(name text, writable text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
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

COMMENT ON FUNCTION kam.keep_tenants_apart(name text, writable text) IS 'Lets a tenant read its own rows of a table and add those that a condition allows';

CREATE FUNCTION kam.open_partitions(snapshot uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
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

COMMENT ON FUNCTION kam.open_partitions(snapshot uuid) IS 'Makes the bare partitions of a snapshot that this transaction made';

CREATE FUNCTION kam.partition_of(parent text, snapshot uuid) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((parent || '_'::text) || replace((snapshot)::text, '-'::text, ''::text));

COMMENT ON FUNCTION kam.partition_of(parent text, snapshot uuid) IS 'The name of the partition of a table for a snapshot';

CREATE FUNCTION kam.tenant_of_session() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('kam.tenant_id'::text, true), ''::text))::uuid;

COMMENT ON FUNCTION kam.tenant_of_session() IS 'The tenant a session works for, from the setting kam.tenant_id';

CREATE TABLE kam.account (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    name text NOT NULL,
    parent_id kam.external_key,
    segment text NOT NULL,
    region text,
    country text,
    owner_id kam.external_key,
    annual_revenue_minor bigint,
    employees integer,
    block_reason text,
    created_on date,
    language kam.language_code,
    seniority smallint,
    rivals text,
    CONSTRAINT account_annual_revenue_minor_check CHECK ((annual_revenue_minor >= 0)),
    CONSTRAINT account_block_reason_check CHECK ((block_reason <> ''::text)),
    CONSTRAINT account_check CHECK (((parent_id)::text <> (account_id)::text)),
    CONSTRAINT account_country_check CHECK ((country <> ''::text)),
    CONSTRAINT account_employees_check CHECK ((employees >= 0)),
    CONSTRAINT account_name_check CHECK ((name <> ''::text)),
    CONSTRAINT account_region_check CHECK ((region <> ''::text)),
    CONSTRAINT account_rivals_check CHECK ((rivals <> ''::text)),
    CONSTRAINT account_segment_check CHECK ((segment <> ''::text)),
    CONSTRAINT account_seniority_check CHECK (((seniority >= 0) AND (seniority <= 99)))
);

ALTER TABLE ONLY kam.account FORCE ROW LEVEL SECURITY;

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

COMMENT ON COLUMN kam.account.language IS 'Language its people work in; null where nobody says';

COMMENT ON COLUMN kam.account.seniority IS 'Least level of the members who serve it, 0 to 99; null for any';

COMMENT ON COLUMN kam.account.rivals IS 'Name of its group of competitors, who are kept apart; null for none';

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
    stage text NOT NULL,
    state text NOT NULL,
    amount_minor bigint,
    source_amount_minor bigint,
    source_currency kam.currency_code,
    probability kam.share,
    opened_on date,
    expected_on date,
    closed_on date,
    CONSTRAINT opportunity_closed_after_opened CHECK ((closed_on >= opened_on)),
    CONSTRAINT opportunity_open_is_not_closed CHECK (((state <> 'open'::text) OR (closed_on IS NULL))),
    CONSTRAINT opportunity_stage_check CHECK ((stage <> ''::text)),
    CONSTRAINT opportunity_state_check CHECK ((state = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text])))
)
PARTITION BY LIST (snapshot_id);

ALTER TABLE ONLY kam.opportunity FORCE ROW LEVEL SECURITY;

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

CREATE TABLE kam.snapshot (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    as_of date NOT NULL,
    profile text NOT NULL,
    fingerprint kam.sha256 NOT NULL,
    currency kam.currency_code NOT NULL,
    imported_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY kam.snapshot FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.snapshot IS 'The inputs of planning as of one day, as imported';

COMMENT ON COLUMN kam.snapshot.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.snapshot.snapshot_id IS 'The snapshot, a UUIDv7';

COMMENT ON COLUMN kam.snapshot.as_of IS 'The day the data speaks of';

COMMENT ON COLUMN kam.snapshot.profile IS 'The import profile that read it';

COMMENT ON COLUMN kam.snapshot.fingerprint IS 'SHA-256 of files, profile and day; the same import is recognised by it';

COMMENT ON COLUMN kam.snapshot.currency IS 'The base currency of every amount of the snapshot';

COMMENT ON COLUMN kam.snapshot.imported_at IS 'Start of the transaction that wrote the snapshot';

CREATE VIEW kam.account_contract WITH (security_invoker='true') AS
 WITH closed AS (
         SELECT o.tenant_id,
            o.snapshot_id,
            o.account_id,
            o.closed_on,
            o.state,
                CASE
                    WHEN (o.amount_minor > 0) THEN o.amount_minor
                    ELSE (0)::bigint
                END AS amount_minor,
            (o.closed_on - lag(o.closed_on) OVER account) AS days_since_last
           FROM (kam.opportunity o
             JOIN kam.snapshot s ON (((s.tenant_id = o.tenant_id) AND (s.snapshot_id = o.snapshot_id))))
          WHERE ((o.state = ANY (ARRAY['won'::text, 'lost'::text])) AND (o.account_id IS NOT NULL) AND (o.closed_on <= s.as_of) AND ((o.kind ~* '(^|[^a-z])renew'::text) OR (o.kind ~~ '%更新%'::text)))
          WINDOW account AS (PARTITION BY o.tenant_id, o.snapshot_id, o.account_id ORDER BY o.closed_on)
        ), numbered AS (
         SELECT c.tenant_id,
            c.snapshot_id,
            c.account_id,
            c.closed_on,
            c.state,
            c.amount_minor,
            count(*) FILTER (WHERE (c.days_since_last >= 28)) OVER (PARTITION BY c.tenant_id, c.snapshot_id, c.account_id ORDER BY c.closed_on) AS ordinal
           FROM closed c
        ), decision AS (
         SELECT n.tenant_id,
            n.snapshot_id,
            n.account_id,
            n.ordinal,
            max(n.closed_on) AS decided_on,
            bool_or((n.state = 'won'::text)) AS is_renewed,
                CASE
                    WHEN bool_or((n.state = 'won'::text)) THEN sum(n.amount_minor) FILTER (WHERE (n.state = 'won'::text))
                    ELSE sum(n.amount_minor)
                END AS amount_minor
           FROM numbered n
          GROUP BY n.tenant_id, n.snapshot_id, n.account_id, n.ordinal
        ), spaced AS (
         SELECT d.tenant_id,
            d.snapshot_id,
            d.account_id,
            d.ordinal,
            d.decided_on,
            d.is_renewed,
            d.amount_minor,
            (d.decided_on - lag(d.decided_on) OVER (PARTITION BY d.tenant_id, d.snapshot_id, d.account_id ORDER BY d.ordinal)) AS period_days
           FROM decision d
        )
 SELECT p.tenant_id,
    p.snapshot_id,
    p.account_id,
    count(*) FILTER (WHERE p.is_renewed) AS renewal_count,
    (NOT (array_agg(p.is_renewed ORDER BY p.ordinal DESC))[1]) AS has_lapsed,
    (COALESCE((array_agg(p.amount_minor ORDER BY p.ordinal DESC) FILTER (WHERE p.is_renewed))[1], (array_agg(p.amount_minor ORDER BY p.ordinal DESC))[1]))::bigint AS last_minor,
    (COALESCE(round(percentile_cont((0.5)::double precision) WITHIN GROUP (ORDER BY ((p.period_days)::double precision))), (365)::double precision))::integer AS period_days,
    max(p.decided_on) AS decided_on
   FROM spaced p
  GROUP BY p.tenant_id, p.snapshot_id, p.account_id;

COMMENT ON VIEW kam.account_contract IS 'How often an account renewed its contract, and whether it lapsed';

COMMENT ON COLUMN kam.account_contract.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.account_contract.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.account_contract.account_id IS 'The account';

COMMENT ON COLUMN kam.account_contract.renewal_count IS 'Decisions to renew';

COMMENT ON COLUMN kam.account_contract.has_lapsed IS 'Whether the last decision was not to renew';

COMMENT ON COLUMN kam.account_contract.last_minor IS 'Amount of the last renewal, else of what was not renewed, in smallest units of the base currency';

COMMENT ON COLUMN kam.account_contract.period_days IS 'Median days between decisions; 365 where there is but one';

COMMENT ON COLUMN kam.account_contract.decided_on IS 'Day of the last decision';

CREATE VIEW kam.account_pipeline WITH (security_invoker='true') AS
 SELECT o.tenant_id,
    o.snapshot_id,
    o.account_id,
    o.stage,
    count(*) AS opportunity_count,
    (COALESCE(sum(o.amount_minor), (0)::numeric))::bigint AS amount_minor
   FROM kam.opportunity o
  WHERE ((o.state = 'open'::text) AND (o.account_id IS NOT NULL))
  GROUP BY o.tenant_id, o.snapshot_id, o.account_id, o.stage;

COMMENT ON VIEW kam.account_pipeline IS 'Open opportunities of an account by the stage they stand at';

COMMENT ON COLUMN kam.account_pipeline.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.account_pipeline.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.account_pipeline.account_id IS 'The account';

COMMENT ON COLUMN kam.account_pipeline.stage IS 'Key of the stage';

COMMENT ON COLUMN kam.account_pipeline.opportunity_count IS 'Open opportunities';

COMMENT ON COLUMN kam.account_pipeline.amount_minor IS 'Their amounts together in smallest units of the base currency';

CREATE VIEW kam.account_purchase WITH (security_invoker='true') AS
 SELECT o.tenant_id,
    o.snapshot_id,
    o.account_id,
    o.closed_on AS purchased_on,
    (sum(COALESCE(o.amount_minor, (0)::bigint)))::bigint AS amount_minor,
    count(*) AS won_count
   FROM (kam.opportunity o
     JOIN kam.snapshot s ON (((s.tenant_id = o.tenant_id) AND (s.snapshot_id = o.snapshot_id))))
  WHERE ((o.state = 'won'::text) AND (o.account_id IS NOT NULL) AND (o.closed_on <= s.as_of) AND ((o.amount_minor >= 0) OR (o.amount_minor IS NULL)))
  GROUP BY o.tenant_id, o.snapshot_id, o.account_id, o.closed_on;

COMMENT ON VIEW kam.account_purchase IS 'What an account bought by day; refunds (amounts below zero) are left out';

COMMENT ON COLUMN kam.account_purchase.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.account_purchase.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.account_purchase.account_id IS 'The account';

COMMENT ON COLUMN kam.account_purchase.purchased_on IS 'The day';

COMMENT ON COLUMN kam.account_purchase.amount_minor IS 'Amount of the day in smallest units of the base currency; unknown amounts count as 0';

COMMENT ON COLUMN kam.account_purchase.won_count IS 'Opportunities won on the day';

CREATE VIEW kam.account_quarter WITH (security_invoker='true') AS
 SELECT o.tenant_id,
    o.snapshot_id,
    o.account_id,
    happened.trailing_quarter,
    (COALESCE(sum(o.amount_minor) FILTER (WHERE (happened.what = 'won'::text)), (0)::numeric))::bigint AS won_minor,
    count(*) FILTER (WHERE (happened.what = 'won'::text)) AS won_count,
    count(*) FILTER (WHERE (happened.what = 'lost'::text)) AS lost_count,
    count(*) FILTER (WHERE (happened.what = 'opened'::text)) AS opened_count
   FROM ((kam.opportunity o
     JOIN kam.snapshot s ON (((s.tenant_id = o.tenant_id) AND (s.snapshot_id = o.snapshot_id))))
     CROSS JOIN LATERAL ( VALUES (
                CASE
                    WHEN (o.state <> 'open'::text) THEN o.state
                    ELSE NULL::text
                END,((s.as_of - o.closed_on) / 91)), ('opened'::text,((s.as_of - o.opened_on) / 91))) happened(what, trailing_quarter))
  WHERE ((o.account_id IS NOT NULL) AND (happened.what IS NOT NULL) AND ((happened.trailing_quarter >= 0) AND (happened.trailing_quarter <= 11)))
  GROUP BY o.tenant_id, o.snapshot_id, o.account_id, happened.trailing_quarter;

COMMENT ON VIEW kam.account_quarter IS 'Wins, losses and openings of an account by trailing quarter of 91 days';

COMMENT ON COLUMN kam.account_quarter.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.account_quarter.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.account_quarter.account_id IS 'The account';

COMMENT ON COLUMN kam.account_quarter.trailing_quarter IS 'Quarters of 91 days before the snapshot''s day, 0 to 11';

COMMENT ON COLUMN kam.account_quarter.won_minor IS 'Amount won in smallest units of the base currency';

COMMENT ON COLUMN kam.account_quarter.won_count IS 'Opportunities won';

COMMENT ON COLUMN kam.account_quarter.lost_count IS 'Opportunities lost';

COMMENT ON COLUMN kam.account_quarter.opened_count IS 'Opportunities opened';

CREATE TABLE kam.account_rating (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    criterion text NOT NULL,
    rater text NOT NULL,
    rated_on date NOT NULL,
    value double precision NOT NULL,
    CONSTRAINT account_rating_criterion_check CHECK ((criterion <> ''::text)),
    CONSTRAINT account_rating_rater_check CHECK ((rater <> ''::text)),
    CONSTRAINT account_rating_value_check CHECK (((value > '-Infinity'::double precision) AND (value < 'Infinity'::double precision)))
);

ALTER TABLE ONLY kam.account_rating FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.account_rating IS 'A judgement about an account, made by hand';

COMMENT ON COLUMN kam.account_rating.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.account_rating.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.account_rating.account_id IS 'The account';

COMMENT ON COLUMN kam.account_rating.criterion IS 'The criterion judged';

COMMENT ON COLUMN kam.account_rating.rater IS 'Who judged';

COMMENT ON COLUMN kam.account_rating.rated_on IS 'When';

COMMENT ON COLUMN kam.account_rating.value IS 'The judgement, in the unit of the criterion';

CREATE VIEW kam.account_span WITH (security_invoker='true') AS
 SELECT o.tenant_id,
    o.snapshot_id,
    o.account_id,
    min(LEAST(o.opened_on, o.closed_on)) AS since,
    max(o.closed_on) FILTER (WHERE (o.state = 'won'::text)) AS last_win,
    count(DISTINCT o.product) FILTER (WHERE (o.state = 'won'::text)) AS solutions
   FROM kam.opportunity o
  WHERE (o.account_id IS NOT NULL)
  GROUP BY o.tenant_id, o.snapshot_id, o.account_id;

COMMENT ON VIEW kam.account_span IS 'Since when and how broadly an account buys';

COMMENT ON COLUMN kam.account_span.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.account_span.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.account_span.account_id IS 'The account';

COMMENT ON COLUMN kam.account_span.since IS 'The first day on which anything happened';

COMMENT ON COLUMN kam.account_span.last_win IS 'The day of the last win';

COMMENT ON COLUMN kam.account_span.solutions IS 'How many different solutions were bought';

CREATE TABLE kam.stage_event (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    opportunity_id kam.external_key NOT NULL,
    ordinal smallint NOT NULL,
    stage text NOT NULL,
    entered_on date NOT NULL,
    left_on date,
    departure text,
    owner_id kam.external_key,
    CONSTRAINT stage_event_check CHECK ((left_on >= entered_on)),
    CONSTRAINT stage_event_departure_check CHECK ((departure = ANY (ARRAY['advanced'::text, 'returned'::text, 'won'::text, 'lost'::text]))),
    CONSTRAINT stage_event_left_somehow CHECK (((left_on IS NULL) = (departure IS NULL))),
    CONSTRAINT stage_event_ordinal_check CHECK ((ordinal > 0)),
    CONSTRAINT stage_event_stage_check CHECK ((stage <> ''::text))
)
PARTITION BY LIST (snapshot_id);

ALTER TABLE ONLY kam.stage_event FORCE ROW LEVEL SECURITY;

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

CREATE VIEW kam.account_stage_owner WITH (security_invoker='true') AS
 SELECT DISTINCT ON (v.tenant_id, v.snapshot_id, o.account_id, v.stage) v.tenant_id,
    v.snapshot_id,
    o.account_id,
    v.stage,
    v.owner_id
   FROM (kam.stage_event v
     JOIN kam.opportunity o ON (((o.tenant_id = v.tenant_id) AND (o.snapshot_id = v.snapshot_id) AND ((o.opportunity_id)::text = (v.opportunity_id)::text))))
  WHERE ((o.account_id IS NOT NULL) AND (v.owner_id IS NOT NULL))
  GROUP BY v.tenant_id, v.snapshot_id, o.account_id, v.stage, v.owner_id
  ORDER BY v.tenant_id, v.snapshot_id, o.account_id, v.stage, (count(*) FILTER (WHERE (v.left_on IS NULL))) DESC, (max(v.entered_on)) DESC, v.owner_id;

COMMENT ON VIEW kam.account_stage_owner IS 'The member who owns an account''s present work at a stage';

COMMENT ON COLUMN kam.account_stage_owner.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.account_stage_owner.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.account_stage_owner.account_id IS 'The account';

COMMENT ON COLUMN kam.account_stage_owner.stage IS 'Key of the stage';

COMMENT ON COLUMN kam.account_stage_owner.owner_id IS 'The member';

CREATE TABLE kam.allocation_move (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    ordinal integer NOT NULL,
    member_id kam.external_key NOT NULL,
    from_stage text,
    to_stage text NOT NULL,
    hours kam.hours NOT NULL,
    gain_minor bigint NOT NULL,
    CONSTRAINT allocation_move_check CHECK ((from_stage <> to_stage)),
    CONSTRAINT allocation_move_hours_check CHECK (((hours)::double precision > (0)::double precision)),
    CONSTRAINT allocation_move_ordinal_check CHECK ((ordinal > 0))
);

ALTER TABLE ONLY kam.allocation_move FORCE ROW LEVEL SECURITY;

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

CREATE TABLE kam.allocation_price (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    stage text NOT NULL,
    per_hour double precision NOT NULL,
    per_hour_lost double precision NOT NULL,
    stage_load double precision NOT NULL,
    CONSTRAINT allocation_price_stage_check CHECK ((stage <> ''::text)),
    CONSTRAINT allocation_price_stage_load_check CHECK ((stage_load >= (0)::double precision))
);

ALTER TABLE ONLY kam.allocation_price FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.allocation_price IS 'What an hour is worth at a stage';

COMMENT ON COLUMN kam.allocation_price.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.allocation_price.plan_id IS 'The allocation';

COMMENT ON COLUMN kam.allocation_price.stage IS 'Key of the stage';

COMMENT ON COLUMN kam.allocation_price.per_hour IS 'Gain of one more hour in whole units of the plan''s currency';

COMMENT ON COLUMN kam.allocation_price.per_hour_lost IS 'Loss of one hour less in whole units of the plan''s currency';

COMMENT ON COLUMN kam.allocation_price.stage_load IS 'Hours of work over hours of members';

CREATE TABLE kam.assignment_pin (
    tenant_id uuid NOT NULL,
    pin_id uuid NOT NULL,
    quarter kam.quarter NOT NULL,
    account_id kam.external_key NOT NULL,
    stage text,
    member_id kam.external_key NOT NULL,
    kind text NOT NULL,
    slot text NOT NULL COLLATE pg_catalog."C",
    follows_id uuid,
    reason text NOT NULL,
    made_by text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT assignment_pin_check CHECK ((follows_id <> pin_id)),
    CONSTRAINT assignment_pin_kind_check CHECK ((kind = ANY (ARRAY['pin'::text, 'forbid'::text]))),
    CONSTRAINT assignment_pin_made_by_check CHECK ((made_by <> ''::text)),
    CONSTRAINT assignment_pin_reason_check CHECK ((reason <> ''::text)),
    CONSTRAINT assignment_pin_slot_is_its_cell CHECK ((slot = ((((((kind || '/'::text) || (quarter)::text) || '/'::text) || quote_literal((account_id)::text)) || COALESCE(('/'::text || quote_literal(stage)), ''::text)) ||
CASE
    WHEN (kind = 'forbid'::text) THEN ('/'::text || quote_literal((member_id)::text))
    ELSE ''::text
END))),
    CONSTRAINT assignment_pin_stage_check CHECK ((stage <> ''::text))
);

ALTER TABLE ONLY kam.assignment_pin FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.assignment_pin IS 'A rule that somebody made for one cell: who leads it, or who does not';

COMMENT ON COLUMN kam.assignment_pin.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.assignment_pin.pin_id IS 'The rule, a UUIDv7';

COMMENT ON COLUMN kam.assignment_pin.quarter IS 'The quarter it is for';

COMMENT ON COLUMN kam.assignment_pin.account_id IS 'The account, by the CRM''s key';

COMMENT ON COLUMN kam.assignment_pin.stage IS 'Key of the stage; null for the account''s KAM';

COMMENT ON COLUMN kam.assignment_pin.member_id IS 'The member, by the planner''s key';

COMMENT ON COLUMN kam.assignment_pin.kind IS 'pin: the member leads the cell; forbid: the member does not';

COMMENT ON COLUMN kam.assignment_pin.slot IS 'What can hold one rule at a time: the cell for a pin, the cell and the member for a forbid';

COMMENT ON COLUMN kam.assignment_pin.follows_id IS 'The withdrawn rule of the same slot that it comes after; null for the first';

COMMENT ON COLUMN kam.assignment_pin.reason IS 'Why, in the maker''s words';

COMMENT ON COLUMN kam.assignment_pin.made_by IS 'Who made it';

COMMENT ON COLUMN kam.assignment_pin.made_at IS 'Start of the transaction that made it; it holds until it is withdrawn';

CREATE TABLE kam.assignment_pin_withdrawal (
    tenant_id uuid NOT NULL,
    pin_id uuid NOT NULL,
    slot text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL,
    made_by text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT assignment_pin_withdrawal_made_by_check CHECK ((made_by <> ''::text)),
    CONSTRAINT assignment_pin_withdrawal_reason_check CHECK ((reason <> ''::text))
);

ALTER TABLE ONLY kam.assignment_pin_withdrawal FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.assignment_pin_withdrawal IS 'The end of a rule for one cell';

COMMENT ON COLUMN kam.assignment_pin_withdrawal.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.assignment_pin_withdrawal.pin_id IS 'The rule that ended';

COMMENT ON COLUMN kam.assignment_pin_withdrawal.slot IS 'The slot of that rule';

COMMENT ON COLUMN kam.assignment_pin_withdrawal.reason IS 'Why, in words';

COMMENT ON COLUMN kam.assignment_pin_withdrawal.made_by IS 'Who withdrew it';

COMMENT ON COLUMN kam.assignment_pin_withdrawal.made_at IS 'Start of the transaction that withdrew it';

CREATE TABLE kam.assumption (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    ordinal integer NOT NULL,
    sentence text NOT NULL
);

ALTER TABLE ONLY kam.assumption FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.assumption IS 'What had to be assumed at an import';

COMMENT ON COLUMN kam.assumption.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.assumption.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.assumption.ordinal IS 'The order of report';

COMMENT ON COLUMN kam.assumption.sentence IS 'The assumption, in words';

CREATE VIEW kam.deal_size WITH (security_invoker='true') AS
 SELECT o.tenant_id,
    o.snapshot_id,
    count(*) AS won_count,
    (sum(o.amount_minor))::bigint AS won_minor,
    percentile_cont((0.5)::double precision) WITHIN GROUP (ORDER BY ((o.amount_minor)::double precision)) AS median_minor
   FROM kam.opportunity o
  WHERE ((o.state = 'won'::text) AND (o.amount_minor > 0))
  GROUP BY o.tenant_id, o.snapshot_id;

COMMENT ON VIEW kam.deal_size IS 'How much a won opportunity brings';

COMMENT ON COLUMN kam.deal_size.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.deal_size.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.deal_size.won_count IS 'Opportunities won with an amount';

COMMENT ON COLUMN kam.deal_size.won_minor IS 'Their amounts together in smallest units of the base currency';

COMMENT ON COLUMN kam.deal_size.median_minor IS 'The median of their amounts in smallest units of the base currency';

CREATE TABLE kam.diagnostic (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    ordinal integer NOT NULL,
    severity text NOT NULL,
    code text NOT NULL,
    message text NOT NULL,
    file text,
    line bigint,
    hint text,
    CONSTRAINT diagnostic_code_check CHECK ((code ~ '^KAM[0-9]{3}$'::text)),
    CONSTRAINT diagnostic_line_check CHECK ((line > 0)),
    CONSTRAINT diagnostic_severity_check CHECK ((severity = ANY (ARRAY['note'::text, 'warning'::text, 'error'::text])))
);

ALTER TABLE ONLY kam.diagnostic FORCE ROW LEVEL SECURITY;

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

CREATE TABLE kam.import_file (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    file text NOT NULL,
    entity text NOT NULL,
    encoding text NOT NULL,
    delimiter text NOT NULL,
    header_line integer NOT NULL,
    row_count bigint NOT NULL,
    sha256 kam.sha256 NOT NULL,
    CONSTRAINT import_file_header_line_check CHECK ((header_line > 0)),
    CONSTRAINT import_file_row_count_check CHECK ((row_count >= 0))
);

ALTER TABLE ONLY kam.import_file FORCE ROW LEVEL SECURITY;

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

CREATE TABLE kam.matrix_basis (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    effective_on date NOT NULL,
    from_plan_id uuid,
    change_count integer,
    free_change_count integer,
    free_loss_minor bigint,
    stopped_by text,
    CONSTRAINT matrix_basis_change_count_check CHECK ((change_count >= 0)),
    CONSTRAINT matrix_basis_changes_something CHECK (((change_count IS NULL) OR (from_plan_id IS NOT NULL))),
    CONSTRAINT matrix_basis_check CHECK ((from_plan_id <> plan_id)),
    CONSTRAINT matrix_basis_check1 CHECK (((free_change_count >= 0) AND (free_change_count <= change_count))),
    CONSTRAINT matrix_basis_stopped_by_check CHECK ((stopped_by = ANY (ARRAY['time_limit'::text, 'interrupt'::text])))
);

ALTER TABLE ONLY kam.matrix_basis FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.matrix_basis IS 'What a matrix rests on as a whole';

COMMENT ON COLUMN kam.matrix_basis.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.matrix_basis.plan_id IS 'The matrix';

COMMENT ON COLUMN kam.matrix_basis.effective_on IS 'The first day on which it holds';

COMMENT ON COLUMN kam.matrix_basis.from_plan_id IS 'The earlier matrix that held before; null where the export''s owners did';

COMMENT ON COLUMN kam.matrix_basis.change_count IS 'Leads and KAMs that a re-plan changes; null for a matrix made afresh';

COMMENT ON COLUMN kam.matrix_basis.free_change_count IS 'Of these, those who could have gone on; null for a matrix made afresh';

COMMENT ON COLUMN kam.matrix_basis.free_loss_minor IS 'Loss of the best matrix that may change anything, in smallest units of the plan''s currency; null for a matrix made afresh';

COMMENT ON COLUMN kam.matrix_basis.stopped_by IS 'What stopped the search before its end: time_limit or interrupt; null when nothing did';

CREATE TABLE kam.matrix_cell (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    stage text NOT NULL,
    lead_id kam.external_key,
    hours kam.hours NOT NULL,
    work_hours kam.hours,
    runner_up_id kam.external_key,
    runner_up_minor bigint,
    CONSTRAINT matrix_cell_check CHECK (((runner_up_id)::text <> (lead_id)::text)),
    CONSTRAINT matrix_cell_stage_check CHECK ((stage <> ''::text))
);

ALTER TABLE ONLY kam.matrix_cell FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.matrix_cell IS 'The lead of a key account at a stage';

COMMENT ON COLUMN kam.matrix_cell.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.matrix_cell.plan_id IS 'The matrix';

COMMENT ON COLUMN kam.matrix_cell.snapshot_id IS 'The snapshot of the plan';

COMMENT ON COLUMN kam.matrix_cell.account_id IS 'The account';

COMMENT ON COLUMN kam.matrix_cell.stage IS 'Key of the stage';

COMMENT ON COLUMN kam.matrix_cell.lead_id IS 'The member who leads; null when nobody can, or somebody yet to be hired is to';

COMMENT ON COLUMN kam.matrix_cell.hours IS 'Hours of the lead in the quarter';

COMMENT ON COLUMN kam.matrix_cell.work_hours IS 'Hours that the cell takes of somebody who knows the account, supporters included; null before it was told';

COMMENT ON COLUMN kam.matrix_cell.runner_up_id IS 'The member who would lead next best; null where there is none';

COMMENT ON COLUMN kam.matrix_cell.runner_up_minor IS 'What the plan would lose more under the runner-up, in smallest units of the plan''s currency';

CREATE TABLE kam.matrix_event (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    ordinal integer NOT NULL,
    kind text NOT NULL,
    happened_on date NOT NULL,
    account_id kam.external_key,
    stage text,
    member_id kam.external_key,
    hire text,
    CONSTRAINT matrix_event_hire_check CHECK ((hire <> ''::text)),
    CONSTRAINT matrix_event_kind_check CHECK ((kind = ANY (ARRAY['leave'::text, 'join'::text, 'won'::text, 'lost'::text, 'pin'::text, 'forbid'::text]))),
    CONSTRAINT matrix_event_names_whom_it_concerns CHECK (((
CASE
    WHEN (kind = ANY (ARRAY['leave'::text, 'join'::text, 'pin'::text, 'forbid'::text])) THEN 1
    ELSE 0
END = num_nonnulls(member_id, hire)) AND ((kind = ANY (ARRAY['won'::text, 'lost'::text, 'pin'::text, 'forbid'::text])) = (account_id IS NOT NULL)) AND ((stage IS NULL) OR (kind = ANY (ARRAY['pin'::text, 'forbid'::text]))))),
    CONSTRAINT matrix_event_ordinal_check CHECK ((ordinal > 0)),
    CONSTRAINT matrix_event_stage_check CHECK ((stage <> ''::text))
);

ALTER TABLE ONLY kam.matrix_event FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.matrix_event IS 'What happened to the plan before, for which a matrix was re-planned';

COMMENT ON COLUMN kam.matrix_event.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.matrix_event.plan_id IS 'The matrix';

COMMENT ON COLUMN kam.matrix_event.snapshot_id IS 'The snapshot of the plan';

COMMENT ON COLUMN kam.matrix_event.ordinal IS 'The order given, from 1';

COMMENT ON COLUMN kam.matrix_event.kind IS 'leave or join of a member, won or lost of an account, pin or forbid of a cell';

COMMENT ON COLUMN kam.matrix_event.happened_on IS 'The day from which it holds';

COMMENT ON COLUMN kam.matrix_event.account_id IS 'The account; null when the event is of a member alone';

COMMENT ON COLUMN kam.matrix_event.stage IS 'Key of the stage; null for the KAM, and when the event is of no cell';

COMMENT ON COLUMN kam.matrix_event.member_id IS 'The member; null for somebody yet to be hired, and when the event is of an account alone';

COMMENT ON COLUMN kam.matrix_event.hire IS 'Name of the place in the policy; null for a member';

CREATE TABLE kam.matrix_hire (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    hire text NOT NULL,
    capacity_hours kam.hours NOT NULL,
    planned_hours kam.hours NOT NULL,
    CONSTRAINT matrix_hire_hire_check CHECK ((hire <> ''::text))
);

ALTER TABLE ONLY kam.matrix_hire FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.matrix_hire IS 'Somebody yet to be hired, and what a matrix takes of them';

COMMENT ON COLUMN kam.matrix_hire.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.matrix_hire.plan_id IS 'The matrix';

COMMENT ON COLUMN kam.matrix_hire.hire IS 'Name of the place in the policy';

COMMENT ON COLUMN kam.matrix_hire.capacity_hours IS 'Hours the place has in the quarter';

COMMENT ON COLUMN kam.matrix_hire.planned_hours IS 'Hours the matrix takes';

CREATE TABLE kam.matrix_hire_work (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    hire text NOT NULL,
    ordinal integer NOT NULL,
    account_id kam.external_key NOT NULL,
    stage text,
    role text NOT NULL,
    hours kam.hours NOT NULL,
    CONSTRAINT matrix_hire_work_of_a_kam_has_no_stage CHECK (((role = 'kam'::text) = (stage IS NULL))),
    CONSTRAINT matrix_hire_work_ordinal_check CHECK ((ordinal > 0)),
    CONSTRAINT matrix_hire_work_role_check CHECK ((role = ANY (ARRAY['kam'::text, 'lead'::text, 'joins'::text, 'shares'::text]))),
    CONSTRAINT matrix_hire_work_stage_check CHECK ((stage <> ''::text))
);

ALTER TABLE ONLY kam.matrix_hire_work FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.matrix_hire_work IS 'What a matrix gives somebody yet to be hired';

COMMENT ON COLUMN kam.matrix_hire_work.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.matrix_hire_work.plan_id IS 'The matrix';

COMMENT ON COLUMN kam.matrix_hire_work.snapshot_id IS 'The snapshot of the plan';

COMMENT ON COLUMN kam.matrix_hire_work.hire IS 'Name of the place in the policy';

COMMENT ON COLUMN kam.matrix_hire_work.ordinal IS 'The order of report, from 1';

COMMENT ON COLUMN kam.matrix_hire_work.account_id IS 'The account';

COMMENT ON COLUMN kam.matrix_hire_work.stage IS 'Key of the stage; null for the account''s KAM';

COMMENT ON COLUMN kam.matrix_hire_work.role IS 'kam, lead, or how it supports: joins, shares';

COMMENT ON COLUMN kam.matrix_hire_work.hours IS 'Hours in the quarter';

CREATE TABLE kam.matrix_kam (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    kam_id kam.external_key,
    hours kam.hours NOT NULL,
    runner_up_id kam.external_key,
    runner_up_minor bigint,
    CONSTRAINT matrix_kam_check CHECK (((runner_up_id)::text <> (kam_id)::text))
);

ALTER TABLE ONLY kam.matrix_kam FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.matrix_kam IS 'The KAM accountable for a key account';

COMMENT ON COLUMN kam.matrix_kam.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.matrix_kam.plan_id IS 'The matrix';

COMMENT ON COLUMN kam.matrix_kam.snapshot_id IS 'The snapshot of the plan';

COMMENT ON COLUMN kam.matrix_kam.account_id IS 'The account';

COMMENT ON COLUMN kam.matrix_kam.kam_id IS 'The KAM; null when nobody can, or somebody yet to be hired is to';

COMMENT ON COLUMN kam.matrix_kam.hours IS 'Hours in the quarter';

COMMENT ON COLUMN kam.matrix_kam.runner_up_id IS 'The KAM next best; null where there is none';

COMMENT ON COLUMN kam.matrix_kam.runner_up_minor IS 'What the plan would lose more under the runner-up, in smallest units of the plan''s currency';

CREATE TABLE kam.matrix_load (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    member_id kam.external_key NOT NULL,
    capacity_hours kam.hours NOT NULL,
    planned_hours kam.hours NOT NULL,
    limit_hours kam.hours
);

ALTER TABLE ONLY kam.matrix_load FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.matrix_load IS 'What a member has and what a matrix takes of it';

COMMENT ON COLUMN kam.matrix_load.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.matrix_load.plan_id IS 'The matrix';

COMMENT ON COLUMN kam.matrix_load.snapshot_id IS 'The snapshot of the plan';

COMMENT ON COLUMN kam.matrix_load.member_id IS 'The member';

COMMENT ON COLUMN kam.matrix_load.capacity_hours IS 'Hours the member has in the quarter';

COMMENT ON COLUMN kam.matrix_load.planned_hours IS 'Hours the matrix takes';

COMMENT ON COLUMN kam.matrix_load.limit_hours IS 'Most hours that a matrix may take; null before it was told';

CREATE TABLE kam.matrix_rule (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    ordinal integer NOT NULL,
    kind text NOT NULL,
    account_id kam.external_key NOT NULL,
    stage text,
    member_id kam.external_key,
    hire text,
    pin_id uuid,
    CONSTRAINT matrix_rule_hire_check CHECK ((hire <> ''::text)),
    CONSTRAINT matrix_rule_is_about_somebody CHECK ((num_nonnulls(member_id, hire) = 1)),
    CONSTRAINT matrix_rule_kind_check CHECK ((kind = ANY (ARRAY['pin'::text, 'forbid'::text]))),
    CONSTRAINT matrix_rule_ordinal_check CHECK ((ordinal > 0)),
    CONSTRAINT matrix_rule_stage_check CHECK ((stage <> ''::text))
);

ALTER TABLE ONLY kam.matrix_rule FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.matrix_rule IS 'A pin or a forbid that a matrix was held to';

COMMENT ON COLUMN kam.matrix_rule.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.matrix_rule.plan_id IS 'The matrix';

COMMENT ON COLUMN kam.matrix_rule.snapshot_id IS 'The snapshot of the plan';

COMMENT ON COLUMN kam.matrix_rule.ordinal IS 'The order of report, from 1';

COMMENT ON COLUMN kam.matrix_rule.kind IS 'pin or forbid';

COMMENT ON COLUMN kam.matrix_rule.account_id IS 'The account';

COMMENT ON COLUMN kam.matrix_rule.stage IS 'Key of the stage; null for the account''s KAM';

COMMENT ON COLUMN kam.matrix_rule.member_id IS 'The member; null for somebody yet to be hired';

COMMENT ON COLUMN kam.matrix_rule.hire IS 'Name of the place in the policy; null for a member';

COMMENT ON COLUMN kam.matrix_rule.pin_id IS 'The stored rule; null for one that was given with the run';

CREATE TABLE kam.matrix_supporter (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    stage text NOT NULL,
    member_id kam.external_key NOT NULL,
    hours kam.hours NOT NULL,
    role text DEFAULT 'joins'::text NOT NULL,
    CONSTRAINT matrix_supporter_role_check CHECK ((role = ANY (ARRAY['joins'::text, 'shares'::text])))
);

ALTER TABLE ONLY kam.matrix_supporter FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.matrix_supporter IS 'A member who joins a cell without leading it';

COMMENT ON COLUMN kam.matrix_supporter.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.matrix_supporter.plan_id IS 'The matrix';

COMMENT ON COLUMN kam.matrix_supporter.snapshot_id IS 'The snapshot of the plan';

COMMENT ON COLUMN kam.matrix_supporter.account_id IS 'The account';

COMMENT ON COLUMN kam.matrix_supporter.stage IS 'Key of the stage';

COMMENT ON COLUMN kam.matrix_supporter.member_id IS 'The member';

COMMENT ON COLUMN kam.matrix_supporter.hours IS 'Hours in the quarter';

COMMENT ON COLUMN kam.matrix_supporter.role IS 'joins: leads the next stage and joins this one; shares: takes a part of a large cell';

CREATE TABLE kam.matrix_term (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    ordinal integer NOT NULL,
    term text NOT NULL,
    loss_minor bigint NOT NULL,
    CONSTRAINT matrix_term_ordinal_check CHECK ((ordinal > 0)),
    CONSTRAINT matrix_term_term_check CHECK ((term <> ''::text))
);

ALTER TABLE ONLY kam.matrix_term FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.matrix_term IS 'A term of a matrix''s loss; the terms sum to the objective';

COMMENT ON COLUMN kam.matrix_term.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.matrix_term.plan_id IS 'The matrix';

COMMENT ON COLUMN kam.matrix_term.ordinal IS 'The order of report, from 1';

COMMENT ON COLUMN kam.matrix_term.term IS 'Key of the term';

COMMENT ON COLUMN kam.matrix_term.loss_minor IS 'Its loss in smallest units of the plan''s currency';

CREATE TABLE kam.member (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    member_id kam.external_key NOT NULL,
    name text NOT NULL,
    weekly_hours kam.hours NOT NULL,
    employed daterange NOT NULL,
    hourly_cost_minor bigint,
    seniority smallint,
    CONSTRAINT member_employed_check CHECK (((NOT isempty(employed)) AND (NOT lower_inf(employed)))),
    CONSTRAINT member_hourly_cost_minor_check CHECK ((hourly_cost_minor >= 0)),
    CONSTRAINT member_name_check CHECK ((name <> ''::text)),
    CONSTRAINT member_seniority_check CHECK (((seniority >= 0) AND (seniority <= 99))),
    CONSTRAINT member_weekly_hours_check CHECK (((weekly_hours)::double precision <= (168)::double precision))
);

ALTER TABLE ONLY kam.member FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.member IS 'A person who works in the pipeline';

COMMENT ON COLUMN kam.member.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.member.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.member.member_id IS 'The planner''s key';

COMMENT ON COLUMN kam.member.name IS 'The name to show';

COMMENT ON COLUMN kam.member.weekly_hours IS 'Contracted hours a week';

COMMENT ON COLUMN kam.member.employed IS 'Days of employment';

COMMENT ON COLUMN kam.member.hourly_cost_minor IS 'Cost of an hour in smallest units of the base currency';

COMMENT ON COLUMN kam.member.seniority IS 'Level, 0 to 99; null where nobody says';

CREATE TABLE kam.member_language (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    member_id kam.external_key NOT NULL,
    language text NOT NULL,
    CONSTRAINT member_language_language_check CHECK ((language <> ''::text))
);

ALTER TABLE ONLY kam.member_language FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.member_language IS 'A language a member works in';

COMMENT ON COLUMN kam.member_language.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.member_language.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.member_language.member_id IS 'The member';

COMMENT ON COLUMN kam.member_language.language IS 'ISO 639 code';

CREATE TABLE kam.member_leave (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    member_id kam.external_key NOT NULL,
    away daterange NOT NULL,
    CONSTRAINT member_leave_away_check CHECK (((NOT isempty(away)) AND (NOT lower_inf(away)) AND (NOT upper_inf(away))))
);

ALTER TABLE ONLY kam.member_leave FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.member_leave IS 'Days on which a member does not work';

COMMENT ON COLUMN kam.member_leave.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.member_leave.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.member_leave.member_id IS 'The member';

COMMENT ON COLUMN kam.member_leave.away IS 'The days; no overlaps';

CREATE TABLE kam.member_skill (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    member_id kam.external_key NOT NULL,
    skill text NOT NULL,
    CONSTRAINT member_skill_skill_check CHECK ((skill <> ''::text))
);

ALTER TABLE ONLY kam.member_skill FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.member_skill IS 'What a member knows';

COMMENT ON COLUMN kam.member_skill.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.member_skill.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.member_skill.member_id IS 'The member';

COMMENT ON COLUMN kam.member_skill.skill IS 'A product or industry';

CREATE TABLE kam.member_team (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    member_id kam.external_key NOT NULL,
    valid daterange NOT NULL,
    team text NOT NULL,
    role text DEFAULT ''::text NOT NULL,
    region text,
    CONSTRAINT member_team_region_check CHECK ((region <> ''::text)),
    CONSTRAINT member_team_team_check CHECK ((team <> ''::text)),
    CONSTRAINT member_team_valid_check CHECK (((NOT isempty(valid)) AND (NOT lower_inf(valid))))
);

ALTER TABLE ONLY kam.member_team FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.member_team IS 'A member''s place in a team for a time';

COMMENT ON COLUMN kam.member_team.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.member_team.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.member_team.member_id IS 'The member';

COMMENT ON COLUMN kam.member_team.valid IS 'Days for which it holds; no overlaps';

COMMENT ON COLUMN kam.member_team.team IS 'Key of the team';

COMMENT ON COLUMN kam.member_team.role IS 'Role in the team';

COMMENT ON COLUMN kam.member_team.region IS 'Sales region served';

CREATE TABLE kam.plan (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    kind text NOT NULL,
    quarter kam.quarter NOT NULL,
    snapshot_id uuid NOT NULL,
    portfolio_id uuid,
    policy_id kam.sha256 NOT NULL,
    seed numeric(20,0) NOT NULL,
    engine_version text NOT NULL,
    status text NOT NULL,
    objective double precision,
    bound double precision,
    gap double precision,
    currency kam.currency_code NOT NULL,
    document jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT plan_gap_check CHECK ((gap >= (0)::double precision)),
    CONSTRAINT plan_kind_check CHECK ((kind = ANY (ARRAY['portfolio'::text, 'matrix'::text, 'allocation'::text]))),
    CONSTRAINT plan_seed_check CHECK (((seed >= (0)::numeric) AND (seed < '18446744073709551616'::numeric))),
    CONSTRAINT plan_serves_a_portfolio CHECK (((kind <> 'portfolio'::text) OR (portfolio_id IS NULL))),
    CONSTRAINT plan_status_check CHECK ((status = ANY (ARRAY['optimal'::text, 'feasible'::text, 'infeasible'::text, 'unknown'::text])))
);

ALTER TABLE ONLY kam.plan FORCE ROW LEVEL SECURITY;

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

CREATE TABLE kam.policy (
    tenant_id uuid NOT NULL,
    policy_id kam.sha256 NOT NULL,
    document text NOT NULL,
    first_used_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY kam.policy FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.policy IS 'A planning policy that a plan was made with';

COMMENT ON COLUMN kam.policy.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.policy.policy_id IS 'SHA-256 of the text';

COMMENT ON COLUMN kam.policy.document IS 'The text, as YAML';

COMMENT ON COLUMN kam.policy.first_used_at IS 'When it was first used';

CREATE TABLE kam.portfolio_account (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    verdict text NOT NULL,
    merit_rank integer NOT NULL,
    merit kam.points NOT NULL,
    merit_low kam.points NOT NULL,
    merit_high kam.points NOT NULL,
    attractiveness kam.points NOT NULL,
    strength kam.points NOT NULL,
    contribution_minor bigint NOT NULL,
    kam_hours kam.hours NOT NULL,
    incumbency text,
    chance kam.share,
    chance_low kam.share,
    chance_high kam.share,
    CONSTRAINT portfolio_account_chance_has_its_error CHECK ((num_nonnulls(chance, chance_low, chance_high) = ANY (ARRAY[0, 3]))),
    CONSTRAINT portfolio_account_chance_is_within CHECK ((((chance_low)::double precision <= (chance)::double precision) AND ((chance)::double precision <= (chance_high)::double precision))),
    CONSTRAINT portfolio_account_check CHECK (((merit_low)::double precision <= (merit)::double precision)),
    CONSTRAINT portfolio_account_check1 CHECK (((merit_high)::double precision >= (merit)::double precision)),
    CONSTRAINT portfolio_account_incumbency_check CHECK ((incumbency = ANY (ARRAY['enters'::text, 'stays'::text, 'kept'::text, 'yields'::text, 'leaves'::text, 'waits'::text, 'outside'::text]))),
    CONSTRAINT portfolio_account_incumbency_fits CHECK (((verdict = 'selected'::text) = (incumbency = ANY (ARRAY['enters'::text, 'stays'::text, 'kept'::text])))),
    CONSTRAINT portfolio_account_merit_rank_check CHECK ((merit_rank > 0)),
    CONSTRAINT portfolio_account_verdict_check CHECK ((verdict = ANY (ARRAY['selected'::text, 'rejected'::text])))
);

ALTER TABLE ONLY kam.portfolio_account FORCE ROW LEVEL SECURITY;

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

COMMENT ON COLUMN kam.portfolio_account.incumbency IS 'Against the portfolio before: enters, stays, kept (stays by hysteresis); yields (had to go though protected), leaves, waits (would enter but for hysteresis), outside; null without one before';

COMMENT ON COLUMN kam.portfolio_account.chance IS 'Share of the draws in which it is selected, 0 to 1';

COMMENT ON COLUMN kam.portfolio_account.chance_low IS 'Least chance that so many draws leave open, at 95 %';

COMMENT ON COLUMN kam.portfolio_account.chance_high IS 'Greatest chance that so many draws leave open, at 95 %';

CREATE TABLE kam.portfolio_basis (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    floor kam.points,
    scoring_method text NOT NULL,
    weighting text NOT NULL,
    past_plan_id uuid,
    stability_cost_minor bigint,
    draw_count integer NOT NULL,
    draw_seed numeric(20,0),
    weight_variation double precision,
    regret_minor bigint,
    regret_error_minor bigint,
    revenue_overlap kam.share,
    CONSTRAINT portfolio_basis_check CHECK ((past_plan_id <> plan_id)),
    CONSTRAINT portfolio_basis_draw_count_check CHECK ((draw_count >= 0)),
    CONSTRAINT portfolio_basis_draw_seed_check CHECK (((draw_seed >= (0)::numeric) AND (draw_seed < '18446744073709551616'::numeric))),
    CONSTRAINT portfolio_basis_draws_have_a_seed CHECK (((draw_count > 0) = (draw_seed IS NOT NULL))),
    CONSTRAINT portfolio_basis_regret_error_minor_check CHECK ((regret_error_minor >= 0)),
    CONSTRAINT portfolio_basis_scoring_method_check CHECK ((scoring_method <> ''::text)),
    CONSTRAINT portfolio_basis_weight_variation_check CHECK (((weight_variation >= (0)::double precision) AND (weight_variation < 'Infinity'::double precision))),
    CONSTRAINT portfolio_basis_weighting_check CHECK ((weighting <> ''::text))
);

ALTER TABLE ONLY kam.portfolio_basis FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.portfolio_basis IS 'What a portfolio rests on as a whole';

COMMENT ON COLUMN kam.portfolio_basis.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.portfolio_basis.plan_id IS 'The portfolio';

COMMENT ON COLUMN kam.portfolio_basis.floor IS 'Merit at the cut line in points, that later quarters hold accounts against';

COMMENT ON COLUMN kam.portfolio_basis.scoring_method IS 'How merits follow from points, as weighted_sum or topsis';

COMMENT ON COLUMN kam.portfolio_basis.weighting IS 'How the weights were obtained: given, ahp, entropy or critic';

COMMENT ON COLUMN kam.portfolio_basis.past_plan_id IS 'The earlier portfolio whose accounts are the incumbents';

COMMENT ON COLUMN kam.portfolio_basis.stability_cost_minor IS 'What the choice without memory would gain more, in smallest units of the plan''s currency';

COMMENT ON COLUMN kam.portfolio_basis.draw_count IS 'How often the choice was made under doubt; 0 for not at all';

COMMENT ON COLUMN kam.portfolio_basis.draw_seed IS 'Seed of the draws';

COMMENT ON COLUMN kam.portfolio_basis.weight_variation IS 'Coefficient of variation of the weights in the draws';

COMMENT ON COLUMN kam.portfolio_basis.regret_minor IS 'Mean over the draws of their best list''s gain less this list''s, in smallest units of the plan''s currency';

COMMENT ON COLUMN kam.portfolio_basis.regret_error_minor IS 'Standard error of that mean, in smallest units of the plan''s currency';

COMMENT ON COLUMN kam.portfolio_basis.revenue_overlap IS 'Accounts in common with the list by revenue, as a share of all on either';

CREATE TABLE kam.portfolio_score (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    points double precision[] NOT NULL,
    found double precision[] NOT NULL,
    source text[] NOT NULL,
    CONSTRAINT portfolio_score_knows_its_points CHECK ((array_position(points, NULL::double precision) IS NULL)),
    CONSTRAINT portfolio_score_of_one_width CHECK (((cardinality(points) = cardinality(found)) AND (cardinality(points) = cardinality(source))))
);

ALTER TABLE ONLY kam.portfolio_score FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.portfolio_score IS 'What an account''s merit in a portfolio is made of, in the order of portfolio_weight';

COMMENT ON COLUMN kam.portfolio_score.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.portfolio_score.plan_id IS 'The portfolio';

COMMENT ON COLUMN kam.portfolio_score.account_id IS 'The account';

COMMENT ON COLUMN kam.portfolio_score.points IS 'Points of merit by criterion; they sum to the merit';

COMMENT ON COLUMN kam.portfolio_score.found IS 'Values found, in the units of the criteria; null where unknown';

COMMENT ON COLUMN kam.portfolio_score.source IS 'Where the values come from; null where unknown';

CREATE TABLE kam.portfolio_weight (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    ordinal integer NOT NULL,
    criterion text NOT NULL,
    axis text NOT NULL,
    weight kam.share NOT NULL,
    CONSTRAINT portfolio_weight_axis_check CHECK ((axis = ANY (ARRAY['attractiveness'::text, 'strength'::text]))),
    CONSTRAINT portfolio_weight_criterion_check CHECK ((criterion <> ''::text)),
    CONSTRAINT portfolio_weight_ordinal_check CHECK ((ordinal > 0))
);

ALTER TABLE ONLY kam.portfolio_weight FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.portfolio_weight IS 'The weight of a criterion in a portfolio';

COMMENT ON COLUMN kam.portfolio_weight.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.portfolio_weight.plan_id IS 'The portfolio';

COMMENT ON COLUMN kam.portfolio_weight.ordinal IS 'Place in the policy, from 1';

COMMENT ON COLUMN kam.portfolio_weight.criterion IS 'Key of the criterion';

COMMENT ON COLUMN kam.portfolio_weight.axis IS 'attractiveness or strength';

COMMENT ON COLUMN kam.portfolio_weight.weight IS 'Weight as a share of the merit, 0 to 1';

CREATE VIEW kam.portfolio_contribution WITH (security_invoker='true') AS
 SELECT s.tenant_id,
    s.plan_id,
    s.account_id,
    w.criterion,
    w.axis,
    w.weight,
    part.points,
    part.found,
    part.source
   FROM ((kam.portfolio_score s
     CROSS JOIN LATERAL UNNEST(s.points, s.found, s.source) WITH ORDINALITY part(points, found, source, ordinal))
     JOIN kam.portfolio_weight w ON (((w.tenant_id = s.tenant_id) AND (w.plan_id = s.plan_id) AND (w.ordinal = part.ordinal))));

COMMENT ON VIEW kam.portfolio_contribution IS 'What each criterion adds to the merit of an account in a portfolio';

COMMENT ON COLUMN kam.portfolio_contribution.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.portfolio_contribution.plan_id IS 'The portfolio';

COMMENT ON COLUMN kam.portfolio_contribution.account_id IS 'The account';

COMMENT ON COLUMN kam.portfolio_contribution.criterion IS 'Key of the criterion';

COMMENT ON COLUMN kam.portfolio_contribution.axis IS 'attractiveness or strength';

COMMENT ON COLUMN kam.portfolio_contribution.weight IS 'Weight of the criterion as a share of the merit, 0 to 1';

COMMENT ON COLUMN kam.portfolio_contribution.points IS 'Points of merit';

COMMENT ON COLUMN kam.portfolio_contribution.found IS 'Value found, in the unit of the criterion';

COMMENT ON COLUMN kam.portfolio_contribution.source IS 'Where the value comes from';

CREATE TABLE kam.portfolio_curve (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    kam_count integer NOT NULL,
    is_present boolean NOT NULL,
    selected_count integer NOT NULL,
    gain_minor bigint NOT NULL,
    marginal_gain_minor bigint NOT NULL,
    marginal_account_id kam.external_key,
    CONSTRAINT portfolio_curve_kam_count_check CHECK ((kam_count >= 0)),
    CONSTRAINT portfolio_curve_selected_count_check CHECK ((selected_count >= 0))
);

ALTER TABLE ONLY kam.portfolio_curve FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.portfolio_curve IS 'The list that a number of KAMs could serve';

COMMENT ON COLUMN kam.portfolio_curve.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.portfolio_curve.plan_id IS 'The portfolio';

COMMENT ON COLUMN kam.portfolio_curve.kam_count IS 'How many KAMs';

COMMENT ON COLUMN kam.portfolio_curve.is_present IS 'Whether it is the present number';

COMMENT ON COLUMN kam.portfolio_curve.selected_count IS 'How many key accounts';

COMMENT ON COLUMN kam.portfolio_curve.gain_minor IS 'What the list gains over the horizon, in smallest units of the plan''s currency';

COMMENT ON COLUMN kam.portfolio_curve.marginal_gain_minor IS 'What it gains more than the point before, for each KAM more, in smallest units of the plan''s currency';

COMMENT ON COLUMN kam.portfolio_curve.marginal_account_id IS 'The account on it that gains least';

CREATE TABLE kam.portfolio_gate (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    ordinal integer NOT NULL,
    gate text NOT NULL,
    sentence text NOT NULL,
    sentence_ja text,
    figures jsonb NOT NULL,
    CONSTRAINT portfolio_gate_figures_check CHECK ((jsonb_typeof(figures) = 'object'::text)),
    CONSTRAINT portfolio_gate_gate_check CHECK ((gate <> ''::text)),
    CONSTRAINT portfolio_gate_ordinal_check CHECK ((ordinal > 0))
);

ALTER TABLE ONLY kam.portfolio_gate FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.portfolio_gate IS 'A gate that an account failed in a portfolio';

COMMENT ON COLUMN kam.portfolio_gate.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.portfolio_gate.plan_id IS 'The portfolio';

COMMENT ON COLUMN kam.portfolio_gate.account_id IS 'The account';

COMMENT ON COLUMN kam.portfolio_gate.ordinal IS 'The order of report, from 1';

COMMENT ON COLUMN kam.portfolio_gate.gate IS 'Code of the gate';

COMMENT ON COLUMN kam.portfolio_gate.sentence IS 'Why it was failed, in English';

COMMENT ON COLUMN kam.portfolio_gate.sentence_ja IS 'The same in Japanese';

COMMENT ON COLUMN kam.portfolio_gate.figures IS 'The unrounded numbers of the sentence, by name';

CREATE TABLE kam.portfolio_rating (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    criterion text NOT NULL,
    rater text NOT NULL,
    rated_on date NOT NULL,
    value double precision NOT NULL,
    CONSTRAINT portfolio_rating_criterion_check CHECK ((criterion <> ''::text)),
    CONSTRAINT portfolio_rating_rater_check CHECK ((rater <> ''::text)),
    CONSTRAINT portfolio_rating_value_check CHECK (((value > '-Infinity'::double precision) AND (value < 'Infinity'::double precision)))
);

ALTER TABLE ONLY kam.portfolio_rating FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.portfolio_rating IS 'A judgement that a portfolio used: the latest of each rater';

COMMENT ON COLUMN kam.portfolio_rating.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.portfolio_rating.plan_id IS 'The portfolio';

COMMENT ON COLUMN kam.portfolio_rating.snapshot_id IS 'The snapshot of the plan';

COMMENT ON COLUMN kam.portfolio_rating.account_id IS 'The account';

COMMENT ON COLUMN kam.portfolio_rating.criterion IS 'The criterion judged';

COMMENT ON COLUMN kam.portfolio_rating.rater IS 'Who judged';

COMMENT ON COLUMN kam.portfolio_rating.rated_on IS 'When';

COMMENT ON COLUMN kam.portfolio_rating.value IS 'The judgement, in the unit of the criterion';

CREATE VIEW kam.purchase_omission WITH (security_invoker='true') AS
 SELECT s.tenant_id,
    s.snapshot_id,
    count(*) FILTER (WHERE (o.amount_minor < 0)) AS refund_count,
    count(*) FILTER (WHERE ((o.amount_minor IS NULL) AND (o.closed_on <= s.as_of))) AS unpriced_count,
    count(*) FILTER (WHERE ((o.amount_minor >= 0) AND ((o.closed_on IS NULL) OR (o.closed_on > s.as_of)))) AS undated_count
   FROM (kam.snapshot s
     LEFT JOIN kam.opportunity o ON (((o.tenant_id = s.tenant_id) AND (o.snapshot_id = s.snapshot_id) AND (o.state = 'won'::text) AND (o.account_id IS NOT NULL))))
  GROUP BY s.tenant_id, s.snapshot_id;

COMMENT ON VIEW kam.purchase_omission IS 'Wins of accounts that account_purchase leaves out or takes without an amount';

COMMENT ON COLUMN kam.purchase_omission.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.purchase_omission.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.purchase_omission.refund_count IS 'Wins with an amount below zero, left out';

COMMENT ON COLUMN kam.purchase_omission.unpriced_count IS 'Wins without an amount, taken as purchases of 0';

COMMENT ON COLUMN kam.purchase_omission.undated_count IS 'Wins without a day, or after the snapshot''s, left out';

CREATE TABLE kam.reject (
    tenant_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    ordinal bigint NOT NULL,
    file text NOT NULL,
    line bigint NOT NULL,
    column_name text,
    value text,
    code text NOT NULL,
    reason text NOT NULL,
    CONSTRAINT reject_code_check CHECK ((code ~ '^KAM[0-9]{3}$'::text)),
    CONSTRAINT reject_line_check CHECK ((line > 0))
);

ALTER TABLE ONLY kam.reject FORCE ROW LEVEL SECURITY;

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

CREATE VIEW kam.stage_flow WITH (security_invoker='true') AS
 SELECT v.tenant_id,
    v.snapshot_id,
    v.stage,
    count(*) AS entered,
    count(*) FILTER (WHERE (v.departure = ANY (ARRAY['advanced'::text, 'won'::text]))) AS advanced,
    count(*) FILTER (WHERE (v.departure = 'lost'::text)) AS lost,
    count(*) FILTER (WHERE (v.left_on IS NULL)) AS open,
    count(*) FILTER (WHERE ((s.as_of - v.entered_on) < 91)) AS entered_last_quarter,
    percentile_cont((0.5)::double precision) WITHIN GROUP (ORDER BY (((v.left_on - v.entered_on))::double precision)) AS median_days
   FROM (kam.stage_event v
     JOIN kam.snapshot s ON (((s.tenant_id = v.tenant_id) AND (s.snapshot_id = v.snapshot_id))))
  GROUP BY v.tenant_id, v.snapshot_id, v.stage;

COMMENT ON VIEW kam.stage_flow IS 'How visits to a stage ended';

COMMENT ON COLUMN kam.stage_flow.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.stage_flow.snapshot_id IS 'The snapshot';

COMMENT ON COLUMN kam.stage_flow.stage IS 'Key of the stage';

COMMENT ON COLUMN kam.stage_flow.entered IS 'Visits that began';

COMMENT ON COLUMN kam.stage_flow.advanced IS 'Visits that ended at a later stage or with a win';

COMMENT ON COLUMN kam.stage_flow.lost IS 'Visits that ended with a loss';

COMMENT ON COLUMN kam.stage_flow.open IS 'Visits that go on';

COMMENT ON COLUMN kam.stage_flow.entered_last_quarter IS 'Visits that began in the 91 days before the snapshot''s day';

COMMENT ON COLUMN kam.stage_flow.median_days IS 'Median days from entry to leaving of visits that ended';

CREATE TABLE kam.tenant (
    tenant_id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tenant_name_check CHECK ((name <> ''::text))
);

ALTER TABLE ONLY kam.tenant FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE kam.tenant IS 'A company whose data is kept apart from all others';

COMMENT ON COLUMN kam.tenant.tenant_id IS 'The tenant';

COMMENT ON COLUMN kam.tenant.name IS 'The name to show';

COMMENT ON COLUMN kam.tenant.created_at IS 'When the tenant was made';

ALTER TABLE ONLY kam.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (tenant_id, snapshot_id, account_id);

ALTER TABLE ONLY kam.account_rating
    ADD CONSTRAINT account_rating_pkey PRIMARY KEY (tenant_id, snapshot_id, account_id, criterion, rater, rated_on);

ALTER TABLE ONLY kam.allocation_move
    ADD CONSTRAINT allocation_move_pkey PRIMARY KEY (tenant_id, plan_id, ordinal);

ALTER TABLE ONLY kam.allocation_price
    ADD CONSTRAINT allocation_price_pkey PRIMARY KEY (tenant_id, plan_id, stage);

ALTER TABLE ONLY kam.assignment_pin
    ADD CONSTRAINT assignment_pin_once UNIQUE NULLS NOT DISTINCT (tenant_id, slot, follows_id);

ALTER TABLE ONLY kam.assignment_pin
    ADD CONSTRAINT assignment_pin_pkey PRIMARY KEY (tenant_id, pin_id);

ALTER TABLE ONLY kam.assignment_pin
    ADD CONSTRAINT assignment_pin_tenant_id_pin_id_slot_key UNIQUE (tenant_id, pin_id, slot);

ALTER TABLE ONLY kam.assignment_pin_withdrawal
    ADD CONSTRAINT assignment_pin_withdrawal_pkey PRIMARY KEY (tenant_id, pin_id);

ALTER TABLE ONLY kam.assignment_pin_withdrawal
    ADD CONSTRAINT assignment_pin_withdrawal_tenant_id_pin_id_slot_key UNIQUE (tenant_id, pin_id, slot);

ALTER TABLE ONLY kam.assumption
    ADD CONSTRAINT assumption_pkey PRIMARY KEY (tenant_id, snapshot_id, ordinal);

ALTER TABLE ONLY kam.diagnostic
    ADD CONSTRAINT diagnostic_pkey PRIMARY KEY (tenant_id, snapshot_id, ordinal);

ALTER TABLE ONLY kam.import_file
    ADD CONSTRAINT import_file_pkey PRIMARY KEY (tenant_id, snapshot_id, entity, file);

ALTER TABLE ONLY kam.matrix_basis
    ADD CONSTRAINT matrix_basis_pkey PRIMARY KEY (tenant_id, plan_id);

ALTER TABLE ONLY kam.matrix_cell
    ADD CONSTRAINT matrix_cell_pkey PRIMARY KEY (tenant_id, plan_id, account_id, stage);

ALTER TABLE ONLY kam.matrix_event
    ADD CONSTRAINT matrix_event_pkey PRIMARY KEY (tenant_id, plan_id, ordinal);

ALTER TABLE ONLY kam.matrix_hire
    ADD CONSTRAINT matrix_hire_pkey PRIMARY KEY (tenant_id, plan_id, hire);

ALTER TABLE ONLY kam.matrix_hire_work
    ADD CONSTRAINT matrix_hire_work_pkey PRIMARY KEY (tenant_id, plan_id, hire, ordinal);

ALTER TABLE ONLY kam.matrix_kam
    ADD CONSTRAINT matrix_kam_pkey PRIMARY KEY (tenant_id, plan_id, account_id);

ALTER TABLE ONLY kam.matrix_load
    ADD CONSTRAINT matrix_load_pkey PRIMARY KEY (tenant_id, plan_id, member_id);

ALTER TABLE ONLY kam.matrix_rule
    ADD CONSTRAINT matrix_rule_pkey PRIMARY KEY (tenant_id, plan_id, ordinal);

ALTER TABLE ONLY kam.matrix_supporter
    ADD CONSTRAINT matrix_supporter_pkey PRIMARY KEY (tenant_id, plan_id, account_id, stage, member_id, role);

ALTER TABLE ONLY kam.matrix_term
    ADD CONSTRAINT matrix_term_pkey PRIMARY KEY (tenant_id, plan_id, ordinal);

ALTER TABLE ONLY kam.matrix_term
    ADD CONSTRAINT matrix_term_tenant_id_plan_id_term_key UNIQUE (tenant_id, plan_id, term);

ALTER TABLE ONLY kam.member_language
    ADD CONSTRAINT member_language_pkey PRIMARY KEY (tenant_id, snapshot_id, member_id, language);

ALTER TABLE ONLY kam.member_leave
    ADD CONSTRAINT member_leave_once EXCLUDE USING gist (tenant_id WITH =, snapshot_id WITH =, ((member_id)::text) WITH =, away WITH &&);

ALTER TABLE ONLY kam.member_leave
    ADD CONSTRAINT member_leave_pkey PRIMARY KEY (tenant_id, snapshot_id, member_id, away);

ALTER TABLE ONLY kam.member
    ADD CONSTRAINT member_pkey PRIMARY KEY (tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.member_skill
    ADD CONSTRAINT member_skill_pkey PRIMARY KEY (tenant_id, snapshot_id, member_id, skill);

ALTER TABLE ONLY kam.member_team
    ADD CONSTRAINT member_team_once EXCLUDE USING gist (tenant_id WITH =, snapshot_id WITH =, ((member_id)::text) WITH =, valid WITH &&);

ALTER TABLE ONLY kam.member_team
    ADD CONSTRAINT member_team_pkey PRIMARY KEY (tenant_id, snapshot_id, member_id, valid);

ALTER TABLE ONLY kam.opportunity
    ADD CONSTRAINT opportunity_pkey PRIMARY KEY (tenant_id, snapshot_id, opportunity_id);

ALTER TABLE ONLY kam.plan
    ADD CONSTRAINT plan_pkey PRIMARY KEY (tenant_id, plan_id);

ALTER TABLE ONLY kam.plan
    ADD CONSTRAINT plan_tenant_id_plan_id_snapshot_id_key UNIQUE (tenant_id, plan_id, snapshot_id);

ALTER TABLE ONLY kam.policy
    ADD CONSTRAINT policy_pkey PRIMARY KEY (tenant_id, policy_id);

ALTER TABLE ONLY kam.portfolio_account
    ADD CONSTRAINT portfolio_account_pkey PRIMARY KEY (tenant_id, plan_id, account_id);

ALTER TABLE ONLY kam.portfolio_basis
    ADD CONSTRAINT portfolio_basis_pkey PRIMARY KEY (tenant_id, plan_id);

ALTER TABLE ONLY kam.portfolio_curve
    ADD CONSTRAINT portfolio_curve_pkey PRIMARY KEY (tenant_id, plan_id, kam_count);

ALTER TABLE ONLY kam.portfolio_gate
    ADD CONSTRAINT portfolio_gate_pkey PRIMARY KEY (tenant_id, plan_id, account_id, ordinal);

ALTER TABLE ONLY kam.portfolio_rating
    ADD CONSTRAINT portfolio_rating_pkey PRIMARY KEY (tenant_id, plan_id, account_id, criterion, rater);

ALTER TABLE ONLY kam.portfolio_score
    ADD CONSTRAINT portfolio_score_pkey PRIMARY KEY (tenant_id, plan_id, account_id);

ALTER TABLE ONLY kam.portfolio_weight
    ADD CONSTRAINT portfolio_weight_pkey PRIMARY KEY (tenant_id, plan_id, ordinal);

ALTER TABLE ONLY kam.portfolio_weight
    ADD CONSTRAINT portfolio_weight_tenant_id_plan_id_criterion_key UNIQUE (tenant_id, plan_id, criterion);

ALTER TABLE ONLY kam.reject
    ADD CONSTRAINT reject_pkey PRIMARY KEY (tenant_id, snapshot_id, ordinal);

ALTER TABLE ONLY kam.snapshot
    ADD CONSTRAINT snapshot_pkey PRIMARY KEY (tenant_id, snapshot_id);

ALTER TABLE ONLY kam.snapshot
    ADD CONSTRAINT snapshot_tenant_id_fingerprint_key UNIQUE (tenant_id, fingerprint);

ALTER TABLE ONLY kam.stage_event
    ADD CONSTRAINT stage_event_pkey PRIMARY KEY (tenant_id, snapshot_id, opportunity_id, ordinal);

ALTER TABLE ONLY kam.tenant
    ADD CONSTRAINT tenant_pkey PRIMARY KEY (tenant_id);

CREATE INDEX account_owner ON kam.account USING btree (tenant_id, snapshot_id, owner_id) WHERE (owner_id IS NOT NULL);

CREATE INDEX account_parent ON kam.account USING btree (tenant_id, snapshot_id, parent_id) WHERE (parent_id IS NOT NULL);

CREATE INDEX allocation_move_member ON kam.allocation_move USING btree (tenant_id, snapshot_id, member_id);

CREATE INDEX assignment_pin_quarter ON kam.assignment_pin USING btree (tenant_id, quarter, account_id);

CREATE INDEX matrix_basis_from ON kam.matrix_basis USING btree (tenant_id, from_plan_id) WHERE (from_plan_id IS NOT NULL);

CREATE INDEX matrix_cell_account ON kam.matrix_cell USING btree (tenant_id, snapshot_id, account_id);

CREATE INDEX matrix_cell_lead ON kam.matrix_cell USING btree (tenant_id, snapshot_id, lead_id);

CREATE INDEX matrix_cell_runner_up ON kam.matrix_cell USING btree (tenant_id, snapshot_id, runner_up_id) WHERE (runner_up_id IS NOT NULL);

CREATE INDEX matrix_event_account ON kam.matrix_event USING btree (tenant_id, snapshot_id, account_id) WHERE (account_id IS NOT NULL);

CREATE INDEX matrix_event_member ON kam.matrix_event USING btree (tenant_id, snapshot_id, member_id) WHERE (member_id IS NOT NULL);

CREATE INDEX matrix_hire_work_account ON kam.matrix_hire_work USING btree (tenant_id, snapshot_id, account_id);

CREATE INDEX matrix_kam_account ON kam.matrix_kam USING btree (tenant_id, snapshot_id, account_id);

CREATE INDEX matrix_kam_member ON kam.matrix_kam USING btree (tenant_id, snapshot_id, kam_id);

CREATE INDEX matrix_kam_runner_up ON kam.matrix_kam USING btree (tenant_id, snapshot_id, runner_up_id) WHERE (runner_up_id IS NOT NULL);

CREATE INDEX matrix_load_member ON kam.matrix_load USING btree (tenant_id, snapshot_id, member_id);

CREATE INDEX matrix_rule_account ON kam.matrix_rule USING btree (tenant_id, snapshot_id, account_id);

CREATE INDEX matrix_rule_member ON kam.matrix_rule USING btree (tenant_id, snapshot_id, member_id);

CREATE INDEX matrix_rule_pin ON kam.matrix_rule USING btree (tenant_id, pin_id) WHERE (pin_id IS NOT NULL);

CREATE INDEX matrix_supporter_member ON kam.matrix_supporter USING btree (tenant_id, snapshot_id, member_id);

CREATE INDEX opportunity_account ON ONLY kam.opportunity USING btree (tenant_id, snapshot_id, account_id);

CREATE INDEX opportunity_owner ON ONLY kam.opportunity USING btree (tenant_id, snapshot_id, owner_id);

CREATE INDEX plan_policy ON kam.plan USING btree (tenant_id, policy_id);

CREATE INDEX plan_portfolio ON kam.plan USING btree (tenant_id, portfolio_id, snapshot_id) WHERE (portfolio_id IS NOT NULL);

CREATE INDEX plan_quarter ON kam.plan USING btree (tenant_id, kind, quarter, created_at);

CREATE INDEX plan_snapshot ON kam.plan USING btree (tenant_id, snapshot_id, quarter, kind);

CREATE INDEX portfolio_account_account ON kam.portfolio_account USING btree (tenant_id, snapshot_id, account_id);

CREATE INDEX portfolio_basis_past ON kam.portfolio_basis USING btree (tenant_id, past_plan_id) WHERE (past_plan_id IS NOT NULL);

CREATE INDEX portfolio_curve_account ON kam.portfolio_curve USING btree (tenant_id, plan_id, marginal_account_id) WHERE (marginal_account_id IS NOT NULL);

CREATE INDEX portfolio_rating_source ON kam.portfolio_rating USING btree (tenant_id, snapshot_id, account_id, criterion, rater, rated_on);

CREATE INDEX stage_event_owner ON ONLY kam.stage_event USING btree (tenant_id, snapshot_id, owner_id);

ALTER TABLE ONLY kam.account_rating
    ADD CONSTRAINT account_rating_tenant_id_snapshot_id_account_id_fkey FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account(tenant_id, snapshot_id, account_id);

ALTER TABLE ONLY kam.account
    ADD CONSTRAINT account_tenant_id_snapshot_id_fkey FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot(tenant_id, snapshot_id);

ALTER TABLE ONLY kam.account
    ADD CONSTRAINT account_tenant_id_snapshot_id_owner_id_fkey FOREIGN KEY (tenant_id, snapshot_id, owner_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.account
    ADD CONSTRAINT account_tenant_id_snapshot_id_parent_id_fkey FOREIGN KEY (tenant_id, snapshot_id, parent_id) REFERENCES kam.account(tenant_id, snapshot_id, account_id);

ALTER TABLE ONLY kam.allocation_move
    ADD CONSTRAINT allocation_move_tenant_id_plan_id_snapshot_id_fkey FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan(tenant_id, plan_id, snapshot_id);

ALTER TABLE ONLY kam.allocation_move
    ADD CONSTRAINT allocation_move_tenant_id_snapshot_id_member_id_fkey FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.allocation_price
    ADD CONSTRAINT allocation_price_tenant_id_plan_id_fkey FOREIGN KEY (tenant_id, plan_id) REFERENCES kam.plan(tenant_id, plan_id);

ALTER TABLE ONLY kam.assignment_pin
    ADD CONSTRAINT assignment_pin_follows_one_withdrawn FOREIGN KEY (tenant_id, follows_id, slot) REFERENCES kam.assignment_pin_withdrawal(tenant_id, pin_id, slot);

ALTER TABLE ONLY kam.assignment_pin_withdrawal
    ADD CONSTRAINT assignment_pin_withdrawal_tenant_id_pin_id_slot_fkey FOREIGN KEY (tenant_id, pin_id, slot) REFERENCES kam.assignment_pin(tenant_id, pin_id, slot);

ALTER TABLE ONLY kam.assumption
    ADD CONSTRAINT assumption_tenant_id_snapshot_id_fkey FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot(tenant_id, snapshot_id);

ALTER TABLE ONLY kam.diagnostic
    ADD CONSTRAINT diagnostic_tenant_id_snapshot_id_fkey FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot(tenant_id, snapshot_id);

ALTER TABLE ONLY kam.import_file
    ADD CONSTRAINT import_file_tenant_id_snapshot_id_fkey FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot(tenant_id, snapshot_id);

ALTER TABLE ONLY kam.matrix_basis
    ADD CONSTRAINT matrix_basis_tenant_id_from_plan_id_fkey FOREIGN KEY (tenant_id, from_plan_id) REFERENCES kam.plan(tenant_id, plan_id);

ALTER TABLE ONLY kam.matrix_basis
    ADD CONSTRAINT matrix_basis_tenant_id_plan_id_fkey FOREIGN KEY (tenant_id, plan_id) REFERENCES kam.plan(tenant_id, plan_id);

ALTER TABLE ONLY kam.matrix_cell
    ADD CONSTRAINT matrix_cell_tenant_id_plan_id_snapshot_id_fkey FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan(tenant_id, plan_id, snapshot_id);

ALTER TABLE ONLY kam.matrix_cell
    ADD CONSTRAINT matrix_cell_tenant_id_snapshot_id_account_id_fkey FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account(tenant_id, snapshot_id, account_id);

ALTER TABLE ONLY kam.matrix_cell
    ADD CONSTRAINT matrix_cell_tenant_id_snapshot_id_lead_id_fkey FOREIGN KEY (tenant_id, snapshot_id, lead_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.matrix_cell
    ADD CONSTRAINT matrix_cell_tenant_id_snapshot_id_runner_up_id_fkey FOREIGN KEY (tenant_id, snapshot_id, runner_up_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.matrix_event
    ADD CONSTRAINT matrix_event_tenant_id_plan_id_snapshot_id_fkey FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan(tenant_id, plan_id, snapshot_id);

ALTER TABLE ONLY kam.matrix_event
    ADD CONSTRAINT matrix_event_tenant_id_snapshot_id_account_id_fkey FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account(tenant_id, snapshot_id, account_id);

ALTER TABLE ONLY kam.matrix_event
    ADD CONSTRAINT matrix_event_tenant_id_snapshot_id_member_id_fkey FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.matrix_hire
    ADD CONSTRAINT matrix_hire_tenant_id_plan_id_fkey FOREIGN KEY (tenant_id, plan_id) REFERENCES kam.plan(tenant_id, plan_id);

ALTER TABLE ONLY kam.matrix_hire_work
    ADD CONSTRAINT matrix_hire_work_tenant_id_plan_id_hire_fkey FOREIGN KEY (tenant_id, plan_id, hire) REFERENCES kam.matrix_hire(tenant_id, plan_id, hire);

ALTER TABLE ONLY kam.matrix_hire_work
    ADD CONSTRAINT matrix_hire_work_tenant_id_plan_id_snapshot_id_fkey FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan(tenant_id, plan_id, snapshot_id);

ALTER TABLE ONLY kam.matrix_hire_work
    ADD CONSTRAINT matrix_hire_work_tenant_id_snapshot_id_account_id_fkey FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account(tenant_id, snapshot_id, account_id);

ALTER TABLE ONLY kam.matrix_kam
    ADD CONSTRAINT matrix_kam_tenant_id_plan_id_snapshot_id_fkey FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan(tenant_id, plan_id, snapshot_id);

ALTER TABLE ONLY kam.matrix_kam
    ADD CONSTRAINT matrix_kam_tenant_id_snapshot_id_account_id_fkey FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account(tenant_id, snapshot_id, account_id);

ALTER TABLE ONLY kam.matrix_kam
    ADD CONSTRAINT matrix_kam_tenant_id_snapshot_id_kam_id_fkey FOREIGN KEY (tenant_id, snapshot_id, kam_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.matrix_kam
    ADD CONSTRAINT matrix_kam_tenant_id_snapshot_id_runner_up_id_fkey FOREIGN KEY (tenant_id, snapshot_id, runner_up_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.matrix_load
    ADD CONSTRAINT matrix_load_tenant_id_plan_id_snapshot_id_fkey FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan(tenant_id, plan_id, snapshot_id);

ALTER TABLE ONLY kam.matrix_load
    ADD CONSTRAINT matrix_load_tenant_id_snapshot_id_member_id_fkey FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.matrix_rule
    ADD CONSTRAINT matrix_rule_tenant_id_pin_id_fkey FOREIGN KEY (tenant_id, pin_id) REFERENCES kam.assignment_pin(tenant_id, pin_id);

ALTER TABLE ONLY kam.matrix_rule
    ADD CONSTRAINT matrix_rule_tenant_id_plan_id_snapshot_id_fkey FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan(tenant_id, plan_id, snapshot_id);

ALTER TABLE ONLY kam.matrix_rule
    ADD CONSTRAINT matrix_rule_tenant_id_snapshot_id_account_id_fkey FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account(tenant_id, snapshot_id, account_id);

ALTER TABLE ONLY kam.matrix_rule
    ADD CONSTRAINT matrix_rule_tenant_id_snapshot_id_member_id_fkey FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.matrix_supporter
    ADD CONSTRAINT matrix_supporter_tenant_id_plan_id_account_id_stage_fkey FOREIGN KEY (tenant_id, plan_id, account_id, stage) REFERENCES kam.matrix_cell(tenant_id, plan_id, account_id, stage);

ALTER TABLE ONLY kam.matrix_supporter
    ADD CONSTRAINT matrix_supporter_tenant_id_plan_id_snapshot_id_fkey FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan(tenant_id, plan_id, snapshot_id);

ALTER TABLE ONLY kam.matrix_supporter
    ADD CONSTRAINT matrix_supporter_tenant_id_snapshot_id_member_id_fkey FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.matrix_term
    ADD CONSTRAINT matrix_term_tenant_id_plan_id_fkey FOREIGN KEY (tenant_id, plan_id) REFERENCES kam.plan(tenant_id, plan_id);

ALTER TABLE ONLY kam.member_language
    ADD CONSTRAINT member_language_tenant_id_snapshot_id_member_id_fkey FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.member_leave
    ADD CONSTRAINT member_leave_tenant_id_snapshot_id_member_id_fkey FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.member_skill
    ADD CONSTRAINT member_skill_tenant_id_snapshot_id_member_id_fkey FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.member_team
    ADD CONSTRAINT member_team_tenant_id_snapshot_id_member_id_fkey FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.member
    ADD CONSTRAINT member_tenant_id_snapshot_id_fkey FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot(tenant_id, snapshot_id);

ALTER TABLE kam.opportunity
    ADD CONSTRAINT opportunity_tenant_id_snapshot_id_account_id_fkey FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account(tenant_id, snapshot_id, account_id);

ALTER TABLE kam.opportunity
    ADD CONSTRAINT opportunity_tenant_id_snapshot_id_fkey FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot(tenant_id, snapshot_id);

ALTER TABLE kam.opportunity
    ADD CONSTRAINT opportunity_tenant_id_snapshot_id_owner_id_fkey FOREIGN KEY (tenant_id, snapshot_id, owner_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE ONLY kam.plan
    ADD CONSTRAINT plan_tenant_id_policy_id_fkey FOREIGN KEY (tenant_id, policy_id) REFERENCES kam.policy(tenant_id, policy_id);

ALTER TABLE ONLY kam.plan
    ADD CONSTRAINT plan_tenant_id_portfolio_id_snapshot_id_fkey FOREIGN KEY (tenant_id, portfolio_id, snapshot_id) REFERENCES kam.plan(tenant_id, plan_id, snapshot_id);

ALTER TABLE ONLY kam.plan
    ADD CONSTRAINT plan_tenant_id_snapshot_id_fkey FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot(tenant_id, snapshot_id);

ALTER TABLE ONLY kam.policy
    ADD CONSTRAINT policy_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES kam.tenant(tenant_id);

ALTER TABLE ONLY kam.portfolio_account
    ADD CONSTRAINT portfolio_account_tenant_id_plan_id_snapshot_id_fkey FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan(tenant_id, plan_id, snapshot_id);

ALTER TABLE ONLY kam.portfolio_account
    ADD CONSTRAINT portfolio_account_tenant_id_snapshot_id_account_id_fkey FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account(tenant_id, snapshot_id, account_id);

ALTER TABLE ONLY kam.portfolio_basis
    ADD CONSTRAINT portfolio_basis_tenant_id_past_plan_id_fkey FOREIGN KEY (tenant_id, past_plan_id) REFERENCES kam.plan(tenant_id, plan_id);

ALTER TABLE ONLY kam.portfolio_basis
    ADD CONSTRAINT portfolio_basis_tenant_id_plan_id_fkey FOREIGN KEY (tenant_id, plan_id) REFERENCES kam.plan(tenant_id, plan_id);

ALTER TABLE ONLY kam.portfolio_curve
    ADD CONSTRAINT portfolio_curve_tenant_id_plan_id_fkey FOREIGN KEY (tenant_id, plan_id) REFERENCES kam.plan(tenant_id, plan_id);

ALTER TABLE ONLY kam.portfolio_curve
    ADD CONSTRAINT portfolio_curve_tenant_id_plan_id_marginal_account_id_fkey FOREIGN KEY (tenant_id, plan_id, marginal_account_id) REFERENCES kam.portfolio_account(tenant_id, plan_id, account_id);

ALTER TABLE ONLY kam.portfolio_gate
    ADD CONSTRAINT portfolio_gate_tenant_id_plan_id_account_id_fkey FOREIGN KEY (tenant_id, plan_id, account_id) REFERENCES kam.portfolio_account(tenant_id, plan_id, account_id);

ALTER TABLE ONLY kam.portfolio_rating
    ADD CONSTRAINT portfolio_rating_tenant_id_plan_id_snapshot_id_fkey FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan(tenant_id, plan_id, snapshot_id);

ALTER TABLE ONLY kam.portfolio_rating
    ADD CONSTRAINT portfolio_rating_tenant_id_snapshot_id_account_id_criterio_fkey FOREIGN KEY (tenant_id, snapshot_id, account_id, criterion, rater, rated_on) REFERENCES kam.account_rating(tenant_id, snapshot_id, account_id, criterion, rater, rated_on);

ALTER TABLE ONLY kam.portfolio_score
    ADD CONSTRAINT portfolio_score_tenant_id_plan_id_account_id_fkey FOREIGN KEY (tenant_id, plan_id, account_id) REFERENCES kam.portfolio_account(tenant_id, plan_id, account_id);

ALTER TABLE ONLY kam.portfolio_weight
    ADD CONSTRAINT portfolio_weight_tenant_id_plan_id_fkey FOREIGN KEY (tenant_id, plan_id) REFERENCES kam.plan(tenant_id, plan_id);

ALTER TABLE ONLY kam.reject
    ADD CONSTRAINT reject_tenant_id_snapshot_id_fkey FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot(tenant_id, snapshot_id);

ALTER TABLE ONLY kam.snapshot
    ADD CONSTRAINT snapshot_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES kam.tenant(tenant_id);

ALTER TABLE kam.stage_event
    ADD CONSTRAINT stage_event_tenant_id_snapshot_id_fkey FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot(tenant_id, snapshot_id);

ALTER TABLE kam.stage_event
    ADD CONSTRAINT stage_event_tenant_id_snapshot_id_owner_id_fkey FOREIGN KEY (tenant_id, snapshot_id, owner_id) REFERENCES kam.member(tenant_id, snapshot_id, member_id);

ALTER TABLE kam.account ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.account_rating ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.allocation_move ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.allocation_price ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.assignment_pin ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.assignment_pin_withdrawal ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.assumption ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.diagnostic ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.import_file ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.matrix_basis ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.matrix_cell ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.matrix_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.matrix_hire ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.matrix_hire_work ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.matrix_kam ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.matrix_load ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.matrix_rule ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.matrix_supporter ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.matrix_term ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.member ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.member_language ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.member_leave ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.member_skill ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.member_team ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.opportunity ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.plan ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.policy ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.portfolio_account ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.portfolio_basis ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.portfolio_curve ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.portfolio_gate ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.portfolio_rating ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.portfolio_score ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.portfolio_weight ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.reject ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.snapshot ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.stage_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE kam.tenant ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant_adds ON kam.account FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (snapshot_id IN ( SELECT s.snapshot_id
   FROM kam.snapshot s
  WHERE (s.imported_at = now())))));

CREATE POLICY tenant_adds ON kam.account_rating FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (snapshot_id IN ( SELECT s.snapshot_id
   FROM kam.snapshot s
  WHERE (s.imported_at = now())))));

CREATE POLICY tenant_adds ON kam.allocation_move FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.allocation_price FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.assignment_pin FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (made_at = now())));

CREATE POLICY tenant_adds ON kam.assignment_pin_withdrawal FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (made_at = now())));

CREATE POLICY tenant_adds ON kam.assumption FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (snapshot_id IN ( SELECT s.snapshot_id
   FROM kam.snapshot s
  WHERE (s.imported_at = now())))));

CREATE POLICY tenant_adds ON kam.diagnostic FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (snapshot_id IN ( SELECT s.snapshot_id
   FROM kam.snapshot s
  WHERE (s.imported_at = now())))));

CREATE POLICY tenant_adds ON kam.import_file FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (snapshot_id IN ( SELECT s.snapshot_id
   FROM kam.snapshot s
  WHERE (s.imported_at = now())))));

CREATE POLICY tenant_adds ON kam.matrix_basis FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.matrix_cell FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.matrix_event FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.matrix_hire FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.matrix_hire_work FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.matrix_kam FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.matrix_load FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.matrix_rule FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.matrix_supporter FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.matrix_term FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.member FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (snapshot_id IN ( SELECT s.snapshot_id
   FROM kam.snapshot s
  WHERE (s.imported_at = now())))));

CREATE POLICY tenant_adds ON kam.member_language FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (snapshot_id IN ( SELECT s.snapshot_id
   FROM kam.snapshot s
  WHERE (s.imported_at = now())))));

CREATE POLICY tenant_adds ON kam.member_leave FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (snapshot_id IN ( SELECT s.snapshot_id
   FROM kam.snapshot s
  WHERE (s.imported_at = now())))));

CREATE POLICY tenant_adds ON kam.member_skill FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (snapshot_id IN ( SELECT s.snapshot_id
   FROM kam.snapshot s
  WHERE (s.imported_at = now())))));

CREATE POLICY tenant_adds ON kam.member_team FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (snapshot_id IN ( SELECT s.snapshot_id
   FROM kam.snapshot s
  WHERE (s.imported_at = now())))));

CREATE POLICY tenant_adds ON kam.opportunity FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (snapshot_id IN ( SELECT s.snapshot_id
   FROM kam.snapshot s
  WHERE (s.imported_at = now())))));

CREATE POLICY tenant_adds ON kam.plan FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (created_at = now())));

CREATE POLICY tenant_adds ON kam.policy FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND true));

CREATE POLICY tenant_adds ON kam.portfolio_account FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.portfolio_basis FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.portfolio_curve FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.portfolio_gate FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.portfolio_rating FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.portfolio_score FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.portfolio_weight FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (plan_id IN ( SELECT p.plan_id
   FROM kam.plan p
  WHERE (p.created_at = now())))));

CREATE POLICY tenant_adds ON kam.reject FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (snapshot_id IN ( SELECT s.snapshot_id
   FROM kam.snapshot s
  WHERE (s.imported_at = now())))));

CREATE POLICY tenant_adds ON kam.snapshot FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (imported_at = now())));

CREATE POLICY tenant_adds ON kam.stage_event FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND (snapshot_id IN ( SELECT s.snapshot_id
   FROM kam.snapshot s
  WHERE (s.imported_at = now())))));

CREATE POLICY tenant_adds ON kam.tenant FOR INSERT WITH CHECK (((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)) AND true));

CREATE POLICY tenant_reads ON kam.account FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.account_rating FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.allocation_move FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.allocation_price FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.assignment_pin FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.assignment_pin_withdrawal FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.assumption FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.diagnostic FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.import_file FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.matrix_basis FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.matrix_cell FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.matrix_event FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.matrix_hire FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.matrix_hire_work FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.matrix_kam FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.matrix_load FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.matrix_rule FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.matrix_supporter FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.matrix_term FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.member FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.member_language FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.member_leave FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.member_skill FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.member_team FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.opportunity FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.plan FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.policy FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.portfolio_account FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.portfolio_basis FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.portfolio_curve FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.portfolio_gate FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.portfolio_rating FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.portfolio_score FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.portfolio_weight FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.reject FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.snapshot FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.stage_event FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

CREATE POLICY tenant_reads ON kam.tenant FOR SELECT USING ((tenant_id = ( SELECT kam.tenant_of_session() AS tenant_of_session)));

GRANT USAGE ON SCHEMA kam TO kam_app;

REVOKE ALL ON FUNCTION kam.close_partitions(snapshot uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION kam.close_partitions(snapshot uuid) TO kam_app;

REVOKE ALL ON FUNCTION kam.keep_tenants_apart(name text, writable text) FROM PUBLIC;

REVOKE ALL ON FUNCTION kam.open_partitions(snapshot uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION kam.open_partitions(snapshot uuid) TO kam_app;

REVOKE ALL ON FUNCTION kam.partition_of(parent text, snapshot uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION kam.partition_of(parent text, snapshot uuid) TO kam_app;

REVOKE ALL ON FUNCTION kam.tenant_of_session() FROM PUBLIC;
GRANT ALL ON FUNCTION kam.tenant_of_session() TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.account TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.opportunity TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.snapshot TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.account_contract TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.account_pipeline TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.account_purchase TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.account_quarter TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.account_rating TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.account_span TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.stage_event TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.account_stage_owner TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.allocation_move TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.allocation_price TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.assignment_pin TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.assignment_pin_withdrawal TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.assumption TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.deal_size TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.diagnostic TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.import_file TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.matrix_basis TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.matrix_cell TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.matrix_event TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.matrix_hire TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.matrix_hire_work TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.matrix_kam TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.matrix_load TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.matrix_rule TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.matrix_supporter TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.matrix_term TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.member TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.member_language TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.member_leave TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.member_skill TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.member_team TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.plan TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.policy TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.portfolio_account TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.portfolio_basis TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.portfolio_score TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.portfolio_weight TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.portfolio_contribution TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.portfolio_curve TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.portfolio_gate TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.portfolio_rating TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.purchase_omission TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.reject TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.stage_flow TO kam_app;

GRANT SELECT,INSERT ON TABLE kam.tenant TO kam_app;

ALTER DEFAULT PRIVILEGES FOR ROLE kam_owner IN SCHEMA kam GRANT SELECT,INSERT ON TABLES  TO kam_app;

