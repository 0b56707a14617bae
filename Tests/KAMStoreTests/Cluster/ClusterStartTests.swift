import Foundation
import Glibc
import KAMStore
import Postgres
import TestSupport
import Testing

@Suite("The private cluster starts on demand", .serialized)
struct ClusterStartTests {
    @Test("From nothing it is made, started and entered; a second call finds it running")
    func startsOnDemand() async throws {
        let folder = try DataFolder()
        #expect(try folder.cluster.status().state == .absent)
        #expect(!FileManager.default.fileExists(atPath: folder.path), "to look is not to make")

        let connection = try await Connection.connect(try await folder.cluster.ensureRunning())
        let row = try #require(
            try await connection.first(
                "SELECT current_user::text, current_database()::text, inet_server_addr() IS NULL"))
        let (user, database, isLocal) = try row.decode(String.self, String.self, Bool.self)
        await connection.close()
        #expect(user == "kam_app" && database == "kam" && isLocal)

        let process = try folder.cluster.process
        _ = try await folder.cluster.ensureRunning()
        #expect(try folder.cluster.process == process)
        let status = try folder.cluster.status()
        #expect(status.state == .running && status.directory == folder.path)
        #expect(status.major.map { $0 >= ServerBinaries.oldestMajor } == true)
    }

    @Test("The folder is the server's user's alone, and the server is not root")
    func isOwnerOnly() async throws {
        let folder = try DataFolder()
        _ = try await folder.cluster.ensureRunning()
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        let server = try FileManager.default.attributesOfItem(atPath: "/proc/\(try folder.cluster.process)")
        #expect(server[.ownerAccountID] as? Int == attributes[.ownerAccountID] as? Int)
        #expect(server[.ownerAccountID] as? Int != 0)
        if geteuid() != 0 { #expect(server[.ownerAccountID] as? UInt32 == geteuid()) }
    }

    @Test("The roles of daily work are no superusers and do not pass by row-level security")
    func rolesAreWeak() async throws {
        let folder = try DataFolder()
        _ = try await folder.cluster.ensureRunning()
        let strong: Int64 = try await folder.cluster.value(
            """
            SELECT count(*) FROM pg_catalog.pg_roles
            WHERE rolname IN ('kam_app', 'kam_owner') AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)
            """)
        #expect(strong == 0)
        await #expect(throws: PostgresError.self) {
            try await folder.cluster.execute("CREATE TABLE public.mine (n integer)", as: LocalCluster.application)
        }
    }

    @Test("Of six that start it at once, one makes it and all enter the same")
    func startsOnce() async throws {
        // The lock belongs to an open file, not to a process: tasks contend for it as processes do.
        let folder = try DataFolder()
        let starts = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 1...6 {
                group.addTask {
                    _ = try await folder.cluster.ensureRunning()
                    return try await folder.cluster.value(
                        "SELECT (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint")
                }
            }
            return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
        }
        #expect(starts.count == 1)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.filter { $0.hasPrefix("postgres") } == ["postgres"])
    }

    @Test("A path too long for a socket is no obstacle, nor are spaces, quotes and letters of Japan in it")
    func takesLongPaths() async throws {
        let folder = try DataFolder(String(repeating: "a long way/", count: 12) + "it's \"営業\" & $HOME")
        let value: Int32 = try await {
            _ = try await folder.cluster.ensureRunning()
            return try await folder.cluster.value("SELECT 42")
        }()
        #expect(value == 42)
        let socket = try #require(try folder.cluster.status().socketFolder)
        #expect(!socket.hasPrefix(folder.path) && socket.utf8.count < 80)
        try await folder.cluster.stop()
        _ = try await folder.cluster.ensureRunning()
        #expect(try folder.cluster.status().socketFolder == socket)
    }

    @Test("A stopped one may be moved to another folder")
    func mayBeMoved() async throws {
        let old = try DataFolder("old")
        let new = try DataFolder("new")
        _ = try await old.cluster.ensureRunning()
        try await old.cluster.execute("CREATE SCHEMA kept")
        try await old.cluster.stop()
        try FileManager.default.moveItem(atPath: old.path, toPath: new.path)
        _ = try await new.cluster.ensureRunning()
        let kept: Bool = try await new.cluster.value("SELECT to_regnamespace('kept') IS NOT NULL")
        #expect(kept)
        #expect(try new.cluster.status().socketFolder == "\(new.path)/run")
        #expect(try old.cluster.status().state == .absent)
    }

    @Test("It stops when told, once, and keeps its rows")
    func stops() async throws {
        let folder = try DataFolder()
        #expect(try await folder.cluster.stop() == false)
        _ = try await folder.cluster.ensureRunning()
        try await folder.cluster.execute("CREATE SCHEMA kept")
        #expect(try await folder.cluster.stop())
        #expect(try folder.cluster.status().state == .stopped)
        #expect(try folder.cluster.status().process == nil)
        #expect(try await folder.cluster.stop() == false)
        _ = try await folder.cluster.ensureRunning()
        let kept: Bool = try await folder.cluster.value("SELECT to_regnamespace('kept') IS NOT NULL")
        #expect(kept)
    }
}
