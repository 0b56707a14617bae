import KAMEngine
import KAMModel
import Testing

@Suite("Why a member does not meet a demand")
struct AssignmentWhyNotTests {
    private let exact = AssignmentOptions(gap: 0, leaveAlone: 0)

    @Test("The price is the difference of two brute forces, with and without the wish, and its decision is legal")
    func equalsReSolve() throws {
        var (possible, forbidden) = (0, 0)
        for seed in 0..<120 {
            let problem = try GeneratedAssignment(small: UInt64(seed)).problem()
            guard let best = BruteForce.leastLoss(problem) else { continue }
            let solution = try problem.solve(exact)
            for cell in 0..<problem.cellCount {
                for member in 0..<problem.memberCount where solution.decision.leads[cell] != member {
                    let demand = AssignmentDemand.cell(cell)
                    let pinned = BruteForce.best(problem, where: (demand, member))
                    switch try problem.whyNot(member, demand, in: solution, exact) {
                    case .serves: Issue.record("seed \(seed)")
                    case .forbidden(let rule):
                        #expect(pinned == nil, "seed \(seed): \(rule)")
                        forbidden += 1
                    case .possible(let price):
                        let least = try #require(pinned, "seed \(seed)").loss
                        #expect(abs(price.cost - (least - best)) < 1e-6, "seed \(seed)")
                        let check = AssignmentCheck(problem, price.decision)
                        #expect(check.isFeasible && price.decision.leads[cell] == member, "seed \(seed)")
                        #expect(abs(check.objective - solution.loss.total - price.cost) < 1e-9, "seed \(seed)")
                        #expect(price.moves.first?.demand == demand, "seed \(seed)")
                        #expect(price.least <= price.cost + 1e-6 && price.cost <= price.most + 1e-6, "seed \(seed)")
                        possible += 1
                    }
                }
            }
        }
        #expect(possible > 70 && forbidden > 40, "\(possible) \(forbidden)")
    }

    @Test("The same holds of KAMs")
    func kams() throws {
        var possible = 0
        for seed in 0..<100 {
            let problem = try GeneratedAssignment(small: UInt64(seed)).problem()
            guard let best = BruteForce.leastLoss(problem) else { continue }
            let solution = try problem.solve(exact)
            for account in 0..<problem.accountCount where problem.needsKAM[account] {
                for member in 0..<problem.memberCount where solution.decision.kams[account] != member {
                    let pinned = BruteForce.best(problem, where: (.account(account), member))
                    switch try problem.whyNot(member, .account(account), in: solution, exact) {
                    case .possible(let price):
                        #expect(abs(price.cost - ((pinned?.loss ?? .infinity) - best)) < 1e-6, "seed \(seed)")
                        possible += 1
                    default: #expect(pinned == nil, "seed \(seed)")
                    }
                }
            }
        }
        #expect(possible > 25)
    }

    @Test("The rule that forbids is named with its figures")
    func rules() throws {
        var arrays = GeneratedAssignment()
        arrays.addAccount(
            leads: [[.init(member: 0, cost: 5, hours: 30), .init(member: 1, cost: 0, hours: 30)]],
            kams: [.init(member: 2, cost: 0, hours: 1)])
        arrays.addAccount(
            leads: [
                [.init(member: 1, cost: 0, hours: 20)],
                [.init(member: 2, cost: 1, hours: 1), .init(member: 0, cost: 9, hours: 1)],
            ],
            kams: [.init(member: 0, cost: 0, hours: 1), .init(member: 2, cost: 5, hours: 1)])
        arrays.addMember(LoadCost(limit: 40), maximumAccounts: 1)
        arrays.addMember(LoadCost(limit: 42))
        arrays.addMember(LoadCost(limit: 40), maximumAccounts: 1, leadsOwnAccountsOnly: true)
        arrays.rivals = [.init(accounts: [0, 1])]
        let problem = try arrays.problem()
        let solution = try problem.solve(exact)
        #expect(solution.decision.leads == [0, 1, 0])
        let pins: Set<AssignmentDemand> = [.cell(1), .account(0)]
        func whyNot(_ member: Int, _ demand: AssignmentDemand) throws -> AssignmentWhyNot {
            try problem.whyNot(member, demand, in: solution, pins: pins, exact)
        }
        #expect(try whyNot(1, .cell(0)) == .forbidden(.hours(member: 1, needed: 30, left: 22)))
        #expect(try whyNot(2, .cell(0)) == .forbidden(.notEligible(.cell(0), member: 2)))
        #expect(try whyNot(2, .account(1)) == .forbidden(.accounts(member: 2, most: 1)))
        #expect(try whyNot(0, .cell(0)) == .serves)
        arrays.maximumAccounts[2] = 2
        let wider = try arrays.problem()
        #expect(
            try wider.whyNot(2, .account(1), in: solution, pins: pins, exact)
                == .forbidden(.rivals(member: 2, account: 1, with: 0)))
    }

    @Test("Without pins a member without hours can be had at the price of what it gives up")
    func price() throws {
        var arrays = GeneratedAssignment()
        arrays.addAccount(leads: [[.init(member: 0, cost: 5, hours: 30), .init(member: 1, cost: 0, hours: 30)]])
        arrays.addAccount(leads: [[.init(member: 1, cost: 0, hours: 20), .init(member: 0, cost: 8, hours: 20)]])
        for _ in 0..<2 { arrays.addMember(LoadCost(limit: 42)) }
        let problem = try arrays.problem()
        let solution = try problem.solve(exact)
        guard case .possible(let price) = try problem.whyNot(1, .cell(0), in: solution, exact) else {
            Issue.record("forbidden")
            return
        }
        #expect(price.cost == 3 && price.isExact)
        #expect(
            price.moves == [AssignmentMove(.cell(0), from: 0, to: 1), AssignmentMove(.cell(1), from: 1, to: 0)])
    }
}
