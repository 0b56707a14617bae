-- What the schema refuses, whoever asks: changes to the past, overlaps, contradictions, numbers that cannot be.

BEGIN;
CREATE EXTENSION pgtap;
\ir support/two_tenants.sql

SELECT plan((
    SELECT (count(*) * 3 + count(*) FILTER (WHERE c.relname NOT IN ('tenant', 'policy')) + 118)::integer
    FROM pg_class AS c
    WHERE c.relnamespace = 'kam'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition));

SET LOCAL ROLE kam_app;
SET LOCAL kam.tenant_id = '00000000-0000-7000-8000-0000000000a1';

-- The past is written once ------------------------------------------------------------------------------------------

SELECT throws_matching(
    format('UPDATE kam.%I SET tenant_id = tenant_id', c.relname), 'permission denied',
    format('%s cannot be changed', c.relname))
FROM pg_class AS c
WHERE c.relnamespace = 'kam'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY c.relname;

SELECT throws_matching(
    format('DELETE FROM kam.%I', c.relname), 'permission denied', format('nothing of %s can be removed', c.relname))
FROM pg_class AS c
WHERE c.relnamespace = 'kam'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY c.relname;

SELECT throws_matching(
    format('TRUNCATE kam.%I CASCADE', c.relname), 'permission denied', format('%s cannot be emptied', c.relname))
FROM pg_class AS c
WHERE c.relnamespace = 'kam'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY c.relname;

-- A copy of a row that is there, so of a snapshot or plan that an earlier transaction wrote.
SELECT throws_matching(
    format('INSERT INTO kam.%1$I SELECT t.* FROM kam.%1$I AS t LIMIT 1', c.relname), 'row-level security',
    format('nothing can be added to %s after its snapshot or plan was written', c.relname))
FROM pg_class AS c
WHERE c.relnamespace = 'kam'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname NOT IN ('tenant', 'policy')
ORDER BY c.relname;

-- A snapshot of this transaction ------------------------------------------------------------------------------------

SELECT throws_matching(
    $$INSERT INTO kam.snapshot (tenant_id, snapshot_id, as_of, profile, fingerprint, currency, imported_at)
    VALUES (
        '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000af', '2018-03-31', 'test',
        repeat('f', 64), 'USD', now() - interval '1 second')$$,
    'row-level security', 'a snapshot cannot be dated back');
SELECT lives_ok(
    $$INSERT INTO kam.snapshot (tenant_id, snapshot_id, as_of, profile, fingerprint, currency)
    VALUES (
        '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000ae', '2018-03-31', 'test',
        repeat('e', 64), 'USD')$$,
    'a snapshot can be made');
SELECT throws_ok(
    $$INSERT INTO kam.snapshot (tenant_id, snapshot_id, as_of, profile, fingerprint, currency)
    VALUES (
        '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000ad', '2018-03-31', 'test',
        repeat('e', 64), 'USD')$$,
    '23505', NULL, 'the same files cannot be imported twice');

