-- What an assignment is held to and what it rests on: languages, levels and rivals of accounts; pins and forbids of single
-- cells; the day a matrix holds from, what it was made from, its rules, its events and the terms of its loss; the work of
-- people who are yet to be hired.

CREATE DOMAIN kam.language_code AS text
    CHECK (value ~ '^[a-z]{2,3}$');
COMMENT ON DOMAIN kam.language_code IS 'An ISO 639 language code, in small letters';

ALTER TABLE kam.account
    ADD COLUMN language kam.language_code,
    ADD COLUMN seniority smallint CHECK (seniority BETWEEN 0 AND 99),
    ADD COLUMN rivals text CHECK (rivals <> '');
ALTER TABLE kam.member
    ADD COLUMN seniority smallint CHECK (seniority BETWEEN 0 AND 99);

COMMENT ON COLUMN kam.account.language IS 'Language its people work in; null where nobody says';
COMMENT ON COLUMN kam.account.seniority IS 'Least level of the members who serve it, 0 to 99; null for any';
COMMENT ON COLUMN kam.account.rivals IS 'Name of its group of competitors, who are kept apart; null for none';
COMMENT ON COLUMN kam.member.seniority IS 'Level, 0 to 99; null where nobody says';

-- Pins and forbids of single cells -----------------------------------------------------------------------------------
--
-- A rule is never changed. What ends it is a record of its own, and the next rule of the same slot follows that record:
-- so a slot has a chain of rules of which at most the last one holds, by constraints alone.

CREATE TABLE kam.assignment_pin (
    tenant_id uuid NOT NULL,
    pin_id uuid NOT NULL,
    quarter kam.quarter NOT NULL,
    account_id kam.external_key NOT NULL,
    stage text CHECK (stage <> ''),
    member_id kam.external_key NOT NULL,
    kind text NOT NULL CHECK (kind IN ('pin', 'forbid')),
    slot text NOT NULL COLLATE "C",
    follows_id uuid CHECK (follows_id <> pin_id),
    reason text NOT NULL CHECK (reason <> ''),
    made_by text NOT NULL CHECK (made_by <> ''),
    made_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, pin_id),
    UNIQUE (tenant_id, pin_id, slot),
    CONSTRAINT assignment_pin_once UNIQUE NULLS NOT DISTINCT (tenant_id, slot, follows_id),
    CONSTRAINT assignment_pin_slot_is_its_cell CHECK (
        slot = kind || '/' || quarter || '/' || quote_literal(account_id) || coalesce('/' || quote_literal(stage), '')
            || CASE WHEN kind = 'forbid' THEN '/' || quote_literal(member_id) ELSE '' END)
);

CREATE TABLE kam.assignment_pin_withdrawal (
    tenant_id uuid NOT NULL,
    pin_id uuid NOT NULL,
    slot text NOT NULL COLLATE "C",
    reason text NOT NULL CHECK (reason <> ''),
    made_by text NOT NULL CHECK (made_by <> ''),
    made_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, pin_id),
    UNIQUE (tenant_id, pin_id, slot),
    FOREIGN KEY (tenant_id, pin_id, slot) REFERENCES kam.assignment_pin (tenant_id, pin_id, slot)
);

ALTER TABLE kam.assignment_pin
    ADD CONSTRAINT assignment_pin_follows_one_withdrawn
        FOREIGN KEY (tenant_id, follows_id, slot) REFERENCES kam.assignment_pin_withdrawal (tenant_id, pin_id, slot);
CREATE INDEX assignment_pin_quarter ON kam.assignment_pin (tenant_id, quarter, account_id);

-- What a matrix rests on ---------------------------------------------------------------------------------------------

ALTER TABLE kam.matrix_cell
    ADD COLUMN work_hours kam.hours,
    ADD COLUMN runner_up_id kam.external_key CHECK (runner_up_id <> lead_id),
    ADD COLUMN runner_up_minor bigint,
    ADD FOREIGN KEY (tenant_id, snapshot_id, runner_up_id) REFERENCES kam.member;
CREATE INDEX matrix_cell_runner_up
    ON kam.matrix_cell (tenant_id, snapshot_id, runner_up_id) WHERE runner_up_id IS NOT NULL;
ALTER TABLE kam.matrix_kam
    ADD COLUMN runner_up_id kam.external_key CHECK (runner_up_id <> kam_id),
    ADD COLUMN runner_up_minor bigint,
    ADD FOREIGN KEY (tenant_id, snapshot_id, runner_up_id) REFERENCES kam.member;
CREATE INDEX matrix_kam_runner_up
    ON kam.matrix_kam (tenant_id, snapshot_id, runner_up_id) WHERE runner_up_id IS NOT NULL;

ALTER TABLE kam.matrix_supporter
    ADD COLUMN role text NOT NULL DEFAULT 'joins' CHECK (role IN ('joins', 'shares')),
    DROP CONSTRAINT matrix_supporter_pkey,
    ADD PRIMARY KEY (tenant_id, plan_id, account_id, stage, member_id, role);
