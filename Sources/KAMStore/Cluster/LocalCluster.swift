public import Foundation
public import Postgres

/// kam's own private PostgreSQL: made and started on demand, shared by all processes of kam that name its folder.
///
/// The server listens on a Unix socket in an owner-only folder and on no port. It is no child that dies with kam: it
/// runs in a session of its own until `stop`. Nothing here is kept in memory, the folder is the truth; two values for
/// the same folder, in one process or in two, are the same cluster. `docs/operations.md` describes the folder.
public struct LocalCluster: Sendable {
    /// Whether committed rows outlive a loss of power.
    public enum Durability: Sendable, Equatable {
        /// They do.
        case durable
        /// They need not: for tests and other clusters that are thrown away.
        case throwaway
    }

    /// How a server ends.
    public enum StopMode: Sendable, Equatable {
        /// When the last client has left.
        case smart
        /// At once and in order; open transactions are rolled back.
        case fast
        /// Without writing anything more; the next start recovers.
        case immediate
    }

    /// The role that made the cluster: for setting up, backup and restore.
    public static let administrator = "postgres"
    /// The role that owns the database and runs migrations; row-level security holds for it too.
    public static let owner = "kam_owner"
    /// The role of all other work, which owns nothing.
    public static let application = "kam_app"
    /// The name of the database.
    public static let database = "kam"

    let folder: ClusterFolder
    let named: ServerBinaries?
    let durability: Durability
    let environment: [String: String]
    /// How long a start, a stop, or another kam that does one, is waited for.
    let patience: Duration

    /// Names a cluster; nothing happens yet.
    ///
    /// - Parameters:
    ///   - directory: The data folder; it need not exist. A leading `~` and links are resolved.
    ///   - binaries: The programs of PostgreSQL; `nil` finds those that fit when they are needed.
    ///   - durability: Takes effect when the server starts.
    ///   - patience: How long a start, a stop, or another kam that does one, is waited for.
    ///   - environment: Where `KAM_PG_BIN`, `KAM_PG_USER`, `PATH` and `TMPDIR` are looked up.
    public init(
        directory: String, binaries: ServerBinaries? = nil, durability: Durability = .durable,
        patience: Duration = .seconds(180), environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        folder = ClusterFolder(directory)
        named = binaries
        self.durability = durability
        self.patience = patience
        self.environment = environment
    }

    /// The data folder, absolute.
    public var directory: String { folder.directory }

    /// Makes the cluster if there is none, starts its server if none runs, and waits until it takes connections.
    ///
    /// Of several processes that do this at once, one makes and starts; the others wait for it.
    ///
    /// - Returns: How to connect as the application's role.
    /// - Throws: `DatabaseError`. Nothing that held a row is ever removed.
    public func ensureRunning() async throws -> ConnectionConfiguration {
        let account = try ServerAccount.choose(for: directory, environment: environment)
        try folder.inspect(for: account)
        if let marker = try ClusterMarker.read(folder), marker.stage == .ready, await isServing(marker) {
            return configuration(socketFolder: marker.socketFolder)
        }
        try folder.make(for: account)
        return try await ClusterLock.holding(folder, account, limit: patience) { lock in
            try folder.inspect(for: account)
            var marker = try await create(account, lock)
            try await start(&marker, account)
            try await setUp(&marker, account)
            return configuration(socketFolder: marker.socketFolder)
        }
    }

    /// What is known of the cluster, without starting it or changing anything.
    ///
    /// - Throws: `DatabaseError.damaged`, `.foreignFolder` or `.folderUnusable`.
    public func status() throws -> ClusterStatus {
        let account = try ServerAccount.choose(for: directory, environment: environment)
        try folder.inspect(for: account)
        let marker = try ClusterMarker.read(folder)
        let postmaster = Postmaster.find(data: folder.data)
        let state: ClusterStatus.State =
            switch postmaster?.phase {
            case .starting: .starting
            case .ready: .running
            case .stopping: .stopping
            case nil: marker == nil || marker?.stage == .claimed ? .absent : .stopped
            }
        return ClusterStatus(
            state: state, directory: directory, socketFolder: marker?.socketFolder, log: folder.log,
            process: postmaster?.process, major: dataMajor)
    }

    /// How to connect to a database of the cluster, as a URL of libpq.
    ///
    /// - Parameters:
    ///   - role: `LocalCluster.application`, `.owner` or `.administrator`.
    ///   - database: The database.
    /// - Returns: The URL; whether the server runs does not matter.
    /// - Throws: `DatabaseError.damaged` when no cluster was made in the folder.
    public func connectionString(
        as role: String = LocalCluster.application, database: String = LocalCluster.database
    ) throws -> String {
        guard let marker = try ClusterMarker.read(folder) else {
            throw DatabaseError.damaged(directory: directory, reason: "no cluster was made in it")
        }
        return Self.url(socketFolder: marker.socketFolder, role: role, database: database)
    }

    /// A server that takes connections now.
    ///
    /// That its process is there is not enough: one that was just killed lives on for a moment, but lets nobody in.
    func isServing(_ marker: ClusterMarker) async -> Bool {
        guard Postmaster.find(data: folder.data)?.phase == .ready else { return false }
        var probe = configuration(socketFolder: marker.socketFolder)
        probe.connectionString += "&connect_timeout=5"
        do {
            let connection = try await Connection.connect(probe)
            await connection.close()
            return true
        } catch {
            // Whoever refuses with a code of its own is alive, be it full or not set up yet.
            return error.sqlState != nil && !error.isShutdown
        }
    }

    /// The major version that the data says it is of.
    var dataMajor: Int? {
        let text = try? String(contentsOfFile: "\(folder.data)/PG_VERSION", encoding: .utf8)
        return text.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    func configuration(
        socketFolder: String, as role: String = LocalCluster.application, database: String = LocalCluster.database
    ) -> ConnectionConfiguration {
        ConnectionConfiguration(Self.url(socketFolder: socketFolder, role: role, database: database))
    }

    private static func url(socketFolder: String, role: String, database: String) -> String {
        let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        let words = [socketFolder, role, database].map { word in
            word.addingPercentEncoding(withAllowedCharacters: plain) ?? word
        }
        return "postgresql:///\(words[2])?host=\(words[0])&port=\(ClusterFolder.port)&user=\(words[1])"
    }
}