-- Rows of it, in short: the columns that matter are named, tenant and snapshot are filled in.
CREATE TEMP TABLE attempt (ordinal integer, target text, columns text, cells text, sqlstate text, title text);
INSERT INTO attempt
VALUES
    (1, 'member', 'member_id, name, weekly_hours, employed', $$'M1', 'Mori', 40, '[2016-01-01,)'$$, NULL, 'a member can be added to a snapshot of this transaction'),
    (2, 'member', 'member_id, name, weekly_hours, employed', $$'M2', 'Sato', -1, '[2016-01-01,)'$$, '23514', 'negative hours are refused'),
    (3, 'member', 'member_id, name, weekly_hours, employed', $$'M2', 'Sato', 'NaN', '[2016-01-01,)'$$, '23514', 'hours that are no number are refused'),
    (4, 'member', 'member_id, name, weekly_hours, employed', $$'M2', 'Sato', 169, '[2016-01-01,)'$$, '23514', 'a week of more than 168 hours is refused'),
    (5, 'member', 'member_id, name, weekly_hours, employed', $$'M2', 'Sato', 40, '[2016-01-01,2016-01-01)'$$, '23514', 'employment of no day is refused'),
    (6, 'member', 'member_id, name, weekly_hours, employed, hourly_cost_minor', $$'M2', 'Sato', 40, '[2016-01-01,)', -1$$, '23514', 'a negative cost is refused'),
    (7, 'member', 'member_id, name, weekly_hours, employed', $$'', 'Sato', 40, '[2016-01-01,)'$$, '23514', 'an empty key is refused'),
    (8, 'member', 'member_id, name, weekly_hours, employed', $$'M1', 'Again', 40, '[2016-01-01,)'$$, '23505', 'a member cannot be there twice'),
    (9, 'member_team', 'member_id, valid, team', $$'M1', '[2016-01-01,2017-01-01)', 'inside_sales'$$, NULL, 'a membership can be added'),
    (10, 'member_team', 'member_id, valid, team', $$'M1', '[2017-01-01,)', 'field_sales'$$, NULL, 'and one that follows it'),
    (11, 'member_team', 'member_id, valid, team', $$'M1', '[2016-12-31,2017-01-01)', 'key_account'$$, '23P01', 'memberships that overlap by a day are refused'),
    (12, 'member_team', 'member_id, valid, team', $$'M9', '[2016-01-01,)', 'inside_sales'$$, '23503', 'a membership of nobody is refused'),
    (13, 'member_leave', 'member_id, away', $$'M1', '[2018-01-01,2018-01-08)'$$, NULL, 'leave can be added'),
    (14, 'member_leave', 'member_id, away', $$'M1', '[2018-01-07,2018-01-09)'$$, '23P01', 'leave that overlaps by a day is refused'),
    (15, 'member_leave', 'member_id, away', $$'M1', '[2018-02-01,)'$$, '23514', 'leave without an end is refused'),
    (16, 'account', 'account_id, name, segment', $$'A1', 'Acme', 'retail'$$, NULL, 'an account can be added'),
    (17, 'account', 'account_id, name, segment, parent_id', $$'A2', 'Own parent', 'retail', 'A2'$$, '23514', 'an account that owns itself is refused'),
    (18, 'account', 'account_id, name, segment, parent_id', $$'A2', 'Orphan', 'retail', 'A9'$$, '23503', 'an account of a parent that is not there is refused'),
    (19, 'account', 'account_id, name, segment, owner_id', $$'A2', 'Foreign', 'retail', 'M2'$$, '23503', 'an owner whom only other snapshots have is refused'),
    (20, 'account', 'account_id, name, segment, employees', $$'A2', 'Few', 'retail', -1$$, '23514', 'fewer than no employees are refused'),
    (24, 'account', 'account_id, name, segment, language', $$'A2', 'Lost', 'retail', 'Japanese'$$, '23514', 'a language that is no code is refused'),
    (25, 'account', 'account_id, name, segment, seniority', $$'A2', 'High', 'retail', 100$$, '23514', 'a level above 99 is refused'),
    (26, 'account', 'account_id, name, segment, rivals', $$'A2', 'Rival', 'retail', ''$$, '23514', 'a group of rivals without a name is refused'),
    (27, 'member', 'member_id, name, weekly_hours, employed, seniority', $$'M3', 'Low', 40, '[2016-01-01,)', -1$$, '23514', 'a level below 0 is refused'),
    (28, 'account', 'account_id, name, segment, language, seniority, rivals', $$'A3', 'Whole', 'retail', 'ja', 3, 'makers'$$, NULL, 'an account can have all three'),
    (21, 'account_rating', 'account_id, criterion, rater, rated_on, value', $$'A1', 'c', 'r', '2018-01-01', 'NaN'$$, '23514', 'a rating that is no number is refused'),
    (22, 'diagnostic', 'ordinal, severity, code, message', $$1, 'fatal', 'KAM101', 'm'$$, '23514', 'a severity that is not known is refused'),
    (23, 'diagnostic', 'ordinal, severity, code, message', $$1, 'error', 'E1', 'm'$$, '23514', 'a code of another form is refused');
GRANT SELECT ON attempt TO kam_app;

CREATE FUNCTION pg_temp.statement(target text, columns text, cells text) RETURNS text
    LANGUAGE sql
    RETURN format(
        'INSERT INTO kam.%I (tenant_id, snapshot_id, %s) VALUES (%L, %L, %s)', target, columns,
        '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000ae', cells);

SELECT CASE
    WHEN a.sqlstate IS NULL THEN lives_ok(pg_temp.statement(a.target, a.columns, a.cells), a.title)
    ELSE throws_ok(pg_temp.statement(a.target, a.columns, a.cells), a.sqlstate, NULL, a.title)
END
FROM attempt AS a
ORDER BY a.ordinal;

