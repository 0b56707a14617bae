-- What happened with each account, in trailing quarters of 91 days counted back from the snapshot's day.
-- Twelve quarters are kept; the latest comes first.

CREATE OR REPLACE VIEW kam.account_quarter WITH (security_invoker = true) AS
SELECT
    o.tenant_id,
    o.snapshot_id,
    o.account_id,
    happened.trailing_quarter,
    coalesce(sum(o.amount_minor) FILTER (WHERE happened.what = 'won'), 0)::bigint AS won_minor,
    count(*) FILTER (WHERE happened.what = 'won') AS won_count,
    count(*) FILTER (WHERE happened.what = 'lost') AS lost_count,
    count(*) FILTER (WHERE happened.what = 'opened') AS opened_count
FROM kam.opportunity AS o
JOIN kam.snapshot AS s
    ON s.tenant_id = o.tenant_id AND s.snapshot_id = o.snapshot_id
CROSS JOIN LATERAL (
    VALUES
        (CASE WHEN o.state <> 'open' THEN o.state END, (s.as_of - o.closed_on) / 91),
        ('opened', (s.as_of - o.opened_on) / 91)
) AS happened (what, trailing_quarter)
WHERE o.account_id IS NOT NULL
    AND happened.what IS NOT NULL
    AND happened.trailing_quarter BETWEEN 0 AND 11
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

CREATE OR REPLACE VIEW kam.account_span WITH (security_invoker = true) AS
SELECT
    o.tenant_id,
    o.snapshot_id,
    o.account_id,
    min(least(o.opened_on, o.closed_on)) AS since,
    max(o.closed_on) FILTER (WHERE o.state = 'won') AS last_win,
    count(DISTINCT o.product) FILTER (WHERE o.state = 'won') AS solutions
FROM kam.opportunity AS o
WHERE o.account_id IS NOT NULL
GROUP BY o.tenant_id, o.snapshot_id, o.account_id;

COMMENT ON VIEW kam.account_span IS 'Since when and how broadly an account buys';
COMMENT ON COLUMN kam.account_span.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.account_span.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.account_span.account_id IS 'The account';
COMMENT ON COLUMN kam.account_span.since IS 'The first day on which anything happened';
COMMENT ON COLUMN kam.account_span.last_win IS 'The day of the last win';
COMMENT ON COLUMN kam.account_span.solutions IS 'How many different solutions were bought';
