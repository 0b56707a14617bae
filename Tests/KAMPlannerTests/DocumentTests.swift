import Foundation
import KAMModel
import KAMStore
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
        var expected = Self.provenance + Self.ending + ["plan", "portfolio", "assumptions_ja[]"]
        expected += ["effective_from", "previous", "stopped_by", "keeps_previous"] + terms("loss[]")
        expected += under("cells[]", "account", "stage", "lead", "supporters[]", "hours", "work_hours")
        expected += ["member", "hours", "role"].map { "cells[].supporters[].\($0)" }
        expected += under("kams[]", "account", "name", "language", "seniority", "rivals", "kam", "hours")
        for row in ["cells[]", "kams[]"] {
            expected += under("\(row).reason", "code", "text", "text_ja", "figures") + terms("\(row).terms[]")
            expected += suggestion("\(row).runner_up")
        }
        expected += under(
            "members[]", "member", "name", "is_hire", "capacity_hours", "limit_hours", "planned_hours", "utilisation")
        expected += terms("members[].terms[]")
        expected += Self.reason.map { "conflicts[].\($0)" } + ["conflicts[].is_minimal"]
        expected += under("conflicts[].demands[]", "account", "stage", "hours")
        expected += under("conflicts[].relaxations[]", "kind", "members[]", "cost", "cost.minor", "cost.currency")
        expected += under("conflicts[].relaxations[].reason", "code", "text", "text_ja", "figures")
        expected += under("rules[]", "kind", "account", "stage", "member", "pin")
        expected += under("events[]", "kind", "day", "account", "stage", "member")
        expected += under("replan", "free_change_count", "free_objective", "free_status", "cost")
        expected += ["free_objective", "cost"].flatMap { ["replan.\($0).minor", "replan.\($0).currency"] }
        expected += under("replan.reason", "code", "text", "text_ja", "figures")
        expected += changes("replan.changes[]")
        #expect(try paths(PlannerFixture.matrixDocument) == Set(expected))
    }

    private func terms(_ list: String) -> [String] {
        [list] + ["kind", "loss", "loss.minor", "loss.currency"].map { "\(list).\($0)" }
    }

    private func suggestion(_ key: String) -> [String] {
        under(
            key, "member", "name", "difference", "difference.minor", "difference.currency", "needed_hours",
            "left_hours", "fits") + terms("\(key).terms[]")
            + under("\(key).reason", "code", "text", "text_ja", "figures")
    }

    private func changes(_ list: String) -> [String] {
        under(list, "account", "stage", "before", "after", "hours_before", "hours_after")
            + under("\(list).reason", "code", "text", "text_ja", "figures")
    }

    @Test("The answers about a cell, the ways to plan and a rule have every key")
    func cellKeys() throws {
        let place = under(
            "place", "plan", "quarter", "account", "account_name", "stage", "stage_name", "stage_name_ja")
        let reason = under("reason", "code", "text", "text_ja", "figures")
        let head = place + Self.provenance
        let cell = CellDocument(
            PlannerFixture.explanation, name: nil, at: PlannerFixture.place,
            provenance: PlannerFixture.matrixDocument.provenance, PlannerFixture.purse)
        var expected = head + reason + ["member", "name"] + terms("terms[]") + suggestion("alternatives[]")
        expected += under("stake", "minor", "currency") + under("loss", "minor", "currency")
        expected += under("excluded[]", "member", "name") + Self.reason.map { "excluded[].reason.\($0)" }
        #expect(try paths(cell) == Set(expected + ["excluded[].reason"]))
        let suggestions = SuggestionsDocument(
            [PlannerFixture.suggestion], present: nil, at: PlannerFixture.place, provenance: cell.provenance,
            PlannerFixture.purse)
        #expect(try paths(suggestions) == Set(head + ["member"] + suggestion("suggestions[]")))
        let answer = WhyNotDocument(
            PlannerFixture.whyNot, name: "N", at: PlannerFixture.place, provenance: cell.provenance,
            PlannerFixture.purse)
        expected = head + ["member", "name", "verdict", "status", "gap", "reasons[]"] + terms("terms[]")
        expected += Self.reason.map { "reasons[].\($0)" } + under("cost", "minor", "currency") + changes("changes[]")
        #expect(try paths(answer) == Set(expected))
    }

    @Test("A matrix that was stored before matrices had terms, rules and days can still be read, and followed")
    func earlierMatrix() throws {
        let text = try JSONText.encode(PlannerFixture.matrixDocument)
        var document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        for key in [
            "effective_from", "previous", "stopped_by", "keeps_previous", "loss", "rules", "events", "replan",
            "assumptions_ja",
        ] {
            #expect(document.removeValue(forKey: key) != nil, "\(key)")
        }
        let added: [String: [String]] = [
            "cells": ["work_hours", "terms", "runner_up"],
            "kams": ["language", "seniority", "rivals", "terms", "runner_up"],
            "members": ["is_hire", "limit_hours", "terms"], "conflicts": ["demands", "is_minimal", "relaxations"],
        ]
        for (list, keys) in added {
            document[list] = try #require(document[list] as? [[String: Any]]).map { row in
                #expect(keys.allSatisfy { row[$0] != nil }, "\(list)")
                return row.filter { !keys.contains($0.key) }
            }
        }
        let earlier = String(decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self)
        let read = try JSONText.decode(MatrixDocument.self, from: earlier.replacing(",\"role\":\"joins\"", with: ""))
        #expect(read.cells.first?.supporters.first?.role == .joins && read.conflicts.first?.reason.code == "code")
        #expect(read.rules.isEmpty && read.events.isEmpty && read.effectiveFrom == nil && read.loss.isEmpty)
        let matrix = Matrix(read)
        #expect(matrix.cells.first?.work == Hours(2) && matrix.loads.first?.isHire == false)
        #expect(matrix.assumptions == [Phrase(verbatim: "It is assumed.")])
    }

    @Test("A matrix becomes a document and comes back as it was, its money to the smallest unit")
    func roundTrip() throws {
        let document = PlannerFixture.matrixDocument
        let read = try JSONText.decode(MatrixDocument.self, from: try JSONText.encode(document))
        #expect(read == document)
        let matrix = Matrix(read)
        let original = PlannerFixture.matrix()
        #expect(matrix.cells.map(\.terms).joined().map(\.loss) == [3, 5])
        #expect(matrix.cells.map(\.supporters) == original.cells.map(\.supporters))
        #expect(matrix.kams.map(\.runnerUp) == original.kams.map(\.runnerUp) && matrix.conflicts == original.conflicts)
        #expect(matrix.from == PlannerFixture.day)
        #expect(read.rules.map(\.rule) == PlannerFixture.basis.rules)
        #expect(read.events.compactMap(\.event) == PlannerFixture.basis.events)
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

    @Test("A portfolio that was stored before the documents had floor, curve, card and chances can still be read")
    func earlierVersion() throws {
        let text = try JSONText.encode(PlannerFixture.portfolioDocument)
        var document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        for key in ["floor", "curve", "robustness", "stability", "scoring", "assumptions_ja"] {
            #expect(document.removeValue(forKey: key) != nil, "\(key)")
        }
        var line = try #require(document["cut_line"] as? [String: Any])
        for key in ["gain_of_one_more", "loss_if_forced", "one_more_kam", "reasons"] {
            #expect(line.removeValue(forKey: key) != nil, "\(key)")
        }
        document["cut_line"] = line
        for list in ["selected", "rejected"] {
            document[list] = try #require(document[list] as? [[String: Any]]).map { row in
                var row = row.filter { !["chance", "flips"].contains($0.key) }
                if let reasons = row["reasons"] as? [[String: Any]] {
                    row["reasons"] = reasons.map { $0.filter { ["code", "text"].contains($0.key) } }
                }
                return row
            }
        }
        let earlier = String(decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self)
        let read = try JSONText.decode(PortfolioDocument.self, from: earlier)
        #expect(read.selected.map(\.account) == PlannerFixture.portfolioDocument.selected.map(\.account))
        #expect(read.curve.isEmpty && read.robustness == nil && read.scoring == nil && read.cutLine.reasons.isEmpty)
        #expect(read.selected.first?.chance == nil && read.selected.first?.reasons.first?.textJa == nil)
        #expect(try JSONValue(text: try JSONText.encode(read))["curve"] == .list([]))
    }
}
