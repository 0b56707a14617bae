import KAMEngine
import Testing

@Suite("Re-planning")
struct AssignmentReplanTests {
    private let exact = AssignmentOptions(gap: 0, leaveAlone: 0)

    /// A small problem whose present plan is the best complete decision; nothing when there is none.
    private func settled(_ seed: UInt64) throws -> (arrays: GeneratedAssignment, plan: AssignmentDecision)? {
        var arrays = GeneratedAssignment(small: seed)
        (arrays.presentLeads, arrays.presentKAMs, arrays.changeBudget) = ([], [], nil)
        let problem = try arrays.problem()
        guard let best = BruteForce.best(problem, required: BruteForce.everything(problem)) else { return nil }
        arrays.presentLeads = best.decision.leads
        arrays.presentKAMs = best.decision.kams
        return (arrays, best.decision)
    }

    @Test("Without an event the same plan comes back, bit for bit, whatever a change would gain")
    func noEvent() throws {
        var tried = 0
        for seed in 0..<150 {
            guard var (arrays, plan) = try settled(UInt64(seed)) else { continue }
            // A join that pays and that the plan does not have is no reason either.
            if seed % 2 == 0 { for cell in plan.joins.indices { plan.joins[cell] = false } }
            arrays.disturbance = arrays.needsKAM.map { _ in 0 }
            let problem = try arrays.problem()
            guard AssignmentCheck(problem, plan).isFeasible else { continue }
            let replan = try problem.replanned(from: plan, exact)
            #expect(replan.solution.decision == plan, "seed \(seed)")
            #expect(replan.changeCount == 0 && replan.isLeast, "seed \(seed)")
            #expect(AssignmentCheck(problem, replan.solution).isFeasible, "seed \(seed)")
            tried += 1
        }
        #expect(tried > 25, "\(tried)")
    }

    @Test("When a member leaves, as few change as brute force needs, at its loss, and the free optimum is no worse")
    func leaver() throws {
        var (untouched, moved, incomplete) = (0, 0, 0)
        for seed in 0..<450 {
            guard let (arrays, plan) = try settled(UInt64(seed)) else { continue }
            let whole = try arrays.problem()
            guard whole.memberCount > 1 else { continue }
            let leaver = seed % whole.memberCount
            let problem = try whole.without(members: [leaver])
            guard let least = BruteForce.best(problem, first: [.openStake, .changes]) else { continue }
            let expected = AssignmentCheck(problem, least.decision)
            let replan = try problem.replanned(from: plan, exact)
            let check = AssignmentCheck(problem, replan.solution)
            #expect(check.isFeasible, "seed \(seed): \(check.violations)")
            #expect(check.changeCount == replan.changeCount && replan.isLeast, "seed \(seed)")
            #expect(replan.changeCount == expected.changeCount, "seed \(seed)")
            #expect(abs(check.loss.open - expected.loss.open) < 1e-6, "seed \(seed)")
            #expect(replan.solution.decision.moves(to: plan).allSatisfy { $0.to != nil }, "seed \(seed)")
            if expected.isComplete {
                #expect(abs(check.objective - least.loss) < 1e-6, "seed \(seed)")
                if expected.changeCount == 0 { untouched += 1 } else { moved += 1 }
            } else {
                // Other demands of the same stake may be the ones that stay open.
                #expect(check.objective >= least.loss - 1e-6, "seed \(seed)")
                incomplete += 1
            }
            let free = try #require(BruteForce.leastLoss(problem))
            let cost = try #require(replan.costOfGentleness)
            #expect(abs(cost - (check.objective - free)) < 1e-6, "seed \(seed)")
        }
        #expect(untouched > 12 && moved > 1 && incomplete > 12, "\(untouched) \(moved) \(incomplete)")
    }

    @Test("A leaver's cells alone move while there is room, though another change would gain")
    func leaversCellsAlone() throws {
        var arrays = GeneratedAssignment()
        arrays.addAccount(leads: [[.init(member: 0, cost: 0, hours: 10), .init(member: 1, cost: 3, hours: 10)]])
        arrays.addAccount(leads: [[.init(member: 1, cost: 9, hours: 10), .init(member: 2, cost: 0, hours: 10)]])
        for _ in 0..<3 { arrays.addMember(LoadCost(limit: 20)) }
        arrays.presentLeads = [0, 1]
        let problem = try arrays.problem().without(members: [0])
        let plan = AssignmentDecision(leads: [0, 1], joins: [false, false], kams: [nil, nil])
        let replan = try problem.replanned(from: plan, exact)
        #expect(replan.solution.decision.leads == [1, 1])
        #expect(replan.changeCount == 0 && replan.costOfGentleness == 9)
    }

    @Test("Where the leaver's cells find no room, the fewest others move")
    func fewestOthers() throws {
        var arrays = GeneratedAssignment()
        arrays.addAccount(leads: [[.init(member: 0, cost: 0, hours: 15), .init(member: 1, cost: 3, hours: 15)]])
        for _ in 0..<2 {
            arrays.addAccount(leads: [[.init(member: 1, cost: 1, hours: 8), .init(member: 2, cost: 5, hours: 8)]])
        }
        arrays.addAccount(leads: [[.init(member: 1, cost: 1, hours: 4), .init(member: 2, cost: 0, hours: 4)]])
        for _ in 0..<3 { arrays.addMember(LoadCost(limit: 28)) }
        arrays.presentLeads = [0, 1, 1, 1]
        let problem = try arrays.problem().without(members: [0])
        let replan = try problem.replanned(exact)
        #expect(replan.changeCount == 1 && replan.isLeast)
        #expect(replan.solution.decision.leads == [1, 1, 2, 1] || replan.solution.decision.leads == [1, 2, 1, 1])
    }

    @Test("A search that is stopped moves nobody and says so, or the fewest that it found before")
    func stopped() throws {
        var arrays = GeneratedAssignment()
        arrays.addAccount(leads: [[.init(member: 0, cost: 0, hours: 15), .init(member: 1, cost: 3, hours: 15)]])
        for _ in 0..<2 {
            arrays.addAccount(leads: [[.init(member: 1, cost: 9, hours: 8), .init(member: 2, cost: 0, hours: 8)]])
        }
        for _ in 0..<3 { arrays.addMember(LoadCost(limit: 28)) }
        arrays.presentLeads = [0, 1, 1]
        let problem = try arrays.problem().without(members: [0])
        let plan = AssignmentDecision(leads: [0, 1, 1], joins: [false, false, false], kams: [nil, nil, nil])
        let options = AssignmentOptions(gap: 0, leaveAlone: 0) { _ in true }
        let replan = try problem.replanned(from: plan, options)
        #expect(replan.changeCount == (replan.isCutShort ? 0 : 1))
        #expect(replan.solution.decision.leads.first == (replan.isCutShort ? Int?.none : 1))
        #expect(AssignmentCheck(problem, replan.solution).isFeasible)
        #expect(try !problem.replanned(from: plan, exact).isCutShort)
    }
}
