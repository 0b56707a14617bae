import Foundation
import TestSupport
import Testing

/// Problems without an answer: a status, not an error.
@Suite("Infeasible")
struct InfeasibleTests {
    @Test("A policy that forces in more accounts than there are hours ends with 2, names the conflict, and is stored")
    func tooManyForcedIn() async throws {
        let desk = try Desk()
        let imported = try await desk.run(try desk.sample(accounts: 60))
        try #require(imported.code == 0, "\(imported)")
        let accounts = try await desk.sql(
            "SELECT account_id FROM kam.account WHERE block_reason IS NULL ORDER BY account_id LIMIT 50")
        let policy = desk.folder.file("forced.yaml")
        let lines = ["selection:", "  forced_in:"] + accounts.map { "    - '\($0)'" }
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: policy))
        let arguments = ["select", "--quarter", "2026Q2", "--policy", policy]
        let ending = try await desk.run(arguments + ["--json"])
        #expect(ending.code == 2, "\(ending)")
        let document = try JSONValue(text: ending.output)
        #expect(document["status"]?.text == "infeasible")
        for key in ["objective", "bound", "gap"] { #expect(document[key] == .null) }
        #expect(document["selected"] == .list([]))
        let conflicts = try #require(document["conflicts"]?.elements)
        #expect(Set(conflicts.compactMap { $0["code"]?.text }) == ["forced_in", "hours"])
        let id = try #require(document["portfolio"]?.text)
        #expect(try await desk.json("plan", "show", id) == document)
        #expect(try await desk.sql("SELECT status, objective IS NULL FROM kam.plan") == ["infeasible|t"])
        let told = try await desk.run(arguments)
        #expect(told.code == 2 && told.output.contains("No selection keeps every rule"), "\(told)")
        for conflict in conflicts { #expect(told.output.contains(try #require(conflict["text"]?.text))) }
        for verb in ["assign", "rebalance"] {
            let next = try await desk.run([verb, "--quarter", "2026Q2"])
            #expect(next.code == 65 && next.errors.contains("KAM505"), "\(next)")
        }
    }

    @Test("The conflict is smallest: without any one of its accounts the rest has an answer")
    func smallest() async throws {
        let desk = try Desk()
        try #require(try await desk.run(try desk.sample(accounts: 60)).code == 0)
        let accounts = try await desk.sql(
            "SELECT account_id || '|' || name FROM kam.account WHERE block_reason IS NULL ORDER BY account_id LIMIT 50"
        ).map { $0.split(separator: "|").map(String.init) }
        func select(_ forced: [String]) async throws -> KamProcess.Ending {
            let policy = desk.folder.file("forced-\(forced.count).yaml")
            let lines = ["selection:", "  forced_in:"] + forced.map { "    - '\($0)'" }
            try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: policy))
            return try await desk.run(["select", "--quarter", "2026Q2", "--policy", policy, "--json"])
        }
        let document = try JSONValue(text: try await select(accounts.map { $0[0] }).output)
        let told = (document["conflicts"]?.elements ?? []).compactMap { $0["text"]?.text }
        let named = accounts.filter { account in told.contains { $0.hasPrefix("\(account[1]) must be key") } }
        #expect(named.count >= 2)
        #expect(try await select(named.map { $0[0] }).code == 2)
        for index in named.indices {
            let rest = named.enumerated().filter { $0.offset != index }.map { $0.element[0] }
            let ending = try await select(rest)
            #expect(ending.code == 0, "without \(named[index][1]): \(ending)")
        }
    }
}
