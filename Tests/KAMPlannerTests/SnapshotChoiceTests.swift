import KAMModel
import KAMStore
import TestSupport
import Testing

@testable import KAMPlanner

/// Which snapshot a quarter is planned from.
@Suite("The snapshot of a quarter")
struct SnapshotChoiceTests {
    private static let desk = Task {
        let desk = try await PlannerDesk()
        for day in ["2026-03-31", "2025-12-31", "2026-05-15"] { _ = try await desk.importFiles(asOf: day) }
        return desk
    }

    @Test(
        "The latest before the quarter's end is taken, but of a quarter that is over the latest before its start",
        arguments: [
            ("2025Q4", "2025-12-31"), ("2026Q1", "2025-12-31"), ("2026Q2", "2026-05-15"), ("2026Q3", "2026-05-15"),
            ("2026Q4", "2026-05-15"),
        ])
    func latest(quarter: String, day: String) async throws {
        let desk = try await SnapshotChoiceTests.desk.value
        let snapshot = try await desk.planner.snapshot(for: try desk.request(quarter))
        #expect(snapshot.asOf == Day(day))
    }

    @Test("A quarter after which the data is more than half a year old has no data")
    func tooOld() async throws {
        let desk = try await SnapshotChoiceTests.desk.value
        let request = try desk.request("2027Q1")
        let latest = try #require(Day("2026-05-15"))
        await #expect(throws: PlannerError.noData(quarter: request.quarter, latest: latest)) {
            try await desk.planner.snapshot(for: request)
        }
    }

    @Test("A quarter that had ended before the first data is past")
    func past() async throws {
        let desk = try await SnapshotChoiceTests.desk.value
        let request = try desk.request("2025Q3")
        let earliest = try #require(Day("2025-12-31"))
        await #expect(throws: PlannerError.quarterIsPast(quarter: request.quarter, asOf: earliest)) {
            try await desk.planner.snapshot(for: request)
        }
    }

    @Test("A named snapshot is taken for any quarter, in either case of its letters")
    func named() async throws {
        let desk = try await SnapshotChoiceTests.desk.value
        let id = try #require(try await desk.store.snapshots.headers().last).id
        for name in [id, ID(id.raw.uppercased())] {
            let snapshot = try await desk.planner.snapshot(for: try desk.request("2031Q1", snapshot: name))
            #expect(snapshot.asOf == Day("2025-12-31"))
        }
    }

    @Test("Of two snapshots of one day the last imported is taken")
    func sameDay() async throws {
        let desk = try await PlannerDesk()
        _ = try await desk.importFiles(asOf: "2026-03-31")
        let later = try await desk.importFiles(asOf: "2026-03-31", seed: 8)
        #expect(later.isNew)
        #expect(try await desk.planner.snapshot(for: try desk.request("2026Q2")).id == later.snapshot)
    }

    @Test("Without any snapshot there is no data")
    func none() async throws {
        let desk = try await PlannerDesk()
        let request = try desk.request("2026Q2")
        await #expect(throws: PlannerError.noSnapshot) { try await desk.planner.snapshot(for: request) }
    }
}
