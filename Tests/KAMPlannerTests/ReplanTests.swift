import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

@testable import KAMPlanner

/// What happens to a stored matrix is followed with the fewest changes.
@Suite("Re-planning")
struct ReplanTests {
    private func call(_ desk: MatrixDesk, _ change: (inout Planner.ReplanCall) -> Void = { _ in }) -> Planner.ReplanCall
    {
        var call = Planner.ReplanCall(plan: desk.matrix.plan.raw)
        call.day = MatrixDesk.day
        change(&call)
        return call
    }

    @Test("When nothing happened the re-plan is the plan")
    func nothing() async throws {
        let desk = try await MatrixDesk()
        for day in [nil, MatrixDesk.day] {
            let again = try await desk.planner.replan(call(desk) { $0.day = day })
            #expect(Roles(again) == Roles(desk.matrix) && again.replan?.changes == [] && again.events == [])
            #expect(again.keepsPrevious == true && again.previous == desk.matrix.plan)
        }
    }

    @Test("When a lead leaves, its cells go to others from the day on, and the rest stays")
    func leave() async throws {
        let desk = try await MatrixDesk()
        let (cell, lead, _) = try desk.contested()
        let next = try await desk.planner.replan(call(desk) { $0.leave = [lead.raw] })
        #expect(desk.lead(next, cell) != lead && !next.cells.contains { $0.lead == lead })
        let replan = try #require(next.replan)
        let held = desk.matrix.cells.count { $0.lead == lead } + desk.matrix.kams.count { $0.kam == lead }
        #expect(replan.changes.count - replan.freeChangeCount <= held && replan.changes.count >= held)
        #expect(Roles(next).distance(to: Roles(desk.matrix)) == replan.changes.count)
        #expect(next.effectiveFrom == MatrixDesk.day && next.events.map(\.kind) == [.leave])
        #expect(try #require(replan.cost).minor >= -1)
        #expect(
            try await rows(
                desk,
                """
                SELECT b.effective_on::text, b.from_plan_id::text, b.change_count::text, e.kind, e.member_id::text,
                    e.happened_on::text
                FROM kam.matrix_basis AS b
                JOIN kam.matrix_event AS e ON e.tenant_id = b.tenant_id AND e.plan_id = b.plan_id
                """) == [
                    "2026-05-01|\(desk.matrix.plan)|\(replan.changes.count)|leave|\(lead)|2026-05-01"
                ])
    }

    @Test("A re-plan can be explained, and followed by another one")
    func chain() async throws {
        let desk = try await MatrixDesk()
        let (cell, lead, _) = try desk.contested()
        let next = try await desk.planner.replan(call(desk) { $0.leave = [lead.raw] })
        let told = try await desk.planner.explainCell(desk.call(cell, plan: next.plan))
        #expect(told.member == desk.lead(next, cell))
        #expect(told.excluded.contains { $0.member == lead })
        let substitute = try #require(told.member)
        let last = try await desk.planner.replan(
            call(desk) {
                $0.plan = next.plan.raw
                $0.leave = [substitute.raw]
                $0.day = Day("2026-06-01")
            })
        #expect(!last.cells.contains { $0.lead == lead || $0.lead == substitute })
        #expect(last.events.map(\.member) == [lead, substitute] && last.effectiveFrom == Day("2026-06-01"))
        let again = try await desk.planner.explainCell(desk.call(cell, plan: last.plan))
        #expect(again.member == desk.lead(last, cell))
        let difference = try #require(
            try await desk.planner.difference(desk.matrix.plan.raw, last.plan.raw).matrix)
        #expect(difference.moved.count == Roles(last).distance(to: Roles(desk.matrix)))
        #expect(Set(difference.broken.map(\.member)).isSuperset(of: [lead]))
    }

    @Test("A won account has no work before the win any more, and the day's rules hold from the day on")
    func wonAndPinned() async throws {
        let desk = try await MatrixDesk()
        let (cell, lead, other) = try desk.contested()
        let won = try #require(desk.matrix.kams.first { $0.account != cell.account }).account
        let next = try await desk.planner.replan(
            call(desk) {
                $0.won = [won.raw]
                $0.rules = [desk.rule(.pin, cell, other)]
            })
        #expect(desk.lead(next, cell) == other && lead != other)
        #expect(!next.cells.contains { $0.account == won && ["prospecting", "closing"].contains($0.stage.raw) })
        #expect(next.events.map(\.kind) == [.won, .pin])
    }

    @Test("Rules stored since the matrix was made hold in its re-plan")
    func storedSince() async throws {
        let desk = try await MatrixDesk()
        let (cell, _, other) = try desk.contested()
        _ = try await desk.planner.addPin(
            desk.request, Planner.PinCall(rule: desk.rule(.pin, cell, other), reason: "they ask", maker: "Abe"))
        let next = try await desk.planner.replan(call(desk))
        #expect(desk.lead(next, cell) == other && next.events.map(\.kind) == [.pin])
    }

    @Test("A pin that is withdrawn holds no more in the re-plan of a re-plan that met it, from the same day on")
    func withdrawnSince() async throws {
        let desk = try await MatrixDesk()
        let (cell, lead, other) = try desk.contested()
        let pin = try await desk.planner.addPin(
            desk.request, Planner.PinCall(rule: desk.rule(.pin, cell, other), reason: "they ask", maker: "Abe"))
        let next = try await desk.planner.replan(call(desk))
        #expect(desk.lead(next, cell) == other)
        _ = try await desk.planner.removePin(pin.id, reason: "over", by: "Ito")
        let last = try await desk.planner.replan(
            call(desk) {
                $0.plan = next.plan.raw
                $0.rules = [desk.rule(.forbid, cell, other)]
            })
        #expect(desk.lead(last, cell) != other && last.events.map(\.kind) == [.forbid])
        let bare = try await desk.planner.replan(
            call(desk) {
                $0.plan = next.plan.raw
                $0.day = nil
            })
        #expect(bare.events == [] && bare.effectiveFrom == MatrixDesk.day && lead != other)
        #expect(try await desk.planner.explainCell(desk.call(cell, plan: bare.plan)).member == desk.lead(bare, cell))
    }

    @Test("When a pinned member leaves, the pin waits and is told as an assumption, in a plan made afresh too")
    func pinnedLeaver() async throws {
        let desk = try await MatrixDesk()
        let (cell, _, other) = try desk.contested()
        _ = try await desk.planner.addPin(
            desk.request, Planner.PinCall(rule: desk.rule(.pin, cell, other), reason: "they ask", maker: "Abe"))
        let pinned = try await desk.planner.assign(desk.request)
        for plan in [pinned, desk.matrix] {
            let next = try await desk.planner.replan(
                call(desk) {
                    $0.plan = plan.plan.raw
                    $0.leave = [other.raw]
                })
            #expect(!next.cells.contains { $0.lead == other })
            #expect(next.assumptions.contains { $0.contains(other.raw) && $0.contains("waits: ") })
            #expect(
                try await desk.planner.explainCell(desk.call(cell, plan: next.plan)).member == desk.lead(next, cell))
        }
    }

    @Test("A dry run stores nothing")
    func dryRun() async throws {
        let desk = try await MatrixDesk()
        let (_, lead, _) = try desk.contested()
        _ = try await desk.planner.replan(
            call(desk) {
                $0.leave = [lead.raw]
                $0.isDryRun = true
            })
        _ = try await desk.planner.assign(desk.request, Planner.AssignCall(isDryRun: true))
        #expect(try await desk.planner.plans(kind: .matrix).plans.map(\.id) == [desk.matrix.plan])
    }

    @Test("What cannot have happened is refused, and nothing is stored")
    func refusals() async throws {
        let desk = try await MatrixDesk()
        let portfolio = try #require(desk.matrix.portfolio)
        await #expect(throws: PlannerError.notAMatrix(portfolio, .portfolio)) {
            try await desk.planner.replan(Planner.ReplanCall(plan: portfolio.raw))
        }
        let (_, lead, _) = try desk.contested()
        for day in [Day("2026-03-31"), Day("2026-07-01")] {
            let error = await #expect(throws: PlannerError.self) {
                try await desk.planner.replan(
                    call(desk) {
                        $0.leave = [lead.raw]
                        $0.day = day
                    })
            }
            #expect(error?.code == "KAM507" && error?.message.contains("outside the quarter") == true)
        }
        let stranger = await #expect(throws: PlannerError.self) {
            try await desk.planner.replan(call(desk) { $0.leave = ["nobody at all"] })
        }
        #expect(stranger?.code == "KAM519")
        #expect(try await desk.planner.plans(kind: .matrix).plans.count == 1)
    }

    private func rows(_ desk: MatrixDesk, _ query: SQL) async throws -> [String] {
        let connection = try await Connection.connect(desk.desk.database.application)
        let rows = try await connection.query(query).map { row in
            try (0..<row.count).map { try row.decode($0, as: String?.self) ?? "-" }.joined(separator: "|")
        }
        await connection.close()
        return rows
    }
}
