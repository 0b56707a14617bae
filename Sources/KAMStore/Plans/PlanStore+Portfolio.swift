public import KAMModel
import Postgres

extension PlanStore {
    /// Writes a portfolio with its verdicts and what it rests on, whole or not at all.
    public func save(_ portfolio: Portfolio, on basis: PortfolioBasis, as draft: Draft) async throws {
        let verdicts = Verdict.all(portfolio, past: basis.past)
        try await connection.transaction { _ in
            try await insert(draft)
            try await insert(verdicts, of: draft)
            try await insert(portfolio, on: basis, of: draft)
            try await insert(basis.weights, of: draft.plan)
            try await insertScores(verdicts, of: draft.plan)
            try await insertGates(verdicts, of: draft.plan)
            try await insertRatings(basis.ratings, of: draft.plan)
            try await insert(portfolio.curve, of: draft)
        }
    }

    private struct Verdict {
        let account: ID<Account>
        let name: String
        let rank: Int
        let score: AccountScore
        let contribution: Double
        let hours: Hours
        let chance: Chance?
        let incumbency: Incumbency?

        static func all(_ portfolio: Portfolio, past: PastPortfolio?) -> [Verdict] {
            let words = Incumbency.words(portfolio, past: past)
            return portfolio.selected.map {
                Verdict(
                    account: $0.account, name: "selected", rank: $0.rank, score: $0.score,
                    contribution: $0.contribution, hours: $0.kamHours, chance: $0.chance,
                    incumbency: words[$0.account])
            }
                + portfolio.rejected.map {
                    Verdict(
                        account: $0.account, name: "rejected", rank: $0.rank, score: $0.score,
                        contribution: $0.contribution, hours: .zero, chance: $0.chance, incumbency: words[$0.account])
                }
        }
    }

    private func insert(_ verdicts: [Verdict], of draft: Draft) async throws {
        try await connection.execute(
            """
            INSERT INTO kam.portfolio_account (
                tenant_id, plan_id, snapshot_id, account_id, verdict, merit_rank, merit, merit_low, merit_high,
                attractiveness, strength, contribution_minor, kam_hours, incumbency, chance, chance_low, chance_high)
            SELECT \(try tenant.uuid), \(try draft.plan.id.uuid), \(try draft.plan.snapshot.uuid), v.*
            FROM unnest(
                \(verdicts.map(\.account.raw))::text[], \(verdicts.map(\.name))::text[], \(verdicts.map { Int32($0.rank) }),
                \(verdicts.map(\.score.merit.value)), \(verdicts.map(\.score.merit.low)),
                \(verdicts.map(\.score.merit.high)), \(verdicts.map(\.score.attractiveness.value)),
                \(verdicts.map(\.score.strength.value)),
                \(verdicts.map { Money($0.contribution, draft.currency).minor }), \(verdicts.map(\.hours.value)),
                \(verdicts.map { $0.incumbency?.rawValue })::text[], \(verdicts.map { $0.chance?.share })::float8[],
                \(verdicts.map { $0.chance?.low })::float8[], \(verdicts.map { $0.chance?.high })::float8[]) AS v
            """)
    }

    private func insert(_ portfolio: Portfolio, on basis: PortfolioBasis, of draft: Draft) async throws {
        let card = portfolio.selected.isEmpty ? nil : portfolio.robustness
        let isDrawn = (card?.draws ?? 0) > 0
        let cost = portfolio.stability.map { Money($0.cost, draft.currency).minor }
        try await connection.execute(
            """
            INSERT INTO kam.portfolio_basis (
                tenant_id, plan_id, floor, scoring_method, weighting, past_plan_id, stability_cost_minor, draw_count,
                draw_seed, weight_variation, regret_minor, regret_error_minor, revenue_overlap)
            VALUES (
                \(try tenant.uuid), \(try draft.plan.id.uuid), \(portfolio.floor as Double?), \(basis.method),
                \(basis.weighting), \(try basis.past?.id.uuid as PostgresUUID?), \(cost as Int64?),
                \(Int32(card?.draws ?? 0)), \((isDrawn ? card.map { String($0.seed) } : nil) as String?)::text::numeric,
                \(card?.weightVariation as Double?),
                \(card.map { Money($0.regret.mean, draft.currency).minor } as Int64?),
                \(card.map { Money($0.regret.standardError, draft.currency).minor } as Int64?),
                \(card?.revenueOnly.overlap as Double?))
            """)
    }

