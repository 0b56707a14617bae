/// Why the schema cannot be brought up to date; nothing was changed by the migration that failed.
public enum MigrationError: Error, Hashable, Sendable {
    /// A migration that was applied reads differently now.
    case changed(name: String)
    /// The database knows migrations that this kam does not.
    case newer(version: Int, known: Int)
    /// The files' numbers are not 1, 2, 3, …
    case gap(expected: Int, found: String)
    /// The folder cannot be read or has no migration.
    case folder(path: String)
    /// PostgreSQL refused a script.
    case failed(name: String, reason: String)

    /// The code of the kind, as `docs/errors.md` lists it.
    public var code: String {
        switch self {
        case .changed: "KAM221"
        case .newer: "KAM222"
        case .gap: "KAM223"
        case .folder: "KAM224"
        case .failed: "KAM225"
        }
    }

    /// What is wrong.
    public var message: String {
        switch self {
        case .changed(let name): "migration \(name) was applied, and its text has changed since"
        case .newer(let version, let known):
            "the database is at migration \(version), and this kam knows \(known): it was made by a newer kam"
        case .gap(let expected, let found): "migration \(expected) is missing; the next file is \(found)"
        case .folder(let path): "there are no migrations in \(path)"
        case .failed(let name, let reason): "\(name) failed, and nothing of it was kept: \(reason)"
        }
    }

    /// What may help.
    public var hint: String? {
        switch self {
        case .changed: "Migrations are never edited: restore the file and write a new one."
        case .newer: "Use the newer kam."
        case .gap: "Migrations are numbered without gaps: 0001, 0002, …"
        case .folder: "KAM_HOME names the folder that holds sql and config."
        case .failed: nil
        }
    }
}
