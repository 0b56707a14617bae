import Foundation
import Glibc
import KAMStore
import TestSupport
import Testing

@Suite("The private cluster refuses what is not its own, and destroys nothing", .serialized)
struct ClusterRefusalTests {
    private func refusal(_ folder: DataFolder) async -> DatabaseError? {
        await #expect(throws: DatabaseError.self) { _ = try await folder.cluster.ensureRunning() }
    }

    @Test(
        "A folder that holds something else is refused as it is",
        arguments: ["notes.txt", "postgres/PG_VERSION", "PG_VERSION"])
    func refusesForeignFolder(_ name: String) async throws {
        let folder = try DataFolder()
        try folder.write(name, "15\n")
        let before = try folder.contents()
        let error = await refusal(folder)
        #expect(error?.code == "KAM204")
        #expect(try folder.contents() == before)
        #expect(throws: DatabaseError.self) { try folder.cluster.status() }
        await #expect(throws: DatabaseError.self) { try await folder.cluster.stop() }
    }

    @Test("A file where the folder should be is refused")
    func refusesFile() async throws {
        let folder = try DataFolder()
        try Data("text".utf8).write(to: URL(fileURLWithPath: folder.path))
        let error = await refusal(folder)
        #expect(error?.code == "KAM205")
        #expect(try String(contentsOfFile: folder.path, encoding: .utf8) == "text")
    }

    @Test(
        "Data of another version, a newer layout, a marker in pieces, data that is gone: each is told, nothing changes")
    func refusesDamage() async throws {
        let folder = try DataFolder()
        _ = try await folder.cluster.ensureRunning()
        try await folder.cluster.stop()
        let marker = try folder.read("kam.cluster")
        let version = try folder.read("postgres/PG_VERSION")

        let cases = [
            ("kam.cluster", marker.replacingOccurrences(of: "format=1", with: "format=2"), "KAM206"),
            ("kam.cluster", "stage=ready\n", "KAM206"),
            ("kam.cluster", "format=1\nstage=happy\nsocket=/nowhere\n", "KAM206"),
            ("kam.cluster", marker, "KAM203"),
        ]
        for (name, text, code) in cases {
            if code == "KAM203" { try folder.write("postgres/PG_VERSION", "9\n") }
            try folder.write(name, text)
            let before = try folder.contents()
            let error = await refusal(folder)
            #expect(error?.code == code)
            #expect(try folder.contents() == before)
        }
        try folder.write("postgres/PG_VERSION", version)
        try FileManager.default.moveItem(atPath: "\(folder.path)/postgres", toPath: "\(folder.path)/away")
        let error = await refusal(folder)
        #expect(error?.code == "KAM206")
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/postgres"), "it is not made anew")
        try FileManager.default.moveItem(atPath: "\(folder.path)/away", toPath: "\(folder.path)/postgres")
        _ = try await folder.cluster.ensureRunning()
    }

    @Test("A server that cannot start is told with the last words of its log")
    func tellsWhyNotStarted() async throws {
        let folder = try DataFolder()
        _ = try await folder.cluster.ensureRunning()
        try await folder.cluster.stop()
        let settings = try folder.read("postgres/postgresql.conf")
        let path = "\(folder.path)/postgres/postgresql.conf"
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data("no_such_setting = 7\n".utf8))
        try file.close()
        let error = await refusal(folder)
        #expect(error?.code == "KAM209")
        #expect(error?.message.contains("no_such_setting") == true)
        try folder.write("postgres/postgresql.conf", settings)
        if geteuid() == 0 {
            let owner = try FileManager.default.attributesOfItem(atPath: folder.path)[.ownerAccountID] as? Int
            #expect(chown(path, uid_t(try #require(owner)), gid_t.max) == 0)
        }
        _ = try await folder.cluster.ensureRunning()
    }

    @Test("Without PostgreSQL it says where it looked")
    func tellsWherePostgresIsMissed() async throws {
        let folder = try DataFolder()
        let cluster = LocalCluster(
            directory: folder.path, environment: ["KAM_PG_BIN": "/nowhere", "PATH": "/usr/bin"])
        let error = await #expect(throws: DatabaseError.self) { _ = try await cluster.ensureRunning() }
        #expect(error == .postgresNotFound(searched: ["/nowhere"]))
    }
}
