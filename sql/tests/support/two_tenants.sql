-- Two tenants with rows in every table, as they stand a day after their import and their plans.
--
-- Included by tests, inside their transaction and as superuser. now() does not move inside a transaction, so what must
-- be of an earlier one is set back by hand. A new table needs its rows here: isolation.sql fails without.

CREATE FUNCTION pg_temp.fill(tenant uuid, snapshot uuid, portfolio uuid, matrix uuid) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    digest constant text := encode(sha256(convert_to(tenant::text, 'UTF8')), 'hex');
BEGIN
    PERFORM set_config('kam.tenant_id', tenant::text, true);
    INSERT INTO kam.tenant (tenant_id, name) VALUES (tenant, 'Tenant ' || tenant);
    INSERT INTO kam.snapshot (tenant_id, snapshot_id, as_of, profile, fingerprint, currency)
    VALUES (tenant, snapshot, '2017-12-31', 'test', digest, 'USD');
    INSERT INTO kam.import_file (
        tenant_id, snapshot_id, file, entity, encoding, delimiter, header_line, row_count, sha256)
    VALUES (tenant, snapshot, 'accounts.csv', 'account', 'UTF-8', ',', 1, 2, digest);
    INSERT INTO kam.diagnostic (tenant_id, snapshot_id, ordinal, severity, code, message)
    VALUES (tenant, snapshot, 1, 'warning', 'KAM101', 'An account has no name.');
    INSERT INTO kam.assumption (tenant_id, snapshot_id, ordinal, sentence)
    VALUES (tenant, snapshot, 1, 'Deals enter at closing.');
    INSERT INTO kam.reject (tenant_id, snapshot_id, ordinal, file, line, code, reason)
    VALUES (tenant, snapshot, 1, 'accounts.csv', 3, 'KAM102', 'The row is a total.');
    INSERT INTO kam.member (tenant_id, snapshot_id, member_id, name, weekly_hours, employed, hourly_cost_minor)
    VALUES (tenant, snapshot, 'M1', 'Mori', 40, '[2016-01-01,)', 6000), (tenant, snapshot, 'M2', 'Sato', 20, '[2016-01-01,)', NULL);
    INSERT INTO kam.member_team (tenant_id, snapshot_id, member_id, valid, team)
    VALUES (tenant, snapshot, 'M1', '[2016-01-01,2017-01-01)', 'inside_sales');
    INSERT INTO kam.member_leave (tenant_id, snapshot_id, member_id, away)
    VALUES (tenant, snapshot, 'M1', '[2018-02-01,2018-02-10)');
    INSERT INTO kam.member_skill (tenant_id, snapshot_id, member_id, skill) VALUES (tenant, snapshot, 'M1', 'retail');
    INSERT INTO kam.member_language (tenant_id, snapshot_id, member_id, language) VALUES (tenant, snapshot, 'M1', 'ja');
    INSERT INTO kam.account (tenant_id, snapshot_id, account_id, name, segment, owner_id)
    VALUES (tenant, snapshot, 'A1', 'Acme', 'retail', 'M1');
    INSERT INTO kam.account_rating (tenant_id, snapshot_id, account_id, criterion, rater, rated_on, value)
    VALUES (tenant, snapshot, 'A1', 'strategic_value', 'Mori', '2017-12-01', 3);
    PERFORM kam.open_partitions(snapshot);
    EXECUTE format(
        'INSERT INTO kam.%I (
            tenant_id, snapshot_id, opportunity_id, account_id, owner_id, product, kind, stage, state, amount_minor,
            opened_on, closed_on)
        VALUES
            ($1, $2, ''O1'', ''A1'', ''M1'', ''P'', ''New'', ''closing'', ''won'', 100000, ''2017-10-01'', ''2017-11-01''),
            ($1, $2, ''O2'', ''A1'', ''M1'', ''P'', NULL, ''closing'', ''open'', 200000, ''2017-12-01'', NULL),
            ($1, $2, ''O3'', ''A1'', ''M1'', ''P'', ''Renewal'', ''expansion'', ''won'', 50000, ''2017-10-01'', ''2017-11-01'')',
        kam.partition_of('opportunity', snapshot))
    USING tenant, snapshot;
    EXECUTE format(
        'INSERT INTO kam.%I (
            tenant_id, snapshot_id, opportunity_id, ordinal, stage, entered_on, left_on, departure, owner_id)
        VALUES ($1, $2, ''O1'', 1, ''closing'', ''2017-10-01'', ''2017-11-01'', ''won'', ''M1'')',
        kam.partition_of('stage_event', snapshot))
    USING tenant, snapshot;
    PERFORM kam.close_partitions(snapshot);
    INSERT INTO kam.policy (tenant_id, policy_id, document) VALUES (tenant, digest, 'a: 1');
    INSERT INTO kam.plan (
        tenant_id, plan_id, kind, quarter, snapshot_id, portfolio_id, policy_id, seed, engine_version, status, currency,
        document, created_at)
    VALUES
        (tenant, portfolio, 'portfolio', '2018Q1', snapshot, NULL, digest, 1, '1', 'optimal', 'USD', '{}', now() - interval '1 day'),
        (tenant, matrix, 'matrix', '2018Q1', snapshot, portfolio, digest, 1, '1', 'optimal', 'USD', '{}', now() - interval '1 day');
    INSERT INTO kam.portfolio_account (
        tenant_id, plan_id, snapshot_id, account_id, verdict, merit_rank, merit, merit_low, merit_high, attractiveness,
        strength, contribution_minor, kam_hours)
    VALUES (tenant, portfolio, snapshot, 'A1', 'selected', 1, 60, 50, 70, 60, 60, 1000, 88);
    INSERT INTO kam.portfolio_basis (
        tenant_id, plan_id, floor, scoring_method, weighting, draw_count, draw_seed, weight_variation, regret_minor,
        regret_error_minor, revenue_overlap)
    VALUES (tenant, portfolio, 55, 'weighted_sum', 'given', 2000, 1, 0.2, 10, 1, 0.5);
    INSERT INTO kam.portfolio_weight (tenant_id, plan_id, ordinal, criterion, axis, weight)
    VALUES (tenant, portfolio, 1, 'growth', 'attractiveness', 0.6), (tenant, portfolio, 2, 'tenure', 'strength', 0.4);
    INSERT INTO kam.portfolio_rating (
        tenant_id, plan_id, snapshot_id, account_id, criterion, rater, rated_on, value)
    VALUES (tenant, portfolio, snapshot, 'A1', 'strategic_value', 'Mori', '2017-12-01', 3);
    INSERT INTO kam.portfolio_gate (
        tenant_id, plan_id, account_id, ordinal, gate, sentence, sentence_ja, figures)
    VALUES (tenant, portfolio, 'A1', 1, 'completeness', 'Too little is known.', NULL, '{"completeness": 0.4}');
    INSERT INTO kam.portfolio_score (tenant_id, plan_id, account_id, points, found, source)
    VALUES (tenant, portfolio, 'A1', '{36, 24}', '{0.2, NULL}', '{growth, NULL}');
    INSERT INTO kam.portfolio_curve (
        tenant_id, plan_id, kam_count, is_present, selected_count, gain_minor, marginal_gain_minor, marginal_account_id)
    VALUES (tenant, portfolio, 1, true, 1, 1000, 1000, 'A1');
    INSERT INTO kam.matrix_kam (tenant_id, plan_id, snapshot_id, account_id, kam_id, hours)
    VALUES (tenant, matrix, snapshot, 'A1', 'M1', 88);
    INSERT INTO kam.matrix_cell (tenant_id, plan_id, snapshot_id, account_id, stage, lead_id, hours)
    VALUES (tenant, matrix, snapshot, 'A1', 'closing', 'M1', 10);
    INSERT INTO kam.matrix_supporter (tenant_id, plan_id, snapshot_id, account_id, stage, member_id, hours)
    VALUES (tenant, matrix, snapshot, 'A1', 'closing', 'M2', 4);
    INSERT INTO kam.matrix_load (tenant_id, plan_id, snapshot_id, member_id, capacity_hours, planned_hours)
    VALUES (tenant, matrix, snapshot, 'M1', 400, 98);
    INSERT INTO kam.assignment_pin (
        tenant_id, pin_id, quarter, account_id, stage, member_id, kind, slot, reason, made_by, made_at)
    VALUES
        (tenant, portfolio, '2018Q1', 'A1', 'closing', 'M1', 'pin', 'pin/2018Q1/''A1''/''closing''', 'They ask for Mori', 'Abe', now() - interval '1 day'),
        (tenant, matrix, '2018Q1', 'A1', NULL, 'M2', 'forbid', 'forbid/2018Q1/''A1''/''M2''', 'Worked for a rival', 'Abe', now() - interval '1 day');
    INSERT INTO kam.assignment_pin_withdrawal (tenant_id, pin_id, slot, reason, made_by, made_at)
    VALUES (tenant, matrix, 'forbid/2018Q1/''A1''/''M2''', 'Long ago', 'Abe', now() - interval '1 day');
    INSERT INTO kam.matrix_basis (tenant_id, plan_id, effective_on, from_plan_id, change_count, free_loss_minor, stopped_by)
    VALUES (tenant, matrix, '2018-02-16', portfolio, 1, 90, NULL);
    INSERT INTO kam.matrix_term (tenant_id, plan_id, ordinal, term, loss_minor)
    VALUES (tenant, matrix, 1, 'leads', 100);
    INSERT INTO kam.matrix_hire (tenant_id, plan_id, hire, capacity_hours, planned_hours)
    VALUES (tenant, matrix, 'Second KAM', 300, 20);
    INSERT INTO kam.matrix_hire_work (
        tenant_id, plan_id, snapshot_id, hire, ordinal, account_id, stage, role, hours)
    VALUES (tenant, matrix, snapshot, 'Second KAM', 1, 'A1', 'closing', 'shares', 20);
    INSERT INTO kam.matrix_rule (
        tenant_id, plan_id, snapshot_id, ordinal, kind, account_id, stage, member_id, pin_id)
    VALUES (tenant, matrix, snapshot, 1, 'pin', 'A1', 'closing', 'M1', portfolio);
    INSERT INTO kam.matrix_event (tenant_id, plan_id, snapshot_id, ordinal, kind, happened_on, member_id)
    VALUES (tenant, matrix, snapshot, 1, 'leave', '2018-02-16', 'M2');
    INSERT INTO kam.allocation_price (tenant_id, plan_id, stage, per_hour, per_hour_lost, stage_load)
    VALUES (tenant, matrix, 'closing', 10, 12, 1.1);
    INSERT INTO kam.allocation_move (
        tenant_id, plan_id, snapshot_id, ordinal, member_id, from_stage, to_stage, hours, gain_minor)
    VALUES (tenant, matrix, snapshot, 1, 'M1', NULL, 'closing', 5, 500);
    UPDATE kam.snapshot SET imported_at = now() - interval '1 day' WHERE tenant_id = tenant;
    PERFORM set_config('kam.tenant_id', '', true);
END
$$;

SELECT pg_temp.fill(
    '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000a2',
    '00000000-0000-7000-8000-0000000000a3', '00000000-0000-7000-8000-0000000000a4');
SELECT pg_temp.fill(
    '00000000-0000-7000-8000-0000000000b1', '00000000-0000-7000-8000-0000000000b2',
    '00000000-0000-7000-8000-0000000000b3', '00000000-0000-7000-8000-0000000000b4');
