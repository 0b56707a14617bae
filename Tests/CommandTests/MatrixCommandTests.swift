import Foundation
import TestSupport
import Testing

/// The verbs about a matrix as a planner types them.
@Suite("The verbs of the matrix")
struct MatrixCommandTests {
    /// A desk with a matrix, and its document.
    private struct Run {
        let desk: Desk
        let matrix: JSONValue

        /// A cell with somebody else who could take it: account, stage, lead, other.
        func contested() throws -> (account: String, stage: String, lead: String, other: String) {
            for cell in matrix["cells"]?.elements ?? [] {
                guard let other = cell["runner_up"]?["member"]?.text, cell["runner_up"]?["fits"] == .truth(true),
                    let account = cell["account"]?.text, let stage = cell["stage"]?.text,
                    let lead = cell["lead"]?.text
                else { continue }
                return (account, stage, lead, other)
            }
            throw NothingContested()
        }
    }

    private struct NothingContested: Error {}

    private static func prepared() async throws -> Run {
        let desk = try Desk()
        let imported = try await desk.run(try desk.sample(accounts: 40, opportunities: 300, members: 24))
        try #require(imported.code == 0, "\(imported)")
        _ = try await desk.json("select", "--quarter", "2026Q2")
        return Run(desk: desk, matrix: try await desk.json("assign", "--quarter", "2026Q2"))
    }

    @Test("A pin of the run, a stored pin, its list and its withdrawal, by ids and by names, in both languages")
    func pins() async throws {
        let run = try await Self.prepared()
        let (account, stage, _, other) = try run.contested()
        let once = try await run.desk.json(
            "assign", "--quarter", "2026Q2", "--dry-run", "--pin", "\(account):\(stage)=\(other)")
        #expect(lead(once, account, stage) == other)
        let pin = try await run.desk.json(
            "pin", "add", account, stage, other, "--quarter", "2026Q2", "--reason", "they ask", "--by", "Abe")
        #expect(pin["made_by"]?.text == "Abe" && pin["withdrawal"] == .null)
        let held = try await run.desk.json("assign", "--quarter", "2026Q2", "--dry-run")
        #expect(lead(held, account, stage) == other && held["rules"]?.elements.first?["pin"] == pin["id"])
        for (language, word) in [("en", "they ask"), ("ja", "固定")] {
            let list = try await run.desk.run(["pin", "list", "--language", language])
            #expect(list.code == 0 && list.output.contains(word) && list.output.contains("Abe"), "\(list)")
        }
        let again = try await run.desk.run([
            "pin", "add", account, stage, other, "--quarter", "2026Q2", "--reason", "twice",
        ])
        #expect(again.code == 65 && again.errors.contains("KAM524"), "\(again)")
        let id = try #require(pin["id"]?.text)
        let removed = try await run.desk.run(["pin", "remove", String(id.prefix(16)), "--reason", "over"])
        #expect(removed.code == 0 && removed.output.contains("on record"), "\(removed)")
        let twice = try await run.desk.run(["pin", "remove", id, "--reason", "over"])
        #expect(twice.code == 65 && twice.errors.contains("KAM525"), "\(twice)")
        #expect(try await run.desk.json("pin", "list")["pins"] == .list([]))
        #expect(try await run.desk.json("pin", "list", "--all")["pins"]?.elements.count == 1)
        let free = try await run.desk.json("assign", "--quarter", "2026Q2", "--dry-run")
        #expect(free.removing(["plan"]) == run.matrix.removing(["plan"]))
    }

