import Foundation
import Glibc
import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

/// Acceptance 5: whatever is killed at whatever moment, the next command works and finds the whole or nothing.
@Suite("Killed at any moment")
struct KillTests {
    /// Whom `kill -9` hits.
    enum Victim: String, CaseIterable, Sendable {
        case kam, postgres
    }

    /// A verb, and a table that it writes in the middle of its transaction.
    static let moments: [(verb: String, table: String)] = [
        ("import", "account"), ("import", "opportunity"), ("select", "portfolio_account"), ("assign", "matrix_kam"),
        ("rebalance", "allocation_price"),
    ]

    @Test("Killed at 20 random moments of importing and of planning", arguments: Victim.allCases)
    func randomMoments(victim: Victim) async throws {
        let desk = try await KillTests.prepared()
        let whole = try await Wholeness(desk)
        let clock = ContinuousClock()
        let days = try #require(Day("2026-03-31"))
        let importing = try await clock.measure { try await succeed(desk, try command("import", desk, days, 1)) }
        let planning = try await clock.measure { try await succeed(desk, try command("select", desk, days, 1)) }
        var random = SplitMix64(seed: victim == .kam ? 11 : 12)
        var known = try await whole.expect(desk, "before anything was killed")
        var interrupted = 0
        // Recovery after the server was killed first syncs the whole cluster, some seconds each time.
        for attempt in 0..<(victim == .kam ? 14 : 6) {
            let isImport = attempt.isMultiple(of: 2)
            let moment = (isImport ? importing : planning) * random.unit()
            let process = try desk.start(try command(isImport ? "import" : "select", desk, days, attempt + 2))
            try await Task.sleep(for: moment)
            try kill(victim, process, desk)
            let ending = try await process.end()
            let told = Comment("\(victim) after \(moment), attempt \(attempt): \(ending)")
            #expect(victim == .kam ? [0, 137].contains(ending.code) : [0, 69].contains(ending.code), told)
            interrupted += ending.code == 0 ? 0 : 1
            try await succeed(desk, ["plan", "list"])
            let found = try await whole.expect(desk, told)
            #expect(
                found.snapshots - known.snapshots == (isImport && ending.code == 0 ? 1 : 0) || ending.code != 0, told)
            #expect((0...1).contains(found.snapshots - known.snapshots), told)
            #expect((0...1).contains(found.plans - known.plans), told)
            known = found
        }
        #expect(interrupted > 0, "every run ended before it was killed")
        try await succeed(desk, try command("import", desk, days, 2))
    }

    @Test("Killed in the middle of the transaction of each verb", arguments: moments, Victim.allCases)
    func middle(_ moment: (verb: String, table: String), victim: Victim) async throws {
        let desk = try await KillTests.prepared()
        let whole = try await Wholeness(desk)
        let days = try #require(Day("2026-03-31"))
        if moment.verb != "import" { try await succeed(desk, try command("select", desk, days, 0)) }
        let before = try await whole.expect(desk, "before the kill")
        let process = try await desk.holding(moment.table) { connection in
            let process = try desk.start(try command(moment.verb, desk, days, 1))
            try await desk.waitUntilBlocked(at: moment.table, connection)
            try kill(victim, process, desk)
            return process
        }
        let ending = try await process.end()
        #expect(ending.code == (victim == .kam ? 137 : 69), "\(ending)")
        #expect(victim == .kam || ending.errors.contains("KAM23"), "\(ending)")
        try await succeed(desk, ["plan", "list"])
        let after = try await whole.expect(desk, "\(moment), \(victim)")
        #expect(after == before, "\(moment), \(victim)")
        try await succeed(desk, try command(moment.verb, desk, days, 1))
        let again = try await whole.expect(desk, "again")
        #expect(again.snapshots + again.plans == before.snapshots + before.plans + 1)
    }

    /// A desk with one whole snapshot.
    private static func prepared() async throws -> Desk {
        let desk = try Desk()
        let ending = try await desk.run(try desk.sample())
        try #require(ending.code == 0, "\(ending)")
        return desk
    }

    private func command(_ verb: String, _ desk: Desk, _ day: Day, _ number: Int) throws -> [String] {
        guard verb == "import" else { return [verb, "--quarter", "2026Q2"] }
        // Another day makes it another snapshot of the same rows.
        return try desk.sample().dropLast() + ["\(Day(ordinal: day.ordinal + number))"]
    }

    private func succeed(_ desk: Desk, _ arguments: [String]) async throws {
        let ending = try await desk.run(arguments)
        #expect(ending.code == 0, "kam \(arguments.joined(separator: " ")): \(ending)")
    }

    private func kill(_ victim: Victim, _ process: KamProcess, _ desk: Desk) throws {
        switch victim {
        case .kam: process.send(SIGKILL)
        case .postgres:
            // The status names a process only when it has seen that it is this cluster's.
            if let server = try #require(desk.data).cluster.status().process { Glibc.kill(server, SIGKILL) }
        }
    }
}