SELECT throws_ok(
    $$INSERT INTO kam.account (tenant_id, snapshot_id, account_id, name, segment)
    VALUES ('00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000b2', 'A9', 'Foreign', 'retail')$$,
    '42501', NULL, 'a row of one''s own in another tenant''s snapshot is refused');

-- Partitions ---------------------------------------------------------------------------------------------------------

SELECT throws_ok(
    $$INSERT INTO kam.opportunity (tenant_id, snapshot_id, opportunity_id, stage, state)
    VALUES ('00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000ae', 'O1', 'closing', 'open')$$,
    '23514', NULL, 'an opportunity has no place before the partitions are open');
SELECT throws_ok(
    $$SELECT kam.open_partitions('00000000-0000-7000-8000-0000000000b2')$$, '55000', NULL,
    'partitions of another tenant''s snapshot cannot be opened');
SELECT throws_ok(
    $$SELECT kam.open_partitions('00000000-0000-7000-8000-0000000000a2')$$, '55000', NULL,
    'nor those of an earlier snapshot');
SELECT throws_ok(
    $$SELECT kam.close_partitions('00000000-0000-7000-8000-0000000000a2')$$, '55000', NULL,
    'nor can those be closed again');
SELECT throws_ok(
    $$SELECT kam.open_partitions('00000000-0000-7000-8000-0000000000ac')$$, '55000', NULL,
    'nor those of a snapshot that is not there');
SELECT throws_ok(
    $$SELECT kam.keep_tenants_apart('account', 'true')$$, '42501', NULL, 'nobody rewrites the rules of a table');
SELECT lives_ok(
    $$SELECT kam.open_partitions('00000000-0000-7000-8000-0000000000ae')$$, 'those of this transaction''s can be opened');
SELECT throws_ok(
    $$SELECT kam.open_partitions('00000000-0000-7000-8000-0000000000ae')$$, '42P07', NULL, 'but once');

RESET ROLE;
DELETE FROM attempt;
INSERT INTO attempt
VALUES
    (1, '', 'opportunity_id, stage, state, opened_on, closed_on', $$'O1', 'closing', 'won', '2018-01-01', '2018-01-01'$$, NULL, 'an opportunity can be added'),
    (2, '', 'opportunity_id, stage, state, opened_on, closed_on', $$'O2', 'closing', 'won', '2018-01-02', '2018-01-01'$$, '23514', 'one that closed before it opened is refused'),
    (3, '', 'opportunity_id, stage, state, closed_on', $$'O2', 'closing', 'open', '2018-01-01'$$, '23514', 'one that is open and closed is refused'),
    (4, '', 'opportunity_id, stage, state', $$'O2', 'closing', 'maybe'$$, '23514', 'a state that is not known is refused'),
    (5, '', 'opportunity_id, stage, state, probability', $$'O2', 'closing', 'open', 1.01$$, '23514', 'a share above 1 is refused'),
    (6, '', 'opportunity_id, stage, state, source_currency', $$'O2', 'closing', 'open', 'usd'$$, '23514', 'a currency in small letters is refused');
SET LOCAL ROLE kam_app;
SELECT CASE
    WHEN a.sqlstate IS NULL
        THEN lives_ok(
            pg_temp.statement('opportunity_000000000000700080000000000000ae', a.columns, a.cells), a.title)
    ELSE throws_ok(
        pg_temp.statement('opportunity_000000000000700080000000000000ae', a.columns, a.cells), a.sqlstate, NULL, a.title)
END
FROM attempt AS a
ORDER BY a.ordinal;

SELECT throws_ok(
    $$INSERT INTO kam.opportunity_000000000000700080000000000000ae (
        tenant_id, snapshot_id, opportunity_id, stage, state)
    VALUES ('00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000a2', 'O3', 'closing', 'open')$$,
    '42501', NULL, 'a partition takes no row of another snapshot');
SELECT throws_ok(
    $$INSERT INTO kam.stage_event_000000000000700080000000000000ae (
        tenant_id, snapshot_id, opportunity_id, ordinal, stage, entered_on, left_on)
    VALUES (
        '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000ae', 'O1', 1, 'closing', '2018-01-01',
        '2018-01-02')$$,
    '23514', NULL, 'a visit that ended in no way is refused');
