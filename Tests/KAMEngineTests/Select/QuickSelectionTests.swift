@testable import KAMEngine
import KAMModel
import Testing

@Suite("Quick selection")
struct QuickSelectionTests {
    private let method = HighsSelection(SelectionOptions(relativeGap: 0))

    @Test("keeps every rule, and comes near the best choice")
    func nearTheBest() throws {
        var random = SelectionRandom(seed: 51)
        var (answered, equal, share, total) = (0, 0, 0.0, 0)
        for _ in 0..<2000 {
            let problem = try SelectionProblem.remembering(&random, atMost: 12)
            let solution = try method.solve(problem)
            guard let best = solution.outcome.objective else { continue }
            total += 1
            let quick = QuickSelection(problem, prices: solution)
            guard let chosen = quick.choose(quick.ownCase) else { continue }
            answered += 1
            let value = problem.objective(of: chosen)
            let found = SelectionSolution(
                chosen: chosen, outcome: Outcome(status: .feasible, objective: value, bound: max(value, best)))
            #expect(SelectionCheck(problem, found).isConfirmed, "\(SelectionCheck(problem, found).findings)")
            let worth = best - problem.memory.offset
            if abs(value - best) < 1e-6 { equal += 1 }
            share += worth > 0 ? min(1, max(0, (value - problem.memory.offset) / worth)) : 1
        }
        print(
            "quick selection: answers \(answered) of \(total), equal \(equal), mean share \(share / Double(answered))")
        #expect(Double(answered) > 0.9 * Double(total))
        #expect(Double(equal) > 0.8 * Double(answered))
        #expect(share / Double(answered) > 0.97)
    }

    @Test("promises hours exactly where a greatest flow can")
    func ledger() throws {
        var random = SelectionRandom(seed: 52)
        for _ in 0..<2000 {
            let problem = try SelectionProblem.random(&random, atMost: 12)
            var ledger = HourLedger(problem)
            var taken = [Bool](repeating: false, count: problem.count)
            for _ in 0..<(2 * problem.count) {
                let candidate = random.int(0...(problem.count - 1))
                let offset = candidate * problem.needCount
                if taken[candidate] {
                    ledger.giveBack(problem.hours, at: offset)
                    taken[candidate] = false
                    continue
                }
                let demand = (0..<problem.needCount).map { need in
                    (0..<problem.count).reduce(0) {
                        taken[$1] || $1 == candidate ? $0 + problem.hours(of: $1, need: need) : $0
                    }
                }
                let fits = HourFlow(demand: demand, supply: problem.supply, serves: problem.serves).shortages.isEmpty
                taken[candidate] = ledger.take(problem.hours, at: offset) == nil
                #expect(taken[candidate] == fits)
            }
        }
    }
}
