import Foundation
import KAMModel
import TestSupport
import Testing

@testable import KAMPlanner

/// `docs/json.md` against the documents themselves.
@Suite("The description of the documents")
struct DocumentationTests {
    private static let description = Task {
        try String(contentsOfFile: "\(Checkout.root)/docs/json.md", encoding: .utf8)
    }

    /// The keys of a document, the last word of each path; what stands under the keys of a policy is left out.
    private func keys(_ document: some Encodable) throws -> Set<String> {
        let paths = try JSONValue(text: try JSONText.encode(document)).paths
        let words = paths.filter { !$0.contains("hours.") && !$0.contains("figures.") }.map { path in
            String(path.split(separator: ".").last ?? "").replacing("[]", with: "")
        }
        return Set(words)
    }

    private func undescribed(_ document: some Encodable) async throws -> Set<String> {
        let text = try await Self.description.value
        // A key is described where it stands as code, alone or behind the object it belongs to.
        return try keys(document).filter { key in
            !text.contains("`\(key)`") && !text.contains("`\(key).") && !text.contains("….\(key)")
                && !text.contains(".\(key)`")
                && !text.contains("`\(key)[]") && !text.contains(".\(key)[]") && !text.contains("\"\(key)\":")
                && !text.contains(", \(key)}") && !text.contains("{\(key)") && !text.contains(", \(key),")
        }
    }

    @Test("Every key of a portfolio, a matrix and an allocation is described")
    func plans() async throws {
        #expect(try await undescribed(PlannerFixture.portfolioDocument) == [])
        #expect(try await undescribed(PlannerFixture.matrixDocument) == [])
        #expect(try await undescribed(PlannerFixture.allocationDocument) == [])
    }

    @Test("Every key of scores, values, back-tests, explanations and comparisons is described")
    func reasons() async throws {
        let desk = try await PlannerDesk()
        let imported = try await desk.importFiles(asOf: "2026-03-31")
        let earlier = try desk.request("2026Q2", snapshot: imported.snapshot)
        let key = try #require(try await desk.planner.select(earlier).selected.first).account.raw
        let request = try desk.request("2026Q3", snapshot: imported.snapshot)
        #expect(try await undescribed(try await desk.planner.score(request)) == [])
        #expect(try await undescribed(try await desk.planner.value(request)) == [])
        let backtest = try await desk.planner.backtest(request)
        #expect(backtest.tests.count == 2 && backtest.tests.allSatisfy { !$0.rows.isEmpty })
        #expect(try await undescribed(backtest) == [])
        #expect(try await undescribed(try await desk.planner.explain(request, account: key)) == [])
        let comparison = try await desk.planner.select(request, comparedWith: earlier.quarter).comparison
        #expect(try await undescribed(comparison) == [])
    }

    @Test("Every key of the answers about a matrix is described")
    func matrices() async throws {
        let provenance = PlannerFixture.matrixDocument.provenance
        let (place, purse) = (PlannerFixture.place, PlannerFixture.purse)
        #expect(
            try await undescribed(
                CellDocument(PlannerFixture.explanation, name: nil, at: place, provenance: provenance, purse)) == [])
        #expect(
            try await undescribed(
                WhyNotDocument(PlannerFixture.whyNot, name: "N", at: place, provenance: provenance, purse)) == [])
        let suggestions = SuggestionsDocument(
            [PlannerFixture.suggestion], present: nil, at: place, provenance: provenance, purse)
        #expect(try await undescribed(suggestions) == [])
        let desk = try await PlannerDesk()
        _ = try await desk.importFiles(asOf: "2026-03-31")
        let request = try desk.request("2026Q2")
        let key = try #require(try await desk.planner.select(request).selected.first).account.raw
        #expect(try await undescribed(try await desk.planner.modes(request)) == [])
        let first = try await desk.planner.assign(request)
        let kam = try #require(first.kams.first { $0.account.raw == key }?.kam).raw
        let rule = RuleText(.forbid, account: key, stage: "kam", member: kam)
        let pin = try await desk.planner.addPin(request, Planner.PinCall(rule: rule, reason: "a", maker: "b"))
        #expect(try await undescribed(pin) == [])
        _ = try await desk.planner.removePin(pin.id, reason: "c", by: "d")
        #expect(try await undescribed(try await desk.planner.pins(quarter: nil, withdrawn: true)) == [])
        let second = try await desk.planner.assign(request, Planner.AssignCall(rules: [rule]))
        let difference = try await desk.planner.difference(first.plan.raw, second.plan.raw)
        #expect(difference.matrix?.broken.isEmpty == false && difference.matrix?.hours.isEmpty == false)
        #expect(try await undescribed(difference) == [])
    }

    @Test("A key that nobody described is noticed")
    func notices() async throws {
        #expect(try await undescribed(["never_described": 1]) == ["never_described"])
    }
}