SELECT throws_ok(
    $$DO $do$
    BEGIN
        INSERT INTO kam.stage_event_000000000000700080000000000000ae (
            tenant_id, snapshot_id, opportunity_id, ordinal, stage, entered_on)
        VALUES (
            '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000ae', 'O9', 1, 'closing',
            '2018-01-01');
        PERFORM kam.close_partitions('00000000-0000-7000-8000-0000000000ae');
    END
    $do$
    $$,
    '23503', NULL, 'a visit of an opportunity that is not there is refused when the partitions close');
SELECT throws_ok(
    $$DO $do$
    BEGIN
        INSERT INTO kam.opportunity_000000000000700080000000000000ae (
            tenant_id, snapshot_id, opportunity_id, account_id, stage, state)
        VALUES (
            '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000ae', 'O2', 'A9', 'closing', 'open');
        PERFORM kam.close_partitions('00000000-0000-7000-8000-0000000000ae');
    END
    $do$
    $$,
    '23503', NULL, 'so is an opportunity of an account that is not there');
SELECT throws_ok(
    $$DO $do$
    BEGIN
        INSERT INTO kam.opportunity_000000000000700080000000000000ae (
            tenant_id, snapshot_id, opportunity_id, stage, state)
        VALUES (
            '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000ae', 'O1', 'closing', 'open');
        PERFORM kam.close_partitions('00000000-0000-7000-8000-0000000000ae');
    END
    $do$
    $$,
    '23505', NULL, 'and an opportunity that is there twice');
SELECT lives_ok(
    $$SELECT kam.close_partitions('00000000-0000-7000-8000-0000000000ae')$$, 'the partitions can be closed');
SELECT throws_matching(
    $$INSERT INTO kam.opportunity_000000000000700080000000000000ae (tenant_id, snapshot_id, opportunity_id, stage, state)
    VALUES ('00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000ae', 'O4', 'closing', 'open')$$,
    'permission denied', 'a partition that is closed takes no row');

-- Plans --------------------------------------------------------------------------------------------------------------

SELECT throws_ok(
    $$INSERT INTO kam.plan (
        tenant_id, plan_id, kind, quarter, snapshot_id, portfolio_id, policy_id, seed, engine_version, status, currency,
        document)
    SELECT
        p.tenant_id, '00000000-0000-7000-8000-0000000000ab', 'matrix', '2018Q1', '00000000-0000-7000-8000-0000000000ae',
        '00000000-0000-7000-8000-0000000000a3', p.policy_id, 1, '1', 'optimal', 'USD', '{}'
    FROM kam.plan AS p LIMIT 1$$,
    '23503', NULL, 'a matrix of another snapshot than its portfolio''s is refused');

CREATE TEMP TABLE plan_attempt (ordinal integer, change jsonb, sqlstate text, title text);
INSERT INTO plan_attempt
VALUES
    (1, '{}', NULL, 'a plan can be written'),
    (2, '{"quarter": "2018Q5"}', '23514', 'a fifth quarter is refused'),
    (3, '{"seed": -1}', '23514', 'a negative seed is refused'),
    (4, '{"gap": -0.01}', '23514', 'a negative gap is refused'),
    (5, '{"status": "perfect"}', '23514', 'a status that is not known is refused'),
    (6, '{"kind": "portfolio", "portfolio_id": "00000000-0000-7000-8000-0000000000a3"}', '23514', 'a portfolio of a portfolio is refused'),
    (7, '{"created_at": "2017-01-01T00:00:00Z"}', '42501', 'a plan cannot be dated back');
