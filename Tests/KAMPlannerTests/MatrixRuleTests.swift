import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

@testable import KAMPlanner

/// Pins and forbids from the planner's words to the stored matrix.
@Suite("Rules of cells")
struct MatrixRuleTests {
    @Test("A pin of the run holds its cell to the member, and the matrix keeps the rule")
    func runPin() async throws {
        let desk = try await MatrixDesk()
        let (cell, lead, other) = try desk.contested()
        #expect(lead != other)
        let pinned = try await desk.planner.assign(
            desk.request, Planner.AssignCall(rules: [desk.rule(.pin, cell, other)]))
        #expect(desk.lead(pinned, cell) == other)
        #expect(pinned.rules.map(\.member) == [other] && pinned.rules.map(\.pin) == [nil])
        let forbidden = try await desk.planner.assign(
            desk.request, Planner.AssignCall(rules: [desk.rule(.forbid, cell, lead)]))
        #expect(desk.lead(forbidden, cell) != lead)
        let rows = try await rows(
            desk, "SELECT r.kind, r.member_id::text FROM kam.matrix_rule AS r ORDER BY r.plan_id")
        #expect(rows == ["pin|\(other)", "forbid|\(lead)"])
    }

    @Test("A stored pin holds for every matrix until it is withdrawn; the matrix names it")
    func storedPin() async throws {
        let desk = try await MatrixDesk()
        let (cell, lead, other) = try desk.contested()
        let pin = try await desk.planner.addPin(
            desk.request, Planner.PinCall(rule: desk.rule(.pin, cell, other), reason: "they ask for it", maker: "Abe"))
        let pinned = try await desk.planner.assign(desk.request)
        #expect(desk.lead(pinned, cell) == other && pinned.rules.map(\.pin) == [pin.id])
        await #expect(throws: PlannerError.pinHeld(pin)) {
            try await desk.planner.addPin(
                desk.request, Planner.PinCall(rule: desk.rule(.pin, cell, lead), reason: "no", maker: "Ito"))
        }
        let removed = try await desk.planner.removePin(String(pin.id.prefix(20)), reason: "over", by: "Ito")
        #expect(removed.withdrawal?.reason == "over" && removed.withdrawal?.madeBy == "Ito")
        await #expect(throws: PlannerError.pinWithdrawn(removed)) {
            try await desk.planner.removePin(pin.id, reason: "again", by: "Ito")
        }
        let free = try await desk.planner.assign(desk.request)
        #expect(Roles(free) == Roles(desk.matrix) && free.rules.isEmpty)
        #expect(try await desk.planner.pins(quarter: nil).pins == [])
        #expect(try await desk.planner.pins(quarter: nil, withdrawn: true).pins == [removed])
    }

    @Test("A pin of the run that contradicts a stored one is refused, and nothing is stored")
    func contradiction() async throws {
        let desk = try await MatrixDesk()
        let (cell, lead, other) = try desk.contested()
        _ = try await desk.planner.addPin(
            desk.request, Planner.PinCall(rule: desk.rule(.pin, cell, other), reason: "they ask for it", maker: "Abe"))
        for rule in [desk.rule(.pin, cell, lead), desk.rule(.forbid, cell, other)] {
            do {
                _ = try await desk.planner.assign(desk.request, Planner.AssignCall(rules: [rule]))
                Issue.record("\(rule) was not refused")
            } catch let error as PlannerError {
                #expect(error.code == "KAM507" && error.message.contains("contradicts"), "\(error.message)")
            }
        }
        #expect(try await desk.planner.plans(kind: .matrix).plans.count == 1)
    }

    @Test(
        "Accounts, stages and members are named by id or name; what is not there or not clear is refused with names near"
    )
    func names() async throws {
        let desk = try await MatrixDesk()
        let snapshot = try await desk.planner.snapshot(for: desk.request)
        let names = MatrixNames(snapshot, desk.request.rules)
        let account = try #require(snapshot.accounts.first)
        let member = try #require(snapshot.members.first)
        #expect(try names.account(account.id.raw).id == account.id)
        for word in ["closing", "Closing", "CLOSING", "クロージング", "clos"] {
            #expect(try names.stage(word)?.id.raw == "closing", "\(word)")
        }
        for word in ["kam", "KAM", "Kam"] { #expect(try names.stage(word) == nil) }
        #expect(try names.member(member.id.raw).id == member.id)
        #expect(throws: PlannerError.unknownName(kind: "member", "FS-1000", nearest: [])) {
            try names.member("FS-1000")
        }
        #expect(
            throws: PlannerError.unknownName(
                kind: "stage", "delivery",
                nearest: ["lead_generation", "lead_nurturing", "prospecting", "closing", "expansion", "kam"])
        ) { try names.stage("delivery") }
        #expect(throws: PlannerError.self) { try names.stage("lead") }
        do {
            _ = try names.stage("lead")
        } catch let error as PlannerError {
            #expect(error.code == "KAM520" && error.message.contains("lead_nurturing"), "\(error.message)")
        }
    }

    @Test(
        "A rule is read from ACCOUNT:STAGE=MEMBER, colons and equals signs in the account's name included",
        arguments: [
            ("Acme:closing=FS1", ["Acme", "closing", "FS1"]), ("A:B: closing = FS 1", ["A:B", "closing", "FS 1"]),
            ("a=b:kam=K1", ["a=b", "kam", "K1"]), ("株式会社山田:クロージング=佐藤 健", ["株式会社山田", "クロージング", "佐藤 健"]),
            ("Acme=FS1", []), ("Acme:closing", []), (":closing=FS1", []), ("Acme:=FS1", []), ("Acme:closing=", []),
            ("", []), ("=", []), (":=", []), ("a=b:c", []),
        ])
    func texts(_ text: String, _ parts: [String]) {
        let rule = RuleText(.pin, parsing: text)
        #expect((rule.map { [$0.account, $0.stage, $0.member] } ?? []) == parts)
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
