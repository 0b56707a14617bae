import Highs
import Testing

@Suite("Limits, progress and interruption")
struct InterruptionTests {
    private let slow = LinearModel.marketSplit(rows: 5, columns: 40, seed: 1)

    @Test("Stopping branch and bound leaves the best solution so far and a bound")
    func stopKeepsIncumbent() throws {
        var calls = 0
        var seen: Double?
        let solution = try Solver().solve(slow) { progress in
            calls += 1
            #expect(progress.phase == .branchAndBound)
            seen = progress.objective ?? seen
            return progress.objective != nil && progress.nodeCount >= 20 ? .stop : .proceed
        }
        #expect(solution.status == .interrupted)
        #expect(calls > 1)
        let objective = try #require(solution.objective)
        let best = try #require(seen)
        #expect(objective <= best + 1e-6)
        #expect(try #require(solution.dualBound) <= objective)
        #expect(try #require(solution.relativeGap) > 0)
        let values = try #require(solution.columnValues)
        #expect(agree(slow.objective(at: values), objective))
    }

    @Test("Stopping at once is the status interrupted for a linear program too")
    func stopLinearProgram() throws {
        var options = SolverOptions()
        options.presolve = .off
        for method in [SolverOptions.Method.simplex, .interiorPoint] {
            options.method = method
            var phases: [Progress.Phase] = []
            let solution = try Solver().solve(slow.relaxed(), options: options) { progress in
                phases.append(progress.phase)
                return .stop
            }
            #expect(solution.status == .interrupted)
            #expect(phases.first == (method == .simplex ? .simplex : .interiorPoint))
        }
    }

    @Test("A closure that never stops changes nothing")
    func progressIsHarmless() throws {
        let model = MisledModels.all[4].model
        let quiet = try Solver().solve(model)
        let watched = try Solver().solve(model) { _ in .proceed }
        #expect(quiet == watched)
    }

    @Test("A solver that was stopped solves again to the end")
    func afterStop() throws {
        let solver = Solver()
        let model = LinearModel.marketSplit(rows: 2, columns: 14, seed: 2)
        let stopped = try solver.solve(model) { _ in .stop }
        #expect(stopped.status == .interrupted)
        let whole = try solver.solveAgain()
        #expect(whole.status == .optimal)
        let fresh = try Solver().solve(model)
        #expect(whole.objective == fresh.objective)
    }

    @Test("The time limit is a status, and time spent in one run does not count against the next")
    func timeLimit() throws {
        var options = SolverOptions()
        options.timeLimit = 0
        let solver = Solver()
        #expect(try solver.solve(slow, options: options).status == .timeLimit)
        options.timeLimit = 0.5
        #expect(try solver.solve(slow, options: options).status == .timeLimit)
        #expect(try solver.solve(MisledModels.all[0].model, options: options).status == .optimal)
        #expect(try solver.solve(LinearProgramTests.wyndor(), options: options).status == .optimal)
    }

    @Test("The node limit is the status solutionLimit")
    func nodeLimit() throws {
        var options = SolverOptions()
        options.nodeLimit = 5
        let solution = try Solver().solve(slow, options: options)
        #expect(solution.status == .solutionLimit)
        #expect(solution.nodeCount <= 100)
    }

    @Test("The iteration limit is a status of a linear program")
    func iterationLimit() throws {
        var options = SolverOptions()
        options.presolve = .off
        options.method = .simplex
        options.iterationLimit = 1
        #expect(try Solver().solve(slow.relaxed(), options: options).status == .iterationLimit)
    }

    @Test("The log goes to its closure")
    func log() throws {
        var text = ""
        let solution = try Solver().solve(LinearProgramTests.wyndor(), log: { text += $0 })
        #expect(solution.isOptimal)
        #expect(text.contains("HiGHS"))
        #expect(text.contains("Model status"))
    }

    @Test("The same seed gives the same answer, run after run, with one thread")
    func deterministic() throws {
        var options = SolverOptions()
        options.nodeLimit = 300
        options.seed = 7
        let first = try Solver().solve(slow, options: options)
        let second = try Solver().solve(slow, options: options)
        #expect(first == second)
    }

    @Test("Every seed and number of threads finds the same optimum, also in turn with one solver")
    func seedsAndThreads() throws {
        let model = LinearModel.marketSplit(rows: 2, columns: 14, seed: 5)
        let solver = Solver()
        let optimum = try #require(try solver.solve(model).objective)
        for (seed, threads) in [(1, 1), (2, 2), (3, 1), (4, 2)] {
            var options = SolverOptions()
            options.seed = seed
            options.threads = threads
            options.relativeGap = 0
            let solution = try solver.solve(model, options: options)
            #expect(solution.status == .optimal && agree(solution.objective, optimum))
        }
    }

    @Test("Solvers of several tasks at once do not disturb each other")
    func concurrent() async throws {
        let expected = MisledModels.all.map(\.optimum)
        try await withThrowingTaskGroup(of: [Double?].self) { group in
            for _ in 0..<8 {
                group.addTask { @concurrent in
                    var found: [Double?] = []
                    for (_, model, _) in MisledModels.all { found.append(try Solver().solve(model).objective) }
                    return found
                }
            }
            for try await found in group {
                #expect(zip(found, expected).allSatisfy { agree($0 ?? .nan, $1) })
            }
        }
    }
}
