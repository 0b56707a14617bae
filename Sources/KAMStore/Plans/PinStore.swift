public import KAMModel
public import Postgres

/// The pins and forbids of a tenant: made, and withdrawn by a record of its own, never changed.
public struct PinStore: Sendable {
    let connection: Connection
    let tenant: ID<Tenant>

    /// Reads and writes the pins of one tenant over a connection whose session works for that tenant.
    public init(_ connection: Connection, tenant: ID<Tenant>) {
        self.connection = connection
        self.tenant = tenant
    }

    /// The pins of a quarter in the order in which they were made.
    ///
    /// - Parameters:
    ///   - quarter: The quarter; nothing for all.
    ///   - withdrawn: Whether to give those too that no longer hold.
    /// - Returns: The pins, with how they ended.
    /// - Throws: `StoreError`, `PostgresError`.
    public func pins(of quarter: Quarter?, withdrawn: Bool = false) async throws -> [AssignmentPin] {
        try await pins(
            """
            (\(quarter?.description as String?)::text IS NULL OR p.quarter = \(quarter?.description as String?))
                AND (\(withdrawn) OR w.pin_id IS NULL)
            """)
    }

    /// The pin whose id starts with a text.
    ///
    /// - Throws: `StoreError.notFound` when there is none, `StoreError.ambiguous` when there are several.
    public func find(_ prefix: String) async throws -> AssignmentPin {
        let found = try await pins("starts_with(p.pin_id::text, lower(\(prefix)))")
        guard let first = found.first, !prefix.isEmpty else { throw StoreError.notFound(kind: "pin", id: prefix) }
        guard found.count == 1 else { throw StoreError.ambiguous(kind: "pin", id: prefix) }
        return first
    }

    /// Makes a pin.
    ///
    /// - Returns: The rule of the same slot that holds already, when there is one; nothing is written then.
    /// - Throws: `StoreError`, `PostgresError`.
    public func add(
        _ id: ID<AssignmentPin>, _ rule: MatrixRule, quarter: Quarter, reason: String, by maker: String
    ) async throws -> AssignmentPin? {
        let slot = AssignmentPin.slot(rule, quarter)
        let count = try await connection.execute(
            """
            INSERT INTO kam.assignment_pin (
                tenant_id, pin_id, quarter, account_id, stage, member_id, kind, slot, follows_id, reason, made_by)
            SELECT
                \(try tenant.uuid), \(try id.uuid), \(quarter.description), \(rule.account.raw),
                \(rule.stage?.raw as String?), \(rule.member.raw), \(rule.kind.rawValue), \(slot), l.pin_id, \(reason),
                \(maker)
            FROM (SELECT) AS one
            LEFT JOIN (\(latest(slot))) AS l ON true
            WHERE l.pin_id IS NULL OR l.is_withdrawn
            ON CONFLICT ON CONSTRAINT assignment_pin_once DO NOTHING
            """)
        guard count == 0 else { return nil }
        return try await pins("p.slot = \(slot) AND w.pin_id IS NULL").first
    }

    /// Withdraws a pin.
    ///
    /// - Returns: Whether it held until now.
    /// - Throws: `StoreError`, `PostgresError`.
    public func withdraw(_ pin: AssignmentPin, reason: String, by maker: String) async throws -> Bool {
        let slot = AssignmentPin.slot(pin.rule, pin.quarter)
        let count = try await connection.execute(
            """
            INSERT INTO kam.assignment_pin_withdrawal (tenant_id, pin_id, slot, reason, made_by)
            VALUES (\(try tenant.uuid), \(try pin.id.uuid), \(slot), \(reason), \(maker))
            ON CONFLICT (tenant_id, pin_id) DO NOTHING
            """)
        return count == 1
    }

    /// The last rule of a slot: the one that no other follows.
    private func latest(_ slot: String) throws -> SQL {
        """
        SELECT p.pin_id, w.pin_id IS NOT NULL AS is_withdrawn
        FROM kam.assignment_pin AS p
        LEFT JOIN kam.assignment_pin_withdrawal AS w ON w.tenant_id = p.tenant_id AND w.pin_id = p.pin_id
        WHERE p.tenant_id = \(try tenant.uuid) AND p.slot = \(slot)
            AND NOT EXISTS (
                SELECT FROM kam.assignment_pin AS n
                WHERE n.tenant_id = p.tenant_id AND n.slot = p.slot AND n.follows_id = p.pin_id)
        """
    }

    private func pins(_ filter: SQL) async throws -> [AssignmentPin] {
        let rows = try await connection.query(
            """
            SELECT
                p.pin_id, p.quarter, p.account_id, p.stage, p.member_id, p.kind, p.reason, p.made_by, p.made_at,
                w.reason AS end_reason, w.made_by AS ended_by, w.made_at AS ended_at
            FROM kam.assignment_pin AS p
            LEFT JOIN kam.assignment_pin_withdrawal AS w ON w.tenant_id = p.tenant_id AND w.pin_id = p.pin_id
            WHERE p.tenant_id = \(try tenant.uuid) AND \(filter)
            ORDER BY p.made_at, p.pin_id
            """)
        return try rows.map(pin)
    }

    private func pin(_ row: Row) throws -> AssignmentPin {
        let id: PostgresUUID = try row.decode("pin_id")
        guard let quarter = Quarter(try row.decode("quarter", as: String.self)),
            let kind = MatrixRule.Kind(rawValue: try row.decode("kind"))
        else { throw StoreError.corrupt("pin \(id)") }
        let stage: String? = try row.decode("stage")
        let rule = MatrixRule(
            kind, account: ID(try row.decode("account_id", as: String.self)), stage: stage.map { ID($0) },
            member: ID(try row.decode("member_id", as: String.self)))
        let made: PostgresTimestamp = try row.decode("made_at")
        let ended: PostgresTimestamp? = try row.decode("ended_at")
        let end = try ended.map { time in
            AssignmentPin.Withdrawal(
                reason: try row.decode("end_reason"), madeBy: try row.decode("ended_by"),
                madeAt: time.microseconds + PostgresTimestamp.unixOffset)
        }
        return AssignmentPin(
            id: ID(id.description), quarter: quarter, rule: rule, reason: try row.decode("reason"),
            madeBy: try row.decode("made_by"), madeAt: made.microseconds + PostgresTimestamp.unixOffset,
            withdrawal: end)
    }
}
