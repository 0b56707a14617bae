public import Foundation
import Glibc
import Postgres

extension Database {
    /// Puts the content of a backup in the place of the database.
    ///
    /// The file is read into a new database, whose schema is brought up to date; only then do the two exchange their
    /// names, in one transaction. Whatever fails before leaves the old one as it was. The old one stays, under its name
    /// and `_before_restore`, until the next restore.
    ///
    /// - Parameters:
    ///   - path: A file that `backup(to:environment:)` has written.
    ///   - resources: The schema of this kam.
    ///   - environment: Where `PATH` and libpq's variables are looked up.
    /// - Returns: The name of the database that holds what was there before.
    /// - Throws: `DatabaseError.backupFile` when the file is no backup of kam, `.exchangeFailed` when others use the
    ///   database, `.toolFailed`; `MigrationError` when the backup is of a newer kam.
    @discardableResult
    public func restore(
        from path: String, resources: Resources,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> String {
        guard access(path, R_OK) == 0 else { throw DatabaseError.backupFile(path: path, reason: systemError()) }
        let tools = try await DatabaseTools(self, environment: environment)
        let contents = try await BackupContents(of: path, tools)
        let current = try await withSession(tools.administrator) { connection in
            try await connection.first("SELECT current_database()::text")?.decode(0, as: String.self)
        }
        let restore = DatabaseRestore(tools: tools, database: current ?? LocalCluster.database, contents: contents)
        return try await restore.run(resources)
    }
}

/// One restore, under a lock that keeps others of the same database away.
private struct DatabaseRestore {
    let tools: DatabaseTools
    let database: String
    let contents: BackupContents

    private var unfinished: String { "\(database)_restoring" }
    private var former: String { "\(database)_before_restore" }

    func run(_ resources: Resources) async throws -> String {
        try await withSession(try tools.administrator.naming(database: "postgres")) { connection in
            let key = "kam.restore \(database)"
            let row = try await connection.first("SELECT pg_try_advisory_lock(hashtext(\(key)))")
            guard try row?.decode(0, as: Bool.self) == true else {
                throw DatabaseError.exchangeFailed(database: database, reason: "another restore is under way")
            }
            do {
                try await fill(connection, resources)
                try await exchange(connection)
            } catch {
                // What a killed restore leaves is removed by the next one, so this may fail; the first error counts.
                try? await drop(unfinished, connection)
                throw error
            }
            return former
        }
    }

    private func fill(_ connection: Connection, _ resources: Resources) async throws {
        try await drop(unfinished, connection)
        try await make(connection)
        let mayGrant = try await hasApplicationRole(connection)
        var session = try tools.administrator.naming(database: unfinished)
        if let owner = tools.owner { session.settings.append(ConnectionConfiguration.Setting("role", owner)) }
        try await read(into: session, mayGrant: mayGrant)
        try await withSession(session) { connection in
            _ = try await Migrator(sqlFolder: resources.sql).migrate(connection)
            // Plans for queries need figures, which a backup does not hold.
            try await connection.execute("ANALYZE")
        }
    }

    /// Reads the file, entry by entry: not as one transaction, which would hold a lock for each partition and index at
    /// once, more than PostgreSQL has room for, and not several at a time, for row-level security must come last.
    private func read(into session: ConnectionConfiguration, mayGrant: Bool) async throws {
        let lists = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("kam-restore-\(UUID())")
        try FileManager.default.createDirectory(
            at: lists, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        // They hold names of tables; should they stay, in the folder for temporary files, it does no harm.
        defer { try? FileManager.default.removeItem(at: lists) }
        let objects = lists.appendingPathComponent("objects").path
        let privileges = lists.appendingPathComponent("privileges.sql").path

        try contents.writeObjects(to: objects)
        var arguments = ["--no-owner", "--exit-on-error", "--use-list=\(objects)"]
        if let owner = tools.owner { arguments.append("--role=\(owner)") }
        if !mayGrant { arguments.append("--no-privileges") }
        try await tools.run("pg_restore", arguments + [contents.file], on: session)
        if mayGrant, try await contents.writeDefaultPrivileges(to: privileges) {
            try await withSession(session) { try await $0.run(try SQLScript(file: privileges)) }
        }
    }

    /// Makes an empty database with the encoding, locale, owner and rights of the one it is to replace.
    private func make(_ connection: Connection) async throws {
        let name = try SQLIdentifier(unfinished)
        let row = try await connection.first(
            """
            SELECT pg_encoding_to_char(d.encoding)::text, d.datcollate::text, d.datctype::text, o.rolname::text
            FROM pg_catalog.pg_database AS d
            JOIN pg_catalog.pg_roles AS o ON o.oid = d.datdba
            WHERE d.datname = \(database)
            """)
        guard let row else { throw DatabaseError.exchangeFailed(database: database, reason: "it is not there") }
        let (encoding, collation, types, owner) = try row.decode(String.self, String.self, String.self, String.self)
        let words = try [owner, encoding, collation, types].map { try SQLIdentifier($0) }
        try await connection.execute(
            """
            CREATE DATABASE \(identifier: name) TEMPLATE template0 OWNER \(identifier: words[0])
                ENCODING \(identifier: words[1]) LC_COLLATE \(identifier: words[2]) LC_CTYPE \(identifier: words[3])
            """)
        if tools.owner != nil { try await LocalCluster.grant(on: name, connection) }
    }

    /// Whether the role that rights are granted to is there, or could be made.
    private func hasApplicationRole(_ connection: Connection) async throws -> Bool {
        let role = LocalCluster.application
        if try await connection.first("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = \(role)") != nil {
            return true
        }
        let name = try SQLIdentifier(role)
        do {
            try await connection.execute("CREATE ROLE \(identifier: name) NOLOGIN")
        } catch {
            guard error.sqlState == "42501" else { throw error }
            return false
        }
        return true
    }

    /// Gives the new database the name of the old one; PostgreSQL waits some seconds for sessions to end.
    private func exchange(_ connection: Connection) async throws {
        let (old, new) = (try SQLIdentifier(database), try SQLIdentifier(unfinished))
        let aside = try SQLIdentifier(former)
        try await drop(former, connection)
        do {
            try await connection.transaction { connection in
                try await connection.execute("ALTER DATABASE \(identifier: old) RENAME TO \(identifier: aside)")
                try await connection.execute("ALTER DATABASE \(identifier: new) RENAME TO \(identifier: old)")
            }
        } catch let error as PostgresError where error.kind == .server {
            throw DatabaseError.exchangeFailed(database: database, reason: error.message)
        }
    }

    private func drop(_ name: String, _ connection: Connection) async throws {
        let name = try SQLIdentifier(name)
        try await connection.execute("DROP DATABASE IF EXISTS \(identifier: name) WITH (FORCE)")
    }
}
