public import KAMModel
public import KAMStore
public import Postgres
import Testing

/// A database for one test, in a private PostgreSQL that all tests of the process share.
///
/// The server starts with the first database and ends with the process. A database goes when the last reference to it
/// does, with whatever sessions it still has.
public final class TestDatabase: Sendable {
    /// The tenant that `application` works for.
    public static let tenant = ID<Tenant>("0190a0a0-0000-7000-8000-000000000001")
    /// Another tenant, to show what is kept apart.
    public static let otherTenant = ID<Tenant>("0190a0a0-0000-7000-8000-000000000002")

    /// The name of the database.
    public let name: String
    private let server: TestServer

    private init(name: String, server: TestServer) {
        self.name = name
        self.server = server
    }

    deinit {
        server.dropLater(name)
    }

    /// Makes a database with the schema of the checkout and no rows.
    public static func fresh() async throws -> TestDatabase {
        try await make(template: LocalCluster.database)
    }

    /// Makes a database without any schema, owned by the role that is to make one.
    public static func empty() async throws -> TestDatabase {
        try await make(template: "template0")
    }

    private static func make(template: String) async throws -> TestDatabase {
        let server = try await TestServer.shared.value
        return TestDatabase(name: try await server.makeDatabase(template: template), server: server)
    }

    /// How to connect as the role of all daily work, for `tenant`.
    public var application: ConnectionConfiguration { application(tenant: Self.tenant) }

    /// How to connect as the role of all daily work.
    ///
    /// - Parameter tenant: Whose rows the session sees; `nil` leaves that unset.
    /// - Returns: The connection, with the session's tenant set.
    public func application(tenant: ID<Tenant>?) -> ConnectionConfiguration {
        ConnectionConfiguration(
            url(as: LocalCluster.application), applicationName: "kam tests",
            settings: tenant.map { [ConnectionConfiguration.Setting("kam.tenant_id", $0.raw)] } ?? [])
    }

    /// How to connect as the owner of the schema, for no tenant; row-level security holds for it too.
    public var owner: ConnectionConfiguration {
        ConnectionConfiguration(url(as: LocalCluster.owner), applicationName: "kam tests")
    }

    /// How to connect as the superuser, who sees the rows of every tenant.
    public var administrator: ConnectionConfiguration {
        ConnectionConfiguration(url(as: LocalCluster.administrator), applicationName: "kam tests")
    }

    /// The database as kam would be told of it with `KAM_DATABASE_URL`, as the owner of the schema.
    ///
    /// - Parameter role: `LocalCluster.owner`, `.application` or `.administrator`.
    /// - Returns: A URL of libpq.
    public func url(as role: String = LocalCluster.owner) -> String {
        server.url(database: name, role: role)
    }

    /// The database as kam knows it: a server given by URL, with the role that owns the schema.
    public var database: Database {
        get throws { .server(try #require(DatabaseURL(url()))) }
    }

    /// Opens the data of `tenant`, which is made; close it before the test ends.
    public func store() async throws -> Store {
        try await Store.open(try database, tenant: Self.tenant, resources: Checkout.resources)
    }
}
