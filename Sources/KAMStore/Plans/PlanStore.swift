public import KAMModel
public import Postgres

/// The plans of a tenant, written once each.
public struct PlanStore: Sendable {
    /// A plan as it is listed.
    public struct Entry: Hashable, Sendable {
        /// The plan.
        public let plan: Plan
        /// The currency of its amounts.
        public let currency: Currency
        /// When it was written, in microseconds since 1970-01-01 UTC.
        public let createdAt: Int64
    }

    /// A plan to be written, with what it was made from and handed over as.
    public struct Draft: Sendable {
        /// The plan.
        public let plan: Plan
        /// The currency of its amounts.
        public let currency: Currency
        /// The text of the policy it was made with; its digest is `plan.policy`.
        public let policyText: String
        /// The answer as it is handed over, as JSON.
        public let document: String

        /// Makes a draft.
        public init(plan: Plan, currency: Currency, policyText: String, document: String) {
            self.plan = plan
            self.currency = currency
            self.policyText = policyText
            self.document = document
        }
    }

    let connection: Connection
    let tenant: ID<Tenant>

    /// Reads and writes the plans of one tenant over a connection whose session works for that tenant.
    public init(_ connection: Connection, tenant: ID<Tenant>) {
        self.connection = connection
        self.tenant = tenant
    }

    /// The plans, the last written first.
    ///
    /// - Parameters:
    ///   - quarter: Only those for this quarter.
    ///   - kind: Only those of this kind.
    ///   - limit: At most so many.
    /// - Returns: The plans without their documents.
    /// - Throws: `StoreError`, `PostgresError`.
    public func entries(
        quarter: Quarter? = nil, kind: Plan.Kind? = nil, limit: Int = 100
    ) async throws -> [Entry] {
        let wantedQuarter = quarter?.description
        let wantedKind = kind?.rawValue
        let filter: SQL = """
            WHERE p.tenant_id = \(try tenant.uuid)
                AND (\(wantedQuarter as String?)::text IS NULL OR p.quarter = \(wantedQuarter as String?))
                AND (\(wantedKind as String?)::text IS NULL OR p.kind = \(wantedKind as String?))
            ORDER BY p.created_at DESC, p.plan_id DESC
            LIMIT \(limit)
            """
        let rows = try await connection.query(selectEntry() + filter)
        return try rows.map(entry)
    }

    /// The last written portfolio of a quarter that was made from a snapshot; nothing when there is none.
    public func latestPortfolio(
        of quarter: Quarter, from snapshot: ID<Snapshot>
    ) async throws -> (entry: Entry, document: String)? {
        let filter: SQL = """
            WHERE p.tenant_id = \(try tenant.uuid) AND p.snapshot_id = \(try snapshot.uuid)
                AND p.quarter = \(quarter.description) AND p.kind = \(Plan.Kind.portfolio.rawValue)
            ORDER BY p.created_at DESC, p.plan_id DESC
            LIMIT 1
            """
        return try await first(filter)
    }

    /// The last written matrix of the latest quarter before one; nothing when there is none.
    ///
    /// Those without an answer do not count.
    public func latestMatrix(before quarter: Quarter) async throws -> (entry: Entry, document: String)? {
        try await latestMatrix("p.quarter < \(quarter.description)")
    }

    /// The last written matrix of a quarter; nothing when there is none.
    ///
    /// Those without an answer do not count.
    public func latestMatrix(of quarter: Quarter) async throws -> (entry: Entry, document: String)? {
        try await latestMatrix("p.quarter = \(quarter.description)")
    }

    private func latestMatrix(_ condition: SQL) async throws -> (entry: Entry, document: String)? {
        let filter: SQL = """
            WHERE p.tenant_id = \(try tenant.uuid) AND \(condition)
                AND p.kind = \(Plan.Kind.matrix.rawValue) AND p.status <> \(Outcome.Status.unknown.rawValue)
            ORDER BY p.quarter DESC, p.created_at DESC, p.plan_id DESC
            LIMIT 1
            """
        return try await first(filter)
    }

    /// The text of the policy that a plan was made with.
    ///
    /// - Throws: `StoreError.notFound` when it is not stored.
    public func policyText(of plan: Plan) async throws -> String {
        let row = try await connection.first(
            """
            SELECT y.document
            FROM kam.policy AS y
            WHERE y.tenant_id = \(try tenant.uuid) AND y.policy_id = \(plan.policy)
            """)
        guard let row else { throw StoreError.notFound(kind: "policy", id: plan.policy) }
        return try row.decode(0, as: String.self)
    }

