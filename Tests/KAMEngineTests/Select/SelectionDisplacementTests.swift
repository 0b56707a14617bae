import KAMModel
import Testing

@testable import KAMEngine

@Suite("Displacement from a selection")
struct SelectionDisplacementTests {
    @Test("lets leave whom trying all one after the other lets leave")
    func asOneByOne() throws {
        var random = SelectionRandom(seed: 43)
        var (alone, several, nobody) = (0, 0, 0)
        for _ in 0..<2500 {
            let problem = try SelectionProblem.random(&random)
            let chosen = try HighsSelection(SelectionOptions(relativeGap: 0)).solve(problem).chosen
            let room = SelectionRoom(problem, chosen: chosen)
            for index in 0..<problem.count where !chosen[index] && !problem.forcedOut[index] {
                let obstacles = room.obstacles(to: index)
                guard !obstacles.isEmpty else { continue }
                let displaced = room.displaced(by: index, past: obstacles)
                #expect(displaced == OneByOne(room, obstacles).displaced(by: index))
                switch displaced?.count {
                case nil: nobody += 1
                case 1: alone += 1
                default: several += 1
                }
            }
        }
        #expect(alone > 300 && several > 100 && nobody > 100)
    }
}

/// Displacement by its words: nothing remembered, nothing halved.
private struct OneByOne {
    private let room: SelectionRoom
    private let shortages: [HourFlow.Shortage]

    init(_ room: SelectionRoom, _ obstacles: [SelectionRoom.Obstacle]) {
        self.room = room
        shortages = obstacles.compactMap { if case .hours(let shortage) = $0 { shortage } else { nil } }
    }

    func displaced(by candidate: Int) -> [Int]? {
        if let single = room.mayLeave.first(where: { makesRoom(candidate, [$0]) }) { return [single] }
        let priced = room.mayLeave.filter { freed($0) > 0 }.map { ($0, room.problem.values[$0] / freed($0)) }
        var leaving: [Int] = []
        for (next, _) in priced.sorted(by: { ($0.1, $0.0) < ($1.1, $1.0) }) {
            leaving.append(next)
            if hoursSuffice(candidate, leaving) { break }
        }
        for other in leaving.sorted(by: { (room.problem.values[$1], $0) < (room.problem.values[$0], $1) }) {
            let rest = leaving.filter { $0 != other }
            if makesRoom(candidate, rest) { leaving = rest }
        }
        return makesRoom(candidate, leaving) ? leaving.sorted() : nil
    }

    private func freed(_ leaving: Int) -> Double {
        shortages.flatMap(\.needs).reduce(0) { $0 + room.problem.hours(of: leaving, need: $1) }
    }

    private func hoursSuffice(_ candidate: Int, _ leaving: [Int]) -> Bool {
        room.shortages(of: room.wanted(adding: candidate, removing: leaving)).isEmpty
    }

    private func makesRoom(_ candidate: Int, _ leaving: [Int]) -> Bool {
        room.quotasAllow(candidate, for: leaving) && hoursSuffice(candidate, leaving)
    }
}
