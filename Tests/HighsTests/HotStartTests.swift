import Highs
import Testing

@Suite("Starting from what is known")
struct HotStartTests {
    @Test("Solving an optimal program again takes no iteration")
    func again() throws {
        let solver = Solver()
        var options = SolverOptions()
        options.presolve = .off
        let first = try solver.solve(LinearProgramTests.wyndor(), options: options)
        #expect(first.simplexIterations > 0)
        let second = try solver.solveAgain(options: options)
        #expect(second.simplexIterations == 0)
        #expect(second.objective == first.objective && second.basis == first.basis)
    }

    @Test("A basis carries over to another solver")
    func basisCarriesOver() throws {
        let model = LinearProgramTests.wyndor()
        let basis = try #require(try Solver().solve(model).basis)
        let second = try Solver().solve(model, basis: basis)
        #expect(second.simplexIterations == 0 && second.status == .optimal)
    }

    @Test("Changed bounds and costs give what a fresh solver gives, in fewer iterations, over 200 seeded changes")
    func changes() throws {
        var random = Seeded(41)
        var options = SolverOptions()
        options.presolve = .off
        let solver = Solver()
        var model = LinearModel.random(&random, sense: .minimize)
        while model.rows.count < 4 { model = .random(&random, sense: .minimize) }
        _ = try solver.solve(model, options: options)
        var warm = 0
        var cold = 0
        for _ in 0..<200 {
            try change(&model, solver, &random)
            let again = try solver.solveAgain(options: options)
            let fresh = try Solver().solve(model, options: options)
            #expect(again.status == fresh.status)
            if let objective = fresh.objective { #expect(agree(again.objective, objective)) }
            warm += again.simplexIterations
            cold += fresh.simplexIterations
        }
        #expect(warm * 2 < cold, "\(warm) against \(cold) iterations")
    }

    private func change(_ model: inout LinearModel, _ solver: Solver, _ random: inout Seeded) throws {
        switch random.whole(0...2) {
        case 0:
            let column = random.whole(0...(model.columns.count - 1))
            let cost = model.columns[column].cost + random.real(-1...1)
            model.columns[column].cost = cost
            try solver.setCost(ofColumn: column, to: cost)
        case 1:
            let column = random.whole(0...(model.columns.count - 1))
            let upper = random.real(5...10)
            model.columns[column].upper = upper
            try solver.setBounds(ofColumn: column, lower: model.columns[column].lower, upper: upper)
        default:
            let row = random.whole(0...(model.rows.count - 1))
            let wider = random.real(-0.2...0.2)
            model.rows[row].lower -= wider
            model.rows[row].upper += wider
            if model.rows[row].lower > model.rows[row].upper { model.rows[row].upper = model.rows[row].lower }
            try solver.setBounds(ofRow: row, lower: model.rows[row].lower, upper: model.rows[row].upper)
        }
    }

    @Test("Branch and bound never ends worse than its start")
    func integerStart() throws {
        let model = LinearModel.marketSplit(rows: 3, columns: 25, seed: 3)
        var options = SolverOptions()
        options.nodeLimit = 200
        let first = try Solver().solve(model, options: options)
        options.nodeLimit = 0
        options.presolve = .off
        let start = try #require(first.columnValues)
        let second = try Solver().solve(model, options: options, start: start)
        let known = try #require(first.objective)
        #expect(try #require(second.objective) <= known + 1e-6)
    }

    @Test("A start that keeps no row does no harm")
    func uselessStart() throws {
        let (_, model, optimum) = MisledModels.all[1]
        let solution = try Solver().solve(model, start: [0, 0, 0])
        #expect(solution.status == .optimal && agree(solution.objective, optimum))
    }

    @Test("One solver takes many models in turn, of either kind")
    func reuse() throws {
        let solver = Solver()
        for _ in 0..<20 {
            #expect(try agree(solver.solve(LinearProgramTests.wyndor()).objective, 36))
            for (_, model, optimum) in MisledModels.all {
                #expect(try agree(solver.solve(model).objective, optimum))
            }
        }
    }
}
