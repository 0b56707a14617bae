public import KAMModel
import Postgres

extension PlanStore {
    /// Writes a matrix with its cells, KAMs and loads, whole or not at all.
    public func save(_ matrix: Matrix, as draft: Draft) async throws {
        try await connection.transaction { _ in
            try await insert(draft)
            try await insert(matrix.cells, of: draft.plan)
            try await insert(matrix.kams, of: draft.plan)
            try await insert(matrix.loads, of: draft.plan)
        }
    }

    /// Writes an allocation with its prices and moves, whole or not at all.
    public func save(_ allocation: Allocation, as draft: Draft) async throws {
        try await connection.transaction { _ in
            try await insert(draft)
            try await insert(allocation.prices, of: draft.plan)
            try await insert(allocation.moves, of: draft)
        }
    }

    private func insert(_ cells: [Matrix.Cell], of plan: Plan) async throws {
        try await connection.execute(
            """
            INSERT INTO kam.matrix_cell (tenant_id, plan_id, snapshot_id, account_id, stage, lead_id, hours)
            SELECT
                \(try tenant.uuid), \(try plan.id.uuid), \(try plan.snapshot.uuid), c.account_id, c.stage,
                nullif(c.lead_id, ''), c.hours
            FROM unnest(
                \(cells.map(\.account.raw))::text[], \(cells.map(\.stage.raw))::text[], \(cells.map { $0.lead?.raw ?? "" })::text[],
                \(cells.map(\.hours.value))) AS c (account_id, stage, lead_id, hours)
            """)
        let joins = cells.flatMap { cell in cell.supporters.map { (cell: cell, supporter: $0) } }
        try await connection.execute(
            """
            INSERT INTO kam.matrix_supporter (tenant_id, plan_id, snapshot_id, account_id, stage, member_id, hours)
            SELECT \(try tenant.uuid), \(try plan.id.uuid), \(try plan.snapshot.uuid), j.*
            FROM unnest(
                \(joins.map(\.cell.account.raw))::text[], \(joins.map(\.cell.stage.raw))::text[],
                \(joins.map(\.supporter.member.raw))::text[], \(joins.map(\.supporter.hours.value))) AS j
            """)
    }

    private func insert(_ kams: [Matrix.Accountability], of plan: Plan) async throws {
        try await connection.execute(
            """
            INSERT INTO kam.matrix_kam (tenant_id, plan_id, snapshot_id, account_id, kam_id, hours)
            SELECT
                \(try tenant.uuid), \(try plan.id.uuid), \(try plan.snapshot.uuid), k.account_id,
                nullif(k.kam_id, ''), k.hours
            FROM unnest(
                \(kams.map(\.account.raw))::text[], \(kams.map { $0.kam?.raw ?? "" })::text[],
                \(kams.map(\.hours.value))) AS k (account_id, kam_id, hours)
            """)
    }

    private func insert(_ loads: [Matrix.Load], of plan: Plan) async throws {
        try await connection.execute(
            """
            INSERT INTO kam.matrix_load (
                tenant_id, plan_id, snapshot_id, member_id, capacity_hours, planned_hours)
            SELECT \(try tenant.uuid), \(try plan.id.uuid), \(try plan.snapshot.uuid), l.*
            FROM unnest(
                \(loads.map(\.member.raw))::text[], \(loads.map(\.capacity.value)), \(loads.map(\.planned.value))) AS l
            """)
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
