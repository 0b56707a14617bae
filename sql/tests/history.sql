-- What the views say of purchases and contracts, on rows whose answers can be worked out by hand.

BEGIN;
CREATE EXTENSION pgtap;

SELECT plan(15);

SET LOCAL kam.tenant_id = '00000000-0000-7000-8000-0000000000c1';
INSERT INTO kam.tenant (tenant_id, name) VALUES ('00000000-0000-7000-8000-0000000000c1', 'History');
INSERT INTO kam.snapshot (tenant_id, snapshot_id, as_of, profile, fingerprint, currency)
VALUES
    ('00000000-0000-7000-8000-0000000000c1', '00000000-0000-7000-8000-0000000000c2', '2020-12-31', 'test', repeat('c', 64), 'USD'),
    ('00000000-0000-7000-8000-0000000000c1', '00000000-0000-7000-8000-0000000000c3', '2020-12-31', 'test', repeat('d', 64), 'USD');
INSERT INTO kam.account (tenant_id, snapshot_id, account_id, name, segment)
SELECT '00000000-0000-7000-8000-0000000000c1', '00000000-0000-7000-8000-0000000000c2', a, a, 'unknown'
FROM unnest(ARRAY['buys', 'refunds', 'yearly', 'lapsed', 'parts', 'monthly', 'once', 'never', '更新先', 'lookalike']) AS a;

SELECT kam.open_partitions('00000000-0000-7000-8000-0000000000c2');
SELECT kam.open_partitions('00000000-0000-7000-8000-0000000000c3');
CREATE TEMP TABLE deal (
    ordinal serial, account text, kind text, state text, amount bigint, closed date);
INSERT INTO deal (account, kind, state, amount, closed)
VALUES
    ('buys', 'New', 'won', 100, '2020-01-10'), ('buys', NULL, 'won', 250, '2020-01-10'),
    ('buys', 'New', 'won', NULL, '2020-03-01'), ('buys', 'New', 'won', 0, '2020-04-01'),
    ('buys', 'New', 'won', 70, '2021-01-01'), ('buys', 'New', 'won', 70, NULL),
    ('buys', 'New', 'lost', 900, '2020-02-01'), ('buys', 'New', 'open', 900, NULL),
    (NULL, 'New', 'won', 500, '2020-02-02'),
    ('refunds', 'New', 'won', -40, '2020-05-05'), ('refunds', 'New', 'won', 40, '2020-05-06'),
    ('yearly', 'Renewal', 'won', 1000, '2017-06-01'), ('yearly', 'renewal', 'won', 1100, '2018-06-01'),
    ('yearly', 'Existing Business - Renewal', 'won', 1200, '2019-06-03'),
    ('yearly', 'RENEW 3Y', 'won', 1300, '2020-06-01'), ('yearly', 'Renewal', 'open', 1400, NULL),
    ('lapsed', 'Renewal', 'won', 500, '2018-01-01'), ('lapsed', 'Renewal', 'lost', 600, '2019-01-01'),
    ('parts', 'Renewal', 'won', 300, '2019-03-01'), ('parts', 'Renewal', 'lost', 100, '2019-03-10'),
    ('parts', 'Renewal', 'won', 200, '2019-03-20'),
    ('monthly', 'Renewal', 'won', 10, '2020-01-31'), ('monthly', 'Renewal', 'won', 10, '2020-02-29'),
    ('monthly', 'Renewal', 'won', 10, '2020-03-31'), ('monthly', 'Renewal', 'won', -10, '2020-04-30'),
    ('once', 'Renewal', 'won', 800, '2020-07-01'),
    ('never', 'Renewal', 'lost', 900, '2020-08-01'),
    ('更新先', '契約更新', 'won', 700, '2019-04-01'), ('更新先', '更新', 'won', 710, '2020-03-31'),
    ('lookalike', 'Prerenewal talk', 'won', 5, '2020-01-01'), ('lookalike', '新規', 'won', 5, '2020-01-02');
INSERT INTO kam.opportunity_000000000000700080000000000000c2 (
    tenant_id, snapshot_id, opportunity_id, account_id, kind, stage, state, amount_minor, closed_on)
