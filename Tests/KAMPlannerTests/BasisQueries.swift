import Postgres

/// For each part of a portfolio's basis: how many rows there are, and how many have no equal in the document.
enum BasisQueries {
    static let all: [(String, @Sendable (String) -> SQL)] = [
        (
            "weights",
            { plan in
                """
                SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (
                    SELECT FROM jsonb_array_elements(p.document->'scoring'->'weights') AS e
                    WHERE e->>'criterion' = w.criterion AND e->>'axis' = w.axis
                        AND (e->>'weight')::float8 = w.weight::float8))
                FROM kam.portfolio_weight AS w JOIN kam.plan AS p USING (tenant_id, plan_id)
                WHERE w.plan_id = \(plan)::uuid
                """
            }
        ),
        (
            "points",
            { plan in
                """
                SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (
                    SELECT FROM jsonb_array_elements(p.document->'selected') AS e,
                        jsonb_array_elements(e->'criteria') AS c
                    WHERE e->>'account' = s.account_id AND c->>'criterion' = s.criterion
                        AND (c->>'points')::float8 = s.points AND (c->>'value')::float8 IS NOT DISTINCT FROM s.found
                        AND c->>'source' IS NOT DISTINCT FROM s.source))
                FROM kam.portfolio_contribution AS s JOIN kam.plan AS p USING (tenant_id, plan_id)
                JOIN kam.portfolio_account AS a USING (tenant_id, plan_id, account_id)
                WHERE s.plan_id = \(plan)::uuid AND a.verdict = 'selected'
                """
            }
        ),
        (
            "points that sum to the merit",
            { plan in
                """
                SELECT count(*), count(*) FILTER (WHERE abs(a.merit - t.points) > 1e-9)
                FROM kam.portfolio_account AS a
                JOIN (SELECT tenant_id, plan_id, account_id, sum(points) AS points FROM kam.portfolio_contribution
                    GROUP BY 1, 2, 3) AS t USING (tenant_id, plan_id, account_id)
                WHERE a.plan_id = \(plan)::uuid
                """
            }
        ),
        (
            "gates",
            { plan in
                """
                SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (
                    SELECT FROM jsonb_array_elements(p.document->'rejected') AS e,
                        jsonb_array_elements(e->'failed_gates') AS f
                    WHERE e->>'account' = g.account_id AND f->>'code' = g.gate AND f->>'text' = g.sentence
                        AND f->>'text_ja' IS NOT DISTINCT FROM g.sentence_ja AND f->'figures' = g.figures))
                FROM kam.portfolio_gate AS g JOIN kam.plan AS p USING (tenant_id, plan_id)
                WHERE g.plan_id = \(plan)::uuid
                """
            }
        ),
        (
            "ratings",
            { plan in
                """
                SELECT count(*), count(*) FILTER (WHERE EXISTS (
                    SELECT FROM kam.account_rating AS later
                    WHERE (later.tenant_id, later.snapshot_id, later.account_id, later.criterion, later.rater)
                        = (r.tenant_id, r.snapshot_id, r.account_id, r.criterion, r.rater)
                        AND later.rated_on > r.rated_on))
                FROM kam.portfolio_rating AS r WHERE r.plan_id = \(plan)::uuid
                """
            }
        ),
        (
            "chances",
            { plan in
                """
                SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (
                    SELECT FROM jsonb_array_elements((p.document->'selected') || (p.document->'rejected')) AS e
                    WHERE e->>'account' = a.account_id
                        AND (e->'chance'->>'share')::float8 IS NOT DISTINCT FROM a.chance::float8
                        AND (e->'chance'->>'low')::float8 IS NOT DISTINCT FROM a.chance_low::float8))
                FROM kam.portfolio_account AS a JOIN kam.plan AS p USING (tenant_id, plan_id)
                WHERE a.plan_id = \(plan)::uuid
                """
            }
        ),
        (
            "what accounts were before",
            { plan in
                """
                SELECT count(*), count(*) FILTER (WHERE a.incumbency IS DISTINCT FROM CASE
                    WHEN p.document->'stability' = 'null'::jsonb THEN NULL
                    WHEN p.document->'stability'->'kept' @> jsonb_build_array(jsonb_build_object('account', a.account_id))
                        THEN 'kept'
                    WHEN p.document->'stability'->'waiting' @> jsonb_build_array(jsonb_build_object('account', a.account_id))
                        THEN 'waits'
                    WHEN p.document->'stability'->'yielded' @> jsonb_build_array(jsonb_build_object('account', a.account_id))
                        THEN 'yields'
                    WHEN old.verdict = 'selected' THEN CASE a.verdict WHEN 'selected' THEN 'stays' ELSE 'leaves' END
                    ELSE CASE a.verdict WHEN 'selected' THEN 'enters' ELSE 'outside' END
                END)
                FROM kam.portfolio_account AS a
                JOIN kam.plan AS p USING (tenant_id, plan_id)
                JOIN kam.portfolio_basis AS b USING (tenant_id, plan_id)
                LEFT JOIN kam.portfolio_account AS old
                    ON old.tenant_id = a.tenant_id AND old.plan_id = b.past_plan_id AND old.account_id = a.account_id
                WHERE a.plan_id = \(plan)::uuid
                """
            }
        ),
        (
            "the curve",
            { plan in
                """
                SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (
                    SELECT FROM jsonb_array_elements(p.document->'curve') AS e
                    WHERE (e->>'kams')::int = c.kam_count AND (e->>'selected')::int = c.selected_count
                        AND (e->'gain'->>'minor')::bigint = c.gain_minor
                        AND e->>'marginal_account' IS NOT DISTINCT FROM c.marginal_account_id))
                FROM kam.portfolio_curve AS c JOIN kam.plan AS p USING (tenant_id, plan_id)
                WHERE c.plan_id = \(plan)::uuid
                """
            }
        ),
    ]
}
