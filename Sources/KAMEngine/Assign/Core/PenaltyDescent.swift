import KAMModel

/// Shift moves, and swaps out of overloaded agents, under a weight for each unit beyond a capacity, that rises while an agent stays overloaded.
///
/// - Complexity: O(*jobs · agents* + *jobs²*) a round at worst.
/// - Source: Yagiura, Yamaguchi & Ibaraki, *INFORMS J. Computing* 16, 2004 (adaptive weights); Osman, *OR Spektrum* 17, 1995.
struct PenaltyDescent {
    let problem: GeneralizedAssignment
    var weights: [Double]
    private(set) var work = 0

    /// Begins with prices of capacity as the weights.
    init(_ problem: GeneralizedAssignment, prices: [Double]) {
        self.problem = problem
        weights = prices.map { $0 * 1.1 + 1e-3 }
    }

    /// Moves until no move helps and no agent is overloaded, or the rounds are over; says whether the capacities hold.
    mutating func run(_ placement: inout JobPlacement, rounds: Int, random: inout SplitMix64, shouldStop: () -> Bool)
        -> Bool
    {
        let agents = problem.agentCount
        for _ in 0..<rounds {
            if shouldStop() { return false }
            while !shouldStop(), sweep(&placement, &random) {}
            var isFeasible = true
            for agent in 0..<agents where placement.load[agent] > Int(problem.capacity[agent]) {
                isFeasible = false
                weights[agent] = weights[agent] * 1.2 + 0.01
            }
            if isFeasible { return true }
        }
        return false
    }

    private func penalty(_ agent: Int, _ load: Int) -> Double {
        weights[agent] * Double(max(0, load - Int(problem.capacity[agent])))
    }

    private mutating func sweep(_ placement: inout JobPlacement, _ random: inout SplitMix64) -> Bool {
        var isBetter = false
        let jobs = problem.jobCount
        guard jobs > 0 else { return false }
        let offset = Int(random.next() % UInt64(jobs))
        for step in 0..<jobs {
            let job = (step + offset) % jobs
            if shift(job, &placement) { isBetter = true }
            // Swaps cost a pass over all jobs: they are for agents that have too much.
            let agent = Int(placement.agentOfJob[job])
            if placement.load[agent] > Int(problem.capacity[agent]), swap(job, &placement) { isBetter = true }
        }
        return isBetter
    }

    private mutating func shift(_ job: Int, _ placement: inout JobPlacement) -> Bool {
        let agents = problem.agentCount
        work += agents
        let row = job * agents
        let old = Int(placement.agentOfJob[job])
        let oldLoad = placement.load[old]
        let relief =
            penalty(old, oldLoad) - penalty(old, oldLoad - Int(problem.weight[row + old]))
            + Double(problem.cost[row + old])
        var best = -1e-7
        var chosen = -1
        for agent in 0..<agents where agent != old && problem.weight[row + agent] != GeneralizedAssignment.impossible {
            let load = placement.load[agent]
            let change =
                Double(problem.cost[row + agent]) - relief + penalty(agent, load + Int(problem.weight[row + agent]))
                - penalty(agent, load)
            if change < best {
                best = change
                chosen = agent
            }
        }
        guard chosen >= 0 else { return false }
        placement.move(job, to: chosen, problem)
        return true
    }

    private mutating func swap(_ job: Int, _ placement: inout JobPlacement) -> Bool {
        let agents = problem.agentCount
        work += problem.jobCount
        let old = Int(placement.agentOfJob[job])
        let row = job * agents
        let cost = problem.cost.span
        let weight = problem.weight.span
        var best = -1e-7
        var chosen = -1
        for other in 0..<problem.jobCount {
            let agent = Int(placement.agentOfJob[other])
            let theirs = other * agents
            let (mine, back) = (weight[row + agent], weight[theirs + old])
            if agent == old || mine == GeneralizedAssignment.impossible || back == GeneralizedAssignment.impossible {
                continue
            }
            let costs =
                Int(cost[row + agent]) + Int(cost[theirs + old]) - Int(cost[row + old]) - Int(cost[theirs + agent])
            let there = placement.load[agent]
            let here = placement.load[old]
            let change =
                Double(costs) + penalty(agent, there + Int(mine) - Int(weight[theirs + agent])) - penalty(agent, there)
                + penalty(old, here + Int(back) - Int(weight[row + old])) - penalty(old, here)
            if change < best {
                best = change
                chosen = other
            }
        }
        guard chosen >= 0 else { return false }
        let agent = Int(placement.agentOfJob[chosen])
        placement.move(job, to: agent, problem)
        placement.move(chosen, to: old, problem)
        return true
    }
}
