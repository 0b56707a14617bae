public import KAMModel
import CSV
import Postgres

extension Trouble {
    /// Reads an error of the store.
    ///
    /// - Returns: Nothing when it is an error of another room.
    public init?(store error: any Error) {
        switch error {
        case let trouble as Trouble: self = trouble
        case let refused as RefusedInput: self.init(.data, refused.diagnostics)
        case let error as StoreError: self.init(lookup: error)
        case let error as PostgresError: self.init(postgres: error)
        case let error as DatabaseError: self.init(database: error)
        case let error as MigrationError: self.init(.unavailable, error.code, error.message, hint: error.hint)
        case let error as CSVError where error.isWriting: self.init(writing: error)
        case is CancellationError: self.init(.interrupted, "KAM236", "interrupted; nothing was stored")
        default: return nil
        }
    }

    /// Files that are read are refused with diagnostics; what is left is a file that is written after the import.
    private init(writing error: CSVError) {
        self.init(
            .cannotWrite, "KAM237", "the rejects file: \(error); the import itself was made, unless it was a dry run",
            hint: "Run it again with another file after --rejects: the import is recognised, and the file written.")
    }

    private init(lookup error: StoreError) {
        switch error {
        case .notAnID(let text):
            self.init(.data, "KAM241", "'\(text)' is no id", hint: "Ids are UUIDs; kam plan list shows them.")
        case .notFound(let kind, let id):
            self.init(.data, "KAM242", "there is no \(kind) '\(id)'", hint: "kam plan list shows what is stored.")
        case .ambiguous(let kind, let id):
            self.init(.data, "KAM243", "several ids of a \(kind) start with '\(id)'", hint: "Give more of the id.")
        case .corrupt(let what):
            self.init(.fault, "KAM244", "the database holds something that kam cannot read: \(what)")
        }
    }

    private init(postgres error: PostgresError) {
        if error.isDiskFull {
            self.init(
                .cannotWrite, "KAM232", "the disk of the database is full; nothing was stored: \(error.message)",
                hint: "Make room where the database's folder is, then run the command again.")
        } else if error.kind == .outcomeUnknown {
            self.init(.unavailable, "KAM235", error.message, hint: "Look with kam plan list whether it was stored.")
        } else if error.isQueryCancelled || error.kind == .cancelled {
            self.init(.interrupted, "KAM236", "interrupted; nothing was stored")
        } else if error.isTooManyConnections || error.isOutOfMemory {
            self.init(.unavailable, "KAM233", "the database is at its limits: \(error.message)")
        } else if error.isUnavailable || [.authentication, .configuration].contains(error.kind) {
            self.init(
                .unavailable, "KAM231", "the database is not available: \(error.message)",
                hint: "kam db status tells which database is meant and how it is.")
        } else {
            self.init(.fault, "KAM234", "the database refused a statement of kam: \(error)")
        }
    }

    private init(database error: DatabaseError) {
        let kind: Kind
        if case .backupFile = error { kind = .data } else { kind = .unavailable }
        self.init(kind, error.code, error.message, hint: error.hint)
    }
}

extension CSVError {
    fileprivate var isWriting: Bool { if case .cannotWrite = self { true } else { false } }
}
