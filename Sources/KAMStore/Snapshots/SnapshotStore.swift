public import KAMModel
public import Postgres

/// The snapshots of a tenant, as the engine reads them.
public struct SnapshotStore: Sendable {
    /// A snapshot without its rows.
    public struct Header: Hashable, Sendable {
        /// The id that the import gave it.
        public let id: ID<Snapshot>
        /// The day the data speaks of.
        public let asOf: Day
        /// The currency of every amount.
        public let currency: Currency
        /// The import profile that read it.
        public let profile: String
    }

    let connection: Connection
    let tenant: ID<Tenant>

    /// Reads the snapshots of one tenant over a connection whose session works for that tenant.
    public init(_ connection: Connection, tenant: ID<Tenant>) {
        self.connection = connection
        self.tenant = tenant
    }

    /// All snapshots, the latest day first, and of one day the last imported first.
    public func headers() async throws -> [Header] {
        let rows = try await connection.query(
            """
            SELECT s.snapshot_id, s.as_of, s.currency, s.profile
            FROM kam.snapshot AS s
            WHERE s.tenant_id = \(try tenant.uuid)
            ORDER BY s.as_of DESC, s.imported_at DESC, s.snapshot_id DESC
            """)
        return try rows.map { row in
            let (id, asOf, code, profile) = try row.decode(
                PostgresUUID.self, PostgresDate.self, String.self, String.self)
            return Header(id: ID(id.description), asOf: Day(asOf), currency: try currency(code), profile: profile)
        }
    }

    /// Reads a whole snapshot.
    ///
    /// - Throws: `StoreError.notFound` when the tenant has no such snapshot, `PostgresError` when the database fails.
    /// - Complexity: One pass over the snapshot's rows in the database; memory for its accounts and members, not for
    ///   its opportunities.
    public func load(_ id: ID<Snapshot>) async throws -> Snapshot {
        let uuid = try id.uuid
        guard let header = try await headers().first(where: { $0.id.raw == uuid.description }) else {
            throw StoreError.notFound(kind: "snapshot", id: id.raw)
        }
        let units = Double(header.currency.minorUnits)
        let deal = try await connection.first(
            """
            SELECT d.median_minor FROM kam.deal_size AS d
            WHERE d.tenant_id = \(try tenant.uuid) AND d.snapshot_id = \(uuid)
            """)
        let sentences = try await connection.query(
            """
            SELECT a.sentence FROM kam.assumption AS a
            WHERE a.tenant_id = \(try tenant.uuid) AND a.snapshot_id = \(uuid)
            ORDER BY a.ordinal
            """)
        return Snapshot(
            id: header.id, asOf: header.asOf, currency: header.currency,
            accounts: try await accounts(of: uuid, currency: header.currency),
            members: try await members(of: uuid, units: units),
            flows: try await flows(of: uuid),
            typicalDeal: try deal?.decode(0, as: Double.self) / units,
            assumptions: try sentences.map { try $0.decode(0, as: String.self) } + (try await omissions(of: uuid)))
    }

    private func flows(of snapshot: PostgresUUID) async throws -> [StageFlow] {
        let rows = try await connection.query(
            """
            SELECT f.stage, f.entered, f.advanced, f.lost, f.open, f.entered_last_quarter, f.median_days
            FROM kam.stage_flow AS f
            WHERE f.tenant_id = \(try tenant.uuid) AND f.snapshot_id = \(snapshot)
            ORDER BY f.stage
            """)
        return try rows.map { row in
            let (stage, entered, advanced, lost, open, recent, days) = try row.decode(
                String.self, Int.self, Int.self, Int.self, Int.self, Int.self, Double?.self)
            return StageFlow(
                stage: ID(stage), entered: entered, advanced: advanced, lost: lost, open: open,
                enteredLastQuarter: recent, medianDays: days)
        }
    }

    func currency(_ code: String) throws -> Currency {
        guard let currency = Currency(code) else { throw StoreError.corrupt("'\(code)' is no currency code") }
        return currency
    }
}

private func / (amount: Double?, units: Double) -> Double? {
    amount.map { $0 / units }
}
