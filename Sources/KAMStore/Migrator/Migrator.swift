public import Postgres

/// Brings the schema of a database up to date: migrations forward only, each in a transaction of its own, then the views.
///
/// A session lock lets one process at a time work; the others find everything done. The text of an applied migration is
/// remembered by its digest and must not change. Views hold no data: when one changed, all of the schema `kam` are made anew.
public struct Migrator: Sendable {
    /// What a run did.
    public struct Report: Hashable, Sendable {
        /// The names of the migrations that were applied.
        public let applied: [String]
        /// Whether the views were made anew.
        public let didRenewViews: Bool
        /// The number of the last migration.
        public let version: Int
    }

    private let folder: String

    /// Works from a folder that holds `migrations` and `views`.
    public init(sqlFolder folder: String) {
        self.folder = folder
    }

    /// Applies what is missing.
    ///
    /// - Parameter connection: A session of the role that owns, or shall own, the schema.
    /// - Returns: What was done.
    /// - Throws: `MigrationError`, or `PostgresError` when the database fails.
    public func migrate(_ connection: Connection) async throws -> Report {
        let files = try MigrationFolder(folder)
        try await connection.execute("SELECT pg_advisory_lock(hashtext('kam.migrate'))")
        do {
            let report = try await apply(files, connection)
            try await connection.execute("SELECT pg_advisory_unlock(hashtext('kam.migrate'))")
            return report
        } catch {
            // A lost session has lost its lock too.
            _ = try? await connection.execute("SELECT pg_advisory_unlock(hashtext('kam.migrate'))")
            throw error
        }
    }

    private func apply(_ files: MigrationFolder, _ connection: Connection) async throws -> Report {
        try await connection.run(Migrator.ledger)
        let done = try await connection.query(
            "SELECT m.version, m.digest FROM kam_meta.migration AS m ORDER BY m.version"
        )
        .map { try $0.decode(Int32.self, String.self) }
        guard done.count <= files.migrations.count else {
            throw MigrationError.newer(version: done.count, known: files.migrations.count)
        }
        for ((_, digest), script) in zip(done, files.migrations) where digest != script.digest {
            throw MigrationError.changed(name: script.name)
        }
        let missing = files.migrations.dropFirst(done.count)
        for (offset, script) in missing.enumerated() {
            try await apply(script, version: done.count + offset + 1, connection)
        }
        let digest = files.viewDigest
        let old = try await connection.first("SELECT v.digest FROM kam_meta.view_set AS v")
        let isOutdated = try !missing.isEmpty || old?.decode(0, as: String.self) != digest
        if isOutdated { try await renew(files.views, digest: digest, connection) }
        return Report(applied: missing.map(\.name), didRenewViews: isOutdated, version: files.migrations.count)
    }

    private func apply(_ script: SchemaScript, version: Int, _ connection: Connection) async throws {
        try await telling(script.name) {
            try await connection.transaction { connection in
                try await connection.run(try SQLScript(file: script.path))
                try await connection.execute(
                    """
                    INSERT INTO kam_meta.migration (version, name, digest)
                    VALUES (\(Int32(version)), \(script.name), \(script.digest))
                    """)
            }
        }
    }

    private func renew(_ views: [SchemaScript], digest: String, _ connection: Connection) async throws {
        try await connection.transaction { connection in
            try await telling("the old views") { try await connection.execute(Migrator.dropViews) }
            for view in views {
                try await telling(view.name) { try await connection.run(try SQLScript(file: view.path)) }
            }
            try await connection.execute("DELETE FROM kam_meta.view_set")
            try await connection.execute("INSERT INTO kam_meta.view_set (digest) VALUES (\(digest))")
        }
    }

    /// All at once, for they hang on each other; a view of somebody else's that hangs on them is kept, and told.
    private static let dropViews: SQL = """
        DO $$
        DECLARE
            present constant text := (
                SELECT string_agg(format('%I.%I', v.schemaname, v.viewname), ', ')
                FROM pg_catalog.pg_views AS v
                WHERE v.schemaname = 'kam');
        BEGIN
            IF present IS NOT NULL THEN
                EXECUTE 'DROP VIEW ' || present;
            END IF;
        END
        $$
        """

    /// Names the script in the error of a refusal; a database that fails is told as it is.
    private func telling(_ name: String, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as PostgresError where error.kind == .server && !error.isUnavailable && !error.isDiskFull {
            throw MigrationError.failed(name: name, reason: error.message)
        }
    }

    private static let ledger = SQLScript(
        literal: """
            SET client_min_messages = warning;
            CREATE SCHEMA IF NOT EXISTS kam_meta;
            CREATE TABLE IF NOT EXISTS kam_meta.migration (
                version integer PRIMARY KEY,
                name text NOT NULL,
                digest text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now()
            );
            CREATE TABLE IF NOT EXISTS kam_meta.view_set (
                digest text PRIMARY KEY,
                applied_at timestamptz NOT NULL DEFAULT now()
            );
            COMMENT ON SCHEMA kam_meta IS 'What was done to the schema kam, and when';
            COMMENT ON TABLE kam_meta.migration IS 'The migrations applied, each once';
            COMMENT ON TABLE kam_meta.view_set IS 'The set of views that is in place';
            """)
}
