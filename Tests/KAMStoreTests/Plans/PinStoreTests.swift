import Foundation
import KAMModel
import Postgres
import TestSupport
import Testing

@testable import KAMStore

@Suite("Pins of cells")
struct PinStoreTests {
    private let quarter: Quarter
    private let connection: Connection
    private let store: PinStore

    init() async throws {
        quarter = try #require(Quarter("2018Q1"))
        connection = try await Connection.connect(try await TestDatabase.fresh().application)
        store = PinStore(connection, tenant: TestDatabase.tenant)
        try await connection.execute(
            "INSERT INTO kam.tenant (tenant_id, name) VALUES (\(TestDatabase.tenant.raw)::uuid, 'test')")
    }

    private func add(_ rule: MatrixRule) async throws -> AssignmentPin? {
        try await store.add(
            ID(UUID().uuidString.lowercased()), rule, quarter: quarter, reason: "they ask for it", by: "Abe")
    }

    private func pin(_ stage: String?, _ member: String, account: String = "A1") -> MatrixRule {
        MatrixRule(.pin, account: ID(account), stage: stage.map { ID($0) }, member: ID(member))
    }

    private func forbid(_ stage: String?, _ member: String) -> MatrixRule {
        MatrixRule(.forbid, account: ID("A1"), stage: stage.map { ID($0) }, member: ID(member))
    }

    @Test("A cell takes one pin at a time, and as many forbids as there are members")
    func once() async throws {
        #expect(try await add(pin("closing", "M1")) == nil)
        #expect(try await add(pin("closing", "M2"))?.rule == pin("closing", "M1"))
        #expect(try await add(pin(nil, "M2")) == nil)
        #expect(try await add(forbid(nil, "M3")) == nil)
        #expect(try await add(forbid(nil, "M4")) == nil)
        #expect(try await add(forbid(nil, "M4"))?.rule == forbid(nil, "M4"))
        let pins = try await store.pins(of: quarter)
        #expect(
            pins.map(\.rule) == [pin("closing", "M1"), pin(nil, "M2"), forbid(nil, "M3"), forbid(nil, "M4")])
        #expect(pins.allSatisfy { $0.reason == "they ask for it" && $0.madeBy == "Abe" && $0.withdrawal == nil })
        #expect(try await store.pins(of: Quarter("2018Q2")) == [])
    }

    @Test("A withdrawn pin stays on record, frees its cell, and is withdrawn once")
    func withdrawn() async throws {
        for member in ["M1", "M2", "M3"] {
            #expect(try await add(pin("closing", member)) == nil)
            let held = try #require(try await store.pins(of: quarter).first)
            #expect(held.rule.member.raw == member)
            #expect(try await store.withdraw(held, reason: "no more", by: "Ito"))
            #expect(try await store.withdraw(held, reason: "again", by: "Ito") == false)
        }
        #expect(try await store.pins(of: quarter) == [])
        let all = try await store.pins(of: nil, withdrawn: true)
        #expect(all.map(\.rule.member.raw) == ["M1", "M2", "M3"])
        #expect(all.allSatisfy { $0.withdrawal?.reason == "no more" && $0.withdrawal?.madeBy == "Ito" })
        #expect(all.allSatisfy { $0.madeAt <= ($0.withdrawal?.madeAt ?? 0) })
    }

    @Test("Keys with quotes, slashes and backslashes keep their cells apart")
    func oddKeys() async throws {
        for account in ["O'Neil", "a/'b'", "back\\slash", "a", "工作'機械\\"] {
            #expect(try await add(pin("b", "M1", account: account)) == nil, "\(account)")
            #expect(try await add(pin(nil, "M1", account: account)) == nil, "\(account)")
            #expect(try await add(pin("b", "M2", account: account)) != nil, "\(account)")
        }
        #expect(try await store.pins(of: quarter).count == 10)
    }

    @Test("A pin is found by the start of its id")
    func found() async throws {
        _ = try await add(pin("closing", "M1"))
        let id = try #require(try await store.pins(of: quarter).first).id
        #expect(try await store.find(String(id.raw.prefix(8))).id == id)
        await #expect(throws: StoreError.notFound(kind: "pin", id: "ffffffff-f")) { try await store.find("ffffffff-f") }
    }

    @Test("Two sessions that pin one cell at one time leave one pin")
    func race() async throws {
        let results = try await withThrowingTaskGroup(of: Bool.self) { group in
            for member in 0..<6 {
                group.addTask { try await add(pin("closing", "M\(member)")) == nil }
            }
            return try await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(results.count { $0 } == 1)
        #expect(try await store.pins(of: quarter).count == 1)
    }
}