    private func first(_ filter: SQL) async throws -> (entry: Entry, document: String)? {
        guard let row = try await connection.first(selectEntry(withDocument: true) + filter) else { return nil }
        return (try entry(row), try row.decode("document", as: String.self))
    }

    /// The plan whose id starts with a text.
    ///
    /// - Throws: `StoreError.notFound` when there is none, `StoreError.ambiguous` when there are several.
    public func find(_ prefix: String) async throws -> (entry: Entry, document: String) {
        let filter: SQL = """
            WHERE p.tenant_id = \(try tenant.uuid) AND starts_with(p.plan_id::text, lower(\(prefix)))
            ORDER BY p.plan_id
            LIMIT 2
            """
        let rows = try await connection.query(selectEntry(withDocument: true) + filter)
        guard let first = rows.first, !prefix.isEmpty else { throw StoreError.notFound(kind: "plan", id: prefix) }
        guard rows.count == 1 else { throw StoreError.ambiguous(kind: "plan", id: prefix) }
        return (try entry(first), try first.decode("document", as: String.self))
    }

    /// Writes a plan; its rows follow in the same transaction.
    func insert(_ draft: Draft) async throws {
        let plan = draft.plan
        try await connection.execute(
            """
            INSERT INTO kam.policy (tenant_id, policy_id, document)
            VALUES (\(try tenant.uuid), \(plan.policy), \(draft.policyText))
            ON CONFLICT (tenant_id, policy_id) DO NOTHING
            """)
        try await connection.execute(
            """
            INSERT INTO kam.plan (
                tenant_id, plan_id, kind, quarter, snapshot_id, portfolio_id, policy_id, seed, engine_version,
                status, objective, bound, gap, currency, document)
            VALUES (
                \(try tenant.uuid), \(try plan.id.uuid), \(plan.kind.rawValue), \(plan.quarter.description),
                \(try plan.snapshot.uuid), \(try plan.portfolio?.uuid as PostgresUUID?), \(plan.policy),
                \(String(plan.seed))::text::numeric, \(plan.engineVersion), \(plan.outcome.status.rawValue),
                \(plan.outcome.objective as Double?), \(plan.outcome.bound as Double?), \(plan.outcome.gap as Double?), \(draft.currency.code),
                \(draft.document)::text::jsonb)
            """)
    }

    private func selectEntry(withDocument: Bool = false) -> SQL {
        let document: SQL = withDocument ? ", p.document::text AS document" : ""
        return """
            SELECT
                p.plan_id, p.kind, p.quarter, p.snapshot_id, p.portfolio_id, p.policy_id, p.seed::text AS seed,
                p.engine_version, p.status, p.objective, p.bound, p.currency, p.created_at\(document)
            FROM kam.plan AS p

            """
    }

    private func entry(_ row: Row) throws -> Entry {
        guard let kind = Plan.Kind(rawValue: try row.decode("kind")), let quarter = Quarter(try row.decode("quarter")),
            let seed = UInt64(try row.decode("seed", as: String.self)),
            let status = Outcome.Status(rawValue: try row.decode("status")),
            let currency = Currency(try row.decode("currency", as: String.self))
        else { throw StoreError.corrupt("plan \(try row.decode("plan_id", as: PostgresUUID.self))") }
        let plan = Plan(
            id: ID(try row.decode("plan_id", as: PostgresUUID.self).description), kind: kind, quarter: quarter,
            snapshot: ID(try row.decode("snapshot_id", as: PostgresUUID.self).description),
            portfolio: try row.decode("portfolio_id", as: PostgresUUID?.self).map { ID($0.description) },
            policy: try row.decode("policy_id"), seed: seed, engineVersion: try row.decode("engine_version"),
            outcome: Outcome(
                status: status, objective: try row.decode("objective", as: Double?.self),
                bound: try row.decode("bound", as: Double?.self)))
        let written: PostgresTimestamp = try row.decode("created_at")
        return Entry(
            plan: plan, currency: currency, createdAt: written.microseconds + PostgresTimestamp.unixOffset)
    }
}
