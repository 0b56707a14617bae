import Foundation
import KAMModel
import KAMStore

/// The care of the database: start, stop, look, migrate, back up, restore.
public struct DatabaseDesk: Sendable {
    /// Where the database is and how it is.
    public struct Status: Hashable, Sendable, Codable {
        /// `local` for kam's own cluster, `server` for one given by URL.
        public let kind: String
        /// `absent`, `stopped`, `starting`, `running` or `stopping`; for a server `running` or `unreachable`.
        public let state: String
        /// The data folder of the cluster, or the server's URL without its password.
        public let location: String
        /// The file that the cluster writes its log to.
        @Nullable public private(set) var log: String?
        /// The main process of the cluster.
        @Nullable public private(set) var process: Int?
    }

    /// What a migration did.
    public struct Migration: Hashable, Sendable, Codable {
        /// The number of the last migration.
        public let version: Int
        /// The names of those that were applied now.
        public let applied: [String]
    }

    private let database: Database
    private let configuration: ServiceConfiguration
    private let resources: Resources
    private let environment: [String: String]

    /// Takes care of the database that flags, environment and configuration file name.
    public init(_ flags: Workplace.Flags) throws {
        (configuration, resources) = try Workplace.load(flags)
        environment = ProcessInfo.processInfo.environment
        database = Database(configuration, environment: environment)
    }

    /// Starts kam's own cluster, which is made when there is none; a server of the company's must run already.
    ///
    /// - Returns: How it is now.
    public func start() async throws -> Status {
        _ = try await Store.migrate(database, resources)
        return try await status()
    }

    /// Stops kam's own cluster.
    ///
    /// - Returns: Whether it ran.
    /// - Throws: `Trouble` for a server of the company's, which is not kam's to stop.
    public func stop() async throws -> Bool {
        guard case .local(let cluster) = database else {
            throw Trouble(.data, "KAM510", "a server given by URL is not kam's to stop")
        }
        return try await cluster.stop()
    }

    /// Looks at the database without changing anything.
    public func status() async throws -> Status {
        switch database {
        case .local(let cluster):
            let status = try cluster.status()
            return Status(
                kind: "local", state: status.state.rawValue, location: status.directory, log: status.log,
                process: status.process.map(Int.init))
        case .server(let url):
            let isReachable = await Store.answers(database)
            return Status(
                kind: "server", state: isReachable ? "running" : "unreachable", location: url.description, log: nil,
                process: nil)
        }
    }

    /// The URL that other programs of PostgreSQL take; the cluster is started.
    public func url() async throws -> String {
        switch database {
        case .local(let cluster):
            _ = try await Store.migrate(database, resources)
            return try cluster.connectionString()
        case .server(let url): return url.text
        }
    }

    /// The path of `psql`, the words that name the database, and the environment in which it works for the tenant.
    ///
    /// A password goes by the environment, for a program's arguments are for all to see.
    public func psql() async throws -> (program: String, connection: String, environment: [String: String]) {
        let binaries = try await ServerBinaries.findClient(environment: environment)
        let (secrets, connection) = try Database.forPrograms(try await url())
        var inside = environment.merging(secrets) { _, secret in secret }
        inside["PGOPTIONS"] = [environment["PGOPTIONS"], "-c kam.tenant_id=\(configuration.tenant)"]
            .compactMap(\.self).joined(separator: " ")
        return (binaries.path("psql"), connection, inside)
    }

    /// Brings the schema up to date.
    public func migrate() async throws -> Migration {
        let report = try await Store.migrate(database, resources).report
        return Migration(version: report.version, applied: report.applied)
    }

    /// Writes the whole database, every tenant of it, into one file.
    public func backup(to path: String) async throws {
        try await Store.migrate(database, resources)
        try await database.backup(to: path, environment: environment)
    }

    /// Puts the content of a backup in the place of the database.
    ///
    /// - Returns: The name of the database that holds what was there before.
    public func restore(from path: String) async throws -> String {
        try await Store.migrate(database, resources)
        return try await database.restore(from: path, resources: resources, environment: environment)
    }
}
