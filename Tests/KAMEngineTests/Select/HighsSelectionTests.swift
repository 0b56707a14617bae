@testable import KAMEngine
import KAMModel
import Testing

@Suite("Selection by HiGHS")
struct HighsSelectionTests {
    private let method = HighsSelection(SelectionOptions(relativeGap: 0))

    @Test("is not moved by the absurd value of one that may not be chosen")
    func absurdOutsider() throws {
        let problem = try SelectionProblem(
            values: [9e14, 30_000, 20_000, 10_000], hours: [1, 1, 1, 1], needCount: 1, supply: [2], serves: [true],
            forcedOut: [true, false, false, false])
        let solution = try HighsSelection().solve(problem)
        #expect(solution.chosen == [false, true, true, false] && solution.outcome.objective == 50_000)
    }

    @Test("finds what trying all finds, and its check and bounds agree", arguments: 0..<8 as Range<UInt64>)
    func equalsBruteForce(seed: UInt64) throws {
        var random = SelectionRandom(seed: seed)
        var infeasible = 0
        for trial in 0..<350 {
            let problem = try SelectionProblem.random(&random, atMost: trial % 50 == 0 ? 15 : 8)
            let solution = try method.solve(problem)
            let best = SelectionBruteForce(problem).best
            let findings = SelectionCheck(problem, solution).findings
            #expect(findings.isEmpty, "seed \(seed), trial \(trial): \(findings)")
            guard let best else {
                infeasible += 1
                #expect(solution.outcome.status == .infeasible, "seed \(seed), trial \(trial)")
                continue
            }
            let objective = try #require(solution.outcome.objective, "seed \(seed), trial \(trial)")
            #expect(solution.outcome.status == .optimal)
            #expect(abs(objective - best) < 1e-6, "seed \(seed), trial \(trial): \(objective), not \(best)")
            #expect(try #require(solution.outcome.bound) >= best - 1e-6)
            #expect(try #require(solution.certifiedBound) >= best - 1e-6)
        }
        #expect(infeasible > 10 && infeasible < 300)
    }

    @Test(
        "finds what trying all finds with families, incumbents, protection, changes and their costs",
        arguments: 0..<8 as Range<UInt64>, [60, 0])
    func equalsBruteForceWithMemory(seed: UInt64, reductionFrom: Int) throws {
        let method = HighsSelection(SelectionOptions(relativeGap: 0), reductionFrom: reductionFrom)
        var random = SelectionRandom(seed: 1000 + seed)
        var (infeasible, yielding) = (0, 0)
        for trial in 0..<250 {
            let problem = try SelectionProblem.remembering(&random, atMost: trial % 60 == 0 ? 15 : 8)
            let solution = try method.solve(problem)
            let brute = SelectionBruteForce(problem)
            let findings = SelectionCheck(problem, solution).findings
            #expect(findings.isEmpty, "seed \(seed), trial \(trial): \(findings)")
            guard let best = brute.best else {
                infeasible += 1
                #expect(solution.outcome.status == .infeasible, "seed \(seed), trial \(trial)")
                #expect(SelectionBruteForce(problem.keeping(Set(solution.conflicts))).best == nil)
                for demand in solution.conflicts {
                    let fewer = problem.keeping(Set(solution.conflicts).subtracting([demand]))
                    #expect(SelectionBruteForce(fewer).best != nil, "seed \(seed), trial \(trial): \(demand)")
                }
                continue
            }
            let objective = try #require(solution.outcome.objective, "seed \(seed), trial \(trial)")
            #expect(abs(objective - best) < 1e-6, "seed \(seed), trial \(trial): \(objective), not \(best)")
            #expect(try #require(solution.certifiedBound) >= best - 1e-6)
            let mask = solution.chosen.indices.reduce(0) { solution.chosen[$1] ? $0 | 1 << $1 : $0 }
            #expect(brute.isFeasible(mask))
            if brute.kept(mask) < problem.protected.count { yielding += 1 }
        }
        #expect(infeasible > 5 && infeasible < 200 && yielding > 5)
    }

    @Test("names a conflict that nobody can meet, and of which every demand is needed")
    func conflictsAreMinimal() throws {
        var random = SelectionRandom(seed: 77)
        var found = 0
        while found < 150 {
            let problem = try SelectionProblem.random(&random)
            let solution = try method.solve(problem)
            guard solution.outcome.status == .infeasible else { continue }
            found += 1
            let conflict = Set(solution.conflicts)
            #expect(!conflict.isEmpty)
            #expect(SelectionBruteForce(problem.keeping(conflict)).best == nil)
            for demand in conflict {
                #expect(SelectionBruteForce(problem.keeping(conflict.subtracting([demand]))).best != nil)
            }
        }
    }

