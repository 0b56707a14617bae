import Foundation
import KAMModel
public import Postgres

/// Where the data is: kam's own cluster, or a server of the company's.
public enum Database: Sendable {
    /// kam's own private PostgreSQL.
    case local(LocalCluster)
    /// A server given by URL.
    case server(DatabaseURL)

    /// The place that a configuration names: its URL, else its folder, else the user's data folder.
    public init(_ configuration: ServiceConfiguration, environment: [String: String]) {
        if let url = configuration.databaseURL {
            self = .server(url)
            return
        }
        var environment = environment
        if let binaries = configuration.binaries { environment["KAM_PG_BIN"] = binaries }
        self = .local(
            LocalCluster(
                directory: configuration.dataDirectory ?? Database.userFolder(environment), environment: environment))
    }

    /// How to connect as the role that owns the schema; starts the private cluster when it does not run.
    ///
    /// - Throws: `DatabaseError` when there is no such database.
    public func ownerConfiguration() async throws -> ConnectionConfiguration {
        switch self {
        case .local(let cluster):
            _ = try await cluster.ensureRunning()
            return ConnectionConfiguration(
                try cluster.connectionString(as: LocalCluster.owner), applicationName: "kam migrate")
        case .server(let url): return ConnectionConfiguration(url.text, applicationName: "kam migrate")
        }
    }

    /// How to connect for the work of a tenant.
    ///
    /// On a server of the company's the session takes the role `kam_app` where it may, so that row-level security holds
    /// even when the URL names a superuser.
    func workConfiguration(tenant: ID<Tenant>, mayTakeRole: Bool) throws -> ConnectionConfiguration {
        let setting = ConnectionConfiguration.Setting("kam.tenant_id", tenant.raw)
        switch self {
        case .local(let cluster):
            return ConnectionConfiguration(
                try cluster.connectionString(), applicationName: "kam", settings: [setting])
        case .server(let url):
            let role = ConnectionConfiguration.Setting("role", LocalCluster.application)
            return ConnectionConfiguration(
                url.text, applicationName: "kam", settings: mayTakeRole ? [setting, role] : [setting])
        }
    }

    /// The folder of data that belongs to the user (XDG base directories).
    private static func userFolder(_ environment: [String: String]) -> String {
        let home = environment["HOME"] ?? NSHomeDirectory()
        let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(home)/.local/share"
        return "\(data)/kam"
    }

    /// A URL for a program of PostgreSQL: what to put into its environment, and what into its arguments.
    public static func forPrograms(_ url: String) throws -> (environment: [String: String], connection: String) {
        let (environment, connection) = try ConnectionConfiguration(url).forPrograms()
        return (environment, connection)
    }
}
