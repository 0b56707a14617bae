import KAMEngine
import KAMModel
import Testing

@Suite("Solving the matrix")
struct AssignmentSolveTests {
    private let exact = AssignmentOptions(gap: 1e-7, fineNodes: 1000)

    @Test("Three thousand small problems end as brute force ends them")
    func bruteForce() throws {
        var infeasible = 0
        for seed in 0..<3000 {
            let problem = try GeneratedAssignment(small: UInt64(seed)).problem()
            let solution = try problem.solve(exact)
            let check = AssignmentCheck(problem, solution)
            #expect(check.isFeasible, "seed \(seed): \(check.violations)")
            if let least = BruteForce.leastLoss(problem) {
                #expect(solution.outcome.status == .optimal, "seed \(seed)")
                let objective = try #require(solution.outcome.objective, "seed \(seed)")
                #expect(abs(objective - least) <= 1e-6 * max(1, least), "seed \(seed): \(objective), not \(least)")
                #expect(solution.conflicts.isEmpty)
            } else {
                infeasible += 1
                #expect(solution.outcome.status == .infeasible, "seed \(seed)")
                #expect(!solution.conflicts.isEmpty, "seed \(seed)")
            }
        }
        #expect(infeasible > 300 && infeasible < 2700, "the cases must try both ends: \(infeasible)")
    }

    @Test("Searching and pruning before the proof changes no optimum")
    func searchedBruteForce() throws {
        for seed in 5000..<6000 {
            let options = AssignmentOptions(
                gap: 1e-7, fineNodes: 0, searchSteps: seed % 20, blockRounds: seed % 3, seed: UInt64(seed))
            let problem = try GeneratedAssignment(small: UInt64(seed)).problem()
            let solution = try problem.solve(options)
            let least = BruteForce.leastLoss(problem)
            #expect((solution.outcome.objective == nil) == (least == nil), "seed \(seed)")
            guard let objective = solution.outcome.objective, let least else { continue }
            #expect(abs(objective - least) <= 1e-6 * max(1, least), "seed \(seed): \(objective), not \(least)")
        }
    }

    @Test("The parts of the loss sum to the objective, and the bound lies below it")
    func partsSum() throws {
        for seed in 0..<200 {
            let problem = try GeneratedAssignment(small: UInt64(seed)).problem()
            let solution = try problem.solve()
            guard let objective = solution.outcome.objective, let bound = solution.outcome.bound else { continue }
            let loss = solution.loss
            #expect(abs(loss.leads + loss.handoffs + loss.kams + loss.open - objective) <= 1e-9 * max(1, objective))
            #expect(loss.open == 0)
            #expect(bound <= objective)
        }
    }

