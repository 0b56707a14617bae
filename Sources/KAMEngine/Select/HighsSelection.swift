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
    private let reductionFrom: Int

    /// Makes a solver with options.
    public init(_ options: SelectionOptions = SelectionOptions()) {
        self.init(options, reductionFrom: 60)
    }

    /// Makes a solver that fixes what prices decide from a number of candidates on.
    init(_ options: SelectionOptions, reductionFrom: Int) {
        self.options = options
        self.reductionFrom = reductionFrom
    }

    /// Selects the candidates that gain most.
    ///
    /// - Returns: The choice with its bound and prices; infeasible is a status, and names the conflict. Without
    ///   candidates the empty choice is optimal with value 0, unless a quota asks for more.
    /// - Throws: `SelectionError.solverFailed` when HiGHS does.
    public func solve(_ problem: SelectionProblem) throws(SelectionError) -> SelectionSolution {
        let protected = problem.protected
        if problem.memory.minimumProtected != nil || protected.isEmpty {
            if let found = try attempt(problem) { return found }
            return try infeasible(problem)
        }
        if let found = try attempt(problem.holding(protected.count)) { return found }
        // The rules cannot hold them all: first the most that they can, then the best choice that holds so many.
        let counts = (0..<problem.count).map { problem.memory.isProtected[$0] ? 1.0 : 0 }
        guard let most = try attempt(problem.holding(0).valuing(counts)) else {
            return try infeasible(problem.holding(0))
        }
        if let found = try attempt(problem.holding(as: most.chosen)) { return found }
        return try infeasible(problem)
    }

    /// Solves a problem that says how many of the protected must stay; nothing when it has no answer.
    ///
    /// From `reductionFrom` candidates on, those whose gain at the relaxation's prices is farther from 0 than bound and
    /// a quick choice are from each other are fixed first; every better choice decides on them so.
    private func attempt(_ problem: SelectionProblem) throws(SelectionError) -> SelectionSolution? {
        guard var model = SelectionModel(problem) else { return nil }
        // Few rows and many columns: presolve would compare the columns for longer than the simplex method takes.
        let relaxed = try run(model.linear.relaxed(), scale: model.scale, presolves: problem.count < 1000)
        if HighsSelection.hasNoAnswer(relaxed) { return nil }
        let duals = relaxed.rowDuals ?? [Double](repeating: 0, count: model.linear.rows.count)
        let prices = SelectionPrices(model, duals: duals)
        let gains = prices.gains(problem, model.rules)
        let certified = prices.bound(problem, model.rules)
        if problem.count >= reductionFrom { reduce(&model, problem, gains: gains, bound: certified) }
        let found = try run(model.linear, scale: model.scale)
        guard !HighsSelection.hasNoAnswer(found) else { return nil }
        guard let columns = found.columnValues else {
            return SelectionSolution(
                chosen: nothing(problem), outcome: Outcome(status: .unknown, objective: nil, bound: nil),
                nodes: found.nodeCount)
        }
        let chosen = HighsSelection.canonical((0..<problem.count).map { columns[$0] > 0.5 }, problem)
        let objective = problem.objective(of: chosen)
        let isProved = found.status == .optimal || found.status == .modelEmpty
        let offset = problem.memory.offset
        let solverBound = found.dualBound.map { $0 / model.scale + offset } ?? (isProved ? objective : certified)
        let outcome = Outcome(
            status: isProved ? .optimal : .feasible, objective: objective, bound: max(objective, solverBound))
        return SelectionSolution(
            chosen: chosen, outcome: outcome, certifiedBound: certified, prices: prices.needs, gains: gains,
            nodes: found.nodeCount)
    }

    private func reduce(_ model: inout SelectionModel, _ problem: SelectionProblem, gains: [Double], bound: Double) {
        let quick = QuickSelection(problem, gains: gains, expecting: gains.count { $0 > 0 })
        guard let chosen = quick.choose(quick.ownCase) else { return }
        let value = problem.objective(of: chosen)
        let start = SelectionSolution(
            chosen: chosen, outcome: Outcome(status: .feasible, objective: value, bound: max(value, bound)))
        guard SelectionCheck(problem, start).isConfirmed else { return }
        let gap = max(0, bound - value) + 1e-6 * max(1, abs(bound))
        for candidate in 0..<problem.count {
            if gains[candidate] > gap { model.fix(candidate, to: 1) }
            if gains[candidate] < -gap { model.fix(candidate, to: 0) }
        }
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

    private func run(
        _ model: LinearModel, scale: Double, presolves: Bool = true
    ) throws(SelectionError) -> Solution {
        var settings = SolverOptions()
        settings.presolve = presolves ? .choose : .off
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
            // What fails one way is tried the other way once: without presolve, or with it.
            settings.presolve = presolves ? .off : .on
            do {
                return try Solver().solve(model, options: settings, progress: report)
            } catch {
                throw .solverFailed("\(error)")
            }
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
