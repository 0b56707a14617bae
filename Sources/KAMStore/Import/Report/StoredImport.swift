import CSV
public import KAMModel
public import Postgres

/// An import that is in the database: its report and its rejects.
public struct StoredImport {
    private let connection: Connection
    private let tenant: ID<Tenant>
    private let snapshot: ID<Snapshot>

    /// Names an import by its snapshot.
    public init(_ connection: Connection, tenant: ID<Tenant>, snapshot: ID<Snapshot>) {
        self.connection = connection
        self.tenant = tenant
        self.snapshot = snapshot
    }

    /// The import with a fingerprint, if there is one.
    static func find(
        _ connection: Connection, tenant: ID<Tenant>, _ fingerprint: String
    ) async throws -> StoredImport? {
        let row = try await connection.first(
            """
            SELECT snapshot_id::text
            FROM kam.snapshot
            WHERE tenant_id = \(tenant.raw)::uuid AND fingerprint = \(fingerprint)
            """)
        guard let row else { return nil }
        return StoredImport(connection, tenant: tenant, snapshot: ID<Snapshot>(try row.decode(0)))
    }

    /// The report of the import.
    ///
    /// - Parameter isNew: Whether it was made just now.
    /// - Returns: The report, as it was when the snapshot was made.
    /// - Throws: `PostgresError`; `StoreError.notFound` when there is no such snapshot.
    public func report(isNew: Bool = false) async throws -> ImportReport {
        let head = try await connection.query(
            """
            SELECT as_of::text, currency::text
            FROM kam.snapshot
            WHERE tenant_id = \(tenant.raw)::uuid AND snapshot_id = \(snapshot.raw)::uuid
            """)
        guard let row = head.first, let asOf = Day(try row.decode(0)), let currency = Currency(try row.decode(1)) else {
            throw StoreError.notFound(kind: "snapshot", id: snapshot.raw)
        }
        return ImportReport(
            snapshot: snapshot, isNew: isNew, asOf: asOf, currency: currency, counts: try await counts(),
            rejected: try await rejected(), diagnostics: try await diagnostics(), assumptions: try await assumptions())
    }

    /// Writes the rejected rows and the remarks on others as CSV, when there are any.
    ///
    /// - Parameter path: The file, which is replaced; nothing to write none.
    /// - Returns: The rows written.
    /// - Throws: `PostgresError`, or `CSVError` when the file cannot be written.
    @discardableResult
    public func writeRejects(to path: String?) async throws -> Int {
        guard let path else { return 0 }
        let count = try await connection.first(
            """
            SELECT count(*)
            FROM kam.reject
            WHERE tenant_id = \(tenant.raw)::uuid AND snapshot_id = \(snapshot.raw)::uuid
            """)
        guard let rows = try count?.decode(0, as: Int.self), rows > 0 else { return 0 }
        var writer = try CSVWriter(path: path)
        try writer.write(["file", "line", "column", "value", "code", "outcome", "reason"])
        let query: SQL = """
            SELECT file, line, column_name, value, code, reason
            FROM kam.reject
            WHERE tenant_id = \(tenant.raw)::uuid AND snapshot_id = \(snapshot.raw)::uuid
            ORDER BY ordinal
            """
        try await connection.stream(query) { row in
            let (file, line, column, value, code, reason) = try row.decode(
                String.self, Int.self, String?.self, String?.self, String.self, String.self)
            let outcome = ImportCode(rawValue: code)?.rejects == true ? "rejected" : "kept"
            try writer.write([file, "\(line)", column ?? "", value ?? "", code, outcome, reason])
        }
        try writer.finish()
        return rows
    }

    private func counts() async throws -> [String: Int] {
        let rows = try await connection.query(
            """
            WITH s AS (SELECT \(tenant.raw)::uuid AS tenant_id, \(snapshot.raw)::uuid AS snapshot_id)
            SELECT 'account', count(*) FROM kam.account NATURAL JOIN s
            UNION ALL SELECT 'member', count(*) FROM kam.member NATURAL JOIN s
            UNION ALL SELECT 'account_rating', count(*) FROM kam.account_rating NATURAL JOIN s
            UNION ALL SELECT 'opportunity', count(*) FROM kam.opportunity
                WHERE tenant_id = \(tenant.raw)::uuid AND snapshot_id = \(snapshot.raw)::uuid
            UNION ALL SELECT 'stage_event', count(*) FROM kam.stage_event
                WHERE tenant_id = \(tenant.raw)::uuid AND snapshot_id = \(snapshot.raw)::uuid
            """)
        return Dictionary(try rows.map { try $0.decode(String.self, Int.self) }) { first, _ in first }
    }

    private func rejected() async throws -> Int {
        let codes = ImportCode.allCases.filter(\.rejects).map(\.rawValue)
        let row = try await connection.first(
            """
            SELECT count(*)
            FROM (
                SELECT DISTINCT file, line
                FROM kam.reject
                WHERE tenant_id = \(tenant.raw)::uuid AND snapshot_id = \(snapshot.raw)::uuid
                    AND code = ANY (\(codes)::text[])
            ) AS r
            """)
        return try row?.decode(0) ?? 0
    }

    private func diagnostics() async throws -> [Diagnostic] {
        let rows = try await connection.query(
            """
            SELECT severity, code, message, file, line, hint
            FROM kam.diagnostic
            WHERE tenant_id = \(tenant.raw)::uuid AND snapshot_id = \(snapshot.raw)::uuid
            ORDER BY ordinal
            """)
        return try rows.map { row in
            let (severity, code, message, file, line, hint) = try row.decode(
                String.self, String.self, String.self, String?.self, Int?.self, String?.self)
            return Diagnostic(
                Diagnostic.Severity(rawValue: severity) ?? .error, code, message, file: file, line: line, hint: hint)
        }
    }

    private func assumptions() async throws -> [String] {
        let rows = try await connection.query(
            """
            SELECT sentence
            FROM kam.assumption
            WHERE tenant_id = \(tenant.raw)::uuid AND snapshot_id = \(snapshot.raw)::uuid
            ORDER BY ordinal
            """)
        return try rows.map { try $0.decode(0) }
    }
}
