import KAMModel
import TestSupport
import Testing

@testable import KAMPlanner

/// The keys of the documents: each is always there, whatever is unknown.
@Suite("Documents")
struct DocumentTests {
    private static let provenance = [
        "provenance", "provenance.snapshot", "provenance.as_of", "provenance.policy", "provenance.seed",
        "provenance.engine_version",
    ]
    private static let ending = ["quarter", "status", "objective", "bound", "gap", "conflicts[]", "assumptions[]"]

    private func paths(_ document: some Encodable) throws -> Set<String> {
        try JSONValue(text: try JSONText.encode(document)).paths
    }

    private func under(_ prefix: String, _ keys: String...) -> [String] { [prefix] + keys.map { "\(prefix).\($0)" } }

    @Test("A portfolio of unknown things has every key, with null for what is unknown")
    func portfolioKeys() throws {
        let score = [
            "account", "name", "rank", "merit", "merit_interval", "merit_interval.low", "merit_interval.value",
            "merit_interval.high", "attractiveness", "strength", "contribution", "contribution.minor",
            "contribution.currency",
        ]
        let selected =
            score + [
                "completeness", "kam_hours", "hours", "hours.closing", "criteria[]", "criteria[].criterion",
                "criteria[].value", "criteria[].source", "criteria[].points", "reasons[]", "reasons[].code",
                "reasons[].text",
            ]
        let rejected =
            score + [
                "failed_gates[]", "failed_gates[].code", "failed_gates[].text", "reason", "reason.code", "reason.text",
            ]
        var expected = Self.provenance + Self.ending + ["portfolio"]
        expected += under("cut_line", "binding", "next_account", "price", "short_by_hours")
        expected += ["selected[]"] + selected.map { "selected[].\($0)" }
        expected += ["rejected[]"] + rejected.map { "rejected[].\($0)" }
        #expect(try paths(PlannerFixture.portfolioDocument) == Set(expected))
    }

    @Test("A matrix without leads, KAMs and answer has every key")
    func matrixKeys() throws {
        var expected = Self.provenance + Self.ending + ["plan", "portfolio"]
        expected += under("cells[]", "account", "stage", "lead", "supporters[]", "hours", "reason", "reason.code")
        expected += ["cells[].reason.text", "cells[].supporters[].member", "cells[].supporters[].hours"]
        expected += under("kams[]", "account", "name", "kam", "hours", "reason", "reason.code", "reason.text")
        expected += under("members[]", "member", "name", "capacity_hours", "planned_hours", "utilisation")
        expected += ["conflicts[].code", "conflicts[].text"]
        #expect(try paths(PlannerFixture.matrixDocument) == Set(expected))
    }

    @Test("An allocation limited by the market has every key")
    func allocationKeys() throws {
        let money = ["minor", "currency"]
        var expected = Self.provenance + Self.ending + ["allocation", "portfolio"]
        for bottleneck in ["bottleneck", "next_bottleneck"] {
            expected += under(bottleneck, "stage", "together[]", "kind", "evidence[]")
            expected += ["\(bottleneck).evidence[].code", "\(bottleneck).evidence[].text"]
        }
        expected += under("prices[]", "stage", "per_hour", "per_hour_lost", "load")
        expected += under("moves[]", "member", "from", "to", "hours", "gain")
        expected += under("throughput", "before", "after")
        for amount in [
            "prices[].per_hour", "prices[].per_hour_lost", "moves[].gain", "throughput.before", "throughput.after",
        ] {
            expected += money.map { "\(amount).\($0)" }
        }
        #expect(try paths(PlannerFixture.allocationDocument) == Set(expected))
    }

    @Test("An import, a list of plans, a difference and a database's status have every key")
    func otherKeys() throws {
        let diagnostic = DiagnosticDocument(Diagnostic(.note, "KAM180", "the day is derived"))
        #expect(try paths(diagnostic) == ["severity", "code", "message", "file", "line", "hint"])
        let status = DatabaseDesk.Status(kind: "server", state: "running", location: "x", log: nil, process: nil)
        #expect(try paths(status) == ["kind", "state", "location", "log", "process"])
        let change = PlanDifference.Change(subject: "account A", before: nil, after: "key")
        #expect(try paths(change) == ["subject", "before", "after"])
    }

    @Test("What is unknown is null, and no amount is made up for it")
    func nulls() throws {
        let portfolio = try JSONValue(text: try JSONText.encode(PlannerFixture.portfolioDocument))
        for key in ["objective", "bound", "gap"] { #expect(portfolio[key] == .null) }
        let criterion = try #require(portfolio["selected"]?.elements.first?["criteria"]?.elements.first)
        #expect(criterion["value"] == .null && criterion["source"] == .null)
        let matrix = try JSONValue(text: try JSONText.encode(PlannerFixture.matrixDocument))
        #expect(matrix["cells"]?.elements.first?["lead"] == .null)
        let allocation = try JSONValue(text: try JSONText.encode(PlannerFixture.allocationDocument))
        #expect(allocation["moves"]?.elements.first?["from"] == .null)
        #expect(allocation["bottleneck"]?["stage"] == .null)
    }
}
