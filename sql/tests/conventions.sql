-- The conventions of the schema, read from the catalogue, so that a new table is held to them without being named here.
--
-- Each rule is a query for what breaks it. At the end everything is broken on purpose, to see that each rule notices.

BEGIN;
CREATE EXTENSION pgtap;

CREATE TEMP VIEW house AS
SELECT c.oid, c.relname::text AS name, c.relkind, c.relispartition, c.relrowsecurity, c.relforcerowsecurity, c.reloptions
FROM pg_class AS c
WHERE c.relnamespace = 'kam'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm');

CREATE TEMP VIEW house_table AS SELECT * FROM house WHERE relkind IN ('r', 'p');

CREATE TEMP VIEW house_column AS
SELECT
    h.oid, h.name AS relation, h.relkind, h.relispartition, a.attnum, a.attname::text AS name,
    format_type(a.atttypid, NULL) AS type, col_description(h.oid, a.attnum) AS comment
FROM house AS h
JOIN pg_attribute AS a ON a.attrelid = h.oid AND a.attnum > 0 AND NOT a.attisdropped;

-- The columns of an index in order, by number; expressions are 0.
CREATE TEMP VIEW house_index AS
SELECT
    i.indrelid, i.indexrelid, i.indisunique, i.indisprimary, (i.indkey::smallint[])[0:i.indnkeyatts - 1] AS columns,
    pg_get_expr(i.indpred, i.indrelid) AS predicate
FROM pg_index AS i
JOIN house_table AS h ON h.oid = i.indrelid;

-- A foreign key is indexed when an index starts with some of its columns and these name one row of the other table.
CREATE TEMP VIEW indexed_foreign_key AS
SELECT DISTINCT k.oid
FROM pg_constraint AS k
JOIN house_index AS i ON i.indrelid = k.conrelid
CROSS JOIN LATERAL generate_series(1, cardinality(i.columns)) AS width
CROSS JOIN LATERAL (
    SELECT array_agg(k.confkey[array_position(k.conkey, c)]) AS referenced, bool_and(c = ANY (k.conkey)) AS inside,
        array_agg(a.attname::text) AS names
    FROM unnest(i.columns[1:width]) AS c
    LEFT JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = c
) AS prefix
WHERE k.contype = 'f'
    AND prefix.inside
    AND (i.predicate IS NULL
        OR EXISTS (SELECT FROM unnest(prefix.names) AS n WHERE i.predicate = format('(%I IS NOT NULL)', n)))
    AND EXISTS (
        SELECT FROM pg_index AS u
        WHERE u.indrelid = k.confrelid AND u.indisunique AND u.indpred IS NULL
            AND (u.indkey::smallint[])[0:u.indnkeyatts - 1] <@ prefix.referenced);

CREATE TEMP VIEW offence (rule, thing) AS
SELECT 'the primary key of a table starts with tenant_id', h.name
FROM house_table AS h
WHERE NOT EXISTS (
    SELECT FROM house_index AS i
    JOIN pg_attribute AS a ON a.attrelid = h.oid AND a.attname = 'tenant_id' AND a.attnotnull
    WHERE i.indrelid = h.oid AND i.indisprimary AND i.columns[1] = a.attnum)
UNION ALL
SELECT 'every key contains tenant_id', format('%s of %s', k.conname, h.name)
FROM house_table AS h
JOIN pg_constraint AS k ON k.conrelid = h.oid AND k.contype IN ('p', 'u', 'f', 'x')
LEFT JOIN pg_attribute AS mine ON mine.attrelid = h.oid AND mine.attname = 'tenant_id'
LEFT JOIN pg_attribute AS other ON other.attrelid = k.confrelid AND other.attname = 'tenant_id'
WHERE NOT coalesce(mine.attnum = ANY (k.conkey), false)
    OR (k.contype = 'f' AND k.confkey[array_position(k.conkey, mine.attnum)] IS DISTINCT FROM other.attnum)
