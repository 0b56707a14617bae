import KAMEngine
import KAMModel
import Synchronization
import Testing

@Suite("Solving jobs for agents")
struct GeneralizedAssignmentSearchTests {
    @Test("Four thousand small problems end as brute force ends them, infeasible ones proved so")
    func bruteForce() throws {
        var infeasible = 0
        for seed in 0..<4000 {
            let generated = GeneratedJobs(seed: UInt64(seed))
            let problem = try generated.problem()
            var search = GeneralizedAssignmentSearch(problem, options: .init(seed: UInt64(seed)))
            let solution = search.solve()
            #expect(GeneralizedAssignmentCheck(problem, solution).breaches.isEmpty, "seed \(seed)")
            if let least = generated.leastCost() {
                #expect(solution.status == .optimal, "seed \(seed)")
                #expect(solution.value == least, "seed \(seed)")
                #expect(solution.bound == least, "seed \(seed)")
                #expect(solution.gap == 0, "seed \(seed)")
            } else {
                infeasible += 1
                #expect(solution.status == .infeasible, "seed \(seed)")
                #expect(solution.agentOfJob == nil && solution.value == nil && solution.bound == nil, "seed \(seed)")
            }
        }
        #expect(infeasible > 400, "only \(infeasible) of the problems have no solution")
    }

    @Test("No bound that is reported on the way exceeds the optimum, and no value falls below it")
    func bounds() throws {
        for seed in 0..<6 {
            let problem = try GeneratedJobs(agents: 5, jobs: 25, seed: UInt64(seed)).problem()
            let seen = Mutex<[GeneralizedAssignmentProgress]>([])
            var search = GeneralizedAssignmentSearch(
                problem, options: .init(progress: { step in seen.withLock { $0.append(step) } }))
            let solution = search.solve()
            #expect(solution.status == .optimal, "seed \(seed)")
            let optimum = try #require(solution.value)
            let steps = seen.withLock { $0 }
            #expect(!steps.isEmpty)
            for step in steps {
                #expect(step.bound <= optimum, "seed \(seed)")
                #expect(step.value ?? .max >= optimum, "seed \(seed)")
            }
        }
    }

    @Test("The optimum does not depend on the seed, and a given start is taken")
    func seeds() throws {
        let problem = try GeneratedJobs(agents: 4, jobs: 24, seed: 7).problem()
        var first = GeneralizedAssignmentSearch(problem, options: .init(seed: 1))
        let one = first.solve()
        #expect(one.status == .optimal)
        for seed in 2..<6 {
            var search = GeneralizedAssignmentSearch(
                problem, options: .init(seed: UInt64(seed), start: one.agentOfJob))
            #expect(search.solve().value == one.value)
        }
        var limited = GeneralizedAssignmentSearch(problem, options: .init(roundLimit: 0, start: one.agentOfJob))
        #expect(limited.solve().value == one.value, "a start that is optimal is lost")
    }

    @Test("The same seed and rounds give the same answer twice, and with two threads")
    func determinism() async throws {
        for seed in 0..<4 {
            let generated =
                seed < 2
                ? GeneratedJobs(agents: 6, jobs: 42, seed: UInt64(seed))
                : GeneratedJobs(skewedAgents: 6, jobs: 42, seed: UInt64(seed))
            let problem = try generated.problem()
            let options = GeneralizedAssignmentOptions(roundLimit: 2, seed: UInt64(seed))
            var once = GeneralizedAssignmentSearch(problem, options: options)
            var again = once
            var both = once
            let solution = once.solve()
            #expect(solution == again.solve())
            let concurrent = await both.solveConcurrently()
            #expect(solution == concurrent)
            #expect(solution.value != nil, "nothing to compare")
            #expect(GeneralizedAssignmentCheck(problem, solution).breaches.isEmpty)
        }
    }

    @Test("A search that is stopped returns what it has, and more when it is stopped later")
    func interruption() throws {
        let problem = try GeneratedJobs(agents: 10, jobs: 100, seed: 3).problem()
        var last = Int.max
        for patience in [0, 50, 500] {
            let asked = Mutex(0)
            let options = GeneralizedAssignmentOptions(
                shouldStop: {
                    asked.withLock { count in
                        count += 1; return count > patience
                    }
                })
            var search = GeneralizedAssignmentSearch(problem, options: options)
            let solution = search.solve()
            #expect(solution.status == (solution.value == nil ? .unknown : .feasible))
            #expect(GeneralizedAssignmentCheck(problem, solution).breaches.isEmpty)
            #expect(asked.withLock { $0 } < patience + 200, "asked on and on after the stop")
            if let value = solution.value {
                #expect(value <= last)
                last = value
            }
        }
        #expect(last < .max)
    }

    @Test("Degenerate problems have the answer that follows from the words")
    func degenerate() throws {
        func solve(_ cost: [[Int]], _ weight: [[Int]], _ capacity: [Int]) throws -> GeneralizedAssignmentSolution {
            var search = GeneralizedAssignmentSearch(
                try GeneralizedAssignment(cost: cost, weight: weight, capacity: capacity))
            return search.solve()
        }
        #expect(try solve([[], []], [[], []], [3, 4]).value == 0)
        #expect(try solve([[], []], [[], []], [3, 4]).status == .optimal)
        #expect(try solve([], [], []).status == .optimal)
        #expect(try solve([[5, 6]], [[1, 2]], [3]).value == 11)
        #expect(try solve([[5, 6]], [[1, 2]], [2]).status == .infeasible)
        #expect(try solve([[5], [1]], [[4], [9]], [4, 8]).agentOfJob == [0])
        #expect(try solve([[5], [1]], [[5], [9]], [4, 8]).status == .infeasible)
        let (much, heavy) = (83_333_333, 1_000_000_000)
        #expect(
            try solve(
                [[much, much, much], [-much, -much, -much]], [[heavy, heavy, 1], [1, heavy, heavy]], [heavy, heavy]
            )
            .status == .infeasible)
        #expect(
            try solve(
                [[much, much, much], [-much, -much, -much]], [[heavy, heavy, 0], [0, heavy, heavy]], [heavy, heavy]
            )
            .value == -much)
        #expect(try solve([[0, 0], [0, 0]], [[0, 0], [0, 0]], [0, 0]).value == 0)
        #expect(try solve([[-3, -4], [-5, -9]], [[1, 1], [1, 1]], [1, 1]).value == -12)
    }

    @Test("Capacities in the hundreds of millions are solved as exactly as small ones")
    func largeCapacities() throws {
        for seed in 0..<25 {
            var random = SplitMix64(seed: UInt64(seed))
            let weight = (0..<3).map { _ in (0..<7).map { _ in Int(random.next() % 90_000_000) + 1 } }
            let cost = weight.map { $0.map { 2000 - $0 / 50_000 + Int(random.next() % 50) } }
            let capacity = (0..<3).map { _ in 120_000_000 + Int(random.next() % 30_000_000) }
            let problem = try GeneralizedAssignment(cost: cost, weight: weight, capacity: capacity)
            var search = GeneralizedAssignmentSearch(problem)
            let solution = search.solve()
            #expect(GeneralizedAssignmentCheck(problem, solution).breaches.isEmpty, "seed \(seed)")
            let generated = GeneratedJobs(cost: cost, weight: weight, capacity: capacity)
            #expect(solution.value == generated.leastCost(), "seed \(seed)")
            #expect(solution.status == (solution.value == nil ? .infeasible : .optimal), "seed \(seed)")
        }
    }
}
