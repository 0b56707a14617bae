public import KAMModel
public import Postgres

/// How good the data of a snapshot is, the worst first.
public struct DataQuality: Hashable, Sendable {
    /// Something noticed at the import, and how many rows it concerns.
    public struct Finding: Hashable, Sendable {
        /// What was noticed.
        public let diagnostic: Diagnostic
        /// The rows concerned that the rejects file has; nothing for what is no matter of single rows.
        public let rows: Int?
    }

    /// How often a field is filled.
    public struct Completeness: Hashable, Sendable {
        /// `account`, `opportunity` or `member`.
        public let entity: String
        /// The field, as `annual_revenue`.
        public let field: String
        /// Rows with a value.
        public let filled: Int
        /// All rows for which the field makes sense.
        public let total: Int

        /// The share of rows with a value, 1 where there are no rows.
        public var share: Double { total == 0 ? 1 : Double(filled) / Double(total) }
    }

    /// The snapshot.
    public let snapshot: ID<Snapshot>
    /// What was noticed: by severity, then by rows concerned.
    public let findings: [Finding]
    /// How often each field is filled: the emptiest first.
    public let completeness: [Completeness]
    /// Accounts that may be the same company as another.
    public let duplicateAccounts: Int
    /// Opportunities without an account.
    public let orphanOpportunities: Int
    /// Rows rejected at the import.
    public let rejected: Int

    /// Reads the quality of a snapshot.
    ///
    /// - Parameters:
    ///   - connection: A session of the tenant.
    ///   - tenant: The tenant.
    ///   - snapshot: The snapshot.
    /// - Returns: The quality.
    /// - Throws: `PostgresError`; `StoreError.notFound` when there is no such snapshot.
    public static func read(
        _ connection: Connection, tenant: ID<Tenant>, snapshot: ID<Snapshot>
    ) async throws -> DataQuality {
        let stored = StoredImport(connection, tenant: tenant, snapshot: snapshot)
        let report = try await stored.report()
        let query = QualityQuery(connection: connection, tenant: tenant, snapshot: snapshot)
        let rows = try await query.rejectsByKind()
        let findings = report.diagnostics.map { diagnostic in
            Finding(diagnostic: diagnostic, rows: rows["\(diagnostic.code) \(diagnostic.file ?? "")"])
        }
        let ordered = findings.enumerated().sorted { left, right in
            (right.element.diagnostic.severity, right.element.rows ?? 0, left.offset)
                < (left.element.diagnostic.severity, left.element.rows ?? 0, right.offset)
        }.map(\.element)
        let completeness = try await query.completeness()
        return DataQuality(
            snapshot: snapshot, findings: ordered, completeness: completeness,
            duplicateAccounts: try await query.duplicates(), orphanOpportunities: try await query.orphans(),
            rejected: report.rejected)
    }
}
