import Foundation
import Glibc
import Postgres

/// One database as PostgreSQL's own programs and the restore see it.
struct DatabaseTools: Sendable {
    /// A session that sees every row and may make databases.
    let administrator: ConnectionConfiguration
    /// The role that shall own what is restored; `nil` for the session's own.
    let owner: String?
    let binaries: ServerBinaries
    /// What the programs inherit.
    private let inherited: [String: String]

    /// Starts kam's own cluster when it does not run.
    init(_ database: Database, environment: [String: String]) async throws {
        switch database {
        case .local(let cluster):
            _ = try await cluster.ensureRunning()
            administrator = ConnectionConfiguration(try cluster.connectionString(as: LocalCluster.administrator))
            owner = LocalCluster.owner
            binaries = try await cluster.serverBinaries()
            inherited = ["PATH": "/usr/bin:/bin"]
        case .server(let url):
            administrator = ConnectionConfiguration(url.text)
            owner = nil
            binaries = try await ServerBinaries.findClient(environment: environment)
            inherited = environment
        }
    }

    /// Runs a program on a database to its end; a cancelled task ends it.
    ///
    /// - Parameters:
    ///   - name: Such as `pg_dump`.
    ///   - arguments: What follows but the connection.
    ///   - place: The database.
    /// - Throws: `DatabaseError.toolFailed`, `CancellationError`.
    func run(_ name: String, _ arguments: [String], on place: ConnectionConfiguration) async throws {
        let (variables, rest) = try place.forPrograms()
        var environment = inherited.merging(variables) { $1 }
        environment["LC_ALL"] = "C"
        environment["PGAPPNAME"] = "kam \(name)"
        let outcome = try await Self.guarded(
            [binaries.path(name)] + arguments + ["--dbname=\(rest)"], environment: environment
        ).run()
        guard outcome.status == 0 else { throw DatabaseError.toolFailed(tool: name, output: outcome.tail) }
    }

    /// Runs `pg_restore` on a file alone, without a database.
    func read(_ arguments: [String]) async throws -> ChildOutcome {
        let environment = ["LC_ALL": "C", "PATH": "/usr/bin:/bin"]
        return try await Self.guarded([binaries.path("pg_restore")] + arguments, environment: environment).run()
    }

    /// A command whose new files are for nobody else to read.
    private static func guarded(_ words: [String], environment: [String: String]) -> ChildCommand {
        ChildCommand(
            executable: "/bin/sh", arguments: ["-c", "umask 077 && exec \"$@\"", "sh"] + words, environment: environment
        )
    }
}

/// Lends a session and closes it, whatever `body` does.
func withSession<Value>(
    _ configuration: ConnectionConfiguration, _ body: (Connection) async throws -> Value
) async throws -> Value {
    let connection = try await Connection.connect(configuration)
    do {
        let value = try await body(connection)
        await connection.close()
        return value
    } catch {
        await connection.close()
        throw error
    }
}