SELECT CASE WHEN a.sqlstate IS NULL THEN lives_ok(s.text, a.title) ELSE throws_ok(s.text, a.sqlstate, NULL, a.title) END
FROM plan_attempt AS a
CROSS JOIN LATERAL format(
    'INSERT INTO kam.plan
    SELECT (jsonb_populate_record(p, jsonb_build_object(''plan_id'', ''00000000-0000-7000-8000-0000000000c%s'',
        ''created_at'', now()) || %L)).*
    FROM kam.plan AS p WHERE p.kind = ''matrix'' AND p.created_at < now()', a.ordinal, a.change) AS s (text)
ORDER BY a.ordinal;

-- What a portfolio rests on -------------------------------------------------------------------------------------------

INSERT INTO kam.plan
SELECT (jsonb_populate_record(p, jsonb_build_object(
    'plan_id', '00000000-0000-7000-8000-0000000000d1', 'created_at', now()))).*
FROM kam.plan AS p
WHERE p.kind = 'portfolio' AND p.created_at < now();

CREATE TEMP TABLE basis_attempt (ordinal integer, target text, columns text, cells text, sqlstate text, title text);
INSERT INTO basis_attempt
VALUES
    (1, 'portfolio_account', 'snapshot_id, account_id, verdict, merit_rank, merit, merit_low, merit_high, attractiveness, strength, contribution_minor, kam_hours, incumbency, chance, chance_low, chance_high', $$'00000000-0000-7000-8000-0000000000a2', 'A1', 'rejected', 1, 60, 50, 70, 60, 60, 1000, 0, 'enters', NULL, NULL, NULL$$, '23514', 'a rejected account that enters is refused'),
    (2, 'portfolio_account', 'snapshot_id, account_id, verdict, merit_rank, merit, merit_low, merit_high, attractiveness, strength, contribution_minor, kam_hours, incumbency, chance, chance_low, chance_high', $$'00000000-0000-7000-8000-0000000000a2', 'A1', 'selected', 1, 60, 50, 70, 60, 60, 1000, 0, 'leaves', NULL, NULL, NULL$$, '23514', 'a selected account that leaves is refused'),
    (3, 'portfolio_account', 'snapshot_id, account_id, verdict, merit_rank, merit, merit_low, merit_high, attractiveness, strength, contribution_minor, kam_hours, incumbency, chance, chance_low, chance_high', $$'00000000-0000-7000-8000-0000000000a2', 'A1', 'selected', 1, 60, 50, 70, 60, 60, 1000, 0, NULL, 0.5, NULL, NULL$$, '23514', 'a chance without its error is refused'),
    (4, 'portfolio_account', 'snapshot_id, account_id, verdict, merit_rank, merit, merit_low, merit_high, attractiveness, strength, contribution_minor, kam_hours, incumbency, chance, chance_low, chance_high', $$'00000000-0000-7000-8000-0000000000a2', 'A1', 'selected', 1, 60, 50, 70, 60, 60, 1000, 0, NULL, 0.5, 0.6, 0.7$$, '23514', 'a chance outside its interval is refused'),
    (5, 'portfolio_account', 'snapshot_id, account_id, verdict, merit_rank, merit, merit_low, merit_high, attractiveness, strength, contribution_minor, kam_hours, incumbency, chance, chance_low, chance_high', $$'00000000-0000-7000-8000-0000000000a2', 'A1', 'selected', 1, 60, 50, 70, 60, 60, 1000, 0, 'kept', 0.5, 0.4, 0.6$$, NULL, 'a verdict with chance and incumbency can be written'),
    (6, 'portfolio_basis', 'floor, scoring_method, weighting, draw_count, draw_seed', $$101, 'weighted_sum', 'given', 0, NULL$$, '23514', 'a floor above 100 points is refused'),
    (7, 'portfolio_basis', 'floor, scoring_method, weighting, draw_count, draw_seed', $$50, 'weighted_sum', 'given', 2000, NULL$$, '23514', 'draws without a seed are refused'),
    (8, 'portfolio_basis', 'scoring_method, weighting, draw_count, past_plan_id', $$'weighted_sum', 'given', 0, '00000000-0000-7000-8000-0000000000d1'$$, '23514', 'a portfolio before itself is refused'),
    (9, 'portfolio_basis', 'scoring_method, weighting, draw_count, past_plan_id', $$'weighted_sum', 'given', 0, '00000000-0000-7000-8000-0000000000b3'$$, '23503', 'another tenant''s portfolio as the one before is refused'),
    (10, 'portfolio_basis', 'floor, scoring_method, weighting, draw_count, draw_seed, past_plan_id', $$50, 'weighted_sum', 'given', 2000, 18446744073709551615, '00000000-0000-7000-8000-0000000000a3'$$, NULL, 'a basis can be written'),
    (11, 'portfolio_weight', 'ordinal, criterion, axis, weight', $$1, 'growth', 'attractiveness', -0.1$$, '23514', 'a negative weight is refused'),
    (12, 'portfolio_weight', 'ordinal, criterion, axis, weight', $$1, 'growth', 'luck', 0.1$$, '23514', 'an axis that is not known is refused'),
    (13, 'portfolio_weight', 'ordinal, criterion, axis, weight', $$1, 'growth', 'attractiveness', 1$$, NULL, 'a weight can be written'),
    (14, 'portfolio_weight', 'ordinal, criterion, axis, weight', $$2, 'growth', 'attractiveness', 0$$, '23505', 'a criterion cannot have two weights'),
    (15, 'portfolio_rating', 'snapshot_id, account_id, criterion, rater, rated_on, value', $$'00000000-0000-7000-8000-0000000000a2', 'A1', 'strategic_value', 'Nobody', '2017-12-01', 3$$, '23503', 'a rating that was not imported is refused'),
    (16, 'portfolio_rating', 'snapshot_id, account_id, criterion, rater, rated_on, value', $$'00000000-0000-7000-8000-0000000000a2', 'A1', 'strategic_value', 'Mori', '2017-12-01', 3$$, NULL, 'one that was can be written'),
    (17, 'portfolio_gate', 'account_id, ordinal, gate, sentence, figures', $$'A9', 1, 'block', 'Blocked.', '{}'$$, '23503', 'a gate failed by nobody is refused'),
    (18, 'portfolio_gate', 'account_id, ordinal, gate, sentence, figures', $$'A1', 1, 'block', 'Blocked.', '[]'$$, '23514', 'figures without names are refused'),
    (19, 'portfolio_score', 'account_id, points, found, source', $$'A1', '{1, 2}', '{1}', '{a, b}'$$, '23514', 'points without their values are refused'),
    (20, 'portfolio_score', 'account_id, points, found, source', $$'A1', '{NULL}', '{1}', '{a}'$$, '23514', 'points that are not known are refused'),
    (21, 'portfolio_score', 'account_id, points, found, source', $$'A1', '{60}', '{NULL}', '{NULL}'$$, NULL, 'points of a value that is not known can be written'),
    (22, 'portfolio_curve', 'kam_count, is_present, selected_count, gain_minor, marginal_gain_minor, marginal_account_id', $$1, true, 1, 5, 5, 'A9'$$, '23503', 'an account that the portfolio does not have is refused in the curve');
GRANT SELECT ON basis_attempt TO kam_app;
SELECT CASE WHEN a.sqlstate IS NULL THEN lives_ok(s.text, a.title) ELSE throws_ok(s.text, a.sqlstate, NULL, a.title) END
FROM basis_attempt AS a
CROSS JOIN LATERAL format(
    'INSERT INTO kam.%I (tenant_id, plan_id, %s) VALUES (%L, %L, %s)', a.target, a.columns,
    '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000d1', a.cells) AS s (text)
ORDER BY a.ordinal;

SELECT results_eq(
    $$SELECT c.criterion, c.axis, c.weight::double precision, c.points, c.found, c.source FROM kam.portfolio_contribution AS c
    WHERE c.plan_id = '00000000-0000-7000-8000-0000000000a3' ORDER BY c.criterion$$,
    $$VALUES
        ('growth', 'attractiveness', 0.6::double precision, 36::double precision, 0.2::double precision, 'growth'),
        ('tenure', 'strength', 0.4, 24, NULL, NULL)$$,
    'the parts of a merit are spread in the order of the weights');

-- Rules of cells ------------------------------------------------------------------------------------------------------

CREATE FUNCTION pg_temp.pin(id integer, stage text, member text, kind text, slot text, follows uuid, at timestamptz DEFAULT now())
    RETURNS text
    LANGUAGE sql
    RETURN format(
        'INSERT INTO kam.assignment_pin (
            tenant_id, pin_id, quarter, account_id, stage, member_id, kind, slot, follows_id, reason, made_by, made_at)
        VALUES (%L, %L, ''2018Q1'', ''A1'', %L, %L, %L, %L, %L, ''They ask for it'', ''Abe'', %L)',
        '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000e' || id, stage, member, kind, slot,
        follows, at);
