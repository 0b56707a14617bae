import Foundation
import Glibc
import Postgres
import Synchronization

/// A private PostgreSQL that the tests of this target share; it is stopped, and its folder removed, at exit.
final class TestCluster: Sendable {
    static let shared = TestCluster()

    let folder: String
    private let databases = Atomic<Int>(0)

    private init() {
        var template = Array((NSTemporaryDirectory() + "/kam-pg-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { preconditionFailure("no temporary folder: errno \(errno)") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if geteuid() == 0, let user = getpwnam("postgres") {
            _ = chown(folder, user.pointee.pw_uid, user.pointee.pw_gid)
        }
        let settings =
            "fsync=off\nsynchronous_commit=off\nfull_page_writes=off\nlisten_addresses=''\n"
            + "unix_socket_directories='\(folder)'\nmax_connections=200\nautovacuum=off\n"
        Self.shell(
            """
            cd / && \(Self.asOwner)\(Self.binaries)/initdb -D '\(folder)/data' -U postgres -A trust -E UTF8 --locale=C \
            --no-sync >'\(folder)/initdb.log' 2>&1
            """)
        Self.shell("printf '%s' \"\(settings)\" >>'\(folder)/data/postgresql.conf'")
        // The watcher outlives this process by a moment: it stops the server by its pid when the parent is gone.
        Self.shell(
            """
            cd / && \(Self.asOwner)\(Self.binaries)/pg_ctl -D '\(folder)/data' -l '\(folder)/log' -w start >/dev/null 2>&1
            (while kill -0 \(getpid()) 2>/dev/null; do sleep 1; done
            kill -INT $(head -1 '\(folder)/data/postmaster.pid'); sleep 2; rm -rf '\(folder)') >/dev/null 2>&1 &
            """)
    }

    /// How to reach a database of the cluster.
    func configuration(
        _ database: String = "postgres", settings: [ConnectionConfiguration.Setting] = []
    ) -> ConnectionConfiguration {
        ConnectionConfiguration("host=\(folder) user=postgres dbname=\(database)", settings: settings)
    }

    /// Connects to a new, empty database.
    func connect() async throws -> Connection {
        try await Connection.connect(configuration(try await makeDatabase()))
    }

    /// Makes a new, empty database and returns its name.
    func makeDatabase() async throws -> String {
        let name = "test_\(databases.add(1, ordering: .relaxed).newValue)"
        let connection = try await Connection.connect(configuration())
        let identifier = try SQLIdentifier(name)
        try await connection.execute("CREATE DATABASE \(identifier: identifier) TEMPLATE template0")
        await connection.close()
        return name
    }

    private static let binaries = "/usr/lib/postgresql/15/bin"
    private static let asOwner = geteuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups " : ""

    private static func shell(_ command: String) {
        let status = system(command)
        precondition(status == 0, "status \(status) from: \(command)")
    }
}
