import Foundation
import Glibc
import KAMModel
import KAMStore
import TestSupport
import Testing

/// A small file system in memory, mounted for a test; only root may.
final class SmallDisk: Sendable {
    /// Whether this process may mount one: tried once.
    static let isAllowed: Bool = {
        guard geteuid() == 0, let folder = try? TemporaryFolder("kam-disk") else { return false }
        guard (try? run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.path])) == 0 else { return false }
        return (try? run("umount", [folder.path])) == 0
    }()

    static let absence: Comment = """
        a disk cannot be filled here: that takes a small file system, and this process may not mount one (it is not \
        root, or the container forbids it)
        """

    let folder: TemporaryFolder

    init(megabytes: Int) throws {
        folder = try TemporaryFolder("kam-disk")
        let options = "size=\(megabytes)m,mode=711"
        try #require(try SmallDisk.run("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder.path]) == 0)
    }

    deinit {
        _ = try? SmallDisk.run("umount", ["-l", folder.path])
    }

    /// Fills the disk but for so many bytes.
    func fill(leaving rest: Int) throws {
        let file = open(folder.file("ballast"), O_CREAT | O_WRONLY | O_APPEND, 0o600)
        try #require(file >= 0)
        defer { close(file) }
        let block = [UInt8](repeating: 0, count: 65536)
        while try free > rest {
            let count = min(block.count, try free - rest)
            guard write(file, block, count) > 0 else { return }
        }
    }

    /// Frees what was filled.
    func empty() throws { try FileManager.default.removeItem(atPath: folder.file("ballast")) }

    private var free: Int {
        get throws {
            let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder.path)
            return try #require((attributes[.systemFreeSize] as? NSNumber)?.intValue)
        }
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/\(program)")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}

/// Acceptance 7: a full disk.
@Suite("A full disk", .enabled(if: SmallDisk.isAllowed, SmallDisk.absence))
struct FullDiskTests {
    @Test("An import that fills the disk ends with 73 and stores nothing; with room again it works", arguments: [1, 6])
    func importing(megabytesLeft: Int) async throws {
        let disk = try SmallDisk(megabytes: 160)
        let data = disk.folder.file("kam")
        let desk = try TemporaryFolder("kam-desk")
        func run(_ arguments: [String]) async throws -> KamProcess.Ending {
            let passed = arguments.firstIndex(of: "--") ?? arguments.count
            let all = arguments[..<passed] + ["--data", data] + arguments[passed...]
            return try await KamProcess(Array(all), in: desk.path).end()
        }
        func snapshots() async throws -> String {
            try await run([
                "db", "psql", "--", "-XAtqc",
                "SELECT count(*), (SELECT count(*) FROM kam.opportunity) FROM kam.snapshot",
            ]).output
        }
        #expect(try await run(["db", "start"]).code == 0)
        let members = try SampleCompany(asOf: try #require(Day("2026-03-31"))).write(to: desk.file("files")).members
        let command = [
            "import", "--profile", "kam", desk.file("files"), "--members", members, "--currency", "JPY", "--as-of",
            "2026-03-31",
        ]
        try disk.fill(leaving: megabytesLeft << 20)
        let full = try await run(command)
        #expect(full.code == 73 && full.errors.contains("KAM232") && full.errors.contains("Maybe:"), "\(full)")
        #expect(full.output.isEmpty)
        try disk.empty()
        #expect(try await snapshots() == "0|0\n")
        let again = try await run(command)
        #expect(again.code == 0, "\(again)")
        #expect(try await snapshots() == "1|4000\n")
        #expect(try await run(["db", "stop"]).code == 0)
    }
}
