-- What a portfolio rests on, dated and kept with it: the floor, the weights and how they were obtained, the ratings used,
-- the gates failed, the points of each criterion, the chances with their error, the draws and their seed, the curve, and
-- what each account was before.

ALTER TABLE kam.portfolio_account
    ADD COLUMN incumbency text
        CHECK (incumbency IN ('enters', 'stays', 'kept', 'yields', 'leaves', 'waits', 'outside')),
    ADD COLUMN chance kam.share,
    ADD COLUMN chance_low kam.share,
    ADD COLUMN chance_high kam.share,
    ADD CONSTRAINT portfolio_account_chance_has_its_error
        CHECK (num_nonnulls(chance, chance_low, chance_high) IN (0, 3)),
    ADD CONSTRAINT portfolio_account_chance_is_within
        CHECK (chance_low <= chance AND chance <= chance_high),
    ADD CONSTRAINT portfolio_account_incumbency_fits
        CHECK ((verdict = 'selected') = (incumbency IN ('enters', 'stays', 'kept')));

COMMENT ON COLUMN kam.portfolio_account.incumbency IS 'Against the portfolio before: enters, stays, kept (stays by hysteresis); yields (had to go though protected), leaves, waits (would enter but for hysteresis), outside; null without one before';
COMMENT ON COLUMN kam.portfolio_account.chance IS 'Share of the draws in which it is selected, 0 to 1';
COMMENT ON COLUMN kam.portfolio_account.chance_low IS 'Least chance that so many draws leave open, at 95 %';
COMMENT ON COLUMN kam.portfolio_account.chance_high IS 'Greatest chance that so many draws leave open, at 95 %';

CREATE TABLE kam.portfolio_basis (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    floor kam.points,
    scoring_method text NOT NULL CHECK (scoring_method <> ''),
    weighting text NOT NULL CHECK (weighting <> ''),
    past_plan_id uuid CHECK (past_plan_id <> plan_id),
    stability_cost_minor bigint,
    draw_count integer NOT NULL CHECK (draw_count >= 0),
    draw_seed numeric(20, 0) CHECK (draw_seed >= 0 AND draw_seed < 18446744073709551616),
    weight_variation double precision CHECK (weight_variation >= 0 AND weight_variation < 'Infinity'),
    regret_minor bigint,
    regret_error_minor bigint CHECK (regret_error_minor >= 0),
    revenue_overlap kam.share,
    PRIMARY KEY (tenant_id, plan_id),
    FOREIGN KEY (tenant_id, plan_id) REFERENCES kam.plan,
    FOREIGN KEY (tenant_id, past_plan_id) REFERENCES kam.plan,
    CONSTRAINT portfolio_basis_draws_have_a_seed CHECK ((draw_count > 0) = (draw_seed IS NOT NULL))
);
CREATE INDEX portfolio_basis_past ON kam.portfolio_basis (tenant_id, past_plan_id) WHERE past_plan_id IS NOT NULL;

CREATE TABLE kam.portfolio_weight (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal > 0),
    criterion text NOT NULL CHECK (criterion <> ''),
    axis text NOT NULL CHECK (axis IN ('attractiveness', 'strength')),
    weight kam.share NOT NULL,
    PRIMARY KEY (tenant_id, plan_id, ordinal),
    UNIQUE (tenant_id, plan_id, criterion),
    FOREIGN KEY (tenant_id, plan_id) REFERENCES kam.plan
);

CREATE TABLE kam.portfolio_rating (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    criterion text NOT NULL CHECK (criterion <> ''),
    rater text NOT NULL CHECK (rater <> ''),
    rated_on date NOT NULL,
    value double precision NOT NULL CHECK (value > '-Infinity' AND value < 'Infinity'),
    PRIMARY KEY (tenant_id, plan_id, account_id, criterion, rater),
    FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan (tenant_id, plan_id, snapshot_id),
    FOREIGN KEY (tenant_id, snapshot_id, account_id, criterion, rater, rated_on) REFERENCES kam.account_rating
);
CREATE INDEX portfolio_rating_source
    ON kam.portfolio_rating (tenant_id, snapshot_id, account_id, criterion, rater, rated_on);

CREATE TABLE kam.portfolio_gate (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal > 0),
    gate text NOT NULL CHECK (gate <> ''),
    sentence text NOT NULL,
    sentence_ja text,
    figures jsonb NOT NULL CHECK (jsonb_typeof(figures) = 'object'),
    PRIMARY KEY (tenant_id, plan_id, account_id, ordinal),
    FOREIGN KEY (tenant_id, plan_id, account_id) REFERENCES kam.portfolio_account
);

-- A row an account, and not a row for each of its criteria: a million rows less for 100,000 accounts. The view
-- portfolio_contribution spreads them.
CREATE TABLE kam.portfolio_score (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    account_id kam.external_key NOT NULL,
    points double precision[] NOT NULL,
    found double precision[] NOT NULL,
    source text[] NOT NULL,
    PRIMARY KEY (tenant_id, plan_id, account_id),
    FOREIGN KEY (tenant_id, plan_id, account_id) REFERENCES kam.portfolio_account,
    CONSTRAINT portfolio_score_of_one_width
        CHECK (cardinality(points) = cardinality(found) AND cardinality(points) = cardinality(source)),
    CONSTRAINT portfolio_score_knows_its_points CHECK (array_position(points, NULL) IS NULL)
);

