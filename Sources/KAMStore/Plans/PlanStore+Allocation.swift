public import KAMModel
import Postgres

extension PlanStore {
    /// Writes an allocation with its prices and moves, whole or not at all.
    public func save(_ allocation: Allocation, as draft: Draft) async throws {
        try await connection.transaction { _ in
            try await insert(draft)
            try await insert(allocation.prices, of: draft.plan)
            try await insert(allocation.moves, of: draft)
        }
    }

    private func insert(_ prices: [Allocation.Price], of plan: Plan) async throws {
        try await connection.execute(
            """
            INSERT INTO kam.allocation_price (tenant_id, plan_id, stage, per_hour, per_hour_lost, stage_load)
            SELECT \(try tenant.uuid), \(try plan.id.uuid), p.*
            FROM unnest(
                \(prices.map(\.stage.raw))::text[], \(prices.map(\.perHour)), \(prices.map(\.perHourLost)),
                \(prices.map(\.load))) AS p
            """)
    }

    private func insert(_ moves: [Allocation.Move], of draft: Draft) async throws {
        try await connection.execute(
            """
            INSERT INTO kam.allocation_move (
                tenant_id, plan_id, snapshot_id, ordinal, member_id, from_stage, to_stage, hours, gain_minor)
            SELECT
                \(try tenant.uuid), \(try draft.plan.id.uuid), \(try draft.plan.snapshot.uuid), m.ordinal,
                m.member_id, nullif(m.from_stage, ''), m.to_stage, m.hours, m.gain_minor
            FROM unnest(
                \(moves.map(\.member.raw))::text[], \(moves.map { $0.from?.raw ?? "" })::text[], \(moves.map(\.to.raw))::text[],
                \(moves.map(\.hours.value)), \(moves.map { Money($0.gain, draft.currency).minor }))
                WITH ORDINALITY AS m (member_id, from_stage, to_stage, hours, gain_minor, ordinal)
            """)
    }
}
