internal import Highs
internal import KAMModel

/// Selects by branch and cut on the mixed-integer program, with HiGHS.
///
/// The answer does not depend on threads, for one is used; candidates that are alike in everything are taken in the
/// order of their indices.
/// - Source: Huangfu & Hall, *Math. Programming Computation* 10, 2018, for HiGHS; Junker, "QuickXplain", *AAAI* 2004,
///   for the smallest set of conflicting demands.
/// - Complexity: Exponential in the candidates at worst; a multi-dimensional knapsack of few kinds of hours is quick.
public struct HighsSelection {
    private let options: SelectionOptions

    /// Makes a solver with options.
    public init(_ options: SelectionOptions = SelectionOptions()) {
        self.options = options
    }

    /// Selects the candidates that gain most.
    ///
    /// - Returns: The choice with its bound and prices; infeasible is a status, and names the conflict. Without
    ///   candidates the empty choice is optimal with value 0, unless a quota asks for more.
    /// - Throws: `SelectionError.solverFailed` when HiGHS does.
    public func solve(_ problem: SelectionProblem) throws(SelectionError) -> SelectionSolution {
        let protected = problem.protected
        if problem.memory.minimumProtected != nil || protected.isEmpty {
            return try attempt(problem) ?? infeasible(problem)
        }
        if let found = try attempt(problem.holding(protected.count)) { return found }
        // The rules cannot hold them all: first the most that they can, then the best choice that holds so many.
        let counts = (0..<problem.count).map { problem.memory.isProtected[$0] ? 1.0 : 0 }
        guard let most = try attempt(problem.holding(0).valuing(counts)) else {
            return try infeasible(problem.holding(0))
        }
        return try attempt(problem.holding(as: most.chosen)) ?? infeasible(problem)
    }

    /// Solves a problem that says how many of the protected must stay; nothing when it has no answer.
    private func attempt(_ problem: SelectionProblem) throws(SelectionError) -> SelectionSolution? {
        guard let model = SelectionModel(problem) else { return nil }
        let found = try run(model.linear, scale: model.scale)
        guard !HighsSelection.hasNoAnswer(found) else { return nil }
        guard let columns = found.columnValues else {
            return SelectionSolution(
                chosen: nothing(problem), outcome: Outcome(status: .unknown, objective: nil, bound: nil),
                nodes: found.nodeCount)
        }
        let chosen = HighsSelection.canonical((0..<problem.count).map { columns[$0] > 0.5 }, problem)
        let objective = problem.objective(of: chosen)
        let relaxed = try run(model.linear.relaxed(), scale: model.scale)
        let duals = relaxed.rowDuals ?? [Double](repeating: 0, count: model.linear.rows.count)
        let prices = SelectionPrices(model, duals: duals)
        let certified = prices.bound(problem, model.rules)
        let isProved = found.status == .optimal || found.status == .modelEmpty
        let offset = problem.memory.offset
        let solverBound = found.dualBound.map { $0 / model.scale + offset } ?? (isProved ? objective : certified)
        let outcome = Outcome(
            status: isProved ? .optimal : .feasible, objective: objective, bound: max(objective, solverBound))
        return SelectionSolution(
            chosen: chosen, outcome: outcome, certifiedBound: certified, prices: prices.needs,
            gains: prices.gains(problem, model.rules), nodes: found.nodeCount)
    }

    private func nothing(_ problem: SelectionProblem) -> [Bool] { [Bool](repeating: false, count: problem.count) }

    private func infeasible(_ problem: SelectionProblem) throws(SelectionError) -> SelectionSolution {
        var isInfeasible: [Set<SelectionDemand>: Bool] = [:]
        let conflict = try ConflictSearch.smallest(of: problem.demands) { kept throws(SelectionError) in
            if let known = isInfeasible[kept] { return known }
            let answer = try self.isInfeasible(problem.keeping(kept))
            isInfeasible[kept] = answer
            return answer
        }
        return SelectionSolution(
            chosen: nothing(problem), outcome: Outcome(status: .infeasible, objective: nil, bound: nil),
            conflicts: conflict)
    }

    private func isInfeasible(_ problem: SelectionProblem) throws(SelectionError) -> Bool {
        guard var linear = SelectionModel(problem)?.linear else { return true }
        for column in linear.columns.indices { linear.columns[column].cost = 0 }
        return HighsSelection.hasNoAnswer(try run(linear, scale: 1))
    }

    /// Whether a run proved that no values keep every rule; the program is never unbounded.
    private static func hasNoAnswer(_ solution: Solution) -> Bool {
        switch solution.status {
        case .infeasible, .unboundedOrInfeasible: true
        case .modelEmpty: solution.columnValues == nil
        default: false
        }
    }

    private func run(_ model: LinearModel, scale: Double) throws(SelectionError) -> Solution {
        var settings = SolverOptions()
        settings.relativeGap = options.relativeGap
        settings.threads = 1
        settings.seed = Int(options.seed & 0x7FFF_FFFF)
        settings.nodeLimit = options.nodeLimit
        settings.timeLimit = options.timeLimit ?? .infinity
        let report = options.progress.map { progress in
            { (state: Progress) -> Control in
                let seen = SelectionProgress(
                    nodes: state.nodeCount, objective: state.objective.map { $0 / scale },
                    bound: state.dualBound.map { $0 / scale })
                return progress(seen) ? .proceed : .stop
            }
        }
        do {
            return try Solver().solve(model, options: settings, progress: report)
        } catch {
            throw .solverFailed("\(error)")
        }
    }

    /// The same choice with the lowest indices of candidates that are alike in everything.
    private static func canonical(_ chosen: [Bool], _ problem: SelectionProblem) -> [Bool] {
        struct Likeness: Hashable {
            let value: Double
            let hours: [Double]
            let segment: Int
            let family: Int?
            let flags: [Bool]
        }
        var alike: [Likeness: [Int]] = [:]
        for index in chosen.indices {
            let row = problem.hours[index * problem.needCount..<(index + 1) * problem.needCount]
            let likeness = Likeness(
                value: problem.values[index], hours: Array(row), segment: problem.segments[index],
                family: problem.families.rule == .separate ? nil : problem.families.of[index],
                flags: [
                    problem.forcedIn[index], problem.forcedOut[index], problem.memory.isIncumbent[index],
                    problem.memory.isProtected[index],
                ])
            alike[likeness, default: []].append(index)
        }
        var result = chosen
        for group in alike.values {
            let taken = group.count { chosen[$0] }
            for (place, index) in group.enumerated() { result[index] = place < taken }
        }
        return result
    }
}