CREATE TABLE kam.portfolio_curve (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    kam_count integer NOT NULL CHECK (kam_count >= 0),
    is_present boolean NOT NULL,
    selected_count integer NOT NULL CHECK (selected_count >= 0),
    gain_minor bigint NOT NULL,
    marginal_gain_minor bigint NOT NULL,
    marginal_account_id kam.external_key,
    PRIMARY KEY (tenant_id, plan_id, kam_count),
    FOREIGN KEY (tenant_id, plan_id) REFERENCES kam.plan,
    FOREIGN KEY (tenant_id, plan_id, marginal_account_id) REFERENCES kam.portfolio_account
);
CREATE INDEX portfolio_curve_account
    ON kam.portfolio_curve (tenant_id, plan_id, marginal_account_id) WHERE marginal_account_id IS NOT NULL;

-- The latest portfolio of each quarter is looked for at every choice.
CREATE INDEX plan_quarter ON kam.plan (tenant_id, kind, quarter, created_at);

SELECT kam.keep_tenants_apart(
    t.name, 'plan_id IN (SELECT p.plan_id FROM kam.plan AS p WHERE p.created_at = now())')
FROM unnest(ARRAY[
    'portfolio_basis', 'portfolio_weight', 'portfolio_rating', 'portfolio_gate', 'portfolio_score', 'portfolio_curve'
]) AS t (name);

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

COMMENT ON TABLE kam.portfolio_weight IS 'The weight of a criterion in a portfolio';
COMMENT ON COLUMN kam.portfolio_weight.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.portfolio_weight.plan_id IS 'The portfolio';
COMMENT ON COLUMN kam.portfolio_weight.ordinal IS 'Place in the policy, from 1';
COMMENT ON COLUMN kam.portfolio_weight.criterion IS 'Key of the criterion';
COMMENT ON COLUMN kam.portfolio_weight.axis IS 'attractiveness or strength';
COMMENT ON COLUMN kam.portfolio_weight.weight IS 'Weight as a share of the merit, 0 to 1';

COMMENT ON TABLE kam.portfolio_rating IS 'A judgement that a portfolio used: the latest of each rater';
COMMENT ON COLUMN kam.portfolio_rating.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.portfolio_rating.plan_id IS 'The portfolio';
COMMENT ON COLUMN kam.portfolio_rating.snapshot_id IS 'The snapshot of the plan';
COMMENT ON COLUMN kam.portfolio_rating.account_id IS 'The account';
COMMENT ON COLUMN kam.portfolio_rating.criterion IS 'The criterion judged';
COMMENT ON COLUMN kam.portfolio_rating.rater IS 'Who judged';
COMMENT ON COLUMN kam.portfolio_rating.rated_on IS 'When';
COMMENT ON COLUMN kam.portfolio_rating.value IS 'The judgement, in the unit of the criterion';

COMMENT ON TABLE kam.portfolio_gate IS 'A gate that an account failed in a portfolio';
COMMENT ON COLUMN kam.portfolio_gate.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.portfolio_gate.plan_id IS 'The portfolio';
COMMENT ON COLUMN kam.portfolio_gate.account_id IS 'The account';
COMMENT ON COLUMN kam.portfolio_gate.ordinal IS 'The order of report, from 1';
COMMENT ON COLUMN kam.portfolio_gate.gate IS 'Code of the gate';
COMMENT ON COLUMN kam.portfolio_gate.sentence IS 'Why it was failed, in English';
COMMENT ON COLUMN kam.portfolio_gate.sentence_ja IS 'The same in Japanese';
COMMENT ON COLUMN kam.portfolio_gate.figures IS 'The unrounded numbers of the sentence, by name';

COMMENT ON TABLE kam.portfolio_score IS 'What an account''s merit in a portfolio is made of, in the order of portfolio_weight';
COMMENT ON COLUMN kam.portfolio_score.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.portfolio_score.plan_id IS 'The portfolio';
COMMENT ON COLUMN kam.portfolio_score.account_id IS 'The account';
COMMENT ON COLUMN kam.portfolio_score.points IS 'Points of merit by criterion; they sum to the merit';
COMMENT ON COLUMN kam.portfolio_score.found IS 'Values found, in the units of the criteria; null where unknown';
COMMENT ON COLUMN kam.portfolio_score.source IS 'Where the values come from; null where unknown';

COMMENT ON TABLE kam.portfolio_curve IS 'The list that a number of KAMs could serve';
COMMENT ON COLUMN kam.portfolio_curve.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.portfolio_curve.plan_id IS 'The portfolio';
COMMENT ON COLUMN kam.portfolio_curve.kam_count IS 'How many KAMs';
COMMENT ON COLUMN kam.portfolio_curve.is_present IS 'Whether it is the present number';
COMMENT ON COLUMN kam.portfolio_curve.selected_count IS 'How many key accounts';
COMMENT ON COLUMN kam.portfolio_curve.gain_minor IS 'What the list gains over the horizon, in smallest units of the plan''s currency';
COMMENT ON COLUMN kam.portfolio_curve.marginal_gain_minor IS 'What it gains more than the point before, for each KAM more, in smallest units of the plan''s currency';
COMMENT ON COLUMN kam.portfolio_curve.marginal_account_id IS 'The account on it that gains least';