    private func insert(_ weights: [PortfolioBasis.Weight], of plan: Plan) async throws {
        try await connection.execute(
            """
            INSERT INTO kam.portfolio_weight (tenant_id, plan_id, ordinal, criterion, axis, weight)
            SELECT \(try tenant.uuid), \(try plan.id.uuid), w.ordinal, w.criterion, w.axis, w.weight
            FROM unnest(
                \(weights.map(\.criterion))::text[], \(weights.map(\.axis.rawValue))::text[], \(weights.map(\.share)))
                WITH ORDINALITY AS w (criterion, axis, weight, ordinal)
            """)
    }

    /// An account's parts travel as the text of an array, for an array of arrays of one element type would be flat.
    private func insertScores(_ verdicts: [Verdict], of plan: Plan) async throws {
        let parts = verdicts.map(\.score.contributions)
        try await connection.execute(
            """
            INSERT INTO kam.portfolio_score (tenant_id, plan_id, account_id, points, found, source)
            SELECT
                \(try tenant.uuid), \(try plan.id.uuid), s.account_id, s.points::double precision[],
                s.found::double precision[], s.source::text[]
            FROM unnest(
                \(verdicts.map(\.account.raw))::text[], \(parts.map { ArrayText.of($0.map(\.points)) })::text[],
                \(parts.map { ArrayText.of($0.map(\.value)) })::text[],
                \(parts.map { ArrayText.of($0.map(\.source)) })::text[]) AS s (account_id, points, found, source)
            """)
    }

    private func insertGates(_ verdicts: [Verdict], of plan: Plan) async throws {
        let gates = verdicts.flatMap { verdict in
            verdict.score.failedGates.enumerated().map { (account: verdict.account, place: $0 + 1, reason: $1) }
        }
        try await connection.execute(
            """
            INSERT INTO kam.portfolio_gate (
                tenant_id, plan_id, account_id, ordinal, gate, sentence, sentence_ja, figures)
            SELECT
                \(try tenant.uuid), \(try plan.id.uuid), g.account_id, g.ordinal, g.gate, g.sentence, g.sentence_ja,
                g.figures::jsonb
            FROM unnest(
                \(gates.map(\.account.raw))::text[], \(gates.map { Int32($0.place) }), \(gates.map(\.reason.code))::text[],
                \(gates.map(\.reason.text))::text[], \(gates.map(\.reason.textJa))::text[],
                \(gates.map { ArrayText.object($0.reason.figures) })::text[])
                AS g (account_id, ordinal, gate, sentence, sentence_ja, figures)
            """)
    }

    /// The latest judgement of each rater, as the snapshot was read.
    private func insertRatings(_ keys: [String], of plan: Plan) async throws {
        try await connection.execute(
            """
            INSERT INTO kam.portfolio_rating (
                tenant_id, plan_id, snapshot_id, account_id, criterion, rater, rated_on, value)
            SELECT DISTINCT ON (r.account_id, r.criterion, r.rater)
                r.tenant_id, \(try plan.id.uuid), r.snapshot_id, r.account_id, r.criterion, r.rater, r.rated_on, r.value
            FROM kam.account_rating AS r
            WHERE r.tenant_id = \(try tenant.uuid) AND r.snapshot_id = \(try plan.snapshot.uuid)
                AND r.criterion = ANY (\(keys)::text[])
            ORDER BY r.account_id, r.criterion, r.rater, r.rated_on DESC
            """)
    }

    private func insert(_ curve: [CurvePoint], of draft: Draft) async throws {
        try await connection.execute(
            """
            INSERT INTO kam.portfolio_curve (
                tenant_id, plan_id, kam_count, is_present, selected_count, gain_minor, marginal_gain_minor,
                marginal_account_id)
            SELECT \(try tenant.uuid), \(try draft.plan.id.uuid), c.*
            FROM unnest(
                \(curve.map { Int32($0.kams) }), \(curve.map(\.isPresent)), \(curve.map { Int32($0.selected) }),
                \(curve.map { Money($0.objective, draft.currency).minor }),
                \(curve.map { Money($0.marginalValue, draft.currency).minor }),
                \(curve.map { $0.marginalAccount?.raw })::text[]) AS c
            """)
    }
}

/// Values as PostgreSQL writes them in text.
private enum ArrayText {
    static func of(_ numbers: [Double?]) -> String {
        "{" + numbers.map { $0.map { "\($0)" } ?? "NULL" }.joined(separator: ",") + "}"
    }

    static func of(_ words: [String?]) -> String {
        "{" + words.map { $0.map(quoted) ?? "NULL" }.joined(separator: ",") + "}"
    }

    /// A JSON object of numbers; what is not finite has no place in JSON and is null.
    static func object(_ figures: [String: Double]) -> String {
        let pairs = figures.sorted { $0.key < $1.key }.map { key, value in
            "\(quoted(key)):" + (value.isFinite ? "\(value)" : "null")
        }
        return "{" + pairs.joined(separator: ",") + "}"
    }

    private static func quoted(_ word: String) -> String {
        "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
