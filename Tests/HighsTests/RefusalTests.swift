import Highs
import Testing

@Suite("Refused models, options and starts")
struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var problem: ModelProblem
        var spoil: @Sendable (inout LinearModel) -> Void
    }

    private static let column = ModelProblem.Place.column(0, name: "hours")
    private static let row = ModelProblem.Place.row(0, name: "capacity")

    private static func sound() -> LinearModel {
        var model = LinearModel()
        model.addColumn(cost: 1, name: "hours")
        model.addColumn(cost: 1, kind: .binary, name: "open")
        model.addRow([.init(0, 1), .init(1, 2)], lower: 1, upper: 4, name: "capacity")
        return model
    }

    static let cases: [Case] = [
        Case(testDescription: "cost NaN", problem: .notANumber(column)) { $0.columns[0].cost = .nan },
        Case(testDescription: "offset NaN", problem: .notANumber(.offset)) { $0.offset = .nan },
        Case(testDescription: "bound NaN", problem: .notANumber(row)) { $0.rows[0].upper = .nan },
        Case(testDescription: "infinite cost", problem: .tooLarge(column, value: .infinity)) {
            $0.columns[0].cost = .infinity
        },
        Case(testDescription: "column bounds crossed", problem: .lowerAboveUpper(column, lower: 3, upper: 2)) {
            $0.columns[0].lower = 3
            $0.columns[0].upper = 2
        },
        Case(testDescription: "row bounds crossed", problem: .lowerAboveUpper(row, lower: 5, upper: 4)) {
            $0.rows[0].lower = 5
        },
        Case(
            testDescription: "least value infinite",
            problem: .boundsAtInfinity(column, lower: .infinity, upper: .infinity)
        ) { $0.columns[0].lower = .infinity },
        Case(
            testDescription: "binary up to 2",
            problem: .binaryBounds(.column(1, name: "open"), lower: 0, upper: 2)
        ) { $0.columns[1].upper = 2 },
        Case(
            testDescription: "semi-continuous without end",
            problem: .semiContinuousBounds(column, lower: 0, upper: .infinity)
        ) { $0.columns[0].kind = .semiContinuous },
        Case(testDescription: "column unknown", problem: .noSuchColumn(row: 1, column: 7)) {
            $0.addRow([.init(7, 1)])
        },
        Case(testDescription: "column negative", problem: .noSuchColumn(row: 1, column: -1)) {
            $0.addRow([.init(-1, 1)])
        },
        Case(testDescription: "column twice", problem: .duplicateEntry(row: 1, column: 0)) {
            $0.addRow([.init(0, 1), .init(1, 1), .init(0, 1)])
        },
        Case(testDescription: "coefficient NaN", problem: .notANumber(.entry(row: 1, column: 0))) {
            $0.addRow([.init(0, .nan)])
        },
        Case(
            testDescription: "coefficient too large",
            problem: .tooLarge(.entry(row: 1, column: 0), value: 1e16)
        ) { $0.addRow([.init(0, 1e16)]) },
    ]

    @Test("Each kind of spoilt model is refused with its problem and its place", arguments: cases)
    func refused(_ refusal: Case) throws {
        var model = Self.sound()
        #expect(model.problems().isEmpty)
        refusal.spoil(&model)
        let spoilt = model
        #expect(throws: HighsError.refusedModel([refusal.problem])) { try Solver().solve(spoilt) }
        #expect(!refusal.problem.description.isEmpty)
    }

    @Test("All problems are named, not only the first")
    func allAtOnce() {
        var model = Self.sound()
        model.columns[0].cost = .nan
        model.rows[0].lower = 9
        model.addRow([.init(5, 1)])
        #expect(model.problems().count == 3)
        let message = HighsError.refusedModel(model.problems()).description
        #expect(message.contains("column 0 (hours)") && message.contains("row 0 (capacity)"))
    }

    @Test("Options outside their limits are refused by name")
    func options() throws {
        func refused(_ change: (inout SolverOptions) -> Void) -> HighsError? {
            var options = SolverOptions()
            change(&options)
            do throws(HighsError) {
                _ = try Solver().solve(Self.sound(), options: options)
                return nil
            } catch { return error }
        }
        #expect(refused { $0.timeLimit = -1 } == .refusedOption(name: "time_limit", value: "-1.0"))
        #expect(refused { $0.relativeGap = .nan } == .refusedOption(name: "mip_rel_gap", value: "nan"))
        #expect(refused { $0.threads = -1 } == .refusedOption(name: "threads", value: "-1"))
        #expect(refused { $0.nodeLimit = -5 } == .refusedOption(name: "mip_max_nodes", value: "-5"))
        #expect(refused { $0.seed = 1 << 40 } == .refusedOption(name: "random_seed", value: "\(1 << 40)"))
        #expect(
            refused { $0.primalTolerance = 0 }
                == .refusedOption(name: "primal_feasibility_tolerance", value: "0.0"))
        #expect(refused { _ in } == nil)
    }

    @Test("Starts and bases of another size, and starts without a number, are refused")
    func starts() throws {
        let model = Self.sound()
        #expect(throws: HighsError.wrongSize(what: "start", got: 1, expected: 2)) {
            try Solver().solve(model, start: [1])
        }
        #expect(throws: HighsError.startNotANumber(column: 1)) { try Solver().solve(model, start: [1, .nan]) }
        #expect(throws: HighsError.wrongSize(what: "basis of rows", got: 0, expected: 1)) {
            try Solver().solve(model, basis: Basis(columns: [.basic, .basic], rows: []))
        }
    }

    @Test("Changes of what is not there, or to what cannot be, are refused and leave the model as it was")
    func changes() throws {
        let solver = Solver()
        #expect(throws: HighsError.noModel) { try solver.setCost(ofColumn: 0, to: 1) }
        #expect(throws: HighsError.noModel) { try solver.solveAgain() }
        let before = try solver.solve(Self.sound())
        #expect(throws: HighsError.outOfRange(what: "column", index: 2, count: 2)) {
            try solver.setCost(ofColumn: 2, to: 1)
        }
        #expect(throws: HighsError.outOfRange(what: "row", index: -1, count: 1)) {
            try solver.setBounds(ofRow: -1, lower: 0, upper: 1)
        }
        #expect(throws: HighsError.refusedModel([.lowerAboveUpper(.row(0, name: nil), lower: 2, upper: 1)])) {
            try solver.setBounds(ofRow: 0, lower: 2, upper: 1)
        }
        #expect(throws: HighsError.refusedModel([.notANumber(.column(0, name: nil))])) {
            try solver.setCost(ofColumn: 0, to: .nan)
        }
        #expect(try solver.solveAgain().objective == before.objective)
    }
}
