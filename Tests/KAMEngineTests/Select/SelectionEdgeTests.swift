@testable import KAMEngine
import KAMModel
import Testing

@Suite("Edge of a selection")
struct SelectionEdgeTests {
    private let method = HighsSelection(SelectionOptions(relativeGap: 0))

    @Test("prices an hour at what the hours that are short bring by trying all")
    func priceIsTheGainOfTheBump() throws {
        var random = SelectionRandom(seed: 41)
        var priced = 0
        while priced < 250 {
            let problem = try SelectionProblem.random(&random)
            let solution = try method.solve(problem)
            guard let value = SelectionBruteForce(problem).best,
                let edge = try SelectionEdge(problem, solution, method: method)
            else { continue }
            let rest = (0..<problem.count).filter {
                !solution.chosen[$0] && !problem.forcedOut[$0] && problem.values[$0] > problem.values[edge.next]
            }
            #expect(rest.isEmpty)
            #expect(!edge.obstacles.isEmpty)
            if let forced = edge.forced {
                let best = SelectionBruteForce(problem.forcing(edge.next)).best
                #expect(abs(try #require(forced.outcome.objective) - (try #require(best))) < 1e-6)
            }
            guard let binding = edge.binding else { continue }
            priced += 1
            let bumped = problem.adding(hours: binding.shortage.hours, for: binding.shortage.needs)
            let gain = try #require(SelectionBruteForce(bumped).best) - value
            #expect(abs(gain - binding.price * binding.shortage.hours) < 1e-6)
            let left = SelectionRoom(bumped, chosen: solution.chosen).obstacles(to: edge.next)
            #expect(left.count < edge.obstacles.count)
        }
    }

    @Test("displaces the cheapest single account that makes room, or several, and every rule is kept")
    func displacement() throws {
        var random = SelectionRandom(seed: 42)
        var exchanges = 0
        var several = 0
        for _ in 0..<1500 {
            let problem = try SelectionProblem.random(&random)
            let solution = try method.solve(problem)
            guard solution.outcome.objective != nil else { continue }
            let brute = SelectionBruteForce(problem)
            let room = SelectionRoom(problem, chosen: solution.chosen)
            func mask(_ flags: [Bool]) -> Int { flags.indices.reduce(0) { flags[$1] ? $0 | 1 << $1 : $0 } }
            for index in 0..<problem.count where !solution.chosen[index] && !problem.forcedOut[index] {
                var joined = solution.chosen
                joined[index] = true
                let obstacles = room.obstacles(to: index)
                #expect(obstacles.isEmpty == brute.isFeasible(mask(joined)))
                let possible = (0..<problem.count).filter { leaving in
                    guard solution.chosen[leaving] else { return false }
                    var exchanged = joined
                    exchanged[leaving] = false
                    return brute.isFeasible(mask(exchanged))
                }
                let cheapest = possible.map { problem.values[$0] }.min()
                let displaced = room.displaced(by: index, past: obstacles)
                if let cheapest {
                    #expect(displaced?.count == 1)
                    #expect(displaced?.first.map { problem.values[$0] } == cheapest)
                    exchanges += 1
                } else if let displaced {
                    var exchanged = joined
                    for leaving in displaced { exchanged[leaving] = false }
                    #expect(brute.isFeasible(mask(exchanged)))
                    #expect(displaced.allSatisfy { solution.chosen[$0] && !problem.forcedIn[$0] })
                    several += 1
                }
            }
        }
        #expect(exchanges > 300 && several > 100)
    }
}
