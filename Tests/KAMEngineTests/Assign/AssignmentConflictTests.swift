import KAMEngine
import KAMModel
import Testing

@Suite("Conflicts of demands")
struct AssignmentConflictTests {
    /// One account a cell, one member for all, whose KAM is free.
    private func problem(hours: [Double], value: [Double], limit: Double) throws -> AssignmentProblem {
        var arrays = GeneratedAssignment()
        arrays.cellStarts = Array(0...hours.count)
        arrays.hours = hours
        arrays.value = value
        arrays.isEligible = hours.flatMap { _ in [true, false] }
        arrays.cost = hours.flatMap { _ in [0, 0] }
        arrays.handoffLoss = hours.map { _ in 0 }
        arrays.jointHours = hours.map { _ in 0 }
        arrays.jointSaving = hours.map { _ in 0 }
        arrays.kamHours = hours.map { _ in 0 }
        arrays.kamValue = hours.map { _ in 1 }
        arrays.isKAMEligible = hours.flatMap { _ in [false, true] }
        arrays.kamCost = hours.flatMap { _ in [0, 0] }
        arrays.capacity = [limit, 100]
        arrays.ceiling = [1, 1]
        arrays.maximumAccounts = [0, hours.count]
        return try arrays.problem()
    }

    @Test("The least value is left open, and only the demands that matter are named")
    func leavesLeastValueOpen() throws {
        let problem = try problem(hours: [40, 30, 5, 20], value: [100, 90, 80, 10], limit: 78)
        let solution = try problem.solve()
        #expect(solution.outcome == Outcome(status: .infeasible, objective: nil, bound: nil))
        #expect(solution.decision.leads == [0, 0, 0, nil])
        #expect(solution.loss.open == 10)
        let conflict = try #require(solution.conflicts.first)
        #expect(solution.conflicts.count == 1)
        #expect(conflict.demand == .cell(3))
        #expect((conflict.needed, conflict.left, conflict.mostLeft) == (20, 3, 3))
        #expect(conflict.others == [.cell(0), .cell(1)])
        #expect(conflict.proof == .minimal)
    }

    @Test("A cell that nobody may lead conflicts alone")
    func nobody() throws {
        var arrays = GeneratedAssignment(accounts: 4, members: 10, load: 0.5, bottleneck: 0.5, seed: 1)
        for member in 0..<10 { arrays.isEligible[2 * 10 + member] = false }
        let solution = try arrays.problem().solve()
        #expect(solution.outcome.status == .infeasible)
        #expect(solution.conflicts.map(\.demand) == [.cell(2)])
        #expect(solution.conflicts.first?.candidates == [])
        #expect(solution.conflicts.first?.others == [])
        #expect(solution.decision.leads.count { $0 == nil } == 1)
    }

    @Test("A cell of more hours than any member has conflicts alone")
    func tooLong() throws {
        let problem = try problem(hours: [90, 10], value: [100, 1], limit: 78)
        let conflicts = try problem.solve().conflicts
        #expect(conflicts.map(\.demand) == [.cell(0)])
        #expect(conflicts.first?.others == [])
        #expect(conflicts.first?.left == 68)
    }

    @Test("KAMs who may answer for no more accounts are named by account")
    func kams() throws {
        var arrays = GeneratedAssignment(accounts: 3, members: 10, load: 0.5, bottleneck: 0.5, seed: 1)
        arrays.maximumAccounts = arrays.maximumAccounts.map { min($0, 2) }
        arrays.kamValue = [50_000, 30_000, 40_000]
        let solution = try arrays.problem().solve()
        #expect(solution.outcome.status == .infeasible)
        #expect(solution.conflicts.map(\.demand) == [.account(1)])
        #expect(solution.conflicts.first?.others == [.account(0), .account(2)])
        #expect(solution.decision.kams[1] == nil)
        #expect(!solution.decision.leads.contains(nil))
    }

    @Test("A conflict is minimal: with all its demands there is no answer, without any one there is")
    func minimal() throws {
        var tried = 0
        for seed in 10_000..<10_400 {
            let arrays = GeneratedAssignment(small: UInt64(seed))
            let solution = try arrays.problem().solve()
            for conflict in solution.conflicts {
                #expect(conflict.proof == .minimal, "seed \(seed)")
                let all = [conflict.demand] + conflict.others
                #expect(BruteForce.leastLoss(try arrays.with(only: all)) == nil, "seed \(seed)")
                for index in all.indices {
                    let fewer = all.enumerated().filter { $0.offset != index }.map(\.element)
                    #expect(BruteForce.leastLoss(try arrays.with(only: fewer)) != nil, "seed \(seed)")
                }
                tried += 1
            }
        }
        #expect(tried > 100)
    }
}

extension GeneratedAssignment {
    /// The problem of some demands: the others take no hours, and one more member, who has none, takes them all.
    func with(only demands: [AssignmentDemand]) throws(AssignmentError) -> AssignmentProblem {
        var other = self
        let members = capacity.count
        func widened<Value>(_ table: [Value], _ last: (Int) -> Value) -> [Value] {
            (0..<table.count / members).flatMap { row in table[row * members..<(row + 1) * members] + [last(row)] }
        }
        let cells = Set(hours.indices.filter { demands.contains(.cell($0)) })
        let accounts = Set(kamHours.indices.filter { demands.contains(.account($0)) })
        other.isEligible = widened(isEligible) { !cells.contains($0) }
        for cell in hours.indices where !cells.contains(cell) {
            for member in 0..<members { other.isEligible[cell * (members + 1) + member] = false }
        }
        other.cost = widened(cost) { _ in 0 }
        other.isKAMEligible = widened(isKAMEligible) { !accounts.contains($0) }
        for account in kamHours.indices where !accounts.contains(account) {
            for member in 0..<members { other.isKAMEligible[account * (members + 1) + member] = false }
        }
        other.kamCost = widened(kamCost) { _ in 0 }
        other.hours = hours.enumerated().map { cells.contains($0.offset) ? $0.element : 0 }
        other.kamHours = kamHours.enumerated().map { accounts.contains($0.offset) ? $0.element : 0 }
        other.capacity.append(0)
        other.ceiling.append(1)
        other.maximumAccounts.append(kamHours.count)
        return try other.problem()
    }
}
