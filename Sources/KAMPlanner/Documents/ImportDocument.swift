public import KAMModel
import KAMStore

/// An import as it is handed over; `docs/json.md` describes it.
public struct ImportDocument: Hashable, Sendable, Codable {
    /// The snapshot made, or the one that these files had made before.
    public let snapshot: ID<Snapshot>
    /// Whether the import made it; false when the same files had come before, or for a dry run that finds them.
    public let isNew: Bool
    /// Whether nothing was kept.
    public let isDryRun: Bool
    /// The day the data speaks of.
    public let asOf: Day
    /// The base currency.
    public let currency: Currency
    /// The number of rows by entity.
    public let counts: [String: Int]
    /// The number of rows left out.
    public let rejected: Int
    /// What was noticed.
    public let diagnostics: [DiagnosticDocument]
    /// What had to be assumed.
    public let assumptions: [String]

    init(_ report: ImportReport, isDryRun: Bool) {
        snapshot = report.snapshot
        isNew = report.isNew
        self.isDryRun = isDryRun
        asOf = report.asOf
        currency = report.currency
        counts = report.counts
        rejected = report.rejected
        diagnostics = report.diagnostics.map(DiagnosticDocument.init)
        assumptions = report.assumptions
    }
}

/// A diagnostic with all its keys.
public struct DiagnosticDocument: Hashable, Sendable, Codable {
    /// How bad it is.
    public let severity: Diagnostic.Severity
    /// The code; `docs/errors.md` explains it.
    public let code: String
    /// What was noticed.
    public let message: String
    /// The file concerned.
    @Nullable public private(set) var file: String?
    /// The line concerned, from 1.
    @Nullable public private(set) var line: Int?
    /// What may help.
    @Nullable public private(set) var hint: String?

    init(_ diagnostic: Diagnostic) {
        severity = diagnostic.severity
        code = diagnostic.code
        message = diagnostic.message
        file = diagnostic.file
        line = diagnostic.line
        hint = diagnostic.hint
    }
}
