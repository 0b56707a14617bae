import KAMEngine
import KAMModel
import Testing

@Suite("The throughput model")
struct ThroughputModelTests {
    @Test("brings of a two-stage chain what its weakest link lets through")
    func solvesTwoStagesByHand() throws {
        for (first, second, supply) in [(40.0, 60.0, 100.0), (100, 10, 100), (100, 100, 3)] {
            let members = [
                allocationHand(at: 0, hours: first, proficiency: [1, 0], share: 0),
                allocationHand(at: 1, hours: second, proficiency: [0, 1], share: 0),
            ]
            let customers = allocationChain(supply: supply, conversion: [0.5, 0.25], effort: [2, 8], margin: 1000)
            let solution = try ThroughputModel(allocationProblem(members, [customers])).solve()
            let wins = min(supply * 0.5, first / 2 * 0.5, second / 8) * 0.25
            #expect(abs(solution.before.throughput - wins * 1000) < 1e-6)
            #expect(solution.after == solution.before)
            #expect(solution.moves.isEmpty)
            #expect(solution.outcome.status == .optimal)
        }
    }

    @Test("balances a two-stage chain at the hours that hand calculation gives")
    func movesTwoStagesByHand() throws {
        // All 100 h stand at A. x of them moved to B yield 0.8 x there: (100 − x) ÷ 2 × 0.5 = 0.8 x ÷ 4, so x = 55.5….
        let member = allocationHand(at: 0, hours: 100, proficiency: [1, 1], loss: 0.2, cost: 0.5)
        let customers = allocationChain(supply: 1000, conversion: [0.5, 1], effort: [2, 4], margin: 100)
        let solution = try ThroughputModel(allocationProblem([member], [customers])).solve()
        let moved = 25 / 0.45
        #expect(solution.moves.count == 1)
        #expect(solution.moves[0].from == 0 && solution.moves[0].to == 1)
        #expect(abs(solution.moves[0].hours - moved) < 1e-6)
        #expect(abs(solution.after.throughput - 0.2 * moved * 100) < 1e-6)
        #expect(abs(solution.moves[0].gain - solution.after.throughput) < 1e-9)
        #expect(abs((solution.outcome.objective ?? 0) - (20 - 0.5) * moved) < 1e-6)
    }

    @Test("is as good as the best of all allocations of whole hours", arguments: 0..<60)
    func equalsBruteForce(_ index: Int) throws {
        var seed = AllocationSeed(UInt64(index) + 100)
        let efforts = (0..<3).map { _ in Double(seed.whole(1...3)) }
        let customers = allocationChain(
            supply: Double(seed.whole(2...12)), open: (0..<3).map { _ in Double(seed.whole(0...2)) },
            conversion: [0.5, 1, 1], effort: efforts, margin: 60)
        let members = (0..<2).map { _ in
            let skills = (0..<3).map { _ in Double(seed.whole(0...2)) }
            return allocationHand(at: seed.whole(0...2), hours: 6, proficiency: skills, loss: 0.5, cost: 0.25)
        }
        let instance = try allocationProblem(members, [customers])
        let solution = try ThroughputModel(instance, options: AllocationOptions(minimumMove: 0)).solve()
        let grid = SplitEnumeration(instance).best
        let found = try #require(solution.outcome.objective)
        #expect(found >= grid - 1e-6)
        // One hour more of every member everywhere is worth at most this, and the grid misses at most an hour a stage.
        let dearest = 2 * members.count * 3 * 60
        #expect(found <= grid + Double(dearest))
        #expect(AllocationCheck(instance, solution).violations.isEmpty)
    }

    @Test("equals the best of all whole hours where the best is whole")
    func equalsBruteForceOnTheGrid() throws {
        let members = [
            allocationHand(at: 0, hours: 12, proficiency: [1, 1, 0], cost: 1),
            allocationHand(at: 1, hours: 8, proficiency: [0, 1, 1], cost: 1),
            allocationHand(at: 2, hours: 4, proficiency: [0, 0, 1], cost: 1),
        ]
        let customers = allocationChain(supply: 12, conversion: [1, 1, 1], effort: [1, 1, 1], margin: 50)
        let instance = try allocationProblem(members, [customers])
        let solution = try ThroughputModel(instance).solve()
        let grid = SplitEnumeration(instance).best
        #expect(abs((solution.outcome.objective ?? 0) - grid) < 1e-6)
        #expect(grid == 8 * 50 - 8)
    }

    @Test("proves its answer: the bound from its prices equals the objective", arguments: 0..<100)
    func isProved(_ seed: Int) throws {
        let instance = try allocationCompany(seed: UInt64(seed))
        let solution = try ThroughputModel(instance, options: AllocationOptions(minimumMove: 0)).solve()
        let check = AllocationCheck(instance, solution)
        let objective = try #require(solution.outcome.objective)
        let bound = try #require(check.certifiedBound)
        #expect(check.violations.isEmpty, "\(check.violations)")
        #expect(abs(bound - objective) <= 1e-6 * max(1, abs(objective)))
        #expect(solution.outcome.status == .optimal)
        #expect(objective >= solution.before.value - 1e-6)
    }