CREATE FUNCTION pg_temp.withdrawal(pin uuid, slot text, at timestamptz DEFAULT now()) RETURNS text
    LANGUAGE sql
    RETURN format(
        'INSERT INTO kam.assignment_pin_withdrawal (tenant_id, pin_id, slot, reason, made_by, made_at)
        VALUES (%L, %L, %L, ''No more'', ''Abe'', %L)', '00000000-0000-7000-8000-0000000000a1', pin, slot, at);

CREATE TEMP TABLE pin_attempt (ordinal integer, text text, sqlstate text, title text);
INSERT INTO pin_attempt
VALUES
    (1, pg_temp.pin(1, 'closing', 'M2', 'pin', $$pin/2018Q1/'A1'/'closing'$$, NULL), '23505', 'a cell cannot have two pins at a time'),
    (2, pg_temp.pin(1, 'closing', 'M2', 'pin', $$pin/2018Q1/'A1'/'closing'$$, '00000000-0000-7000-8000-0000000000a3'), '23503', 'a pin cannot follow one that still holds'),
    (3, pg_temp.pin(1, 'closing', 'M2', 'pin', $$pin/2018Q1/'A1'/'expansion'$$, NULL), '23514', 'a pin cannot claim another cell''s place'),
    (4, pg_temp.pin(1, 'closing', 'M2', 'wish', $$wish/2018Q1/'A1'/'closing'$$, NULL), '23514', 'a rule is a pin or a forbid'),
    (5, pg_temp.pin(1, 'expansion', 'M2', 'pin', $$pin/2018Q1/'A1'/'expansion'$$, NULL, now() - interval '1 day'), '42501', 'a pin cannot be dated back'),
    (6, pg_temp.pin(1, 'expansion', 'M2', 'pin', $$pin/2018Q1/'A1'/'expansion'$$, NULL), NULL, 'another cell can be pinned'),
    (7, pg_temp.pin(2, NULL, 'M2', 'pin', $$pin/2018Q1/'A1'$$, NULL), NULL, 'so can the KAM'),
    (8, pg_temp.pin(3, NULL, 'M1', 'pin', $$pin/2018Q1/'A1'$$, NULL), '23505', 'but once'),
    (9, pg_temp.pin(3, NULL, 'M2', 'forbid', $$forbid/2018Q1/'A1'/'M2'$$, NULL), '23505', 'a forbid that was withdrawn is followed, not made again'),
    (10, pg_temp.pin(3, NULL, 'M2', 'forbid', $$forbid/2018Q1/'A1'/'M2'$$, '00000000-0000-7000-8000-0000000000a4'), NULL, 'after its withdrawal it can be made anew'),
    (11, pg_temp.pin(4, NULL, 'M1', 'forbid', $$forbid/2018Q1/'A1'/'M1'$$, NULL), NULL, 'a cell can be forbidden to several members'),
    (12, pg_temp.pin(5, NULL, 'M2', 'forbid', $$forbid/2018Q1/'A1'/'M2'$$, '00000000-0000-7000-8000-0000000000a4'), '23505', 'a withdrawn rule is followed once'),
    (13, pg_temp.withdrawal('00000000-0000-7000-8000-0000000000a4', $$forbid/2018Q1/'A1'/'M2'$$), '23505', 'a rule is withdrawn once'),
    (14, pg_temp.withdrawal('00000000-0000-7000-8000-0000000000a3', $$pin/2018Q1/'A1'$$), '23503', 'a withdrawal names the rule''s own cell'),
    (15, pg_temp.withdrawal('00000000-0000-7000-8000-0000000000a3', $$pin/2018Q1/'A1'/'closing'$$, now() - interval '1 day'), '42501', 'nor can a withdrawal be dated back'),
    (16, pg_temp.withdrawal('00000000-0000-7000-8000-0000000000a3', $$pin/2018Q1/'A1'/'closing'$$), NULL, 'a pin can be withdrawn'),
    (17, pg_temp.pin(6, 'closing', 'M2', 'pin', $$pin/2018Q1/'A1'/'closing'$$, '00000000-0000-7000-8000-0000000000a3'), NULL, 'and then its cell is free');
GRANT SELECT ON pin_attempt TO kam_app;
SELECT CASE WHEN a.sqlstate IS NULL THEN lives_ok(a.text, a.title) ELSE throws_ok(a.text, a.sqlstate, NULL, a.title) END
FROM pin_attempt AS a
ORDER BY a.ordinal;

-- What a matrix rests on ----------------------------------------------------------------------------------------------

INSERT INTO kam.plan
SELECT (jsonb_populate_record(p, jsonb_build_object(
    'plan_id', '00000000-0000-7000-8000-0000000000d2', 'created_at', now()))).*
FROM kam.plan AS p
WHERE p.plan_id = '00000000-0000-7000-8000-0000000000a4';

CREATE TEMP TABLE matrix_attempt (ordinal integer, target text, columns text, cells text, sqlstate text, title text);
INSERT INTO matrix_attempt
VALUES
    (1, 'matrix_basis', 'effective_on, from_plan_id', $$'2018-02-16', '00000000-0000-7000-8000-0000000000d2'$$, '23514', 'a matrix made from itself is refused'),
    (2, 'matrix_basis', 'effective_on, from_plan_id', $$'2018-02-16', '00000000-0000-7000-8000-0000000000b4'$$, '23503', 'and one made from another tenant''s'),
    (3, 'matrix_basis', 'effective_on, change_count', $$'2018-02-16', 2$$, '23514', 'changes against nothing are refused'),
    (4, 'matrix_basis', 'effective_on, stopped_by', $$'2018-02-16', 'boredom'$$, '23514', 'an end that is not known is refused'),
    (5, 'matrix_basis', 'effective_on, from_plan_id, change_count', $$'2018-02-16', '00000000-0000-7000-8000-0000000000a4', 2$$, NULL, 'a matrix can say what it was made from'),
    (6, 'matrix_event', 'snapshot_id, ordinal, kind, happened_on', $$'00000000-0000-7000-8000-0000000000a2', 1, 'leave', '2018-02-16'$$, '23514', 'a leave of nobody is refused'),
    (7, 'matrix_event', 'snapshot_id, ordinal, kind, happened_on, member_id, account_id', $$'00000000-0000-7000-8000-0000000000a2', 1, 'leave', '2018-02-16', 'M1', 'A1'$$, '23514', 'a leave from an account is refused'),
    (8, 'matrix_event', 'snapshot_id, ordinal, kind, happened_on, member_id', $$'00000000-0000-7000-8000-0000000000a2', 1, 'won', '2018-02-16', 'M1'$$, '23514', 'a win of a member is refused'),
    (9, 'matrix_event', 'snapshot_id, ordinal, kind, happened_on, member_id', $$'00000000-0000-7000-8000-0000000000a2', 1, 'leave', '2018-02-16', 'M9'$$, '23503', 'a leave of a stranger is refused'),
    (10, 'matrix_event', 'snapshot_id, ordinal, kind, happened_on, account_id', $$'00000000-0000-7000-8000-0000000000a2', 1, 'won', '2018-02-16', 'A1'$$, NULL, 'an event can be written'),
    (11, 'matrix_rule', 'snapshot_id, ordinal, kind, account_id, member_id, pin_id', $$'00000000-0000-7000-8000-0000000000a2', 1, 'pin', 'A1', 'M1', '00000000-0000-7000-8000-0000000000b3'$$, '23503', 'another tenant''s pin is refused'),
    (12, 'matrix_rule', 'snapshot_id, ordinal, kind, account_id, member_id', $$'00000000-0000-7000-8000-0000000000a2', 1, 'pin', 'A1', 'M1'$$, NULL, 'a rule of the run alone can be written'),
    (16, 'matrix_rule', 'snapshot_id, ordinal, kind, account_id, member_id, hire', $$'00000000-0000-7000-8000-0000000000a2', 2, 'pin', 'A1', 'M1', 'Second KAM'$$, '23514', 'a rule is about one person'),
    (17, 'matrix_hire_work', 'snapshot_id, hire, ordinal, account_id, role, hours', $$'00000000-0000-7000-8000-0000000000a2', 'Nobody', 1, 'A1', 'kam', 10$$, '23503', 'work of a place that the matrix does not have is refused'),
    (13, 'matrix_term', 'ordinal, term, loss_minor', $$1, 'leads', 100$$, NULL, 'a term can be written'),
    (14, 'matrix_term', 'ordinal, term, loss_minor', $$2, 'leads', 100$$, '23505', 'a term is not there twice'),
    (15, 'matrix_cell', 'snapshot_id, account_id, stage, lead_id, hours, runner_up_id', $$'00000000-0000-7000-8000-0000000000a2', 'A1', 'closing', 'M1', 10, 'M1'$$, '23514', 'a lead that is its own runner-up is refused');
GRANT SELECT ON matrix_attempt TO kam_app;
SELECT CASE WHEN a.sqlstate IS NULL THEN lives_ok(s.text, a.title) ELSE throws_ok(s.text, a.sqlstate, NULL, a.title) END
FROM matrix_attempt AS a
CROSS JOIN LATERAL format(
    'INSERT INTO kam.%I (tenant_id, plan_id, %s) VALUES (%L, %L, %s)', a.target, a.columns,
    '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000d2', a.cells) AS s (text)
ORDER BY a.ordinal;

SELECT * FROM finish();
ROLLBACK;
