public import KAMModel
import KAMStore

/// The quality of a snapshot's data as it is handed over, worst first; `docs/json.md` describes it.
public struct CheckDocument: Hashable, Sendable, Codable {
    /// Something noticed, and how many rows it concerns.
    public struct Finding: Hashable, Sendable, Codable {
        /// What was noticed.
        public let diagnostic: DiagnosticDocument
        /// The rows concerned; null for what is no matter of single rows.
        @Nullable public private(set) var rows: Int?
    }

    /// How often a field is filled.
    public struct Completeness: Hashable, Sendable, Codable {
        /// `account`, `opportunity` or `member`.
        public let entity: String
        /// The field.
        public let field: String
        /// Rows with a value.
        public let filled: Int
        /// All rows for which the field makes sense.
        public let total: Int
        /// The share of rows with a value.
        public let share: Double
    }

    /// The snapshot.
    public let snapshot: ID<Snapshot>
    /// The day it speaks of.
    public let asOf: Day
    /// What was noticed, worst first.
    public let findings: [Finding]
    /// How often each field is filled, the emptiest first.
    public let completeness: [Completeness]
    /// Accounts that may be the same company as another.
    public let duplicateAccounts: Int
    /// Opportunities without an account.
    public let orphanOpportunities: Int
    /// Rows rejected at the import.
    public let rejected: Int

    init(_ quality: DataQuality, asOf: Day) {
        snapshot = quality.snapshot
        self.asOf = asOf
        findings = quality.findings.map {
            Finding(diagnostic: DiagnosticDocument($0.diagnostic), rows: $0.rows)
        }
        completeness = quality.completeness.map {
            Completeness(
                entity: $0.entity, field: $0.field, filled: $0.filled, total: $0.total, share: $0.share)
        }
        duplicateAccounts = quality.duplicateAccounts
        orphanOpportunities = quality.orphanOpportunities
        rejected = quality.rejected
    }
}
