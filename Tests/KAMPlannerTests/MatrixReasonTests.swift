import KAMModel
import KAMStore
import Testing

@testable import KAMPlanner

/// Questions about a stored matrix, worked out again from what it was made from.
@Suite("Reasons of cells")
struct MatrixReasonTests {
    private static let desk = Task { try await MatrixDesk() }

    @Test("The explanation of every cell names its lead, and its terms sum to its loss")
    func explanations() async throws {
        let desk = try await Self.desk.value
        for cell in desk.matrix.cells.prefix(12) {
            let told = try await desk.planner.explainCell(desk.call(cell, plan: desk.matrix.plan))
            #expect(told.member == cell.lead && told.place.plan == desk.matrix.plan)
            let sum = told.terms.reduce(0) { $0 + $1.loss.minor }
            #expect(abs(sum - told.loss.minor) <= Int64(told.terms.count), "\(cell.account) / \(cell.stage)")
            #expect(told.terms.map(\.kind) == cell.terms.map(\.kind))
            #expect(!told.alternatives.contains { $0.member == cell.lead })
            let people = Set(told.alternatives.map(\.member)).union(told.excluded.map(\.member))
            #expect(people.count + 1 == desk.matrix.members.count)
        }
    }

    @Test("A KAM is explained as a cell is; the latest matrix of the quarter is taken where none is named")
    func kam() async throws {
        let desk = try await Self.desk.value
        let row = try #require(desk.matrix.kams.first)
        for quarter in [nil, desk.request.quarter] {
            let told = try await desk.planner.explainCell(
                Planner.CellCall(account: row.name, stage: "kam", quarter: quarter))
            #expect(told.member == row.kam && told.place.stage == nil && told.place.stageName == "KAM")
        }
    }

    @Test("Why-not's cost is what a matrix with that pin loses more")
    func cost() async throws {
        let desk = try await Self.desk.value
        let (cell, _, other) = try desk.contested()
        let told = try await desk.planner.whyNot(other.raw, desk.call(cell, plan: desk.matrix.plan))
        #expect(told.verdict == .possible && told.status == .optimal)
        let pinned = try await desk.planner.assign(
            desk.request, Planner.AssignCall(rules: [desk.rule(.pin, cell, other)], isDryRun: true))
        let more = try #require(pinned.objective).minor - (try #require(desk.matrix.objective)).minor
        // Each of the three is proved within a ten-thousandth of its loss.
        let slack = try #require(pinned.objective).minor / 5000 + 2
        #expect(abs(try #require(told.cost).minor - more) <= slack, "\(told.cost as Any) against \(more)")
        #expect(abs(told.terms.reduce(0) { $0 + $1.loss.minor } - (told.cost?.minor ?? 0)) <= Int64(told.terms.count))
    }

    @Test("Whoever leads is assigned, and another team's member is forbidden in words of both languages")
    func verdicts() async throws {
        let desk = try await Self.desk.value
        let (cell, lead, _) = try desk.contested()
        let own = try await desk.planner.whyNot(lead.raw, desk.call(cell, plan: desk.matrix.plan))
        #expect(own.verdict == .assigned)
        let told = try await desk.planner.explainCell(desk.call(cell, plan: desk.matrix.plan))
        let stranger = try #require(told.excluded.first)
        let answer = try await desk.planner.whyNot(stranger.member.raw, desk.call(cell, plan: desk.matrix.plan))
        #expect(answer.verdict == .forbidden && answer.cost == nil && answer.status == nil)
        #expect(answer.reasons.allSatisfy { !$0.text.isEmpty && $0.textJa?.isEmpty == false })
    }

    @Test("Suggestions come the least loss first, as many as asked for, without the lead")
    func suggestions() async throws {
        let desk = try await Self.desk.value
        let (cell, lead, _) = try desk.contested()
        let three = try await desk.planner.suggestions(desk.call(cell, plan: desk.matrix.plan), top: 3)
        #expect(three.suggestions.count == 3 && three.member == lead)
        let losses = three.suggestions.map(\.difference.minor)
        #expect(losses == losses.sorted() && !three.suggestions.contains { $0.member == lead })
        let one = try await desk.planner.suggestions(desk.call(cell, plan: desk.matrix.plan), top: 1)
        #expect(one.suggestions == Array(three.suggestions.prefix(1)))
    }

    @Test("The whole matrix loses least of the three ways, and comparing them stores nothing")
    func modes() async throws {
        let desk = try await Self.desk.value
        let before = try await desk.planner.plans().plans
        let told = try await desk.planner.modes(desk.request)
        #expect(told.modes.map(\.kind) == [.teamByTeam, .withoutJoins, .full])
        #expect(told.modes.last?.lost.minor == 0 && told.modes.allSatisfy { $0.lost.minor >= -1 })
        #expect(told.modes.last?.loss == desk.matrix.objective)
        #expect(try await desk.planner.plans().plans == before)
    }

    @Test("A question about a plan that is no matrix, a place that has no cell, or nobody is refused")
    func refusals() async throws {
        let desk = try await Self.desk.value
        let portfolio = try #require(desk.matrix.portfolio)
        let cell = try #require(desk.matrix.cells.first)
        await #expect(throws: PlannerError.notAMatrix(portfolio, .portfolio)) {
            try await desk.planner.explainCell(desk.call(cell, plan: portfolio))
        }
        let other = try #require(
            try await desk.planner.score(desk.request).accounts.first { account in
                !desk.matrix.kams.contains { $0.account == account.account }
            })
        await #expect(
            throws: PlannerError.noCell(account: other.name, stage: "Closing", quarter: desk.request.quarter)
        ) {
            try await desk.planner.explainCell(
                Planner.CellCall(account: other.account.raw, stage: "closing", plan: desk.matrix.plan.raw))
        }
        await #expect(throws: PlannerError.noMatrix(quarter: Quarter("2026Q4"))) {
            try await desk.planner.explainCell(
                Planner.CellCall(account: "x", stage: "closing", quarter: Quarter("2026Q4")))
        }
        await #expect(throws: PlannerError.self) {
            try await desk.planner.whyNot("nobody at all", desk.call(cell, plan: desk.matrix.plan))
        }
    }
}
