import Glibc
import TestSupport
import Testing

/// Ctrl-C and the end of a session.
@Suite("Interrupted")
struct InterruptTests {
    @Test(
        "Ctrl-C or SIGTERM in the middle of an import ends with 75, and nothing is stored",
        arguments: [SIGINT, SIGTERM])
    func importing(signal: Int32) async throws {
        let desk = try Desk()
        let first = try await desk.run(try desk.sample(seed: 5))
        try #require(first.code == 0, "\(first)")
        let ending = try await interrupted(desk, try desk.sample(), at: "account", signal)
        #expect(ending.code == 75 && !ending.ranOutOfTime, "\(ending)")
        #expect(ending.errors.contains("KAM236") && ending.errors.contains("nothing was stored"), "\(ending)")
        #expect(ending.output.isEmpty)
        #expect(try await desk.sql("SELECT count(*) FROM kam.snapshot") == ["1"])
        #expect(try await desk.run(try desk.sample()).code == 0)
        #expect(try await desk.sql("SELECT count(*) FROM kam.snapshot") == ["2"])
    }

    @Test("Ctrl-C while a plan is saved ends with 75, and nothing is stored")
    func saving() async throws {
        let desk = try Desk()
        let first = try await desk.run(try desk.sample())
        try #require(first.code == 0, "\(first)")
        let ending = try await interrupted(desk, ["select", "--quarter", "2026Q2"], at: "portfolio_account", SIGINT)
        #expect(ending.code == 75 && !ending.ranOutOfTime, "\(ending)")
        #expect(try await desk.sql("SELECT count(*) FROM kam.plan") == ["0"])
    }

    private func interrupted(
        _ desk: Desk, _ arguments: [String], at table: String, _ signal: Int32
    ) async throws -> KamProcess.Ending {
        try await desk.holding(table) { connection in
            let process = try desk.start(arguments, timeout: .seconds(30))
            try await desk.waitUntilBlocked(at: table, connection)
            process.send(signal)
            // The lock is still held: the statement that waits for it is cancelled.
            return try await process.end()
        }
    }
}
