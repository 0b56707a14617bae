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

    private static let reason = ["code", "text", "text_ja", "figures"]

    @Test("A portfolio of unknown things has every key, with null for what is unknown")
    func portfolioKeys() throws {
        let score = [
            "account", "name", "rank", "merit", "merit_interval", "merit_interval.low", "merit_interval.value",
            "merit_interval.high", "attractiveness", "strength", "contribution", "contribution.minor",
            "contribution.currency", "chance", "flips",
        ]
        let chance = under("chance", "share", "low", "high", "band")
        var flips = under("flips", "gain", "merit", "values[]", "cannot[]", "weights")
        flips += under("flips.values[]", "criterion", "from", "to", "points")
        flips += under("flips.weights", "distance", "weights[]")
        let selected =
            score + chance + flips + [
                "completeness", "kam_hours", "hours", "hours.closing", "criteria[]", "criteria[].criterion",
                "criteria[].value", "criteria[].source", "criteria[].points", "reasons[]",
            ] + Self.reason.map { "reasons[].\($0)" }
        let rejected =
            score + ["failed_gates[]", "reason"] + Self.reason.flatMap { ["failed_gates[].\($0)", "reason.\($0)"] }
        var expected = Self.provenance + Self.ending + ["portfolio", "floor", "assumptions_ja[]"]
        expected += under(
            "cut_line", "binding", "next_account", "price", "short_by_hours", "gain_of_one_more", "loss_if_forced")
        expected += ["cut_line.reasons[]"] + Self.reason.map { "cut_line.reasons[].\($0)" }
        expected += under("cut_line.one_more_kam[]", "region", "hours", "gain", "entering[]", "leaving[]")
        expected += under("cut_line.one_more_kam[].gain", "minor", "currency")
        expected += under("curve[]", "kams", "is_present", "selected", "gain", "marginal_gain", "marginal_account")
        expected += under("curve[].gain", "minor", "currency") + under("curve[].marginal_gain", "minor", "currency")
        expected += under("scoring", "method", "weighting", "weights[]")
        expected += under("scoring.weights[]", "criterion", "name", "name_ja", "axis", "weight")
        expected += Self.robustness + Self.stability
        expected += ["selected[]"] + selected.map { "selected[].\($0)" }
        expected += ["rejected[]"] + rejected.map { "rejected[].\($0)" }
        #expect(try paths(PlannerFixture.portfolioDocument) == Set(expected))
    }

    private static let stability =
        ["stability", "stability.cost.minor", "stability.cost.currency"]
        + ["past", "quarter", "stay_bar", "enter_bar", "cost", "kept[]", "waiting[]", "yielded[]"].map {
            "stability.\($0)"
        }
        + ["account", "name", "reason", "price"].map { "stability.kept[].\($0)" }
        + reason.map { "stability.kept[].reason.\($0)" }

    private static let robustness: [String] = {
        var keys = [
            "draws", "seed", "weight_variation", "method_quality", "bands", "tornado[]", "is_tornado_exact",
            "revenue_only", "regret", "reasons[]",
        ]
        keys += ["core", "likely", "borderline", "unlikely"].map { "bands.\($0)" }
        keys += ["tornado[].criterion"]
        for side in ["tornado[].less", "tornado[].more"] {
            keys += [side] + ["weight", "change", "entering[]", "leaving[]"].map { "\(side).\($0)" }
            keys += ["minor", "currency"].map { "\(side).change.\($0)" }
        }
        keys += ["selected[]", "common", "overlap", "advantage"].map { "revenue_only.\($0)" }
        keys += ["mean", "standard_error", "share"].map { "regret.\($0)" }
        for money in ["revenue_only.advantage", "regret.mean", "regret.standard_error"] {
            keys += ["minor", "currency"].map { "\(money).\($0)" }
        }
        keys += reason.map { "reasons[].\($0)" }
        return ["robustness"] + keys.map { "robustness.\($0)" }
    }()

    @Test("A matrix without leads, KAMs and answer has every key")
    func matrixKeys() throws {
        var expected = Self.provenance + Self.ending + ["plan", "portfolio"]
        expected += under("cells[]", "account", "stage", "lead", "supporters[]", "hours", "reason")
        expected +=
            Self.reason.map { "cells[].reason.\($0)" } + ["cells[].supporters[].member", "cells[].supporters[].hours"]
        expected += under("kams[]", "account", "name", "kam", "hours", "reason")
        expected += Self.reason.map { "kams[].reason.\($0)" }
        expected += under("members[]", "member", "name", "capacity_hours", "planned_hours", "utilisation")
        expected += Self.reason.map { "conflicts[].\($0)" }
        #expect(try paths(PlannerFixture.matrixDocument) == Set(expected))
    }

    @Test("An allocation limited by the market has every key")
    func allocationKeys() throws {
        let money = ["minor", "currency"]
        var expected = Self.provenance + Self.ending + ["allocation", "portfolio"]
        for bottleneck in ["bottleneck", "next_bottleneck"] {
            expected += under(bottleneck, "stage", "together[]", "kind", "evidence[]")
            expected += Self.reason.map { "\(bottleneck).evidence[].\($0)" }
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
        #expect(portfolio["cut_line"]?["gain_of_one_more"] == .null && portfolio["stability"]?["stay_bar"] == .null)
        #expect(portfolio["rejected"]?.elements.first?["chance"] == .null)
        let criterion = try #require(portfolio["selected"]?.elements.first?["criteria"]?.elements.first)
        #expect(criterion["value"] == .null && criterion["source"] == .null)
        let matrix = try JSONValue(text: try JSONText.encode(PlannerFixture.matrixDocument))
        #expect(matrix["cells"]?.elements.first?["lead"] == .null)
        let allocation = try JSONValue(text: try JSONText.encode(PlannerFixture.allocationDocument))
        #expect(allocation["moves"]?.elements.first?["from"] == .null)
        #expect(allocation["bottleneck"]?["stage"] == .null)
    }
}