UNION ALL
SELECT 'every unique index contains tenant_id', i.indexrelid::regclass::text
FROM house_index AS i
LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attname = 'tenant_id'
WHERE i.indisunique AND NOT coalesce(a.attnum = ANY (i.columns), false)
UNION ALL
SELECT 'row-level security is on and forced', h.name
FROM house_table AS h
WHERE NOT (h.relrowsecurity AND h.relforcerowsecurity)
UNION ALL
SELECT 'a table has the policies tenant_reads and tenant_adds, and no other', h.name
FROM house_table AS h
WHERE NOT h.relispartition
    AND (SELECT coalesce(array_agg(p.polname::text || ' ' || p.polcmd::text ORDER BY p.polname), '{}')
        FROM pg_policy AS p
        WHERE p.polrelid = h.oid AND p.polpermissive
            AND pg_get_expr(coalesce(p.polqual, p.polwithcheck), h.oid) LIKE '%tenant_of_session()%')
        <> ARRAY['tenant_adds a', 'tenant_reads r']
UNION ALL
SELECT 'a table or view has a comment', h.name
FROM house AS h
WHERE NOT h.relispartition AND coalesce(obj_description(h.oid, 'pg_class'), '') = ''
UNION ALL
SELECT 'a column has a comment', format('%s.%s', c.relation, c.name)
FROM house_column AS c
WHERE NOT c.relispartition AND coalesce(c.comment, '') = ''
UNION ALL
SELECT 'a function has a comment', p.proname
FROM pg_proc AS p
WHERE p.pronamespace = 'kam'::regnamespace AND coalesce(obj_description(p.oid, 'pg_proc'), '') = ''
UNION ALL
SELECT 'a domain has a comment', t.typname
FROM pg_type AS t
WHERE t.typnamespace = 'kam'::regnamespace AND t.typtype IN ('d', 'e')
    AND coalesce(obj_description(t.oid, 'pg_type'), '') = ''
UNION ALL
SELECT 'a foreign key is indexed', format('%s of %s', k.conname, h.name)
FROM house_table AS h
JOIN pg_constraint AS k ON k.conrelid = h.oid AND k.contype = 'f'
WHERE k.oid NOT IN (SELECT f.oid FROM indexed_foreign_key AS f)
UNION ALL
SELECT 'names are snake_case', format('%s.%s', c.relation, c.name)
FROM house_column AS c
WHERE c.name !~ '^[a-z][a-z0-9]*(_[a-z0-9]+)*$' OR c.relation !~ '^[a-z][a-z0-9]*(_[a-z0-9]+)*$'
UNION ALL
SELECT 'tables and views are named in the singular', h.name
FROM house AS h
WHERE NOT h.relispartition AND h.name ~ 's$' AND h.name !~ '(ss|us|is)$'
UNION ALL
SELECT 'a time has its zone', format('%s.%s', c.relation, c.name)
FROM house_column AS c
WHERE c.type IN ('timestamp without time zone', 'time without time zone', 'time with time zone')
UNION ALL
SELECT 'a name that ends in _at is a timestamptz, in _on a date', format('%s.%s', c.relation, c.name)
FROM house_column AS c
WHERE (c.name ~ '_at$') <> (c.type = 'timestamp with time zone') OR (c.name ~ '_on$' AND c.type <> 'date')
UNION ALL
SELECT 'money is in *_minor, whole numbers of smallest units, and says so', format('%s.%s', c.relation, c.name)
FROM house_column AS c
WHERE NOT c.relispartition
    AND ((c.name ~ '_minor$' AND (coalesce(c.comment, '') !~ 'smallest units'
            OR (c.relkind <> 'v' AND c.type <> 'bigint')))
        OR (c.comment ~ 'smallest units' AND c.name !~ '_minor$')
        OR c.type = 'money')
UNION ALL
SELECT 'hours are of the domain kam.hours, and say so', format('%s.%s', c.relation, c.name)
FROM house_column AS c
WHERE NOT c.relispartition AND c.name ~ '(^|_)hours$'
    AND (lower(coalesce(c.comment, '')) !~ 'hours' OR (c.relkind <> 'v' AND c.type <> 'kam.hours'))
UNION ALL
SELECT 'a view sees what its reader may see', h.name
FROM house AS h
WHERE h.relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (h.reloptions), false) OR h.relkind = 'm'
UNION ALL
SELECT 'a function with its owner''s rights fixes its search path', p.proname
FROM pg_proc AS p
WHERE p.pronamespace = 'kam'::regnamespace AND p.prosecdef
    AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS s WHERE s LIKE 'search_path=pg_catalog, pg_temp')
