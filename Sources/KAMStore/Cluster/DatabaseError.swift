/// Why the database cannot be used, with a code for each kind and words that say what to do.
///
/// Codes `KAM201` to `KAM219` are the database's own; `KAM22x` are migrations (`MigrationError`).
public enum DatabaseError: Error, Sendable, Equatable {
    /// No PostgreSQL on this machine; `searched` are the folders that were looked into.
    case postgresNotFound(searched: [String])
    /// A PostgreSQL too old: version `found` in the folder `path`.
    case postgresTooOld(found: String, path: String)
    /// The data was made by PostgreSQL `needed`; only `found` are installed.
    case postgresOtherVersion(needed: Int, found: [Int], directory: String)
    /// The folder holds something that is not a cluster of kam, such as `entry`.
    case foreignFolder(directory: String, entry: String)
    /// The folder cannot be made, read or owned, and why.
    case folderUnusable(directory: String, reason: String)
    /// The folder is a cluster of kam with a part gone or not understood; nothing was changed.
    case damaged(directory: String, reason: String)
    /// Root may not run PostgreSQL itself, and the other user cannot be used.
    case noServerUser(name: String, reason: String)
    /// The cluster could not be made; `output` is the end of what `initdb` said.
    case creationFailed(directory: String, output: String)
    /// The server ended while it started; `output` is the end of its log.
    case startFailed(directory: String, output: String)
    /// The server, or another kam that starts or stops it, was not done in time.
    case timedOut(directory: String, waitingFor: String)
    /// Processes of a killed server still work in the cluster.
    case orphanedProcesses(directory: String, processes: [Int32])
    /// The server does not answer, or refuses the session; `reason` is its word without values.
    case unreachable(location: String, reason: String)
    /// The role sees every tenant's rows and cannot take one that does not.
    case bypassesRowSecurity
    /// The server is older than PostgreSQL 15.
    case serverTooOld(found: String)
    /// A program of PostgreSQL failed; `output` is the end of what it said.
    case toolFailed(tool: String, output: String)
    /// The role is subject to row-level security, so a copy would miss rows.
    case copyWouldMissRows(role: String)
    /// The file to restore from, or the folder to back up into, cannot be used.
    case backupFile(path: String, reason: String)
    /// The restored database could not take the place of the old one, which is as it was.
    case exchangeFailed(database: String, reason: String)
    /// The files of SQL that kam is delivered with were not found.
    case resourcesNotFound(searched: [String])

    /// The code of the kind, as `docs/errors.md` lists it.
    public var code: String {
        switch self {
        case .postgresNotFound: "KAM201"
        case .postgresTooOld, .serverTooOld: "KAM202"
        case .postgresOtherVersion: "KAM203"
        case .foreignFolder: "KAM204"
        case .folderUnusable: "KAM205"
        case .damaged: "KAM206"
        case .noServerUser: "KAM207"
        case .creationFailed: "KAM208"
        case .startFailed: "KAM209"
        case .timedOut: "KAM210"
        case .orphanedProcesses: "KAM211"
        case .unreachable: "KAM212"
        case .toolFailed: "KAM213"
        case .copyWouldMissRows: "KAM214"
        case .backupFile: "KAM215"
        case .exchangeFailed: "KAM216"
        case .resourcesNotFound: "KAM218"
        case .bypassesRowSecurity: "KAM219"
        }
    }
}
