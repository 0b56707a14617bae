import KAMModel
import KAMStore
import TestSupport
import Testing

@testable import KAMPlanner

/// The main job on a small company: load, compute, save.
@Suite("The main job")
struct JobTests {
    private struct Run {
        let desk: PlannerDesk
        let portfolio: PortfolioDocument
        let matrix: MatrixDocument
        let allocation: AllocationDocument
    }

    private static let run = Task {
        let desk = try await PlannerDesk()
        _ = try await desk.importFiles(asOf: "2026-03-31")
        let request = try desk.request("2026Q2")
        return Run(
            desk: desk, portfolio: try await desk.planner.select(request),
            matrix: try await desk.planner.assign(request), allocation: try await desk.planner.rebalance(request))
    }

    @Test("Each answer is proved within a hundredth and tells what it was made from")
    func proofs() async throws {
        let run = try await JobTests.run.value
        #expect(!run.portfolio.selected.isEmpty && !run.matrix.cells.isEmpty && !run.allocation.prices.isEmpty)
        #expect([run.portfolio.status, run.matrix.status, run.allocation.status] == [.optimal, .optimal, .optimal])
        for gap in [run.portfolio.gap, run.matrix.gap, run.allocation.gap] { #expect(try #require(gap) <= 0.01) }
        let policy = try run.desk.request("2026Q2").policy.digest
        for provenance in [run.portfolio.provenance, run.matrix.provenance, run.allocation.provenance] {
            #expect(provenance.policy == policy && provenance.seed == "1")
            #expect(provenance.asOf == Day("2026-03-31") && provenance.engineVersion == Planner.engineVersion)
        }
        #expect(run.matrix.portfolio == run.portfolio.portfolio && run.allocation.portfolio == run.portfolio.portfolio)
    }

    @Test("The points of the criteria sum to the merit, and the contributions to the objective")
    func portfolioSums() async throws {
        let portfolio = try await JobTests.run.value.portfolio
        for account in portfolio.selected {
            #expect(abs(account.criteria.reduce(0) { $0 + $1.points } - account.merit) < 1e-9, "\(account.account)")
            #expect((account.meritInterval.low...account.meritInterval.high).contains(account.merit))
        }
        let sum = portfolio.selected.reduce(0) { $0 + $1.contribution.minor }
        #expect(abs(sum - (try #require(portfolio.objective).minor)) <= Int64(portfolio.selected.count))
        let ranks = (portfolio.selected.map(\.rank) + portfolio.rejected.map(\.rank)).sorted()
        // Equal merits share the better place.
        #expect(ranks.first == 1 && ranks.count == 40)
        #expect(
            zip(ranks, 1...40).allSatisfy { $0 <= $1 }
                && zip(ranks, ranks.dropFirst()).enumerated().allSatisfy {
                    $1.0 == $1.1 || $1.1 == $0 + 2
                })
    }

    @Test("The planned hours of a member are those of its cells, its support and its accounts")
    func loadSums() async throws {
        let run = try await JobTests.run.value
        var planned: [ID<Member>: Double] = [:]
        for cell in run.matrix.cells {
            planned[try #require(cell.lead), default: 0] += cell.hours.value
            for supporter in cell.supporters { planned[supporter.member, default: 0] += supporter.hours.value }
        }
        for row in run.matrix.kams { planned[try #require(row.kam), default: 0] += row.hours.value }
        #expect(run.matrix.members.count == 24)
        for load in run.matrix.members {
            #expect(abs(load.plannedHours.value - planned[load.member, default: 0]) < 1e-6, "\(load.member)")
            #expect(load.plannedHours.value <= 0.85 * load.capacityHours.value + 1e-6)
        }
        #expect(Set(run.matrix.kams.map(\.account)) == Set(run.portfolio.selected.map(\.account)))
    }

    @Test("The gains of the moves sum to what the throughput gains")
    func gainSums() async throws {
        let allocation = try await JobTests.run.value.allocation
        let gains = allocation.moves.reduce(0) { $0 + $1.gain.minor }
        let gained = allocation.throughput.after.minor - allocation.throughput.before.minor
        #expect(gained >= 0 && abs(gains - gained) <= Int64(allocation.moves.count + 2))
        for price in allocation.prices { #expect(price.perHourLost.minor >= price.perHour.minor) }
    }

    @Test("A stored plan is what was handed over, whichever the kind, and is found by the start of its id")
    func stored() async throws {
        let run = try await JobTests.run.value
        #expect(try await run.desk.planner.plan(run.portfolio.portfolio.raw) == .portfolio(try rounded(run.portfolio)))
        #expect(try await run.desk.planner.plan(run.matrix.plan.raw) == .matrix(try rounded(run.matrix)))
        let id = run.allocation.allocation.raw.uppercased()
        #expect(try await run.desk.planner.plan(String(id.prefix(30))) == .allocation(try rounded(run.allocation)))
        let list = try await run.desk.planner.plans().plans
        #expect(list.map(\.kind) == [.allocation, .matrix, .portfolio])
        #expect(list.map(\.objective) == [run.allocation.objective, run.matrix.objective, run.portfolio.objective])
        #expect(try await run.desk.planner.plans(kind: .matrix).plans.map(\.id) == [run.matrix.plan])
        #expect(try await run.desk.planner.plans(quarter: Quarter("2026Q3")).plans.isEmpty)
    }

    @Test("Two plans of different kinds cannot be compared, nor can one that is not there or not named")
    func refusals() async throws {
        let run = try await JobTests.run.value
        await #expect(throws: PlannerError.differentKinds(.portfolio, .matrix)) {
            try await run.desk.planner.difference(run.portfolio.portfolio.raw, run.matrix.plan.raw)
        }
        for text in ["", "zzz", "%", "_"] {
            await #expect(throws: StoreError.notFound(kind: "plan", id: text)) { try await run.desk.planner.plan(text) }
        }
        await #expect(throws: StoreError.ambiguous(kind: "plan", id: "0")) { try await run.desk.planner.plan("0") }
    }

    @Test("The same request gives the same answer but for its id")
    func repeated() async throws {
        let desk = try await PlannerDesk()
        _ = try await desk.importFiles(asOf: "2026-03-31")
        let request = try desk.request("2026Q2", seed: 42)
        let names: Set<String> = ["portfolio", "plan", "allocation"]
        func answers() async throws -> [JSONValue] {
            let texts = [
                try JSONText.encode(try await desk.planner.select(request)),
                try JSONText.encode(try await desk.planner.assign(request)),
                try JSONText.encode(try await desk.planner.rebalance(request)),
            ]
            return try texts.map { try JSONValue(text: $0).removing(names) }
        }
        let first = try await answers()
        #expect(try await answers() == first)
    }

    @Test("A cancelled request is interrupted, and nothing is stored")
    func cancelled() async throws {
        let desk = try await PlannerDesk()
        _ = try await desk.importFiles(asOf: "2026-03-31")
        let request = try desk.request("2026Q2")
        let work = Task {
            // The sign is up before the work begins.
            withUnsafeCurrentTask { $0?.cancel() }
            return try await desk.planner.select(request)
        }
        let result = await work.result
        #expect(throws: (any Error).self) { try result.get() }
        if case .failure(let error) = result {
            #expect(try #require(Trouble(planning: error)).kind == .interrupted, "\(error)")
        }
        #expect(try await desk.planner.plans().plans.isEmpty)
    }

    /// The document as text tells it: hours to a thousandth.
    private func rounded<Document: Codable>(_ document: Document) throws -> Document {
        try JSONText.decode(Document.self, from: try JSONText.encode(document))
    }
}
