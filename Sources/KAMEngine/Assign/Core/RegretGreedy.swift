/// Gives the jobs out one by one, that first which would lose most if it did not get its best agent.
///
/// - Complexity: O(*jobs² · agents*).
/// - Source: Martello & Toth, *Operational Research '81*, 1981, with reduced costs instead of costs.
struct RegretGreedy {
    /// A placement of all jobs; what fits nowhere goes to its cheapest agent beyond its capacity.
    static func place(_ problem: GeneralizedAssignment, prices: [Double]) -> JobPlacement {
        let (agents, jobs) = (problem.agentCount, problem.jobCount)
        var free = problem.capacity
        var agentOfJob = [Int32](repeating: -1, count: jobs)
        var best = [Int](repeating: -2, count: jobs)
        var regret = [Double](repeating: 0, count: jobs)
        for _ in 0..<jobs {
            var next = -1
            for job in 0..<jobs where agentOfJob[job] < 0 {
                // A job's choices change only when its best or second best is full.
                if best[job] == -2 || (best[job] >= 0 && problem.weight[job * agents + best[job]] > free[best[job]]) {
                    (best[job], regret[job]) = choices(problem, prices, job, free)
                }
                if next < 0 || regret[job] > regret[next] { next = job }
            }
            let agent = best[next] >= 0 ? best[next] : choices(problem, prices, next, problem.capacity).0
            agentOfJob[next] = Int32(agent)
            free[agent] -= problem.weight[next * agents + agent]
        }
        return JobPlacement(problem, agentOfJob: agentOfJob)
    }

    private static func choices(_ problem: GeneralizedAssignment, _ prices: [Double], _ job: Int, _ free: [Int32])
        -> (agent: Int, regret: Double)
    {
        let row = job * problem.agentCount
        var (first, second) = (Double.infinity, Double.infinity)
        var best = -1
        for agent in 0..<problem.agentCount where problem.weight[row + agent] <= free[agent] {
            let reduced = Double(problem.cost[row + agent]) + prices[agent] * Double(problem.weight[row + agent])
            if reduced < first {
                (first, second) = (reduced, first)
                best = agent
            } else if reduced < second {
                second = reduced
            }
        }
        return (best, best < 0 ? -.infinity : second - first)
    }
}
