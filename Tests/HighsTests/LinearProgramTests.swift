import Highs
import Testing

@Suite("Linear programs")
struct LinearProgramTests {
    /// The Wyndor Glass example of Hillier & Lieberman, *Introduction to Operations Research*: optimum 36 at (2, 6).
    static func wyndor() -> LinearModel {
        var model = LinearModel(sense: .maximize)
        let doors = model.addColumn(cost: 3, name: "doors")
        let windows = model.addColumn(cost: 5, name: "windows")
        model.addRow([.init(doors, 1)], upper: 4, name: "plant 1")
        model.addRow([.init(windows, 2)], upper: 12, name: "plant 2")
        model.addRow([.init(doors, 3), .init(windows, 2)], upper: 18, name: "plant 3")
        return model
    }

    @Test("The linked library is the pinned one")
    func version() {
        #expect(Solver.version == "1.15.1")
    }

    @Test(
        "A textbook program has its published optimum and prices, by every method",
        arguments: [SolverOptions.Method.choose, .simplex, .interiorPoint])
    func published(method: SolverOptions.Method) throws {
        var options = SolverOptions()
        options.method = method
        let solution = try Solver().solve(Self.wyndor(), options: options)
        #expect(solution.status == .optimal)
        #expect(solution.primalStatus == .feasible && solution.dualStatus == .feasible)
        #expect(agree(solution.objective, 36))
        #expect(solution.dualBound == solution.objective && solution.relativeGap == 0)
        let values = try #require(solution.columnValues)
        #expect(agree(values[0], 2) && agree(values[1], 6))
        let activities = try #require(solution.rowActivities)
        #expect(zip(activities, [2, 12, 18]).allSatisfy { agree($0, $1) })
        let duals = try #require(solution.rowDuals)
        #expect(zip(duals, [0, 1.5, 1]).allSatisfy { agree($0, $1) })
        #expect(try #require(solution.basis).columns == [.basic, .basic])
    }

    @Test("The interior point method reports its iterations")
    func interiorPointIterations() throws {
        var options = SolverOptions()
        options.method = .interiorPoint
        options.presolve = .off
        #expect(try Solver().solve(Self.wyndor(), options: options).interiorPointIterations > 0)
    }

    @Test("Contradicting rows are the status infeasible, without values or prices")
    func infeasible() throws {
        var model = LinearModel()
        let column = model.addColumn(cost: 1)
        model.addRow([.init(column, 1)], lower: 3)
        model.addRow([.init(column, 1)], upper: 2)
        let solution = try Solver().solve(model)
        #expect(solution.status == .infeasible)
        #expect(solution.columnValues == nil && solution.rowActivities == nil && solution.objective == nil)
        #expect(solution.dualBound == nil && solution.relativeGap == nil)
    }

    @Test("An objective without end is the status unbounded")
    func unbounded() throws {
        var model = LinearModel(sense: .maximize)
        let first = model.addColumn(cost: 1)
        let second = model.addColumn(cost: 1)
        model.addRow([.init(first, 1), .init(second, -1)], upper: 1)
        var options = SolverOptions()
        options.presolve = .off
        #expect(try Solver().solve(model, options: options).status == .unbounded)
        let simplified = try Solver().solve(model).status
        #expect(simplified == .unbounded || simplified == .unboundedOrInfeasible)
    }

    @Test("A model without columns is empty, and feasible only when its rows allow zero")
    func empty() throws {
        let nothing = try Solver().solve(LinearModel(offset: 7))
        #expect(nothing.status == .modelEmpty)
        #expect(nothing.objective == 7 && nothing.columnValues == [])

        var impossible = LinearModel()
        impossible.addRow([], lower: 1)
        let refused = try Solver().solve(impossible)
        #expect(refused.status == .modelEmpty && refused.primalStatus == .infeasible)
        #expect(refused.objective == nil && refused.columnValues == nil)
    }

    @Test("A model without rows goes to its better bounds")
    func withoutRows() throws {
        var model = LinearModel(sense: .maximize, offset: 1)
        model.addColumn(cost: 2, lower: -1, upper: 3)
        model.addColumn(cost: -4, lower: -5, upper: 3)
        let solution = try Solver().solve(model)
        #expect(solution.status == .optimal && solution.objective == 27 && solution.columnValues == [3, -5])
        #expect(solution.reducedCosts == [2, -4])
    }

    @Test("The objective equals offset plus costs times values, and the rows their terms, on 300 seeded programs")
    func partsSum() throws {
        var random = Seeded(11)
        let solver = Solver()
        for _ in 0..<300 {
            let model = LinearModel.random(&random, sense: random.chance(0.5) ? .minimize : .maximize)
            let solution = try solver.solve(model)
            let values = try #require(solution.columnValues)
            #expect(solution.status == .optimal)
            #expect(agree(solution.objective, model.objective(at: values)))
            let activities = try #require(solution.rowActivities)
            #expect(zip(activities, model.activities(at: values)).allSatisfy { agree($0, $1) })
            for (row, activity) in zip(model.rows, activities) {
                #expect(activity >= row.lower - 1e-6 && activity <= row.upper + 1e-6)
            }
        }
    }

    @Test("Interior point and simplex find the same objective on 100 seeded programs")
    func methodsAgree() throws {
        var random = Seeded(12)
        let solver = Solver()
        var simplex = SolverOptions()
        simplex.method = .simplex
        var interior = SolverOptions()
        interior.method = .interiorPoint
        for _ in 0..<100 {
            let model = LinearModel.random(&random, sense: .minimize)
            let first = try #require(try solver.solve(model, options: simplex).objective)
            let second = try #require(try solver.solve(model, options: interior).objective)
            #expect(agree(first, second))
        }
    }
}
