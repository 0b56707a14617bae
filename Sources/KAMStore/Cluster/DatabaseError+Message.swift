extension DatabaseError: CustomStringConvertible {
    /// The code and the message, without the hint.
    public var description: String { "\(code): \(message)" }

    /// What is wrong, with the values concerned, and what was left untouched.
    public var message: String {
        switch self {
        case .postgresNotFound(let searched):
            "PostgreSQL was not found; looked into \(searched.joined(separator: ", "))."
        case .postgresTooOld(let found, let path):
            "PostgreSQL \(found) in \(path) is too old: 15 or newer is needed."
        case .postgresOtherVersion(let needed, let found, let directory):
            "The data in \(directory) was made by PostgreSQL \(needed); found here: "
                + "\(found.map(String.init).joined(separator: ", ")). Nothing was changed."
        case .foreignFolder(let directory, let entry):
            "\(directory) is not a data folder of kam: it holds '\(entry)'. Nothing was changed."
        case .folderUnusable(let directory, let reason): "The data folder \(directory) cannot be used: \(reason)."
        case .damaged(let directory, let reason):
            "The data folder \(directory) is damaged: \(reason). Nothing was changed."
        case .noServerUser(let name, let reason):
            "PostgreSQL may not run as root, and the user '\(name)' cannot run it: \(reason)."
        default: failure
        }
    }

    private var failure: String {
        switch self {
        case .creationFailed(let directory, let output): "The database in \(directory) could not be made. \(output)"
        case .startFailed(let directory, let output): "The database in \(directory) did not start. \(output)"
        case .timedOut(let directory, let what): "The database in \(directory) is not ready: waited for \(what)."
        case .orphanedProcesses(let directory, let processes):
            "The main process of the database in \(directory) was killed, and processes it left still work in it: "
                + "\(processes.map(String.init).joined(separator: ", "))."
        case .unreachable(let location, let reason): "The database at \(location) is not available: \(reason)"
        case .serverTooOld(let found): "The server is PostgreSQL \(found): 15 or newer is needed."
        case .toolFailed(let tool, let output): "\(tool) failed. \(output)"
        case .copyWouldMissRows(let role):
            "The role '\(role)' is subject to row-level security, so a backup made by it would miss rows."
        case .backupFile(let path, let reason): "The file \(path) cannot be used: \(reason)."
        case .exchangeFailed(let database, let reason):
            "The restored database could not take the place of '\(database)', which is as it was: \(reason)"
        case .resourcesNotFound(let searched):
            "The SQL files of kam were not found; looked into \(searched.joined(separator: ", "))."
        case .bypassesRowSecurity:
            "The role of the database URL sees the rows of every tenant, and there is no role kam_app for it to take."
        default: code
        }
    }

    /// What may help.
    public var hint: String {
        switch self {
        case .postgresNotFound:
            "Install Debian's package postgresql-15, or name the folder that holds 'initdb' with KAM_PG_BIN."
        case .postgresTooOld: "Install Debian's package postgresql-15, or name a newer one with KAM_PG_BIN."
        case .serverTooOld: "Use a server of PostgreSQL 15 or newer."
        case .postgresOtherVersion(let needed, _, _):
            "Install postgresql-\(needed) beside it; docs/operations.md says how to move to a newer version."
        case .foreignFolder: "Name an empty or a new folder with --data."
        case .folderUnusable: "Name another folder with --data, or give this one to the user who runs kam."
        case .damaged: "Put back what is gone, or restore a backup into a new folder with --data."
        case .noServerUser: "Name another user with KAM_PG_USER, or run kam as an ordinary user."
        case .creationFailed, .startFailed: "Look whether the disk is full; the whole log is in the folder log."
        case .timedOut: "Try again in a minute; after a crash a large database takes its time to recover."
        case .orphanedProcesses: "Wait until they end, or end them with 'kill' (not with 'kill -9')."
        case .unreachable: "Check that the server runs, and its URL: --database-url or KAM_DATABASE_URL."
        case .toolFailed: "Its words are above."
        case .copyWouldMissRows: "Give the URL of a role with BYPASSRLS, or of a superuser, with --database-url."
        case .backupFile: "Name a file made by 'kam db backup', or a folder that you may write to."
        case .exchangeFailed: "Stop what uses the database, then try again."
        case .bypassesRowSecurity:
            "Make it: CREATE ROLE kam_app NOLOGIN; GRANT kam_app TO the role; then kam db migrate. Or use a plain role."
        case .resourcesNotFound: "Name the folder that holds 'sql' with KAM_HOME."
        }
    }
}
