-- What each account bought and when, and what became of its contract: the history that lifetime values are fitted to.

-- Wins of one day are one purchase. A refund (an amount below zero), a win without a day and a win after the snapshot's
-- day are left out; a win whose amount is not known is a purchase of nothing. purchase_omission counts them.
CREATE OR REPLACE VIEW kam.account_purchase WITH (security_invoker = true) AS
SELECT
    o.tenant_id,
    o.snapshot_id,
    o.account_id,
    o.closed_on AS purchased_on,
    sum(coalesce(o.amount_minor, 0))::bigint AS amount_minor,
    count(*) AS won_count
FROM kam.opportunity AS o
JOIN kam.snapshot AS s
    ON s.tenant_id = o.tenant_id AND s.snapshot_id = o.snapshot_id
WHERE o.state = 'won'
    AND o.account_id IS NOT NULL
    AND o.closed_on <= s.as_of
    AND (o.amount_minor >= 0 OR o.amount_minor IS NULL)
GROUP BY o.tenant_id, o.snapshot_id, o.account_id, o.closed_on;

COMMENT ON VIEW kam.account_purchase IS 'What an account bought by day; refunds (amounts below zero) are left out';
COMMENT ON COLUMN kam.account_purchase.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.account_purchase.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.account_purchase.account_id IS 'The account';
COMMENT ON COLUMN kam.account_purchase.purchased_on IS 'The day';
COMMENT ON COLUMN kam.account_purchase.amount_minor IS 'Amount of the day in smallest units of the base currency; unknown amounts count as 0';
COMMENT ON COLUMN kam.account_purchase.won_count IS 'Opportunities won on the day';

CREATE OR REPLACE VIEW kam.purchase_omission WITH (security_invoker = true) AS
SELECT
    s.tenant_id,
    s.snapshot_id,
    count(*) FILTER (WHERE o.amount_minor < 0) AS refund_count,
    count(*) FILTER (WHERE o.amount_minor IS NULL AND o.closed_on <= s.as_of) AS unpriced_count,
    count(*) FILTER (WHERE o.amount_minor >= 0 AND (o.closed_on IS NULL OR o.closed_on > s.as_of)) AS undated_count
FROM kam.snapshot AS s
LEFT JOIN kam.opportunity AS o
    ON o.tenant_id = s.tenant_id AND o.snapshot_id = s.snapshot_id AND o.state = 'won' AND o.account_id IS NOT NULL
GROUP BY s.tenant_id, s.snapshot_id;

COMMENT ON VIEW kam.purchase_omission IS 'Wins of accounts that account_purchase leaves out or takes without an amount';
COMMENT ON COLUMN kam.purchase_omission.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.purchase_omission.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.purchase_omission.refund_count IS 'Wins with an amount below zero, left out';
COMMENT ON COLUMN kam.purchase_omission.unpriced_count IS 'Wins without an amount, taken as purchases of 0';
COMMENT ON COLUMN kam.purchase_omission.undated_count IS 'Wins without a day, or after the snapshot''s, left out';

-- A renewal is an opportunity whose kind says so, in English or in Japanese; won means renewed, lost that the contract
-- lapsed. Days less than 28 apart are one decision (a contract renewed in parts), renewed when any part was. Several
-- contracts of one account are taken as one.
CREATE OR REPLACE VIEW kam.account_contract WITH (security_invoker = true) AS
WITH closed AS (
    SELECT
        o.tenant_id, o.snapshot_id, o.account_id, o.closed_on, o.state,
        CASE WHEN o.amount_minor > 0 THEN o.amount_minor ELSE 0 END AS amount_minor,
        o.closed_on - lag(o.closed_on) OVER account AS days_since_last
    FROM kam.opportunity AS o
    JOIN kam.snapshot AS s
        ON s.tenant_id = o.tenant_id AND s.snapshot_id = o.snapshot_id
    WHERE o.state IN ('won', 'lost')
        AND o.account_id IS NOT NULL
        AND o.closed_on <= s.as_of
        AND (o.kind ~* '(^|[^a-z])renew' OR o.kind LIKE '%更新%')
    WINDOW account AS (PARTITION BY o.tenant_id, o.snapshot_id, o.account_id ORDER BY o.closed_on)
),
numbered AS (
    SELECT
        c.tenant_id, c.snapshot_id, c.account_id, c.closed_on, c.state, c.amount_minor,
        count(*) FILTER (WHERE c.days_since_last >= 28) OVER (
            PARTITION BY c.tenant_id, c.snapshot_id, c.account_id ORDER BY c.closed_on) AS ordinal
    FROM closed AS c
),
decision AS (
    SELECT
        n.tenant_id, n.snapshot_id, n.account_id, n.ordinal,
        max(n.closed_on) AS decided_on,
        bool_or(n.state = 'won') AS is_renewed,
        CASE
            WHEN bool_or(n.state = 'won') THEN sum(n.amount_minor) FILTER (WHERE n.state = 'won')
            ELSE sum(n.amount_minor)
        END AS amount_minor
    FROM numbered AS n
    GROUP BY n.tenant_id, n.snapshot_id, n.account_id, n.ordinal
),
spaced AS (
    SELECT
        d.tenant_id, d.snapshot_id, d.account_id, d.ordinal, d.decided_on, d.is_renewed, d.amount_minor,
        d.decided_on - lag(d.decided_on) OVER (
            PARTITION BY d.tenant_id, d.snapshot_id, d.account_id ORDER BY d.ordinal) AS period_days
    FROM decision AS d
)
SELECT
    p.tenant_id,
    p.snapshot_id,
    p.account_id,
    count(*) FILTER (WHERE p.is_renewed) AS renewal_count,
    NOT (array_agg(p.is_renewed ORDER BY p.ordinal DESC))[1] AS has_lapsed,
    coalesce(
        (array_agg(p.amount_minor ORDER BY p.ordinal DESC) FILTER (WHERE p.is_renewed))[1],
        (array_agg(p.amount_minor ORDER BY p.ordinal DESC))[1])::bigint AS last_minor,
    coalesce(round(percentile_cont(0.5) WITHIN GROUP (ORDER BY p.period_days)), 365)::integer AS period_days,
    max(p.decided_on) AS decided_on
FROM spaced AS p
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
