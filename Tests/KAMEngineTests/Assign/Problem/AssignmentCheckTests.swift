import KAMEngine
import KAMModel
import Testing

@Suite("Checking a decision")
struct AssignmentCheckTests {
    private typealias Candidate = CandidateTable.Candidate

    /// Two accounts of two cells; the members 0 and 1 lead, 2 is a KAM who may lead the first cell of its own accounts.
    private func arrays() -> GeneratedAssignment {
        var arrays = GeneratedAssignment()
        let sellers = [Candidate(member: 0, cost: 1, hours: 10), Candidate(member: 1, cost: 2, hours: 10)]
        for _ in 0..<2 {
            arrays.addAccount(
                leads: [sellers + [Candidate(member: 2, cost: 0, hours: 10)], sellers],
                kams: [Candidate(member: 1, cost: 9, hours: 1), Candidate(member: 2, cost: 3, hours: 5)],
                handoffLoss: 7, jointHours: 2, jointSaving: 0.5)
        }
        arrays.addMember(LoadCost(ends: [15, 30], prices: [0, 0.5]))
        arrays.addMember(LoadCost(limit: 30), maximumAccounts: 1)
        arrays.addMember(LoadCost(ends: [20, 30], prices: [-0.25, 0]), maximumAccounts: 2, leadsOwnAccountsOnly: true)
        return arrays
    }

    private let good = AssignmentDecision(leads: [0, 1, 0, 1], joins: [false, true, false, false], kams: [2, 2])

    @Test("A good decision has its loss by parts, its hours and its changes")
    func countsLossAndHours() throws {
        var arrays = arrays()
        arrays.presentLeads = [0, 0, 0, 1]
        arrays.disturbance = [4, 8]
        let check = AssignmentCheck(try arrays.problem(), good)
        #expect(check.isFeasible && check.isComplete)
        #expect(check.loss.leads == 6)
        #expect(check.loss.handoffs == 10.5)
        #expect(check.loss.kams == 6)
        // Member 0 has 5 h of stress; member 2 lacks 10 h.
        #expect(check.loss.loads == 2.5 + 2.5)
        #expect(check.loss.disturbance == 4)
        #expect(check.objective == 31.5)
        #expect(check.planned == [20, 22, 10])
        #expect(check.changeCount == 1)
        #expect(check.jointHours == 2)
    }

    @Test("What is open is listed with its stake and breaks no rule")
    func open() throws {
        var decision = good
        decision.leads[2] = nil
        decision.kams[1] = nil
        let check = AssignmentCheck(try arrays().problem(), decision)
        #expect(check.isFeasible && !check.isComplete)
        #expect(check.open == [.cell(2), .account(1)])
        #expect(check.loss.open == 150)
        #expect(check.loss.handoffs == 3.5)
    }

