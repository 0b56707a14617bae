import Highs
import KAMModel

/// Values the pipeline at given hours: a small program, solved again from its last basis each time the hours change.
///
/// The value is concave and piecewise linear in the hours, for it is the value of a linear program in its right side.
final class ThroughputEvaluator {
    /// What the pipeline does at some hours, and the prices of its rows there.
    struct Evaluation {
        let plan: StagePlan
        let prices: AllocationPrices
        var value: Double { plan.value }
    }

    let problem: AllocationProblem
    private let program: ThroughputProgram
    private let solver = Solver()
    private let options: SolverOptions
    private var isLoaded = false

    init(_ problem: AllocationProblem, options: AllocationOptions) {
        self.problem = problem
        program = ThroughputProgram(problem, hours: StageHours(stages: problem.stages.count), moving: false)
        var settings = SolverOptions()
        settings.seed = options.seed
        settings.presolve = .off
        self.options = settings
    }

    /// Values the pipeline.
    func evaluate(_ hours: StageHours) throws(AllocationError) -> Evaluation {
        let solution: Solution
        do throws(HighsError) {
            if !isLoaded { try solver.load(program.linear) }
            isLoaded = true
            try setHours(hours)
            solution = try solver.solveAgain(options: options)
        } catch {
            throw .solver(error.description)
        }
        guard solution.isOptimal, let values = solution.columnValues, let duals = solution.rowDuals else {
            throw .solver("the pipeline at given hours ended as \(solution.status)")
        }
        return Evaluation(plan: program.plan(from: values, hours: hours), prices: program.prices(from: duals))
    }

    /// The value of the pipeline when one more opportunity of a class may enter the first stage.
    func valueOfOneMoreOpportunity(ofClass index: Int, at hours: StageHours) throws(AllocationError) -> Double {
        try setSupply(ofClass: index, extra: 1)
        let value = try evaluate(hours).value
        try setSupply(ofClass: index, extra: 0)
        return value
    }

    private func setSupply(ofClass index: Int, extra: Double) throws(AllocationError) {
        let row = program.flowRow(index, 0)
        let limit = program.linear.rows[row].upper + extra
        do throws(HighsError) {
            if !isLoaded { try solver.load(program.linear) }
            isLoaded = true
            try solver.setBounds(ofRow: row, lower: -.infinity, upper: limit)
        } catch {
            throw .solver(error.description)
        }
    }

    private func setHours(_ hours: StageHours) throws(HighsError) {
        let hasKeyOnly = problem.members.contains { $0.servesKeyOnly }
        for stage in problem.stages.indices {
            let total = max(0, hours.total(at: stage))
            try solver.setBounds(ofRow: program.hourRow(stage), lower: -.infinity, upper: total)
            guard hasKeyOnly else { continue }
            let general = max(0, hours.general[stage])
            try solver.setBounds(ofRow: program.generalRow(stage), lower: -.infinity, upper: general)
        }
    }
}
