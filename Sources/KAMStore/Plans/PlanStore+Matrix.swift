public import KAMModel
import Postgres

extension PlanStore {
    /// Writes a matrix with its cells, KAMs, loads and what it rests on, whole or not at all.
    public func save(_ matrix: Matrix, on basis: MatrixBasis, as draft: Draft) async throws {
        try await connection.transaction { _ in
            try await insert(draft)
            try await insert(matrix.cells, of: draft)
            try await insertSupporters(matrix.cells, of: draft.plan)
            try await insert(matrix.kams, of: draft)
            try await insert(matrix.loads, of: draft.plan)
            try await insertHires(matrix, of: draft.plan)
            try await insert(basis, of: draft)
            try await insert(matrix.loss, of: draft)
            try await insert(basis.rules, of: draft.plan)
            try await insert(basis.events, of: draft.plan)
        }
    }

    private func insert(_ cells: [Matrix.Cell], of draft: Draft) async throws {
        try await connection.execute(
            """
            INSERT INTO kam.matrix_cell (
                tenant_id, plan_id, snapshot_id, account_id, stage, lead_id, hours, work_hours, runner_up_id,
                runner_up_minor)
            SELECT \(try tenant.uuid), \(try draft.plan.id.uuid), \(try draft.plan.snapshot.uuid), c.*
            FROM unnest(
                \(cells.map(\.account.raw))::text[], \(cells.map(\.stage.raw))::text[],
                \(cells.map { Person.member($0.lead) })::text[], \(cells.map(\.hours.value)), \(cells.map(\.work.value)),
                \(cells.map { Person.member($0.runnerUp?.member) })::text[],
                \(cells.map { $0.runnerUp.map { Money($0.difference, draft.currency).minor } })::bigint[]) AS c
            """)
    }

    private func insertSupporters(_ cells: [Matrix.Cell], of plan: Plan) async throws {
        let all = cells.flatMap { cell in cell.supporters.map { (cell: cell, supporter: $0) } }
            .filter { Person.member($0.supporter.member) != nil }
        try await connection.execute(
            """
            INSERT INTO kam.matrix_supporter (
                tenant_id, plan_id, snapshot_id, account_id, stage, member_id, role, hours)
            SELECT \(try tenant.uuid), \(try plan.id.uuid), \(try plan.snapshot.uuid), s.*
            FROM unnest(
                \(all.map(\.cell.account.raw))::text[], \(all.map(\.cell.stage.raw))::text[],
                \(all.map(\.supporter.member.raw))::text[], \(all.map(\.supporter.role.rawValue))::text[],
                \(all.map(\.supporter.hours.value))) AS s
            """)
    }

    private func insert(_ kams: [Matrix.Accountability], of draft: Draft) async throws {
        try await connection.execute(
            """
            INSERT INTO kam.matrix_kam (
                tenant_id, plan_id, snapshot_id, account_id, kam_id, hours, runner_up_id, runner_up_minor)
            SELECT \(try tenant.uuid), \(try draft.plan.id.uuid), \(try draft.plan.snapshot.uuid), k.*
            FROM unnest(
                \(kams.map(\.account.raw))::text[], \(kams.map { Person.member($0.kam) })::text[],
                \(kams.map(\.hours.value)), \(kams.map { Person.member($0.runnerUp?.member) })::text[],
                \(kams.map { $0.runnerUp.map { Money($0.difference, draft.currency).minor } })::bigint[]) AS k
            """)
    }

    private func insert(_ loads: [Matrix.Load], of plan: Plan) async throws {
        let members = loads.filter { !$0.isHire }
        try await connection.execute(
            """
            INSERT INTO kam.matrix_load (
                tenant_id, plan_id, snapshot_id, member_id, capacity_hours, planned_hours, limit_hours)
            SELECT \(try tenant.uuid), \(try plan.id.uuid), \(try plan.snapshot.uuid), l.*
            FROM unnest(
                \(members.map(\.member.raw))::text[], \(members.map(\.capacity.value)),
                \(members.map(\.planned.value)), \(members.map(\.limit.value))) AS l
            """)
    }

    private func insertHires(_ matrix: Matrix, of plan: Plan) async throws {
        let hires = matrix.loads.filter { $0.isHire }
        try await connection.execute(
            """
            INSERT INTO kam.matrix_hire (tenant_id, plan_id, hire, capacity_hours, planned_hours)
            SELECT \(try tenant.uuid), \(try plan.id.uuid), h.*
            FROM unnest(
                \(hires.map { Person.hire($0.member) ?? $0.member.raw })::text[], \(hires.map(\.capacity.value)),
                \(hires.map(\.planned.value))) AS h
            """)
        let work = HireWork.all(matrix)
        try await connection.execute(
            """
            INSERT INTO kam.matrix_hire_work (
                tenant_id, plan_id, snapshot_id, hire, ordinal, account_id, stage, role, hours)
            SELECT \(try tenant.uuid), \(try plan.id.uuid), \(try plan.snapshot.uuid), w.*
            FROM unnest(
                \(work.map(\.hire))::text[], \(work.map { Int32($0.ordinal) }), \(work.map(\.account.raw))::text[],
                \(work.map { $0.stage?.raw })::text[], \(work.map(\.role))::text[], \(work.map(\.hours.value))) AS w
            """)
    }

