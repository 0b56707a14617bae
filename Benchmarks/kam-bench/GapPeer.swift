import Highs
import KAMEngine

/// The generalized assignment as a plain mixed-integer program for HiGHS.
struct GapPeer {
    /// What HiGHS came to.
    struct Result {
        let value: Int?
        let bound: Double?
        let isOptimal: Bool
        let seconds: Double
    }

    /// Solves a problem until it is proved or the seconds are over.
    ///
    /// Its own limit is always by the wall clock; what it took is by the clock asked for.
    static func solve(
        _ problem: GeneralizedAssignment, seconds: Double, threads: Int, ofProcessor: Bool
    ) throws -> Result {
        let model = model(problem)
        var options = SolverOptions()
        options.timeLimit = seconds
        options.threads = threads
        options.relativeGap = 0
        options.absoluteGap = 0.999
        let clock = GapClock(ofProcessor: ofProcessor)
        let solution = try Solver().solve(model, options: options)
        let taken = clock.seconds
        return Result(
            value: solution.objective.map { Int($0.rounded()) }, bound: solution.dualBound,
            isOptimal: solution.status == .optimal, seconds: taken)
    }

    private static func model(_ problem: GeneralizedAssignment) -> LinearModel {
        let (agents, jobs) = (problem.agentCount, problem.jobCount)
        var model = LinearModel()
        model.reserveCapacity(columns: agents * jobs, rows: agents + jobs, entries: 2 * agents * jobs)
        var capacities = [[LinearModel.Term]](repeating: [], count: agents)
        for job in 0..<jobs {
            var row: [LinearModel.Term] = []
            for agent in 0..<agents {
                let at = job * agents + agent
                guard problem.weight[at] <= problem.capacity[agent] else { continue }
                let column = model.addColumn(cost: Double(problem.cost[at]), kind: .binary)
                row.append(.init(column, 1))
                capacities[agent].append(.init(column, Double(problem.weight[at])))
            }
            model.addRow(row, lower: 1, upper: 1)
        }
        for agent in 0..<agents { model.addRow(capacities[agent], upper: Double(problem.capacity[agent])) }
        return model
    }
}