    @Test("Another order of members or accounts changes no optimum")
    func permutations() throws {
        for seed in 0..<150 {
            let generated = GeneratedAssignment(small: UInt64(seed))
            let objective = try generated.problem().solve(exact).outcome.objective
            for other in [generated.withMembersReversed(), generated.withAccountsReversed()] {
                let changed = try other.problem().solve(exact).outcome.objective
                #expect((objective == nil) == (changed == nil), "seed \(seed)")
                if let objective, let changed { #expect(abs(objective - changed) <= 1e-6 * max(1, objective)) }
            }
        }
    }

    @Test("The same problem and seed give the same decision, and it is kept when it is the present one")
    func repeats() throws {
        let problem = try GeneratedAssignment(accounts: 12, members: 20, seed: 7).problem()
        let first = try problem.solve(AssignmentOptions(seed: 3))
        let second = try problem.solve(AssignmentOptions(seed: 3))
        #expect(first == second)
        let searched = AssignmentOptions(fineNodes: 0, searchSteps: 300, blockRounds: 3, seed: 3)
        #expect(try problem.solve(searched) == problem.solve(searched))
        let again = try problem.solve(AssignmentOptions(seed: 4, present: first.decision))
        #expect(again.decision == first.decision)
        #expect(again.keepsPresent)
    }

    @Test("A present decision far from the best is replaced")
    func replaces() throws {
        let problem = try GeneratedAssignment(accounts: 6, members: 10, load: 0.5, bottleneck: 0.5, seed: 2).problem()
        let best = try problem.solve()
        var worse = best.decision
        for cell in 0..<problem.cellCount {
            worse.leads[cell] = (0..<problem.memberCount).filter { problem.cost(cell: cell, member: $0) != nil }.max {
                problem.cost[cell * problem.memberCount + $0] < problem.cost[cell * problem.memberCount + $1]
            }
            worse.joins[cell] = false
        }
        let solution = try problem.solve(AssignmentOptions(present: worse))
        #expect(!solution.keepsPresent)
        #expect(abs(solution.loss.total - best.loss.total) <= 0.011 * best.loss.total)
    }

    @Test("Twenty accounts over thirty members are proved within one per cent")
    func quarterSized() throws {
        let problem = try GeneratedAssignment(accounts: 20, members: 30, seed: 1).problem()
        let solution = try problem.solve()
        #expect(solution.outcome.status == .optimal)
        #expect(try #require(solution.outcome.gap) <= 0.01)
        #expect(AssignmentCheck(problem, solution).isFeasible)
    }

    @Test("An empty problem has an empty answer without loss")
    func empty() throws {
        var empty = GeneratedAssignment()
        empty.capacity = [100]
        empty.ceiling = [1]
        empty.maximumAccounts = [3]
        let solution = try empty.problem().solve()
        #expect(solution.outcome == Outcome(status: .optimal, objective: 0, bound: 0))
    }

    @Test("Stopping at once ends with a partial answer or a whole one, marked as not proved")
    func stops() throws {
        let problem = try GeneratedAssignment(accounts: 20, members: 30, load: 0.9, bottleneck: 0.9, seed: 3).problem()
        let solution = try problem.solve(AssignmentOptions(gap: 1e-6, shouldStop: { _ in true }))
        #expect(solution.outcome.status == .feasible || solution.outcome.status == .unknown)
        #expect(AssignmentCheck(problem, solution).isFeasible)
    }
}

extension GeneratedAssignment {
    func withMembersReversed() -> GeneratedAssignment {
        var other = self
        let members = capacity.count
        func reversed<Value>(_ table: [Value]) -> [Value] {
            stride(from: 0, to: table.count, by: members).flatMap { table[$0..<$0 + members].reversed() }
        }
        other.capacity.reverse()
        other.ceiling.reverse()
        other.maximumAccounts.reverse()
        other.isEligible = reversed(isEligible)
        other.cost = reversed(cost)
        other.isKAMEligible = reversed(isKAMEligible)
        other.kamCost = reversed(kamCost)
        return other
    }

    func withAccountsReversed() -> GeneratedAssignment {
        var other = self
        let members = capacity.count
        let accounts = kamHours.indices.reversed()
        let cells = accounts.flatMap { cellStarts[$0]..<cellStarts[$0 + 1] }
        other.cellStarts = [0]
        for account in accounts {
            other.cellStarts.append(
                other.cellStarts[other.cellStarts.count - 1] + cellStarts[account + 1] - cellStarts[account])
        }
        other.hours = cells.map { hours[$0] }
        other.value = cells.map { value[$0] }
        other.handoffLoss = cells.map { handoffLoss[$0] }
        other.jointHours = cells.map { jointHours[$0] }
        other.jointSaving = cells.map { jointSaving[$0] }
        other.isEligible = cells.flatMap { isEligible[$0 * members..<($0 + 1) * members] }
        other.cost = cells.flatMap { cost[$0 * members..<($0 + 1) * members] }
        other.kamHours = kamHours.reversed()
        other.kamValue = kamValue.reversed()
        other.isKAMEligible = accounts.flatMap { isKAMEligible[$0 * members..<($0 + 1) * members] }
        other.kamCost = accounts.flatMap { kamCost[$0 * members..<($0 + 1) * members] }
        return other
    }
}
