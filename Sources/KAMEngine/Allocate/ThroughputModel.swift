import Highs
import KAMModel

/// Moves the hours of members to the stages where they bring most, and names what limits the pipeline.
///
/// One linear program over members × stages: what leaves and enters each stage, what each class of customers is served,
/// and the promises not kept, at their price. The Theory of Constraints supplies the questions (what limits, what is an
/// hour worth there, what limits next), linear programming the answers: the value of the pipeline is concave in the
/// hours of a stage, so an exact re-solve ranks the stages and duals only explain.
///
/// - Complexity: one linear program of about 2 *members* rows and 2 *members* × *stages* columns by HiGHS, and some
///   dozens of 4 *classes* × *stages* rows.
/// - Source: Goldratt & Cox, *The Goal*, 1984, for the five focusing steps; Luebbe & Finch, *Int. J. Prod. Res.* 30,
///   1992, for the Theory of Constraints read as a linear program.
public struct ThroughputModel {
    private let problem: AllocationProblem
    private let options: AllocationOptions

    /// Makes the method for a problem.
    public init(_ problem: AllocationProblem, options: AllocationOptions = AllocationOptions()) {
        self.problem = problem
        self.options = options
    }

    /// Finds the moves of the greatest throughput less their cost.
    ///
    /// - Returns: The solution. There always is one, for every promise is elastic at a price; a limit that comes first
    ///   leaves the hours where they are and says `feasible`.
    /// - Throws: `AllocationError.solver` when HiGHS fails.
    public func solve() throws(AllocationError) -> AllocationSolution {
        let evaluator = ThroughputEvaluator(problem, options: options)
        let before = try evaluator.evaluate(problem.baselineHours)
        let best = try bestMoves()
        var ledger = best.ledger.droppingMoves(under: options.minimumMove)
        var after = try evaluator.evaluate(ledger.hours(of: problem))
        if after.value - ledger.cost(of: problem) < before.value {
            (ledger, after) = (MoveLedger(), before)
        }
        let moves = try GainSharing(evaluator).moves(of: ledger, before: before, after: after)
        let search = BottleneckSearch(evaluator, addedHours: addedHours)
        let now = try search.examine(before)
        let next = ledger.isEmpty ? now : try search.examine(after)
        let cost = ledger.cost(of: problem)
        return AllocationSolution(
            outcome: outcome(of: after.value - cost, bound: best.bound), before: before.plan, after: after.plan,
            moves: moves, moveCost: cost, prices: now.prices, bottleneck: now.bottleneck,
            nextBottleneck: next.bottleneck, certificate: best.prices, conflicts: conflicts(in: after.plan),
            iterations: best.iterations)
    }

    private struct Best {
        let ledger: MoveLedger
        let bound: Double?
        let prices: AllocationPrices?
        let iterations: Int
    }

    private func bestMoves() throws(AllocationError) -> Best {
        let program = ThroughputProgram(problem, hours: problem.baselineHours, moving: true)
        let solution: Solution
        let stop = options.shouldStop
        do throws(HighsError) {
            solution = try Solver().solve(program.linear, options: settings) { _ in
                if let stop, stop() { return Control.stop }
                return Control.proceed
            }
        } catch {
            throw .solver(error.description)
        }
        let iterations = solution.simplexIterations
        guard solution.isOptimal, let values = solution.columnValues, let duals = solution.rowDuals,
            let objective = solution.objective
        else {
            let limited: [ModelStatus] = [.iterationLimit, .interrupted, .timeLimit]
            guard limited.contains(solution.status) else { throw .solver("the moves ended as \(solution.status)") }
            return Best(ledger: MoveLedger(), bound: nil, prices: nil, iterations: iterations)
        }
        let prices = program.prices(from: duals)
        return Best(
            ledger: MoveLedger(program, values: values, prices: prices), bound: objective * program.scale,
            prices: prices, iterations: iterations)
    }

    private var settings: SolverOptions {
        var settings = SolverOptions()
        settings.seed = options.seed
        settings.iterationLimit = options.iterationLimit
        settings.method = .simplex
        return settings
    }

    private func outcome(of objective: Double, bound: Double?) -> Outcome {
        let found = Outcome(status: .optimal, objective: objective, bound: bound.map { max($0, objective) })
        guard let gap = found.gap, gap <= options.relativeGap else {
            return Outcome(status: .feasible, objective: objective, bound: found.bound)
        }
        return found
    }

    /// The hours of an average member, or one where there is none.
    private var addedHours: Double {
        if let chosen = options.addedHours { return chosen }
        let capacities = problem.members.map(\.capacity).filter { $0 > 0 }
        return capacities.isEmpty ? 1 : max(1, capacities.reduce(0, +) / Double(capacities.count))
    }

    private func conflicts(in plan: StagePlan) -> [Reason] {
        var found: [Reason] = []
        for (stage, name) in problem.stages.enumerated() {
            if problem.demand(at: stage) > 0, problem.members.allSatisfy({ $0.proficiency[stage] * $0.capacity <= 0 }) {
                let work = Wording.hours(problem.demand(at: stage))
                let text = "Nobody who has hours can work at \(name): \(work) of work there stay undone"
                found.append(Reason("nobody_can_work", text))
            }
            for (index, customers) in problem.classes.enumerated() where plan.shortfall[index][stage] > 0.05 {
                let promised = customers.minimumService[stage] * customers.demand[stage]
                let text = """
                    \(name) promises \(Wording.hours(promised)) to \(customers.name) and is \
                    \(Wording.hours(plan.shortfall[index][stage])) short
                    """
                found.append(Reason("minimum_service", text))
            }
        }
        return found
    }
}