ALTER TABLE kam.matrix_load ADD COLUMN limit_hours kam.hours;

COMMENT ON COLUMN kam.matrix_kam.kam_id IS 'The KAM; null when nobody can, or somebody yet to be hired is to';
COMMENT ON COLUMN kam.matrix_cell.lead_id IS 'The member who leads; null when nobody can, or somebody yet to be hired is to';
COMMENT ON COLUMN kam.matrix_cell.work_hours IS 'Hours that the cell takes of somebody who knows the account, supporters included; null before it was told';
COMMENT ON COLUMN kam.matrix_supporter.role IS 'joins: leads the next stage and joins this one; shares: takes a part of a large cell';
COMMENT ON COLUMN kam.matrix_load.limit_hours IS 'Most hours that a matrix may take; null before it was told';
COMMENT ON COLUMN kam.matrix_cell.runner_up_id IS 'The member who would lead next best; null where there is none';
COMMENT ON COLUMN kam.matrix_cell.runner_up_minor IS 'What the plan would lose more under the runner-up, in smallest units of the plan''s currency';
COMMENT ON COLUMN kam.matrix_kam.runner_up_id IS 'The KAM next best; null where there is none';
COMMENT ON COLUMN kam.matrix_kam.runner_up_minor IS 'What the plan would lose more under the runner-up, in smallest units of the plan''s currency';

CREATE TABLE kam.matrix_basis (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    effective_on date NOT NULL,
    from_plan_id uuid CHECK (from_plan_id <> plan_id),
    change_count integer CHECK (change_count >= 0),
    free_change_count integer CHECK (free_change_count BETWEEN 0 AND change_count),
    free_loss_minor bigint,
    stopped_by text CHECK (stopped_by IN ('time_limit', 'interrupt')),
    PRIMARY KEY (tenant_id, plan_id),
    FOREIGN KEY (tenant_id, plan_id) REFERENCES kam.plan,
    FOREIGN KEY (tenant_id, from_plan_id) REFERENCES kam.plan,
    CONSTRAINT matrix_basis_changes_something CHECK (change_count IS NULL OR from_plan_id IS NOT NULL)
);
CREATE INDEX matrix_basis_from ON kam.matrix_basis (tenant_id, from_plan_id) WHERE from_plan_id IS NOT NULL;

CREATE TABLE kam.matrix_term (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal > 0),
    term text NOT NULL CHECK (term <> ''),
    loss_minor bigint NOT NULL,
    PRIMARY KEY (tenant_id, plan_id, ordinal),
    UNIQUE (tenant_id, plan_id, term),
    FOREIGN KEY (tenant_id, plan_id) REFERENCES kam.plan
);

-- Somebody yet to be hired is no member of the snapshot, so what the matrix gives them stands apart.
CREATE TABLE kam.matrix_hire (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    hire text NOT NULL CHECK (hire <> ''),
    capacity_hours kam.hours NOT NULL,
    planned_hours kam.hours NOT NULL,
    PRIMARY KEY (tenant_id, plan_id, hire),
    FOREIGN KEY (tenant_id, plan_id) REFERENCES kam.plan
);

CREATE TABLE kam.matrix_hire_work (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    hire text NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal > 0),
    account_id kam.external_key NOT NULL,
    stage text CHECK (stage <> ''),
    role text NOT NULL CHECK (role IN ('kam', 'lead', 'joins', 'shares')),
    hours kam.hours NOT NULL,
    PRIMARY KEY (tenant_id, plan_id, hire, ordinal),
    FOREIGN KEY (tenant_id, plan_id, hire) REFERENCES kam.matrix_hire,
    FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan (tenant_id, plan_id, snapshot_id),
    FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account,
    CONSTRAINT matrix_hire_work_of_a_kam_has_no_stage CHECK ((role = 'kam') = (stage IS NULL))
);
CREATE INDEX matrix_hire_work_account ON kam.matrix_hire_work (tenant_id, snapshot_id, account_id);

CREATE TABLE kam.matrix_rule (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal > 0),
    kind text NOT NULL CHECK (kind IN ('pin', 'forbid')),
    account_id kam.external_key NOT NULL,
    stage text CHECK (stage <> ''),
    member_id kam.external_key,
    hire text CHECK (hire <> ''),
    pin_id uuid,
    PRIMARY KEY (tenant_id, plan_id, ordinal),
    FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan (tenant_id, plan_id, snapshot_id),
    FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account,
    FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member,
    FOREIGN KEY (tenant_id, pin_id) REFERENCES kam.assignment_pin,
    CONSTRAINT matrix_rule_is_about_somebody CHECK (num_nonnulls(member_id, hire) = 1)
);
CREATE INDEX matrix_rule_account ON kam.matrix_rule (tenant_id, snapshot_id, account_id);
CREATE INDEX matrix_rule_member ON kam.matrix_rule (tenant_id, snapshot_id, member_id);
CREATE INDEX matrix_rule_pin ON kam.matrix_rule (tenant_id, pin_id) WHERE pin_id IS NOT NULL;