    @Test("Why a cell, why not, who else, and how much the whole gains: told in both languages and as JSON")
    func questions() async throws {
        let run = try await Self.prepared()
        let (account, stage, lead, other) = try run.contested()
        let commands = [
            ["explain", "cell", account, stage], ["explain", "cell", account, "kam"],
            ["explain", "why-not", other, account, stage], ["explain", "why-not", lead, account, stage],
            ["assign", "--quarter", "2026Q2", "--suggest", account, stage, "--top", "3"],
            ["assign", "--quarter", "2026Q2", "--compare-modes"],
        ]
        for command in commands {
            let english = try await run.desk.run(command)
            #expect(english.code == 0 && english.errors.isEmpty && !english.output.contains("の"), "\(english)")
            let japanese = try await run.desk.run(command + ["--language", "ja"])
            #expect(japanese.code == 0 && japanese.output.contains("データ基準日"), "\(japanese)")
            let json = try await run.desk.run(command + ["--json"])
            #expect(json.code == 0 && (try? JSONValue(text: json.output)) != nil, "\(json)")
        }
        let told = try await run.desk.json("explain", "cell", account, stage)
        #expect(told["member"]?.text == lead)
        #expect(try await run.desk.json("plan", "list")["plans"]?.elements.count == 2)
    }

    @Test(
        "A lead leaves: the re-plan names what moves and what it costs, and the difference tells hours and relationships"
    )
    func leave() async throws {
        let run = try await Self.prepared()
        let (account, stage, lead, _) = try run.contested()
        let plan = try #require(run.matrix["plan"]?.text)
        let arguments = ["assign", "--from", String(plan.prefix(23)), "--leave", lead, "--on", "2026-05-01"]
        let dry = try await run.desk.run(arguments + ["--dry-run"])
        #expect(dry.code == 0 && dry.output.contains("dry run") && dry.output.contains("What moves"), "\(dry)")
        let next = try await run.desk.json(
            arguments[0], arguments[1], arguments[2], "--leave", lead, "--on", "2026-05-01")
        #expect(self.lead(next, account, stage) != lead && next["effective_from"]?.text == "2026-05-01")
        #expect(next["previous"]?.text == plan && next["replan"]?["cost"]?["minor"] != nil)
        let told = try await run.desk.run(["plan", "diff", plan, try #require(next["plan"]?.text)])
        #expect(told.code == 0, "\(told)")
        for words in ["What moves", "Whose hours change", "What is lost", "Relationships that end"] {
            #expect(told.output.contains(words), "\(told)")
        }
        let outside = try await run.desk.run(Array(arguments.dropLast()) + ["2026-07-01"])
        #expect(outside.code == 65 && outside.errors.contains("outside the quarter"), "\(outside)")
        let portfolio = try #require(run.matrix["portfolio"]?.text)
        let other = try await run.desk.run(["assign", "--from", portfolio, "--leave", lead, "--on", "2026-05-01"])
        #expect(other.code == 65 && other.errors.contains("KAM521"), "\(other)")
        #expect(try await run.desk.sql("SELECT count(*) FROM kam.plan WHERE kind = 'matrix'") == ["2"])
    }

    @Test("Demands that contradict each other end with 2, in words, with a repair; the matrix is stored as infeasible")
    func infeasible() async throws {
        let run = try await Self.prepared()
        let account = try #require(run.matrix["kams"]?.elements.first?["account"]?.text)
        let kams = try await run.desk.sql(
            "SELECT member_id FROM kam.member_team WHERE team = 'key_account' ORDER BY member_id")
        let forbids = kams.flatMap { ["--forbid", "\(account):kam=\($0)"] }
        let ending = try await run.desk.run(["assign", "--quarter", "2026Q2", "--json"] + forbids)
        #expect(ending.code == 2, "\(ending)")
        let document = try JSONValue(text: ending.output)
        #expect(document["status"]?.text == "infeasible")
        let conflict = try #require(document["conflicts"]?.elements.first)
        #expect(conflict["demands"]?.elements.first?["account"]?.text == account)
        #expect(conflict["text"]?.text?.isEmpty == false && conflict["text_ja"]?.text?.isEmpty == false)
        let told = try await run.desk.run(["assign", "--quarter", "2026Q2"] + forbids)
        #expect(told.code == 2 && told.output.contains("contradict each other"), "\(told)")
        #expect(
            try await run.desk.sql("SELECT DISTINCT status FROM kam.plan WHERE status = 'infeasible'") == ["infeasible"]
        )
    }

    private func lead(_ document: JSONValue, _ account: String, _ stage: String) -> String? {
        document["cells"]?.elements.first { $0["account"]?.text == account && $0["stage"]?.text == stage }?["lead"]?
            .text
    }
}
