import Foundation
import Glibc
import KAMStore
import Postgres
import Synchronization

/// The private PostgreSQL of a test process: made when first needed, gone with its folder when the process is.
final class TestServer: Sendable {
    /// The one server of the process, with the schema of the checkout in the database that others are copied from.
    static let shared = Task { try await TestServer() }

    private let cluster: LocalCluster
    private let watch: ServerWatch
    private let administrator: Pool
    private let databases = Atomic<Int>(0)

    private init() async throws {
        let folder = try TemporaryFolder.unowned("kam-tests")
        cluster = LocalCluster(directory: folder, durability: .throwaway)
        watch = try ServerWatch(data: folder, removing: folder)
        _ = try await cluster.ensureRunning()
        try await Store.migrate(.local(cluster), Checkout.resources)
        administrator = Pool(
            ConnectionConfiguration(
                try cluster.connectionString(as: LocalCluster.administrator, database: "postgres"),
                applicationName: "kam tests"), limit: 2)
    }

    /// Makes a database and returns its name.
    func makeDatabase(template: String) async throws -> String {
        let number = databases.add(1, ordering: .relaxed).newValue
        let name = try SQLIdentifier("test_\(number)")
        let template = try SQLIdentifier(template)
        let owner = try SQLIdentifier(LocalCluster.owner)
        let application = try SQLIdentifier(LocalCluster.application)
        try await administrator.withConnection { connection in
            try await connection.execute(
                "CREATE DATABASE \(identifier: name) OWNER \(identifier: owner) TEMPLATE \(identifier: template)")
            // What kam itself grants on its database is no part of a template.
            try await connection.execute("REVOKE ALL ON DATABASE \(identifier: name) FROM PUBLIC")
            try await connection.execute(
                "GRANT CONNECT, TEMPORARY ON DATABASE \(identifier: name) TO \(identifier: application)")
        }
        return "test_\(number)"
    }

    /// Removes a database some time soon, whoever is connected to it; a failure costs nothing but space.
    func dropLater(_ name: String) {
        Task.detached { [administrator] in
            let identifier = try SQLIdentifier(name)
            try await administrator.withConnection { connection in
                try await connection.execute("DROP DATABASE IF EXISTS \(identifier: identifier) WITH (FORCE)")
            }
        }
    }

    func url(database: String, role: String) -> String {
        do {
            return try cluster.connectionString(as: role, database: database)
        } catch {
            preconditionFailure("the test server has lost its folder: \(error)")
        }
    }
}
