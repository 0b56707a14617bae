public import KAMModel
import Postgres

/// The data of one tenant in a database whose schema is up to date.
///
/// One session does all the work of one use case after the other.
public struct Store: Sendable {
    let connection: Connection
    /// The tenant.
    public let tenant: ID<Tenant>
    /// The files that kam is delivered with.
    public let resources: Resources

    /// Starts the database where it is kam's own, brings its schema up to date, and opens the data of a tenant, which is
    /// made when it is new.
    ///
    /// - Throws: `DatabaseError`, `MigrationError`, `PostgresError`.
    public static func open(_ database: Database, tenant: ID<Tenant>, resources: Resources) async throws -> Store {
        let mayTakeRole = try await migrate(database, resources).mayTakeRole
        let connection = try await Connection.connect(
            try database.workConfiguration(tenant: tenant, mayTakeRole: mayTakeRole))
        let store = Store(connection: connection, tenant: tenant, resources: resources)
        do {
            try await store.prepare()
        } catch {
            await connection.close()
            throw error
        }
        return store
    }

    /// Brings the schema of a database up to date.
    ///
    /// - Returns: What was done, and whether the session's role may take the application's.
    /// - Throws: `DatabaseError`, `MigrationError`, `PostgresError`.
    @discardableResult
    public static func migrate(
        _ database: Database, _ resources: Resources
    ) async throws -> (report: Migrator.Report, mayTakeRole: Bool) {
        let connection = try await Connection.connect(try await database.ownerConfiguration())
        do {
            try await refuseOldServer(connection)
            let report = try await Migrator(sqlFolder: resources.sql).migrate(connection)
            let role = try await connection.first(
                """
                SELECT pg_has_role(current_user, r.oid, 'MEMBER')
                FROM pg_catalog.pg_roles AS r WHERE r.rolname = \(LocalCluster.application)
                """)
            await connection.close()
            return (report, try role?.decode(0, as: Bool.self) ?? false)
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Whether a server takes connections.
    public static func answers(_ database: Database) async -> Bool {
        guard let configuration = try? await database.ownerConfiguration(),
            let connection = try? await Connection.connect(configuration)
        else { return false }
        await connection.close()
        return true
    }

    /// The snapshots.
    public var snapshots: SnapshotStore { SnapshotStore(connection, tenant: tenant) }

    /// The plans.
    public var plans: PlanStore { PlanStore(connection, tenant: tenant) }

    /// The pins and forbids of cells.
    public var pins: PinStore { PinStore(connection, tenant: tenant) }

    /// Ends the session.
    public func close() async {
        await connection.close()
    }

    private func prepare() async throws {
        let id = try tenant.uuid
        let row = try await connection.first(
            "SELECT r.rolsuper OR r.rolbypassrls FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user")
        guard try row?.decode(0, as: Bool.self) == false else { throw DatabaseError.bypassesRowSecurity }
        try await connection.execute(
            """
            INSERT INTO kam.tenant (tenant_id, name)
            SELECT \(id), 'default'
            WHERE NOT EXISTS (SELECT FROM kam.tenant AS t WHERE t.tenant_id = \(id))
            ON CONFLICT DO NOTHING
            """)
    }

    private static func refuseOldServer(_ connection: Connection) async throws {
        let row = try await connection.first(
            "SELECT current_setting('server_version_num')::int, current_setting('server_version')")
        guard let (number, name) = try row?.decode(Int32.self, String.self) else { return }
        guard number >= 150_000 else { throw DatabaseError.serverTooOld(found: name) }
    }
}