    private func insert(_ basis: MatrixBasis, of draft: Draft) async throws {
        let freeLoss = basis.changes?.freeLoss.map { Money($0, draft.currency).minor }
        try await connection.execute(
            """
            INSERT INTO kam.matrix_basis (
                tenant_id, plan_id, effective_on, from_plan_id, change_count, free_change_count, free_loss_minor,
                stopped_by)
            VALUES (
                \(try tenant.uuid), \(try draft.plan.id.uuid), \(basis.effective.postgres),
                \(try basis.previous?.uuid as PostgresUUID?), \(basis.changes.map { Int32($0.count) } as Int32?),
                \(basis.changes.map { Int32($0.free) } as Int32?), \(freeLoss as Int64?),
                \(basis.stop?.rawValue as String?))
            """)
    }

    private func insert(_ terms: [LossTerm], of draft: Draft) async throws {
        try await connection.execute(
            """
            INSERT INTO kam.matrix_term (tenant_id, plan_id, ordinal, term, loss_minor)
            SELECT \(try tenant.uuid), \(try draft.plan.id.uuid), t.ordinal, t.term, t.loss_minor
            FROM unnest(
                \(terms.map(\.kind.rawValue))::text[], \(terms.map { Money($0.loss, draft.currency).minor }))
                WITH ORDINALITY AS t (term, loss_minor, ordinal)
            """)
    }

    private func insert(_ rules: [MatrixBasis.Rule], of plan: Plan) async throws {
        try await connection.execute(
            """
            INSERT INTO kam.matrix_rule (
                tenant_id, plan_id, snapshot_id, ordinal, kind, account_id, stage, member_id, hire, pin_id)
            SELECT
                \(try tenant.uuid), \(try plan.id.uuid), \(try plan.snapshot.uuid), r.ordinal, r.kind, r.account_id,
                r.stage, r.member_id, r.hire, r.pin_id::uuid
            FROM unnest(
                \(rules.map(\.rule.kind.rawValue))::text[], \(rules.map(\.rule.account.raw))::text[],
                \(rules.map { $0.rule.stage?.raw })::text[], \(rules.map { Person.member($0.rule.member) })::text[],
                \(rules.map { Person.hire($0.rule.member) })::text[], \(rules.map { $0.pin?.raw })::text[])
                WITH ORDINALITY AS r (kind, account_id, stage, member_id, hire, pin_id, ordinal)
            """)
    }

    private func insert(_ events: [MatrixEvent], of plan: Plan) async throws {
        try await connection.execute(
            """
            INSERT INTO kam.matrix_event (
                tenant_id, plan_id, snapshot_id, ordinal, kind, happened_on, account_id, stage, member_id, hire)
            SELECT
                \(try tenant.uuid), \(try plan.id.uuid), \(try plan.snapshot.uuid), e.ordinal, e.kind, e.happened_on,
                e.account_id, e.stage, e.member_id, e.hire
            FROM unnest(
                \(events.map(\.word))::text[], \(events.map(\.day.postgres)), \(events.map { $0.account?.raw })::text[],
                \(events.map { $0.stage?.raw })::text[], \(events.map { Person.member($0.member) })::text[],
                \(events.map { Person.hire($0.member) })::text[])
                WITH ORDINALITY AS e (kind, happened_on, account_id, stage, member_id, hire, ordinal)
            """)
    }
}

extension MatrixEvent {
    /// The kind as rows and documents have it.
    public var word: String {
        switch kind {
        case .leave: "leave"
        case .join: "join"
        case .won: "won"
        case .lost: "lost"
        case .rule(let rule): rule.kind.rawValue
        }
    }

    /// The account; nothing when it is about a member alone.
    public var account: ID<Account>? {
        switch kind {
        case .leave, .join: nil
        case .won(let account), .lost(let account): account
        case .rule(let rule): rule.account
        }
    }

    /// The stage; nothing for the KAM, and when it is about no cell.
    public var stage: ID<Stage>? {
        if case .rule(let rule) = kind { rule.stage } else { nil }
    }

    /// The member; nothing when it is about an account alone.
    public var member: ID<Member>? {
        switch kind {
        case .leave(let member), .join(let member): member
        case .won, .lost: nil
        case .rule(let rule): rule.member
        }
    }
}
