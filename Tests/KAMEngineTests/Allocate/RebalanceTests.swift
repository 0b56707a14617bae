import KAMEngine
import KAMModel
import Testing

@Suite("Rebalancing a quarter")
struct RebalanceTests {
    @Test("takes members with their hours, and leaves out who has none or no proficiency")
    func takesMembers() throws {
        let company = try RebalanceCompany()
        let rebalance = try company.rebalance()
        #expect(rebalance.memberIDs.map(\.raw) == ["FS1", "IS1", "IS2", "KAM1"])
        // 65 weekdays from 1 January to 31 March 2018, 8 h each, a fifth of it administration.
        let capacities = rebalance.problem.members.map(\.capacity)
        #expect(abs(capacities[0] - 416) < 1e-9)
        #expect(abs(capacities[2] - 208) < 1e-9)
        #expect(rebalance.assumptions.contains { $0.contains("1 of team back_office take no part") })
    }

    @Test("splits the hours of a team over its stages by the work there")
    func splitsHours() throws {
        let rebalance = try RebalanceCompany().rebalance()
        let demand = (0..<3).map { rebalance.problem.demand(at: $0) }
        let inside = rebalance.problem.members[1]
        #expect(abs(inside.baseline[0] - 416 * demand[0] / (demand[0] + demand[1])) < 1e-9)
        #expect(abs(inside.baseline[0] + inside.baseline[1] - 416) < 1e-9)
        #expect(inside.baseline[2] == 0)
        #expect(inside.learningLoss == [0, 0, 0.3])
    }

    @Test("leaves Key Account Managers what leading their accounts leaves, for key accounts only")
    func reservesLeadHours() throws {
        let company = try RebalanceCompany()
        let manager = try company.rebalance().problem.members[3]
        #expect(manager.servesKeyOnly)
        #expect(abs(manager.capacity - (416 - 60)) < 1e-9)
        let free = try company.rebalance(keyAccounts: []).problem.members[3]
        #expect(abs(free.capacity - 416) < 1e-9)
        #expect(free.baseline == [0, 0, 0])
    }

    @Test("counts supply, open work, effort and margin of each class")
    func countsDemand() throws {
        let classes = try RebalanceCompany().rebalance().problem.classes
        #expect(classes.map(\.name) == ["key accounts", "other customers"])
        // Openings of 12 and 8 a quarter enter at the first stage; key work takes twice the standard.
        #expect(abs(classes[0].supply - 12) < 1e-9)
        #expect(abs(classes[1].supply - 8) < 1e-9)
        #expect(classes[0].openWork == [0, 3, 0])
        #expect(classes[0].effort == [4, 8, 12])
        #expect(classes[1].effort == [2, 4, 6])
        #expect(abs(classes[0].marginPerWin - 1000 * 0.5 * 1.2) < 1e-9)
        #expect(abs(classes[1].marginPerWin - 1000 * 0.5) < 1e-9)
        #expect(classes[0].minimumService == [0, 0, 0])
        #expect(classes[1].minimumService == [0.25, 0.25, 0.25])
        #expect(classes[1].careHours == [0, 0, 10])
    }

    @Test("values an hour of care by the margin that a quarter without it would lose")
    func valuesCare() throws {
        let other = try RebalanceCompany().rebalance().problem.classes[1]
        // Retention 0.6561 a year is 0.9 a quarter, no discount, one year: 0.9 + 0.81 + 0.729 + 0.6561 quarters.
        let horizon = 0.9 + 0.81 + 0.729 + 0.6561
        let lost = 0.9 - 0.6561
        #expect(abs(other.careValue[2] - 2000 * 0.5 * horizon * lost / 10) < 1e-6)
    }

    @Test("gives an allocation whose parts agree with the solution and the check")
    func givesAnAllocation() throws {
        let rebalance = try RebalanceCompany(openings: 400).rebalance()
        let solution = try ThroughputModel(rebalance.problem).solve()
        #expect(AllocationCheck(rebalance.problem, solution).violations.isEmpty)
        let allocation = rebalance.allocation(solution)
        #expect(!allocation.moves.isEmpty)
        #expect(allocation.throughputAfter > allocation.throughputBefore)
        let gains = allocation.moves.reduce(0) { $0 + $1.gain }
        #expect(abs(gains - (allocation.throughputAfter - allocation.throughputBefore)) < 1e-6)
        #expect(allocation.prices.map(\.stage.raw) == ["find", "propose", "deliver"])
        #expect(allocation.bottleneck.kind == .capacity)
        #expect(allocation.bottleneck.stage != nil)
        #expect(allocation.moves.allSatisfy { $0.from != $0.to })
        #expect(allocation.assumptions.contains { $0.hasPrefix("A win is passing Propose") })
    }

    @Test("names the market when there is little to work on")
    func namesTheMarket() throws {
        let rebalance = try RebalanceCompany(openings: 1).rebalance()
        let allocation = try rebalance.allocation(ThroughputModel(rebalance.problem).solve())
        #expect(allocation.bottleneck.kind == .market && allocation.bottleneck.stage == nil)
        #expect(allocation.moves.isEmpty)
    }

    @Test("refuses a key account that the snapshot does not know, and a win stage that the policy does not have")
    func refusesUnknownNames() throws {
        let company = try RebalanceCompany()
        #expect(
            throws: AllocationError.refused([Reason("unknown_key_account", "key account Z9 is not in the snapshot")])
        ) {
            try company.rebalance(keyAccounts: ["Z9"])
        }
        #expect(throws: AllocationError.self) { try RebalanceCompany(winStage: ID("sign")).rebalance() }
    }

    @Test("refuses a company that never won and has no typical deal")
    func refusesWithoutDeals() throws {
        do {
            _ = try RebalanceCompany(won: 0).rebalance()
            Issue.record("a win without worth was accepted")
        } catch let AllocationError.refused(reasons) {
            #expect(reasons.map(\.code) == ["no_typical_deal"])
        }
    }

    @Test("of a quarter in which nobody works brings nothing, and says so")
    func worksWithoutHours() throws {
        let late = try #require(Quarter(year: 2030, number: 1))
        let rebalance = try RebalanceCompany().rebalance(quarter: late)
        #expect(rebalance.memberIDs.isEmpty)
        let solution = try ThroughputModel(rebalance.problem).solve()
        #expect(solution.after.throughput == 0)
        #expect(Set(solution.conflicts.map(\.code)) == ["nobody_can_work", "minimum_service"])
        #expect(AllocationCheck(rebalance.problem, solution).violations.isEmpty)
    }
}