    @Test("drops moves under the least hours and values the rest again", arguments: 0..<40)
    func dropsSmallMoves(_ seed: Int) throws {
        let instance = try allocationCompany(seed: UInt64(seed))
        let solution = try ThroughputModel(instance, options: AllocationOptions(minimumMove: 40)).solve()
        #expect(solution.moves.allSatisfy { $0.hours >= 40 })
        let check = AllocationCheck(instance, solution)
        #expect(check.violations.isEmpty, "\(check.violations)")
        let bound = try #require(solution.outcome.bound)
        let objective = try #require(solution.outcome.objective)
        #expect(objective <= bound + 1e-6 * bound)
        #expect(solution.outcome.status == ((solution.outcome.gap ?? 1) <= 0.001 ? .optimal : .feasible))
    }

    @Test("gives the same value whatever the order of members and customers", arguments: 0..<20)
    func ignoresOrder(_ seed: Int) throws {
        let instance = try allocationCompany(seed: UInt64(seed))
        let turned = try AllocationProblem(
            stages: instance.stages, members: instance.members.reversed(), classes: instance.classes.reversed(),
            winStage: instance.winStage, shortfallPrice: instance.shortfallPrice)
        let options = AllocationOptions(minimumMove: 0)
        let first = try ThroughputModel(instance, options: options).solve()
        let second = try ThroughputModel(turned, options: options).solve()
        let scale = 1e-6 * max(1, abs(first.outcome.objective ?? 0))
        #expect(abs((first.outcome.objective ?? 0) - (second.outcome.objective ?? 1)) <= scale)
        #expect(abs(first.before.throughput - second.before.throughput) <= scale)
        #expect(first.bottleneck.stage == second.bottleneck.stage)
        for (left, right) in zip(first.prices, second.prices) { #expect(abs(left.perHour - right.perHour) <= scale) }
    }

    @Test("gives the same answer twice")
    func isDeterministic() throws {
        let instance = try allocationCompany(seed: 7, members: 40)
        #expect(try ThroughputModel(instance).solve() == ThroughputModel(instance).solve())
    }

    @Test("moves no more as the limit on moves falls, and gains concavely in it")
    func obeysTheLimit() throws {
        var gains: [Double] = []
        for share in [0.0, 0.1, 0.2, 0.3, 0.4] {
            let member = allocationHand(at: 0, hours: 100, proficiency: [1, 1], share: share)
            let customers = [
                allocationChain("easy", supply: 10, conversion: [1, 1], effort: [0, 1], margin: 90),
                allocationChain("hard", supply: 20, conversion: [1, 1], effort: [0, 1], margin: 50),
            ]
            let solution = try ThroughputModel(allocationProblem([member], customers)).solve()
            #expect(solution.moves.reduce(0) { $0 + $1.hours } <= 100 * share + 1e-9)
            gains.append(solution.after.throughput)
        }
        let expected: [Double] = [0, 900, 1400, 1900, 1900]
        for (gain, hand) in zip(gains, expected) { #expect(abs(gain - hand) < 1e-6) }
    }

    @Test("takes idle hours first, and says that they come from no stage")
    func usesIdleHours() throws {
        let member = AllocationMember(
            proficiency: [1, 1], baseline: [10, 0], learningLoss: [0, 0], capacity: 16, movableShare: 1, moveCost: 1)
        let customers = allocationChain(supply: 10, conversion: [1, 1], effort: [1, 1], margin: 30)
        let solution = try ThroughputModel(allocationProblem([member], [customers])).solve()
        #expect(solution.moves.map(\.from) == [nil, 0])
        #expect(solution.moves.map(\.to) == [1, 1])
        #expect(abs(solution.after.throughput - 8 * 30) < 1e-6)
    }

    @Test("moves nothing where a move costs more than it brings")
    func weighsTheCost() throws {
        let customers = allocationChain(supply: 10, conversion: [1, 1], effort: [0, 1], margin: 30)
        let cheap = allocationHand(at: 0, hours: 10, proficiency: [1, 1], cost: 29)
        let dear = allocationHand(at: 0, hours: 10, proficiency: [1, 1], cost: 31)
        #expect(try ThroughputModel(allocationProblem([cheap], [customers])).solve().moves.count == 1)
        #expect(try ThroughputModel(allocationProblem([dear], [customers])).solve().moves.isEmpty)
    }

    @Test("lets Key Account Managers work for key accounts only")
    func keepsManagersToKeyAccounts() throws {
        let manager = allocationHand(at: 0, hours: 10, proficiency: [1], keyOnly: true)
        let other = allocationHand(at: 0, hours: 4, proficiency: [1])
        let customers = [
            allocationChain("key", isKey: true, supply: 3, conversion: [1], effort: [1], margin: 10),
            allocationChain("other", supply: 100, conversion: [1], effort: [1], margin: 9),
        ]
        let solution = try ThroughputModel(allocationProblem([manager, other], customers)).solve()
        #expect(abs(solution.before.throughput - 66) < 1e-6)
        #expect(AllocationCheck(try allocationProblem([manager, other], customers), solution).violations.isEmpty)
    }

    @Test("keeps a promise of service at the cost of dearer customers")
    func keepsPromises() throws {
        let member = allocationHand(at: 0, hours: 10, proficiency: [1])
        let customers = [
            allocationChain("key", isKey: true, supply: 10, conversion: [1], effort: [1], margin: 100),
            allocationChain("other", supply: 10, conversion: [1], effort: [1], margin: 1, minimumService: 0.4),
        ]
        let solution = try ThroughputModel(allocationProblem([member], customers)).solve()
        #expect(abs(solution.before.throughput - 604) < 1e-6)
        #expect(solution.conflicts.isEmpty)
    }

    @Test("reports a promise above capacity as a conflict in words, not as infeasible")
    func reportsBrokenPromises() throws {
        let member = allocationHand(at: 0, hours: 10, proficiency: [1])
        let customers = allocationChain(
            "others", supply: 40, conversion: [1], effort: [1], margin: 100, minimumService: 0.5)
        let solution = try ThroughputModel(allocationProblem([member], [customers])).solve()
        #expect(solution.outcome.status == .optimal)
        #expect(solution.conflicts.map(\.code) == ["minimum_service"])
        #expect(solution.conflicts.first?.text == "A promises 20 h to others and is 10 h short")
        #expect(abs(solution.after.throughput - 1000) < 1e-6)
        #expect(abs((solution.outcome.objective ?? 0) + 9000) < 1e-6)
    }

    @Test("says which stage nobody can work at, and brings nothing through it")
    func namesTheMissingSkill() throws {
        let members = [allocationHand(at: 0, hours: 50, proficiency: [1, 0, 1])]
        let customers = allocationChain(supply: 5, conversion: [1, 1, 1], effort: [1, 1, 1], margin: 100)
        let solution = try ThroughputModel(allocationProblem(members, [customers])).solve()
        #expect(solution.after.throughput == 0)
        #expect(solution.conflicts.map(\.text) == ["Nobody who has hours can work at B: 5 h of work there stay undone"])
    }

    @Test("leaves the hours where they are when a limit comes first, and says feasible")
    func stopsAtLimits() throws {
        let instance = try allocationCompany(seed: 3, members: 60)
        let limited = try ThroughputModel(instance, options: AllocationOptions(iterationLimit: 1)).solve()
        #expect(limited.outcome.status == .feasible)
        #expect(limited.outcome.bound == nil)
        #expect(limited.moves.isEmpty && limited.after == limited.before)
        let stopped = try ThroughputModel(instance, options: AllocationOptions(shouldStop: { true })).solve()
        #expect(AllocationCheck(instance, stopped).violations.isEmpty)
    }
}

/// Every split of the members' whole hours over three stages, each valued by walking down the chain of one class.
private struct SplitEnumeration {
    let problem: AllocationProblem

    init(_ problem: AllocationProblem) { self.problem = problem }

    var best: Double { best(member: 0, hours: [0, 0, 0], cost: 0) }

    private func best(member index: Int, hours: [Double], cost: Double) -> Double {
        guard index < problem.members.count else { return throughput(hours) - cost }
        let member = problem.members[index]
        let all = Int(member.capacity)
        var best = -Double.infinity
        for first in 0...all {
            for second in 0...(all - first) {
                let split = [Double(first), Double(second), Double(all - first - second)]
                var reached = hours
                var moved = 0.0
                for stage in 0..<3 {
                    let more = max(0, split[stage] - member.baseline[stage])
                    moved += more
                    reached[stage] +=
                        member.proficiency[stage] * (split[stage] - more * member.learningLoss[stage])
                }
                best = max(best, self.best(member: index + 1, hours: reached, cost: cost + moved * member.moveCost))
            }
        }
        return best
    }

    private func throughput(_ hours: [Double]) -> Double {
        let customers = problem.classes[0]
        var served = 0.0
        for stage in 0..<3 {
            let entering = stage == 0 ? customers.supply : served * customers.conversion[stage - 1]
            served = min(entering + customers.openWork[stage], hours[stage] / customers.effort[stage])
        }
        return served * customers.conversion[2] * customers.marginPerWin
    }
}
