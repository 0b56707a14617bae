import KAMEngine
import KAMModel
import Testing

@Suite("Checking a decision")
struct AssignmentCheckTests {
    /// Two accounts of two cells, three members; the third may do nothing but answer for accounts.
    private func problem() throws -> AssignmentProblem {
        var arrays = GeneratedAssignment()
        arrays.cellStarts = [0, 2, 4]
        arrays.hours = [10, 10, 10, 10]
        arrays.value = [100, 100, 100, 100]
        arrays.isEligible = Array(repeating: [true, true, false], count: 4).flatMap(\.self)
        arrays.cost = Array(repeating: [1, 2, 0], count: 4).flatMap(\.self)
        arrays.handoffLoss = [7, 7, 7, 7]
        arrays.jointHours = [2, 2, 2, 2]
        arrays.jointSaving = [0.5, 0.5, 0.5, 0.5]
        arrays.kamHours = [5, 5]
        arrays.kamValue = [50, 50]
        arrays.isKAMEligible = [false, false, true, false, false, true]
        arrays.kamCost = [0, 0, 3, 0, 0, 3]
        arrays.capacity = [30, 30, 30]
        arrays.ceiling = [1, 1, 0.5]
        arrays.maximumAccounts = [0, 0, 2]
        return try arrays.problem()
    }

    private let good = AssignmentDecision(
        leads: [0, 1, 0, 1], joins: [false, true, false, false], kams: [2, 2])

    @Test("A good decision has its loss and hours")
    func countsLossAndHours() throws {
        let check = AssignmentCheck(try problem(), good)
        #expect(check.isFeasible)
        #expect(check.objective == 22.5)
        #expect(check.planned == [20, 22, 10])
    }

    @Test("The hours of who joins count against its limit")
    func supporters() throws {
        var decision = good
        decision.leads = [0, 1, 1, 1]
        let check = AssignmentCheck(try problem(), decision)
        #expect(check.planned[1] == 32)
        #expect(check.violations == [.overload(member: 1, planned: 32, limit: 30)])
    }

    @Test("Each broken rule is found")
    func corruption() throws {
        let problem = try problem()
        func violations(_ change: (inout AssignmentDecision) -> Void) -> [AssignmentCheck.Violation] {
            var decision = good
            change(&decision)
            return AssignmentCheck(problem, decision).violations
        }
        #expect(violations { $0.leads[2] = nil } == [.openCell(2)])
        #expect(violations { $0.kams[1] = nil } == [.openAccount(1)])
        #expect(
            violations { $0.leads[2] = 2 }
                == [.ineligibleLead(cell: 2, member: 2), .overload(member: 2, planned: 20, limit: 15)])
        #expect(
            violations { $0.kams[0] = 0 }
                == [.ineligibleKAM(account: 0, member: 0), .tooManyAccounts(member: 0, count: 1, most: 0)])
        #expect(violations { $0.joins[2] = true } == [.joinWithoutHandoff(cell: 2)])
        #expect(violations { $0.leads = [0, 0, 0, 0] }.contains(.overload(member: 0, planned: 42, limit: 30)))
        #expect(violations { $0.leads = [0] } == [.shape])
        #expect(violations { $0.leads[0] = 9 } == [.shape])
    }

    @Test("A false claim about value or bound is found")
    func claims() throws {
        let problem = try problem()
        let solution = try problem.solve()
        #expect(AssignmentCheck(problem, solution).isFeasible)
        let objective = try #require(solution.outcome.objective)
        let low = AssignmentSolution(
            decision: solution.decision, loss: solution.loss,
            outcome: Outcome(status: .optimal, objective: objective - 1, bound: objective - 1))
        #expect(AssignmentCheck(problem, low).violations == [.objective(claimed: objective - 1, found: objective)])
        let high = AssignmentSolution(
            decision: solution.decision, loss: solution.loss,
            outcome: Outcome(status: .optimal, objective: objective, bound: objective + 1))
        #expect(
            AssignmentCheck(problem, high).violations
                == [.boundAboveObjective(bound: objective + 1, objective: objective)])
    }
}
