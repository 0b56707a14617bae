import ArgumentParser
import KAMPlanner

/// `kam db`: the care of the database.
struct DatabaseVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db", abstract: "Start, stop, look at, migrate, back up and restore the database.",
        subcommands: [
            Start.self, Stop.self, Status.self, Address.self, Psql.self, Migrate.self,
            Backup.self, Restore.self,
        ])

    struct Start: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Start the private database; make it when there is none.")
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            try Terminal.print(StatusText.line(try await DatabaseDesk(database.flags).start()))
        }
    }

    struct Stop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop the private database; it starts again on demand.")
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let didRun = try await DatabaseDesk(database.flags).stop()
            try Terminal.print(didRun ? "stopped" : "it did not run")
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Tell where the database is and how it is.")
        @Flag(help: "Print the status as JSON.") var json = false
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let status = try await DatabaseDesk(database.flags).status()
            try Terminal.print(json ? try JSONText.encode(status) : StatusText.line(status))
        }
    }

    struct Address: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "url", abstract: "Print the URL that other programs of PostgreSQL take.")
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            try Terminal.print(try await DatabaseDesk(database.flags).url())
        }
    }

    struct Psql: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "psql", abstract: "Open psql on the tenant's data.",
            discussion: "What follows -- goes to psql: kam db psql -- -c 'SELECT count(*) FROM kam.account'")
        @OptionGroup var database: DatabaseOptions
        @Argument(parsing: .postTerminator, help: "What psql is given.") var arguments: [String] = []

        func run() async throws {
            let (program, connection, environment) = try await DatabaseDesk(database.flags).psql()
            let code = try await Program.run(program, [connection] + arguments, environment: environment)
            guard code == 0 else { throw ExitCode(code) }
        }
    }

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Bring the schema up to date.")
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let migration = try await DatabaseDesk(database.flags).migrate()
            let done =
                migration.applied.isEmpty ? "nothing to do" : "applied " + migration.applied.joined(separator: ", ")
            try Terminal.print("\(done); the schema is at migration \(migration.version)")
        }
    }
}

extension DatabaseVerb {
    struct Backup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Write the whole database into one file.")
        @Argument(help: "The file.", completion: .file()) var file: String
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            try await DatabaseDesk(database.flags).backup(to: file)
            try Terminal.print("written to \(file)")
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put the content of a backup in the place of the database.")
        @Argument(help: "A file that kam db backup has written.", completion: .file()) var file: String
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let former = try await DatabaseDesk(database.flags).restore(from: file)
            try Terminal.print("restored from \(file); what was there before is in the database \(former)")
        }
    }
}

/// The status of a database as a line.
enum StatusText {
    static func line(_ status: DatabaseDesk.Status) -> String {
        let process = status.process.map { " (process \($0))" } ?? ""
        let log = status.log.map { "; its log is \($0)" } ?? ""
        return "\(status.kind) database \(status.state)\(process) at \(status.location)\(log)"
    }
}