CREATE TABLE kam.matrix_event (
    tenant_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal > 0),
    kind text NOT NULL CHECK (kind IN ('leave', 'join', 'won', 'lost', 'pin', 'forbid')),
    happened_on date NOT NULL,
    account_id kam.external_key,
    stage text CHECK (stage <> ''),
    member_id kam.external_key,
    hire text CHECK (hire <> ''),
    PRIMARY KEY (tenant_id, plan_id, ordinal),
    FOREIGN KEY (tenant_id, plan_id, snapshot_id) REFERENCES kam.plan (tenant_id, plan_id, snapshot_id),
    FOREIGN KEY (tenant_id, snapshot_id, account_id) REFERENCES kam.account,
    FOREIGN KEY (tenant_id, snapshot_id, member_id) REFERENCES kam.member,
    CONSTRAINT matrix_event_names_whom_it_concerns CHECK (
        CASE WHEN kind IN ('leave', 'join', 'pin', 'forbid') THEN 1 ELSE 0 END = num_nonnulls(member_id, hire)
        AND (kind IN ('won', 'lost', 'pin', 'forbid')) = (account_id IS NOT NULL)
        AND (stage IS NULL OR kind IN ('pin', 'forbid')))
);
CREATE INDEX matrix_event_account ON kam.matrix_event (tenant_id, snapshot_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX matrix_event_member ON kam.matrix_event (tenant_id, snapshot_id, member_id) WHERE member_id IS NOT NULL;

SELECT kam.keep_tenants_apart(t.name, 'made_at = now()')
FROM unnest(ARRAY['assignment_pin', 'assignment_pin_withdrawal']) AS t (name);
SELECT kam.keep_tenants_apart(
    t.name, 'plan_id IN (SELECT p.plan_id FROM kam.plan AS p WHERE p.created_at = now())')
FROM unnest(ARRAY['matrix_basis', 'matrix_term', 'matrix_hire', 'matrix_hire_work', 'matrix_rule', 'matrix_event']) AS t (name);

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

COMMENT ON TABLE kam.assignment_pin_withdrawal IS 'The end of a rule for one cell';
COMMENT ON COLUMN kam.assignment_pin_withdrawal.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.assignment_pin_withdrawal.pin_id IS 'The rule that ended';
COMMENT ON COLUMN kam.assignment_pin_withdrawal.slot IS 'The slot of that rule';
COMMENT ON COLUMN kam.assignment_pin_withdrawal.reason IS 'Why, in words';
COMMENT ON COLUMN kam.assignment_pin_withdrawal.made_by IS 'Who withdrew it';
COMMENT ON COLUMN kam.assignment_pin_withdrawal.made_at IS 'Start of the transaction that withdrew it';

COMMENT ON TABLE kam.matrix_basis IS 'What a matrix rests on as a whole';
COMMENT ON COLUMN kam.matrix_basis.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.matrix_basis.plan_id IS 'The matrix';
COMMENT ON COLUMN kam.matrix_basis.effective_on IS 'The first day on which it holds';
COMMENT ON COLUMN kam.matrix_basis.from_plan_id IS 'The earlier matrix that held before; null where the export''s owners did';
COMMENT ON COLUMN kam.matrix_basis.change_count IS 'Leads and KAMs that a re-plan changes; null for a matrix made afresh';
COMMENT ON COLUMN kam.matrix_basis.free_change_count IS 'Of these, those who could have gone on; null for a matrix made afresh';
COMMENT ON COLUMN kam.matrix_basis.free_loss_minor IS 'Loss of the best matrix that may change anything, in smallest units of the plan''s currency; null for a matrix made afresh';
COMMENT ON COLUMN kam.matrix_basis.stopped_by IS 'What stopped the search before its end: time_limit or interrupt; null when nothing did';

COMMENT ON TABLE kam.matrix_term IS 'A term of a matrix''s loss; the terms sum to the objective';
COMMENT ON COLUMN kam.matrix_term.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.matrix_term.plan_id IS 'The matrix';
COMMENT ON COLUMN kam.matrix_term.ordinal IS 'The order of report, from 1';
COMMENT ON COLUMN kam.matrix_term.term IS 'Key of the term';
COMMENT ON COLUMN kam.matrix_term.loss_minor IS 'Its loss in smallest units of the plan''s currency';

COMMENT ON TABLE kam.matrix_hire IS 'Somebody yet to be hired, and what a matrix takes of them';
COMMENT ON COLUMN kam.matrix_hire.tenant_id IS 'The tenant';
COMMENT ON COLUMN kam.matrix_hire.plan_id IS 'The matrix';
COMMENT ON COLUMN kam.matrix_hire.hire IS 'Name of the place in the policy';
COMMENT ON COLUMN kam.matrix_hire.capacity_hours IS 'Hours the place has in the quarter';
COMMENT ON COLUMN kam.matrix_hire.planned_hours IS 'Hours the matrix takes';

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
