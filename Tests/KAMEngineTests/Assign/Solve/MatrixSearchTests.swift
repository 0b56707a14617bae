import KAMModel
import Testing

@testable import KAMEngine

@Suite("Searching a matrix without branch and bound over the whole")
struct MatrixSearchTests {
    private static let members = 32
    private static let inOrder = Array(0..<members)

    private func solved(_ problem: AssignmentProblem, threads: Int = 1) throws -> AssignmentSolution {
        try problem.solve(AssignmentOptions(effort: 0.15, threads: threads, leaveAlone: 0), mostColumns: 0)
    }

    @Test("Blocks and chains keep every rule, the bound lies below, and two threads give the answer of one")
    func midsize() throws {
        let problem = try GeneratedAssignment(accounts: 120, seed: 1, order: Self.inOrder).problem()
        let solution = try solved(problem)
        let check = AssignmentCheck(problem, solution)
        #expect(check.isFeasible, "\(check.violations)")
        let gap = try #require(solution.outcome.gap)
        #expect(gap < 0.1, "\(solution.outcome)")
        #expect(solution.outcome.status == .feasible, "nothing but the search may decide here")
        #expect(try solved(problem, threads: 2) == solution)
    }

    @Test("Members by other names give a plan above the same bound, and the other way round")
    func permuted() throws {
        let order = Self.inOrder.map { ($0 * 7 + 3) % Self.members }
        let (one, two) = (
            try GeneratedAssignment(accounts: 70, seed: 2, order: Self.inOrder).problem(),
            try GeneratedAssignment(accounts: 70, seed: 2, order: order).problem()
        )
        let (first, second) = (try solved(one), try solved(two))
        var renamed = first.decision
        renamed.leads = renamed.leads.map { $0.map { order[$0] } }
        renamed.kams = renamed.kams.map { $0.map { order[$0] } }
        let check = AssignmentCheck(two, renamed)
        #expect(check.isFeasible, "\(check.violations)")
        #expect(abs(check.objective - first.loss.total) <= 1e-6 * first.loss.total)
        let (low, high) = (try #require(first.outcome.bound), try #require(second.outcome.bound))
        #expect(max(low, high) <= min(first.loss.total, second.loss.total))
    }

    @Test("Pins hold")
    func pins() throws {
        var problem = try GeneratedAssignment(accounts: 70, seed: 3, order: Self.inOrder).problem()
        let free = try solved(problem)
        var pinned: [Int: Int] = [:]
        for cell in stride(from: 0, to: problem.cellCount, by: 20) {
            let row = problem.leads.entries(of: cell).map { Int(problem.leads.members[$0]) }
            pinned[cell] = row.first { $0 != free.decision.leads[cell] }
        }
        for (cell, member) in pinned { problem = try problem.pinning(.cell(cell), to: member) }
        let solution = try solved(problem)
        #expect(AssignmentCheck(problem, solution).isFeasible)
        #expect(pinned.count > 5)
        for (cell, member) in pinned { #expect(solution.decision.leads[cell] == member, "cell \(cell)") }
    }

    @Test("Where the present plan breaks a limit, no change is allowed and branch and bound is off, nothing is known")
    func unknown() throws {
        var generated = GeneratedAssignment()
        for _ in 0..<2 { generated.addAccount(leads: [[.init(member: 0, cost: 0, hours: 6)]]) }
        generated.addMember(LoadCost(limit: 10))
        generated.presentLeads = [0, 0]
        generated.changeBudget = 0
        let problem = try generated.problem()
        #expect(try solved(problem).outcome.status == .unknown)
        #expect(try problem.solve().outcome.status == .infeasible)
    }

    @Test("A bound above the loss is not hidden from the Check")
    func falseBound() throws {
        var generated = GeneratedAssignment()
        generated.addAccount(leads: [[.init(member: 0, cost: 10, hours: 1)]])
        generated.addMember(LoadCost(limit: 1))
        let problem = try generated.problem()
        let right = try problem.solve()
        let wrong = AssignmentSolution(
            decision: right.decision, loss: right.loss,
            outcome: AssignmentProblem.outcome(right.loss.total, proven: 10.001, gap: 0))
        #expect(AssignmentCheck(problem, wrong).violations == [.boundAboveObjective(bound: 10.001, objective: 10)])
        #expect(AssignmentProblem.outcome(10, proven: 10 + 1e-9, gap: 0).status == .optimal)
    }
}
