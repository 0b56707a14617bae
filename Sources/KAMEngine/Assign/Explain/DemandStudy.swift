internal import Highs

/// Answers whether demands can be met under restrictions: exactly, or as if each could be shared.
struct DemandStudy {
    let problem: AssignmentProblem
    let free: AssignmentProblem
    let options: AssignmentOptions
    private let accountOfCell: [Int]

    init(_ problem: AssignmentProblem, free: AssignmentProblem? = nil, _ options: AssignmentOptions) {
        self.problem = problem
        self.free = free ?? problem
        self.options = options
        accountOfCell = (0..<problem.accountCount).flatMap { account in problem.cells(of: account).map { _ in account }
        }
    }

    /// Everything that must be met: cells, then accounts.
    var demands: [AssignmentDemand] { problem.demands }

    /// Every restriction there is.
    var restrictions: [AssignmentRestriction] {
        let members = 0..<problem.memberCount
        let pins = demands.filter { problem.candidates(of: $0).count < free.candidates(of: $0).count }
        return pins.map { .pin($0) } + members.map { .hours($0) } + members.map { .accounts($0) }
            + problem.rivals.indices.map { .rivals($0) }
            + (problem.present.changeBudget == nil ? [] : [.changes])
    }

    /// The stake of a demand.
    func stake(_ demand: AssignmentDemand) -> Double { problem.stake(demand) }

    func program(_ question: DemandProgram.Question) -> DemandProgram {
        DemandProgram(problem, free: free, accountOfCell: accountOfCell, question)
    }

    /// What a program answers: the values of its columns, its objective and the proven bound.
    struct Answer {
        let values: [Double]
        let objective: Double
        let bound: Double?
        let isProven: Bool
    }

    /// Solves a question with a least price.
    ///
    /// - Returns: The answer, its program; nothing when there is none or a limit came first.
    /// - Throws: `AssignmentError.solverFailed` when HiGHS fails.
    func least(
        _ question: DemandProgram.Question, nodes: Int
    ) throws(AssignmentError) -> (answer: Answer, program: DemandProgram)? {
        let program = program(question)
        guard !program.model.columns.isEmpty else {
            let answer = Answer(values: [], objective: 0, bound: 0, isProven: true)
            return question.demands.isEmpty ? (answer, program) : nil
        }
        let solution = try solve(program.model, nodes: nodes)
        guard let values = solution.columnValues, let objective = solution.objective else { return nil }
        let answer = Answer(
            values: values, objective: objective, bound: solution.dualBound, isProven: solution.status == .optimal)
        return (answer, program)
    }

    /// Whether demands can all be met under restrictions; nothing when a limit came first.
    func canMeet(
        _ demands: [AssignmentDemand], _ restrictions: [AssignmentRestriction], nodes: Int
    ) throws(AssignmentError) -> Bool? {
        let program = program(.init(demands: demands, restrictions: Set(restrictions)))
        guard !program.model.columns.isEmpty else { return demands.isEmpty }
        let solution = try solve(program.model, nodes: nodes)
        if solution.status == .infeasible { return false }
        return solution.columnValues == nil ? nil : true
    }

    private func solve(_ model: LinearModel, nodes: Int) throws(AssignmentError) -> Solution {
        var chosen = SolverOptions()
        chosen.relativeGap = 1e-9
        chosen.absoluteGap = 1e-6
        chosen.nodeLimit = nodes
        chosen.feasibilityJump = model.columns.count > 500
        chosen.seed = Int(options.seed % 0x7fff_ffff)
        do throws(HighsError) {
            return try Solver().solve(model, options: chosen) { [options] progress in
                let report = AssignmentProgress(
                    phase: .proof, stepCount: progress.nodeCount, objective: nil, bound: nil)
                return options.shouldStop?(report) == true ? .stop : .proceed
            }
        } catch {
            throw .solverFailed("\(error)")
        }
    }
}
