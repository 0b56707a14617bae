import Postgres

extension LocalCluster {
    /// Makes the roles and the database that are missing; the lock is held and the server runs.
    func setUp(_ marker: inout ClusterMarker, _ account: ServerAccount) async throws {
        guard marker.stage != .ready else { return }
        let connection = try await Connection.connect(
            configuration(socketFolder: marker.socketFolder, as: Self.administrator, database: "postgres"))
        do {
            try await Self.makeRolesAndDatabase(connection)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
        marker.stage = .ready
        try marker.write(folder, account)
    }

    /// Each step leaves alone what an earlier, interrupted set-up has done.
    private static func makeRolesAndDatabase(_ connection: Connection) async throws {
        for role in [owner, application] {
            let name = try SQLIdentifier(role)
            if try await connection.first("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = \(role)") == nil {
                try await connection.execute("CREATE ROLE \(identifier: name) LOGIN NOSUPERUSER NOBYPASSRLS")
            }
        }
        let name = try SQLIdentifier(database)
        let ownerName = try SQLIdentifier(owner)
        if try await connection.first("SELECT 1 FROM pg_catalog.pg_database WHERE datname = \(database)") == nil {
            try await connection.execute("CREATE DATABASE \(identifier: name) OWNER \(identifier: ownerName)")
        }
        try await grant(on: name, connection)
    }

    /// Lets nobody but kam's roles into a database.
    static func grant(on name: SQLIdentifier, _ connection: Connection) async throws {
        let application = try SQLIdentifier(application)
        try await connection.execute("REVOKE ALL ON DATABASE \(identifier: name) FROM PUBLIC")
        try await connection.execute(
            "GRANT CONNECT, TEMPORARY ON DATABASE \(identifier: name) TO \(identifier: application)")
    }
}