SELECT
    '00000000-0000-7000-8000-0000000000c1', '00000000-0000-7000-8000-0000000000c2', 'O' || d.ordinal, d.account, d.kind,
    'closing', d.state, d.amount, d.closed
FROM deal AS d;
SELECT kam.close_partitions('00000000-0000-7000-8000-0000000000c2');
SELECT kam.close_partitions('00000000-0000-7000-8000-0000000000c3');

CREATE FUNCTION pg_temp.contract(account text) RETURNS text
    LANGUAGE sql
    RETURN (
        SELECT concat_ws(' ', c.renewal_count, CASE WHEN c.has_lapsed THEN 'lapsed' ELSE 'runs' END, c.last_minor,
            c.period_days, c.decided_on)
        FROM kam.account_contract AS c
        WHERE c.account_id = account);

SELECT results_eq(
    $$SELECT p.purchased_on, p.amount_minor, p.won_count
    FROM kam.account_purchase AS p WHERE p.account_id = 'buys' ORDER BY p.purchased_on$$,
    $$VALUES ('2020-01-10'::date, 350::bigint, 2::bigint), ('2020-03-01', 0, 1), ('2020-04-01', 0, 1)$$,
    'wins of one day are one purchase; without an amount it is one of 0; open, lost, undated and later ones are none');
SELECT results_eq(
    $$SELECT p.purchased_on, p.amount_minor FROM kam.account_purchase AS p WHERE p.account_id = 'refunds'$$,
    $$VALUES ('2020-05-06'::date, 40::bigint)$$, 'a refund is no purchase and takes nothing from another');
SELECT is(
    (SELECT sum(p.won_count) FROM kam.account_purchase AS p),
    (SELECT count(*)::numeric FROM deal AS d
        WHERE d.state = 'won' AND d.account IS NOT NULL AND d.closed <= '2020-12-31' AND coalesce(d.amount, 0) >= 0),
    'no other win is missing or counted twice');
SELECT results_eq(
    $$SELECT o.refund_count, o.unpriced_count, o.undated_count FROM kam.purchase_omission AS o
    WHERE o.snapshot_id = '00000000-0000-7000-8000-0000000000c2'$$,
    $$VALUES (2::bigint, 1::bigint, 2::bigint)$$, 'what is left out or taken without an amount is counted');
SELECT results_eq(
    $$SELECT o.refund_count, o.unpriced_count, o.undated_count FROM kam.purchase_omission AS o
    WHERE o.snapshot_id = '00000000-0000-7000-8000-0000000000c3'$$,
    $$VALUES (0::bigint, 0::bigint, 0::bigint)$$, 'a snapshot without opportunities leaves nothing out');

SELECT is(pg_temp.contract('yearly'), '4 runs 1300 365 2020-06-01', 'renewals are counted, the median of 365, 367 and 364 days is the period');
SELECT is(pg_temp.contract('lapsed'), '1 lapsed 500 365 2019-01-01', 'a lost renewal is a lapse; the amount is that of the last renewal');
SELECT is(pg_temp.contract('parts'), '1 runs 500 365 2019-03-20', 'days less than 28 apart are one decision, renewed when a part was');
SELECT is(pg_temp.contract('monthly'), '4 runs 0 30 2020-04-30', 'months are periods of their own; an amount below zero counts as 0');
SELECT is(pg_temp.contract('once'), '1 runs 800 365 2020-07-01', 'one renewal has a period of a year');
SELECT is(pg_temp.contract('never'), '0 lapsed 900 365 2020-08-01', 'a contract never renewed has the amount that was not renewed');
SELECT is(pg_temp.contract('更新先'), '2 runs 710 365 2020-03-31', 'a renewal may be said in Japanese');
SELECT is(pg_temp.contract('lookalike'), NULL, 'a word that only holds the letters is no renewal');
SELECT is(pg_temp.contract('buys'), NULL, 'an account without renewals has no contract');
SELECT is(
    (SELECT count(*) FROM kam.account_contract), 7::bigint, 'nobody else has one');

SELECT * FROM finish();
ROLLBACK;
