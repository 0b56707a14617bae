-- The open work of each account, and how opportunities leave each stage.

CREATE OR REPLACE VIEW kam.account_pipeline WITH (security_invoker = true) AS
SELECT
    o.tenant_id,
    o.snapshot_id,
    o.account_id,
    o.stage,
    count(*) AS opportunity_count,
    coalesce(sum(o.amount_minor), 0)::bigint AS amount_minor
FROM kam.opportunity AS o
WHERE o.state = 'open' AND o.account_id IS NOT NULL
GROUP BY o.tenant_id, o.snapshot_id, o.account_id, o.stage;

COMMENT ON VIEW kam.account_pipeline IS 'Open opportunities of an account by the stage they stand at';
COMMENT ON COLUMN kam.account_pipeline.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.account_pipeline.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.account_pipeline.account_id IS 'The account';
COMMENT ON COLUMN kam.account_pipeline.stage IS 'Key of the stage';
COMMENT ON COLUMN kam.account_pipeline.opportunity_count IS 'Open opportunities';
COMMENT ON COLUMN kam.account_pipeline.amount_minor IS 'Their amounts together in smallest units of the base currency';

-- The present owner of an account at a stage: who owns most of what stands open there, else who owned the latest visit.
CREATE OR REPLACE VIEW kam.account_stage_owner WITH (security_invoker = true) AS
SELECT DISTINCT ON (v.tenant_id, v.snapshot_id, o.account_id, v.stage)
    v.tenant_id,
    v.snapshot_id,
    o.account_id,
    v.stage,
    v.owner_id
FROM kam.stage_event AS v
JOIN kam.opportunity AS o
    ON o.tenant_id = v.tenant_id AND o.snapshot_id = v.snapshot_id AND o.opportunity_id = v.opportunity_id
WHERE o.account_id IS NOT NULL AND v.owner_id IS NOT NULL
GROUP BY v.tenant_id, v.snapshot_id, o.account_id, v.stage, v.owner_id
ORDER BY
    v.tenant_id, v.snapshot_id, o.account_id, v.stage,
    count(*) FILTER (WHERE v.left_on IS NULL) DESC, max(v.entered_on) DESC, v.owner_id;

COMMENT ON VIEW kam.account_stage_owner IS 'The member who owns an account''s present work at a stage';
COMMENT ON COLUMN kam.account_stage_owner.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.account_stage_owner.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.account_stage_owner.account_id IS 'The account';
COMMENT ON COLUMN kam.account_stage_owner.stage IS 'Key of the stage';
COMMENT ON COLUMN kam.account_stage_owner.owner_id IS 'The member';

CREATE OR REPLACE VIEW kam.stage_flow WITH (security_invoker = true) AS
SELECT
    v.tenant_id,
    v.snapshot_id,
    v.stage,
    count(*) AS entered,
    count(*) FILTER (WHERE v.departure IN ('advanced', 'won')) AS advanced,
    count(*) FILTER (WHERE v.departure = 'lost') AS lost,
    count(*) FILTER (WHERE v.left_on IS NULL) AS open,
    count(*) FILTER (WHERE s.as_of - v.entered_on < 91) AS entered_last_quarter,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY v.left_on - v.entered_on) AS median_days
FROM kam.stage_event AS v
JOIN kam.snapshot AS s
    ON s.tenant_id = v.tenant_id AND s.snapshot_id = v.snapshot_id
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

CREATE OR REPLACE VIEW kam.deal_size WITH (security_invoker = true) AS
SELECT
    o.tenant_id,
    o.snapshot_id,
    count(*) AS won_count,
    sum(o.amount_minor)::bigint AS won_minor,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY o.amount_minor) AS median_minor
FROM kam.opportunity AS o
WHERE o.state = 'won' AND o.amount_minor > 0
GROUP BY o.tenant_id, o.snapshot_id;

COMMENT ON VIEW kam.deal_size IS 'How much a won opportunity brings';
COMMENT ON COLUMN kam.deal_size.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.deal_size.snapshot_id IS 'The snapshot';
COMMENT ON COLUMN kam.deal_size.won_count IS 'Opportunities won with an amount';
COMMENT ON COLUMN kam.deal_size.won_minor IS 'Their amounts together in smallest units of the base currency';
COMMENT ON COLUMN kam.deal_size.median_minor IS 'The median of their amounts in smallest units of the base currency';