    @Test("Each broken rule is found")
    func corruption() throws {
        let problem = try arrays().problem()
        func violations(_ change: (inout AssignmentDecision) -> Void) -> [AssignmentCheck.Violation] {
            var decision = good
            change(&decision)
            return AssignmentCheck(problem, decision).violations
        }
        #expect(violations { $0.leads[1] = 2 } == [.ineligibleLead(cell: 1, member: 2)])
        #expect(violations { $0.kams[0] = 0 }.contains(.ineligibleKAM(account: 0, member: 0)))
        #expect(
            violations { $0.kams = [1, 1] } == [.tooManyAccounts(member: 1, count: 2, most: 1)])
        #expect(
            violations { ($0.leads[0], $0.kams[0]) = (2, 1) } == [.foreignLead(cell: 0, member: 2)])
        #expect(violations { $0.leads[0] = 2 } == [])
        #expect(violations { $0.joins[2] = true } == [.joinWithoutHandoff(cell: 2)])
        #expect(violations { $0.leads[0] = nil } == [.joinWithoutHandoff(cell: 1)])
        #expect(
            violations { ($0.leads[0], $0.leads[2], $0.joins[1]) = (1, 1, false) }
                == [.overload(member: 1, planned: 40, limit: 30)])
        #expect(violations { $0.leads = [0] } == [.shape])
        #expect(violations { $0.leads[0] = 9 } == [.shape])
    }

    @Test("Who joins pays with hours")
    func joinedHours() throws {
        var decision = good
        decision.leads = [0, 1, 1, 1]
        #expect(
            AssignmentCheck(try arrays().problem(), decision).violations
                == [.overload(member: 1, planned: 32, limit: 30)])
    }

    @Test("Competitors are kept apart, by their KAMs alone or by their leads too")
    func rivals() throws {
        var arrays = arrays()
        arrays.rivals = [.init(accounts: [0, 1])]
        var decision = good
        #expect(
            AssignmentCheck(try arrays.problem(), decision).violations
                == [.rivals(group: 0, member: 2, accounts: [0, 1])])
        decision.kams = [1, 2]
        #expect(AssignmentCheck(try arrays.problem(), decision).isFeasible)
        arrays.rivals = [.init(accounts: [0, 1], includesLeads: true)]
        #expect(
            AssignmentCheck(try arrays.problem(), decision).violations
                == [.rivals(group: 0, member: 0, accounts: [0, 1]), .rivals(group: 0, member: 1, accounts: [0, 1])])
    }

    @Test("The budgets of changes and of joint hours are kept")
    func budgets() throws {
        var arrays = arrays()
        arrays.presentLeads = [1, 0]
        arrays.presentKAMs = [2, 1]
        arrays.changeBudget = 2
        arrays.jointBudget = 1.5
        #expect(
            AssignmentCheck(try arrays.problem(), good).violations
                == [.tooManyChanges(count: 3, most: 2), .tooMuchJointWork(hours: 2, most: 1.5)])
    }

    @Test("An account that needs no KAM has none, and nobody who leads only in its own accounts leads there")
    func needless() throws {
        var arrays = arrays()
        arrays.needsKAM[1] = false
        var decision = good
        #expect(
            AssignmentCheck(try arrays.problem(), decision).violations == [.needlessKAM(account: 1, member: 2)])
        decision.kams[1] = nil
        #expect(AssignmentCheck(try arrays.problem(), decision).isComplete)
        decision.leads[2] = 2
        #expect(
            AssignmentCheck(try arrays.problem(), decision).violations == [.foreignLead(cell: 2, member: 2)])
    }

    @Test("A false claim about value, part or bound is found")
    func claims() throws {
        let problem = try arrays().problem()
        let loss = AssignmentCheck(problem, good).loss
        func violations(
            _ objective: Double, _ bound: Double, _ change: (inout AssignmentLoss) -> Void = { _ in }
        ) -> [AssignmentCheck.Violation] {
            var claimed = loss
            change(&claimed)
            let outcome = Outcome(status: .optimal, objective: objective, bound: bound)
            return AssignmentCheck(problem, AssignmentSolution(decision: good, loss: claimed, outcome: outcome))
                .violations
        }
        let total = loss.total
        #expect(violations(total, total) == [])
        #expect(violations(total - 1, total - 1) == [.objective(claimed: total - 1, found: total)])
        #expect(violations(.nan, total).count == 1)
        #expect(violations(total, total + 1) == [.boundAboveObjective(bound: total + 1, objective: total)])
        #expect(
            violations(total, total) { ($0.leads, $0.kams) = ($0.leads + 1, $0.kams - 1) }
                == [
                    .part("leads", claimed: loss.leads + 1, found: loss.leads),
                    .part("kams", claimed: loss.kams - 1, found: loss.kams),
                ])
    }

    @Test("The check agrees with trying everything, on a thousand small problems")
    func agreesWithBruteForce() throws {
        var complete = 0
        for seed in 0..<1000 {
            let problem = try GeneratedAssignment(small: UInt64(seed)).problem()
            guard let best = BruteForce.best(problem) else {
                #expect(
                    problem.present.changeBudget != nil, "seed \(seed): nothing is legal though nothing must be done")
                continue
            }
            let check = AssignmentCheck(problem, best.decision)
            #expect(check.isFeasible, "seed \(seed): \(check.violations)")
            #expect(abs(check.objective - best.loss) < 1e-9, "seed \(seed)")
            complete += check.isComplete ? 1 : 0
        }
        #expect((200...900).contains(complete))
    }
}
