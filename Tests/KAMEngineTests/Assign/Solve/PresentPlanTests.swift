import Testing

@testable import KAMEngine

@Suite("The present plan in a new solve")
struct PresentPlanTests {
    /// Two KAMs for one account each: one account is new, the other is the first KAM's and would be cheaper with the second.
    private func newcomer(isFirst: Bool) throws -> AssignmentProblem {
        var generated = GeneratedAssignment()
        for isNew in isFirst ? [true, false] : [false, true] {
            generated.addAccount(
                leads: [],
                kams: [
                    .init(member: 0, cost: isNew ? 0 : 3, hours: 1), .init(member: 1, cost: isNew ? 5 : 0, hours: 1),
                ])
            generated.presentKAMs.append(isNew ? nil : 0)
        }
        for _ in 0..<2 { generated.addMember(LoadCost(limit: 10), maximumAccounts: 1) }
        return try generated.problem()
    }

    @Test("A new account takes nobody from an account that has its KAM already", arguments: [true, false])
    func newAccount(isFirst: Bool) throws {
        let problem = try newcomer(isFirst: isFirst)
        let kept = try problem.solve(AssignmentOptions(gap: 1e-7, leaveAlone: 1))
        #expect(kept.keepsPresent)
        #expect(problem.changeCount(of: kept.decision) == 0)
        #expect(kept.loss.total == 8)
        let free = try problem.solve(AssignmentOptions(gap: 1e-7, leaveAlone: 0))
        #expect(free.loss.total == 0)
    }

    @Test("The present plan is not kept at the price of a cell that another plan fills")
    func openCell() throws {
        var generated = GeneratedAssignment()
        // Nobody may lead 150 cells, so what one open cell costs is little of the whole.
        for _ in 0..<150 { generated.addAccount(leads: [[]]) }
        generated.addAccount(leads: [[.init(member: 0, cost: 0, hours: 10), .init(member: 1, cost: 1, hours: 10)]])
        generated.addAccount(leads: [[.init(member: 0, cost: 0, hours: 10)]])
        generated.presentLeads = Array(repeating: nil, count: 150) + [0]
        for _ in 0..<2 { generated.addMember(LoadCost(limit: 10)) }
        let problem = try generated.problem()
        let solution = try problem.solve(AssignmentOptions(gap: 1e-7))
        #expect(AssignmentCheck(problem, solution).open.count == 150)
        #expect(!solution.keepsPresent)
    }

    @Test("An open cell that exceeds a limit by a hair does not cost the present plan its place")
    func hair() throws {
        var generated = GeneratedAssignment()
        generated.addAccount(leads: [[.init(member: 0, cost: 3, hours: 10), .init(member: 1, cost: 0, hours: 10)]])
        generated.addAccount(leads: [[.init(member: 0, cost: 0, hours: 10.0004)]])
        generated.presentLeads = [0]
        for _ in 0..<2 { generated.addMember(LoadCost(limit: 20)) }
        generated.loadCosts[1] = LoadCost(limit: 5)
        let problem = try generated.problem()
        let solution = try problem.solve(AssignmentOptions(gap: 1e-7, leaveAlone: 1))
        #expect(solution.keepsPresent)
        #expect(solution.decision.leads == [0, nil])
    }
}
