-- One tenant never sees another's rows, in any table or view, and never adds to them.
--
-- Tables and views are taken from the catalogue: one that is new and has no rows in support/two_tenants.sql fails.

BEGIN;
CREATE EXTENSION pgtap;
\ir support/two_tenants.sql

SELECT plan((
    SELECT (count(*) * 4 + count(*) FILTER (WHERE c.relkind <> 'v') + 4)::integer
    FROM pg_class AS c
    WHERE c.relnamespace = 'kam'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition));

SELECT set_eq(
    format('SELECT DISTINCT tenant_id FROM kam.%I', c.relname),
    ARRAY['00000000-0000-7000-8000-0000000000a1'::uuid, '00000000-0000-7000-8000-0000000000b1'],
    format('%s has rows of both tenants', c.relname))
FROM pg_class AS c
WHERE c.relnamespace = 'kam'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
ORDER BY c.relname;

SET LOCAL ROLE kam_app;

SELECT is_empty(format('SELECT FROM kam.%I', c.relname), format('%s shows nothing to a session without a tenant', c.relname))
FROM pg_class AS c
WHERE c.relnamespace = 'kam'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
ORDER BY c.relname;

SET LOCAL kam.tenant_id = '00000000-0000-7000-8000-0000000000b1';

SELECT set_eq(
    format('SELECT DISTINCT tenant_id FROM kam.%I', c.relname), ARRAY['00000000-0000-7000-8000-0000000000b1'::uuid],
    format('%s shows tenant b its own rows alone', c.relname))
FROM pg_class AS c
WHERE c.relnamespace = 'kam'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
ORDER BY c.relname;

SET LOCAL kam.tenant_id = '00000000-0000-7000-8000-0000000000a1';

SELECT set_eq(
    format('SELECT DISTINCT tenant_id FROM kam.%I', c.relname), ARRAY['00000000-0000-7000-8000-0000000000a1'::uuid],
    format('%s shows tenant a its own rows alone', c.relname))
FROM pg_class AS c
WHERE c.relnamespace = 'kam'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
ORDER BY c.relname;

-- A row of one's own with the other's tenant written into it.
SELECT throws_matching(
    format(
        'INSERT INTO kam.%1$I SELECT (jsonb_populate_record(t, %2$L)).* FROM kam.%1$I AS t LIMIT 1', c.relname,
        '{"tenant_id": "00000000-0000-7000-8000-0000000000b1"}'),
    'row-level security', format('%s takes no row for another tenant', c.relname))
FROM pg_class AS c
WHERE c.relnamespace = 'kam'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY c.relname;

SELECT throws_ok(
    'SELECT FROM kam.opportunity_000000000000700080000000000000b2', '42501', NULL,
    'a partition of another tenant cannot be read past its table');
SELECT throws_ok(
    'SELECT FROM kam.opportunity_000000000000700080000000000000a2', '42501', NULL,
    'nor can one''s own');
SELECT is(
    (SELECT count(*) FROM kam.account WHERE tenant_id = '00000000-0000-7000-8000-0000000000b1'), 0::bigint,
    'asking for the other tenant by name finds nothing');

-- The owner of the tables is held to its tenant too, unless it is a superuser: migrate as somebody else.
RESET ROLE;
SELECT format('SET LOCAL ROLE %I', t.tableowner) FROM pg_tables AS t WHERE t.schemaname = 'kam' AND t.tablename = 'account'
\gexec
SELECT set_eq(
    'SELECT DISTINCT tenant_id FROM kam.account', ARRAY['00000000-0000-7000-8000-0000000000a1'::uuid],
    'the owner of the tables sees its tenant''s rows alone');
RESET ROLE;

SELECT * FROM finish();
ROLLBACK;
