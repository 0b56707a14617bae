import CSV
import KAMModel
import Postgres

/// One import under way: the files, the connection inside its transaction, and what was noticed so far.
///
/// The steps are in extensions, in the order of `Importer`. Rows stay in the database; a step is one statement or few.
struct ImportSession {
    let connection: Connection
    let profile: ImportProfile
    let files: [ImportEntity: ImportFile]
    /// The tenant's id, as text.
    let tenant: String
    /// The snapshot's id, as text.
    let snapshot: String
    /// What each file's pass saw.
    var statistics: [ImportEntity: FileStatistics] = [:]
    /// What was noticed so far.
    var diagnostics: [Diagnostic] = []
    /// How many deals were written.
    var dealCount = 0
    /// How many of them have a history of stages.
    var dealsWithHistory = 0
    /// What had to be assumed so far.
    var assumptions: [String] = []

    /// The name of the file with the rows of an entity.
    func name(_ entity: ImportEntity) -> String? { files[entity]?.name }

    /// The title of a column in its file; its own name where there is none.
    func title(_ target: String, in entity: ImportEntity) -> String {
        let column = files[entity]?.columns.compactMap { $0 }.first { $0.target.name == target }
        return column?.title ?? target
    }

    /// Whether the import has rows of an entity.
    func has(_ entity: ImportEntity) -> Bool { files[entity] != nil }

    /// Adds a diagnostic.
    mutating func add(
        _ severity: Diagnostic.Severity, _ code: ImportCode, _ message: String, in entity: ImportEntity? = nil,
        line: Int? = nil, hint: String? = nil
    ) {
        let file = entity.flatMap { name($0) }
        diagnostics.append(Diagnostic(severity, code.rawValue, message, file: file, line: line, hint: hint))
    }

    /// Runs statements one after the other.
    func run(_ statements: [SQL]) async throws {
        for statement in statements { try await connection.execute(statement) }
    }

    /// Runs a query of one row `count, line` and gives it when the count is not 0.
    func sighting(_ query: SQL) async throws -> FileStatistics.Sighting? {
        guard let row = try await connection.first(query) else { return nil }
        let (count, line) = try row.decode(Int.self, Int?.self)
        return count > 0 ? FileStatistics.Sighting(count: count, line: line ?? 0) : nil
    }
}

/// `1 row` or `1,234 rows`.
func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? singular : plural ?? singular + "s")"
}

/// A number with commas between thousands.
func grouped(_ number: Int) -> String {
    let digits = Array(String(abs(number)))
    var text = ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { text += "," }
        text.append(digit)
    }
    return number < 0 ? "-" + text : text
}
