import Highs
import Testing

@Suite("Prices and reduced costs")
struct DualTests {
    /// How the objective answers to a small move of one figure, from below and from above.
    private func slopes(
        _ model: LinearModel, move: (inout LinearModel, Double) -> Void
    ) throws -> (below: Double, above: Double) {
        let step = 1e-5
        func objective(_ change: Double) throws -> Double {
            var moved = model
            move(&moved, change)
            return try #require(try Solver().solve(moved).objective)
        }
        let here = try objective(0)
        return ((here - (try objective(-step))) / step, ((try objective(step)) - here) / step)
    }

    @Test(
        "A row's dual is what the objective gains per unit of its bounds, by finite differences, in both senses",
        arguments: [LinearModel.Sense.minimize, .maximize])
    func rowDuals(sense: LinearModel.Sense) throws {
        var random = Seeded(21)
        var priced = 0
        for _ in 0..<60 {
            let model = LinearModel.random(&random, sense: sense)
            let duals = try #require(try Solver().solve(model).rowDuals)
            for row in model.rows.indices {
                let slope = try slopes(model) { moved, change in
                    moved.rows[row].lower += change
                    moved.rows[row].upper += change
                }
                guard agree(slope.below, slope.above, within: 1e-3) else { continue }
                #expect(agree(duals[row], slope.above, within: 1e-3), "row \(row): \(duals[row]) against \(slope)")
                if abs(duals[row]) > 1e-3 { priced += 1 }
            }
        }
        #expect(priced > 40)
    }

    @Test(
        "A reduced cost is what the objective gains per unit of the column's bounds, in both senses",
        arguments: [LinearModel.Sense.minimize, .maximize])
    func reducedCosts(sense: LinearModel.Sense) throws {
        var random = Seeded(22)
        var priced = 0
        for _ in 0..<60 {
            let model = LinearModel.random(&random, sense: sense)
            let costs = try #require(try Solver().solve(model).reducedCosts)
            for column in model.columns.indices {
                let slope = try slopes(model) { moved, change in
                    moved.columns[column].lower += change
                    moved.columns[column].upper += change
                }
                guard agree(slope.below, slope.above, within: 1e-3) else { continue }
                #expect(agree(costs[column], slope.above, within: 1e-3))
                if abs(costs[column]) > 1e-3 { priced += 1 }
            }
        }
        #expect(priced > 40)
    }

    @Test("Scarce resources have prices of at least zero when maximising, needs when minimising")
    func signs() throws {
        let most = try Solver().solve(LinearProgramTests.wyndor())
        #expect(try #require(most.rowDuals).allSatisfy { $0 >= 0 })

        var diet = LinearModel()
        let bread = diet.addColumn(cost: 2)
        let milk = diet.addColumn(cost: 3)
        diet.addRow([.init(bread, 4), .init(milk, 3)], lower: 12)
        let least = try Solver().solve(diet)
        #expect(agree(try #require(least.rowDuals)[0], 0.5))
        #expect(agree(try #require(least.reducedCosts)[milk], 1.5))
    }

    @Test("Primal and dual objective agree, and reduced costs are costs less prices, on 500 seeded programs")
    func strongDuality() throws {
        var random = Seeded(23)
        let solver = Solver()
        for _ in 0..<500 {
            let model = LinearModel.random(&random, sense: random.chance(0.5) ? .minimize : .maximize)
            let solution = try solver.solve(model)
            let duals = try #require(solution.rowDuals)
            let reduced = try #require(solution.reducedCosts)
            var expected = model.columns.map(\.cost)
            for row in model.rows.indices {
                for term in model.terms(ofRow: row) { expected[term.column] -= duals[row] * term.coefficient }
            }
            #expect(zip(reduced, expected).allSatisfy { agree($0, $1) })
            #expect(agree(solution.objective, dualObjective(model, duals, reduced)))
        }
    }

    /// The dual objective from prices alone: each is paid at the bound that its sign makes binding.
    private func dualObjective(_ model: LinearModel, _ duals: [Double], _ reduced: [Double]) -> Double {
        func paid(_ price: Double, _ lower: Double, _ upper: Double) -> Double {
            if abs(price) < 1e-9 { return 0 }
            return price * ((price > 0) == (model.sense == .minimize) ? lower : upper)
        }
        let rows = zip(model.rows, duals).reduce(0) { $0 + paid($1.1, $1.0.lower, $1.0.upper) }
        let columns = zip(model.columns, reduced).reduce(0) { $0 + paid($1.1, $1.0.lower, $1.0.upper) }
        return model.offset + rows + columns
    }

    @Test("A model with integers has no prices; the program with its integers held has them")
    func heldIntegers() throws {
        var model = LinearModel(sense: .maximize)
        let machine = model.addColumn(cost: -10, kind: .binary)
        let output = model.addColumn(cost: 3)
        model.addRow([.init(output, 1), .init(machine, -8)], upper: 0)
        model.addRow([.init(output, 2)], upper: 12)
        let whole = try Solver().solve(model)
        #expect(whole.rowDuals == nil && whole.reducedCosts == nil && whole.dualStatus == .none)
        let values = try #require(whole.columnValues)
        let held = try Solver().solve(model.holdingIntegers(at: values))
        #expect(agree(held.objective, whole.objective))
        #expect(try #require(held.rowDuals).map { ($0 * 1e6).rounded() / 1e6 } == [0, 1.5])
    }
}
