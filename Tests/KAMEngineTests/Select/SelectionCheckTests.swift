@testable import KAMEngine
import KAMModel
import Testing

@Suite("Selection check")
struct SelectionCheckTests {
    @Test("confirms a choice exactly when trying Gale's condition does")
    func agreesWithBruteForce() throws {
        var random = SelectionRandom(seed: 21)
        var confirmed = 0
        for _ in 0..<4000 {
            let problem = try SelectionProblem.random(&random)
            let brute = SelectionBruteForce(problem)
            let mask = random.int(0...((1 << problem.count) - 1))
            let value = brute.value(mask)
            let solution = SelectionSolution(
                chosen: (0..<problem.count).map { mask >> $0 & 1 == 1 },
                outcome: Outcome(status: .feasible, objective: value, bound: value))
            let check = SelectionCheck(problem, solution)
            #expect(check.isConfirmed == brute.isFeasible(mask))
            #expect(check.objective == value)
            if check.isConfirmed { confirmed += 1 }
        }
        #expect(confirmed > 400 && confirmed < 3600)
    }

    @Test("catches a value, a bound or a status that was tampered with")
    func corruption() throws {
        var random = SelectionRandom(seed: 22)
        var caught = 0
        while caught < 200 {
            let problem = try SelectionProblem.random(&random)
            let solution = try HighsSelection().solve(problem)
            guard let value = solution.outcome.objective, solution.chosen.contains(true) else { continue }
            caught += 1
            func isConfirmed(_ outcome: Outcome, chosen: [Bool]? = nil, certified: Double? = nil) -> Bool {
                let bad = SelectionSolution(
                    chosen: chosen ?? solution.chosen, outcome: outcome, certifiedBound: certified)
                return SelectionCheck(problem, bad).isConfirmed
            }
            #expect(isConfirmed(solution.outcome))
            #expect(!isConfirmed(Outcome(status: .optimal, objective: value + 1, bound: value + 1)))
            #expect(!isConfirmed(Outcome(status: .optimal, objective: value, bound: value - 1)))
            #expect(!isConfirmed(solution.outcome, certified: value - 1))
            #expect(!isConfirmed(Outcome(status: .optimal, objective: nil, bound: value)))
            #expect(!isConfirmed(Outcome(status: .infeasible, objective: nil, bound: nil)))
            #expect(!isConfirmed(solution.outcome, chosen: solution.chosen + [false]))
            let flips = solution.chosen.indices.filter { problem.values[$0] != 0 }
            if let flip = flips.randomElement(using: &random) {
                var chosen = solution.chosen
                chosen[flip].toggle()
                #expect(!isConfirmed(solution.outcome, chosen: chosen))
            }
        }
    }
}