    @Test("chooses the same candidates in whatever order they come")
    func permutation() throws {
        var random = SelectionRandom(seed: 5)
        for _ in 0..<200 {
            var problem = try SelectionProblem.random(&random)
            problem = try problem.valued(problem.values.map { $0 + random.real(0...0.2) })
            let order = Array(0..<problem.count).shuffled(using: &random)
            let solution = try method.solve(problem)
            let permuted = try method.solve(problem.permuted(order))
            #expect(permuted.chosen == order.map { solution.chosen[$0] })
        }
    }

    @Test("chooses the same whatever unit money is counted in", arguments: [1e-6, 0.001, 1000, 1e9])
    func scaling(unit: Double) throws {
        var random = SelectionRandom(seed: 6)
        for _ in 0..<100 {
            var problem = try SelectionProblem.random(&random)
            problem = try problem.valued(problem.values.map { $0 + random.real(0...0.2) })
            let solution = try method.solve(problem)
            let scaled = try method.solve(problem.valued(problem.values.map { $0 * unit }))
            #expect(scaled.chosen == solution.chosen)
            #expect(scaled.outcome.status == solution.outcome.status)
        }
    }

    @Test("takes candidates that are alike in the order of their indices, and the same ones each time")
    func ties() throws {
        let problem = try SelectionProblem(
            values: [Double](repeating: 10, count: 7), hours: [Double](repeating: 10, count: 7), needCount: 1,
            supply: [35], serves: [true])
        let solution = try method.solve(problem)
        #expect(solution.chosen == [true, true, true, false, false, false, false])
        #expect(try method.solve(problem) == solution)
    }

    @Test("leaves the list empty without candidates, without hours, and where nothing gains")
    func emptiness() throws {
        let none = try SelectionProblem(values: [], hours: [], needCount: 2, supply: [], serves: [])
        let noHours = try SelectionProblem(values: [5], hours: [1], needCount: 1, supply: [0], serves: [true])
        let noSupplier = try SelectionProblem(values: [5], hours: [1], needCount: 1, supply: [9], serves: [false])
        let noGain = try SelectionProblem(values: [-5], hours: [1], needCount: 1, supply: [9], serves: [true])
        let noNeeds = try SelectionProblem(values: [-5], hours: [], needCount: 0, supply: [], serves: [])
        for problem in [none, noHours, noSupplier, noGain, noNeeds] {
            let solution = try method.solve(problem)
            #expect(solution.outcome == Outcome(status: .optimal, objective: 0, bound: solution.outcome.bound))
            #expect(!solution.chosen.contains(true))
            #expect(SelectionCheck(problem, solution).isConfirmed)
        }
    }

    @Test("says that a quota without candidates cannot be met")
    func impossibleQuota() throws {
        let problem = try SelectionProblem(
            values: [], hours: [], needCount: 1, supply: [], serves: [], quota: SelectionProblem.Quota(minimum: 1))
        let solution = try method.solve(problem)
        #expect(solution.outcome.status == .infeasible)
        #expect(solution.conflicts == [.minimum])
    }

    @Test("says that a candidate cannot be forced both in and out")
    func forcedBothWays() throws {
        let problem = try SelectionProblem(
            values: [3, 4], hours: [1, 1], needCount: 1, supply: [9], serves: [true], forcedIn: [false, true],
            forcedOut: [false, true])
        let solution = try method.solve(problem)
        #expect(solution.outcome.status == .infeasible)
        #expect(solution.conflicts == [.forcedOut(1), .forcedIn(1)])
    }

    @Test("stops when the progress closure asks, and says what it then knows")
    func stopped() throws {
        var random = SelectionRandom(seed: 9)
        let count = 400
        let problem = try SelectionProblem(
            values: (0..<count).map { _ in random.real(10...100) },
            hours: (0..<(count * 4)).map { _ in random.real(1...30) }, needCount: 4,
            supply: [900, 900, 900, 900], serves: (0..<16).map { $0 % 5 == 0 })
        let solution = try HighsSelection(SelectionOptions(relativeGap: 0, nodeLimit: 1)).solve(problem)
        #expect(solution.outcome.status == .feasible)
        #expect(SelectionCheck(problem, solution).isConfirmed)
        let stopped = try HighsSelection(SelectionOptions(relativeGap: 0, progress: { _ in false })).solve(problem)
        #expect(stopped.outcome.status == .unknown || stopped.outcome.status == .feasible)
        #expect(SelectionCheck(problem, stopped).isConfirmed)
    }

    @Test("refuses a problem that contradicts itself, with all that is wrong")
    func refusals() {
        #expect {
            try SelectionProblem(
                values: [.nan, 1], hours: [-1, .infinity, 2], needCount: 1, supply: [-3], serves: [true, true],
                quota: SelectionProblem.Quota(minimum: -1), segments: [0, 4], forcedIn: [true])
        } throws: { error in
            guard case .refused(let problems) = error as? SelectionError else { return false }
            return problems.count == 9
        }
    }
}
