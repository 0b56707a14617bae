import Highs
import Testing

@Suite("Mixed-integer programs")
struct MixedIntegerTests {
    /// The best objective over all 0/1 points, or nil when none is feasible.
    private func enumerate(_ model: LinearModel) -> Double? {
        let count = model.columns.count
        var best: Double?
        for bits in 0..<(1 << count) {
            let values = (0..<count).map { Double((bits >> $0) & 1) }
            let feasible = zip(model.rows, model.activities(at: values)).allSatisfy { $0.lower <= $1 && $1 <= $0.upper }
            guard feasible else { continue }
            let objective = model.objective(at: values)
            best = best.map { model.sense == .minimize ? min($0, objective) : max($0, objective) } ?? objective
        }
        return best
    }

    @Test(
        "Branch and bound equals enumeration on thousands of seeded binary programs, with and without presolve",
        arguments: [(SolverOptions.Presolve.on, true, 3_000), (.off, false, 3_000), (.off, true, 200)])
    func bruteForce(presolve: SolverOptions.Presolve, feasibilityJump: Bool, count: Int) throws {
        var random = Seeded(31)
        var options = SolverOptions()
        options.presolve = presolve
        options.feasibilityJump = feasibilityJump
        options.relativeGap = 0
        let solver = Solver()
        var infeasible = 0
        for number in 0..<count {
            let model = LinearModel.randomBinary(&random)
            let solution = try solver.solve(model, options: options)
            guard let best = enumerate(model) else {
                #expect(solution.status == .infeasible, "case \(number)")
                infeasible += 1
                continue
            }
            #expect(solution.status == .optimal, "case \(number)")
            #expect(solution.objective == best, "case \(number)")
            #expect(agree(solution.dualBound, best), "case \(number)")
        }
        #expect(infeasible > count / 20 && infeasible < count * 2 / 3)
    }

    @Test("Presolve on and off agree with enumeration on 1,000 seeded covers with whole and divisible columns")
    func covers() throws {
        var random = Seeded(32)
        let solver = Solver()
        for number in 0..<1_000 {
            let cover = Cover(&random)
            for presolve in [SolverOptions.Presolve.on, .off] {
                var options = SolverOptions()
                options.presolve = presolve
                options.feasibilityJump = number < 100
                options.relativeGap = 0
                let solution = try solver.solve(cover.model, options: options)
                guard let best = cover.best else {
                    #expect(solution.status == .infeasible, "case \(number), presolve \(presolve)")
                    continue
                }
                #expect(agree(solution.objective, best), "case \(number), presolve \(presolve)")
            }
        }
    }

    @Test(
        "Models that misled an earlier HiGHS are solved, with and without presolve",
        arguments: [SolverOptions.Presolve.choose, .on, .off])
    func misledModels(presolve: SolverOptions.Presolve) throws {
        var options = SolverOptions()
        options.presolve = presolve
        for (issue, model, optimum) in MisledModels.all {
            let solution = try Solver().solve(model, options: options)
            #expect(solution.status == .optimal, "issue \(issue)")
            #expect(agree(solution.objective, optimum), "issue \(issue)")
        }
    }

    @Test("A semi-continuous column is zero or within its bounds")
    func semiContinuous() throws {
        var model = LinearModel()
        let batch = model.addColumn(cost: 1, lower: 5, upper: 9, kind: .semiContinuous)
        let spot = model.addColumn(cost: 3)
        model.addRow([.init(batch, 1), .init(spot, 1)], lower: 1)
        let small = try Solver().solve(model)
        #expect(agree(small.objective, 3) && small.columnValues?[batch] == 0)
        model.rows[0].lower = 2
        let large = try Solver().solve(model)
        #expect(agree(large.objective, 5) && agree(large.columnValues?[batch], 5))
    }

    @Test("A semi-integer column is zero or a whole number within its bounds")
    func semiInteger() throws {
        var model = LinearModel()
        let batch = model.addColumn(cost: 1, lower: 2.5, upper: 9, kind: .semiInteger)
        model.addRow([.init(batch, 1)], lower: 0.5)
        #expect(try Solver().solve(model).columnValues == [3])
        model.rows[0].lower = 0
        #expect(try Solver().solve(model).columnValues == [0])
    }

    @Test("The relaxation bounds the model from the better side on 200 seeded programs")
    func relaxation() throws {
        var random = Seeded(33)
        let solver = Solver()
        for _ in 0..<200 {
            let model = LinearModel.randomBinary(&random)
            guard let best = try solver.solve(model).objective else { continue }
            let bound = try #require(try solver.solve(model.relaxed()).objective)
            #expect(model.sense == .minimize ? bound <= best + 1e-6 : bound >= best - 1e-6)
        }
    }

    @Test("Infeasible and unbounded models with integers are statuses")
    func statuses() throws {
        var impossible = LinearModel()
        let column = impossible.addColumn(cost: 1, kind: .integer)
        impossible.addRow([.init(column, 2)], lower: 3, upper: 3)
        #expect(try Solver().solve(impossible).status == .infeasible)

        var endless = LinearModel(sense: .maximize)
        endless.addColumn(cost: 1, kind: .integer)
        let status = try Solver().solve(endless).status
        #expect(status == .unbounded || status == .unboundedOrInfeasible)
    }

    @Test("The interior point method does not relax a model with integers")
    func methodKeepsIntegers() throws {
        var model = LinearModel(sense: .maximize)
        let column = model.addColumn(cost: 1, upper: 9, kind: .integer)
        model.addRow([.init(column, 2)], upper: 5)
        var options = SolverOptions()
        options.method = .interiorPoint
        #expect(try Solver().solve(model, options: options).columnValues == [2])
    }
}
