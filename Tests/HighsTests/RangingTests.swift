import Highs
import Testing

@Suite("Ranging")
struct RangingTests {
    @Test(
        "The ranges of a textbook program are the published ones, by every method",
        arguments: [SolverOptions.Method.simplex, .interiorPoint], [SolverOptions.Presolve.on, .off])
    func published(method: SolverOptions.Method, presolve: SolverOptions.Presolve) throws {
        let solver = Solver()
        var options = SolverOptions()
        options.method = method
        options.presolve = presolve
        _ = try solver.solve(LinearProgramTests.wyndor(), options: options)
        let ranging = try #require(try solver.ranging())
        // Hillier & Lieberman: 0 ≤ c1 ≤ 7.5, 2 ≤ c2; 2 ≤ b1, 6 ≤ b2 ≤ 18, 12 ≤ b3 ≤ 24.
        #expect(agree(ranging.costs[0].down.value, 0) && agree(ranging.costs[0].up.value, 7.5))
        #expect(agree(ranging.costs[1].down.value, 2) && ranging.costs[1].up.value == .infinity)
        #expect(agree(ranging.rowBounds[1].down.value, 6) && agree(ranging.rowBounds[1].up.value, 18))
        #expect(agree(ranging.rowBounds[2].down.value, 12) && agree(ranging.rowBounds[2].up.value, 24))
        // The objective moves along the price up to the end of the range.
        #expect(agree(ranging.rowBounds[1].up.objective, 36 + 1.5 * 6))
        #expect(agree(ranging.rowBounds[2].down.objective, 36 - 1 * 6))
    }

    @Test(
        "At both ends of a right-hand side's range the objective is the one foretold, in both senses",
        arguments: [LinearModel.Sense.minimize, .maximize])
    func ends(sense: LinearModel.Sense) throws {
        var random = Seeded(51)
        var checked = 0
        for _ in 0..<60 {
            let model = LinearModel.random(&random, sense: sense)
            let solver = Solver()
            let solution = try solver.solve(model)
            let duals = try #require(solution.rowDuals)
            let basis = try #require(solution.basis)
            guard let ranging = try solver.ranging() else { continue }
            for row in model.rows.indices where basis.rows[row] != .basic && abs(duals[row]) > 1e-6 {
                for end in [ranging.rowBounds[row].down, ranging.rowBounds[row].up] where end.value.isFinite {
                    var moved = model
                    if basis.rows[row] == .atLower { moved.rows[row].lower = end.value }
                    if basis.rows[row] == .atUpper { moved.rows[row].upper = end.value }
                    guard moved.rows[row].lower <= moved.rows[row].upper else { continue }
                    let there = try Solver().solve(moved)
                    #expect(agree(there.objective, end.objective, within: 1e-5))
                    checked += 1
                }
            }
        }
        #expect(checked > 40)
    }

    @Test(
        "A cost inside its range leaves the solution, one just outside changes it, in both senses",
        arguments: [LinearModel.Sense.minimize, .maximize])
    func costs(sense: LinearModel.Sense) throws {
        var random = Seeded(52)
        var changed = 0
        for _ in 0..<40 {
            let model = LinearModel.random(&random, sense: sense)
            let solver = Solver()
            let values = try #require(try solver.solve(model).columnValues)
            guard let ranging = try solver.ranging() else { continue }
            for column in model.columns.indices {
                for end in [ranging.costs[column].down.value, ranging.costs[column].up.value] where end.isFinite {
                    let cost = model.columns[column].cost
                    let inside = try solution(model, column, cost + 0.99 * (end - cost))
                    #expect(zip(inside, values).allSatisfy { agree($0, $1) })
                    let outside = try solution(model, column, cost + 1.01 * (end - cost))
                    if !zip(outside, values).allSatisfy({ agree($0, $1) }) { changed += 1 }
                }
            }
        }
        #expect(changed > 100)
    }

    private func solution(_ model: LinearModel, _ column: Int, _ cost: Double) throws -> [Double] {
        var moved = model
        moved.columns[column].cost = cost
        return try #require(try Solver().solve(moved).columnValues)
    }

    @Test("There are no ranges without an optimal linear program")
    func unavailable() throws {
        let solver = Solver()
        #expect(throws: HighsError.noModel) { try solver.ranging() }
        try solver.load(LinearProgramTests.wyndor())
        #expect(try solver.ranging() == nil)
        _ = try solver.solve(MisledModels.all[0].model)
        #expect(try solver.ranging() == nil)
        var impossible = LinearModel()
        let column = impossible.addColumn(upper: 1)
        impossible.addRow([.init(column, 1)], lower: 2)
        _ = try solver.solve(impossible)
        #expect(try solver.ranging() == nil)
    }
}
