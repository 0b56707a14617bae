-- The stored parts of merits, a row for each criterion of each account.

CREATE OR REPLACE VIEW kam.portfolio_contribution WITH (security_invoker = true) AS
SELECT
    s.tenant_id,
    s.plan_id,
    s.account_id,
    w.criterion,
    w.axis,
    w.weight,
    part.points,
    part.found,
    part.source
FROM kam.portfolio_score AS s
CROSS JOIN LATERAL unnest(s.points, s.found, s.source) WITH ORDINALITY AS part (points, found, source, ordinal)
JOIN kam.portfolio_weight AS w
    ON w.tenant_id = s.tenant_id AND w.plan_id = s.plan_id AND w.ordinal = part.ordinal;

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