UNION ALL
SELECT 'nobody may call a function who is not named', p.proname
FROM pg_proc AS p
WHERE p.pronamespace = 'kam'::regnamespace AND has_function_privilege('public', p.oid, 'EXECUTE')
UNION ALL
SELECT 'kam_app may do nothing but read and add', format('%s of %s', r, h.name)
FROM house_table AS h
CROSS JOIN unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS r
WHERE has_table_privilege('kam_app', h.oid, r)
    OR (r IN ('UPDATE', 'REFERENCES') AND has_any_column_privilege('kam_app', h.oid, r))
UNION ALL
SELECT 'kam_app may read and add', h.name
FROM house_table AS h
WHERE NOT h.relispartition
    AND NOT (has_table_privilege('kam_app', h.oid, 'SELECT') AND has_table_privilege('kam_app', h.oid, 'INSERT'))
UNION ALL
SELECT 'ids do not come from sequences', c.relname
FROM pg_class AS c
WHERE c.relnamespace = 'kam'::regnamespace AND c.relkind = 'S'
UNION ALL
SELECT 'correctness does not rest on triggers', format('%s of %s', t.tgname, h.name)
FROM house_table AS h
JOIN pg_trigger AS t ON t.tgrelid = h.oid AND NOT t.tgisinternal;

CREATE TEMP TABLE rule (rule text);
INSERT INTO rule
VALUES
    ('the primary key of a table starts with tenant_id'),
    ('every key contains tenant_id'),
    ('every unique index contains tenant_id'),
    ('row-level security is on and forced'),
    ('a table has the policies tenant_reads and tenant_adds, and no other'),
    ('a table or view has a comment'),
    ('a column has a comment'),
    ('a function has a comment'),
    ('a domain has a comment'),
    ('a foreign key is indexed'),
    ('names are snake_case'),
    ('tables and views are named in the singular'),
    ('a time has its zone'),
    ('a name that ends in _at is a timestamptz, in _on a date'),
    ('money is in *_minor, whole numbers of smallest units, and says so'),
    ('hours are of the domain kam.hours, and say so'),
    ('a view sees what its reader may see'),
    ('a function with its owner''s rights fixes its search path'),
    ('nobody may call a function who is not named'),
    ('kam_app may do nothing but read and add'),
    ('kam_app may read and add'),
    ('ids do not come from sequences'),
    ('correctness does not rest on triggers');

SELECT plan((SELECT count(*)::integer FROM rule) + 3);

SELECT cmp_ok((SELECT count(*) FROM house_table), '>=', 22::bigint, 'the catalogue shows the tables of the house');

SELECT is_empty(format('SELECT thing FROM offence WHERE rule = %L', r.rule), r.rule)
FROM rule AS r;

-- Everything broken on purpose.
CREATE TABLE kam.bad_things (
    thing_id serial PRIMARY KEY,
    tenant_id uuid,
    snapshot_id uuid,
    "camelCase" timestamp,
    created timestamptz,
    made_on text,
    cost_minor integer,
    work_hours double precision,
    FOREIGN KEY (tenant_id, snapshot_id) REFERENCES kam.snapshot
);
CREATE UNIQUE INDEX bad_unique ON kam.bad_things (work_hours);
CREATE VIEW kam.bad_view AS SELECT thing_id FROM kam.bad_things;
CREATE DOMAIN kam.bad_domain AS text;
CREATE FUNCTION kam.bad_function() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER bad_trigger BEFORE INSERT ON kam.bad_things FOR EACH ROW EXECUTE FUNCTION kam.bad_function();
GRANT UPDATE (made_on) ON kam.bad_things TO kam_app;
REVOKE INSERT ON kam.bad_things FROM kam_app;

SELECT set_eq(
    'SELECT DISTINCT rule FROM offence', 'SELECT rule FROM rule',
    'each rule notices something that was made to break it');
SELECT is_empty(
    $$SELECT rule, thing FROM offence WHERE thing !~ 'bad_|created|camelCase'$$,
    'nothing else is blamed for it');

SELECT * FROM finish();
ROLLBACK;
