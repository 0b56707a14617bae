import KAMModel

/// Shift moves, and swaps out of overloaded agents, under a weight for each unit beyond a capacity, that rises while an agent stays overloaded.
///
/// - Complexity: O(*jobs · agents* + *jobs²*) a round at worst.
/// - Source: Yagiura, Yamaguchi & Ibaraki, *INFORMS J. Computing* 16, 2004 (adaptive weights); Osman, *OR Spektrum* 17, 1995.
struct PenaltyDescent {
    let problem: GeneralizedAssignment
    var weights: [Double]
    private(set) var work = 0
    /// Costs and weights once more, agent-major, for the passes over all jobs.
    private let costOfAgent: [Int32]
    private let weightOfAgent: [Int32]
    /// What each job costs and takes where it is.
    private var held: [Held]

    private struct Held {
        var cost: Int32
        var weight: Int32
    }

    /// Begins with prices of capacity as the weights.
    init(_ problem: GeneralizedAssignment, prices: [Double]) {
        self.problem = problem
        weights = prices.map { $0 * 1.1 + 1e-3 }
        let (agents, jobs) = (problem.agentCount, problem.jobCount)
        var (costs, loads) = (problem.cost, problem.weight)
        for agent in 0..<agents {
            for job in 0..<jobs {
                costs[agent * jobs + job] = problem.cost[job * agents + agent]
                loads[agent * jobs + job] = problem.weight[job * agents + agent]
            }
        }
        (costOfAgent, weightOfAgent) = (costs, loads)
        held = [Held](repeating: Held(cost: 0, weight: 0), count: jobs)
    }

    /// Moves until no move helps and no agent is overloaded, or the rounds are over; says whether the capacities hold.
    mutating func run(_ placement: inout JobPlacement, rounds: Int, random: inout SplitMix64, shouldStop: () -> Bool)
        -> Bool
    {
        let agents = problem.agentCount
        for job in 0..<problem.jobCount { hold(job, Int(placement.agentOfJob[job])) }
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
        move(job, to: chosen, &placement)
        return true
    }

    private mutating func swap(_ job: Int, _ placement: inout JobPlacement) -> Bool {
        work += 4 * problem.jobCount
        let (other, _) = bestPartner(job, placement)
        guard other >= 0 else { return false }
        let (old, agent) = (Int(placement.agentOfJob[job]), Int(placement.agentOfJob[other]))
        move(job, to: agent, &placement)
        move(other, to: old, &placement)
        return true
    }

    /// The job with whose agent a job would change places best; -1 where none helps.
    private func bestPartner(_ job: Int, _ placement: JobPlacement) -> (job: Int, change: Double) {
        let (row, old) = (job * problem.agentCount, Int(placement.agentOfJob[job]))
        let column = old * problem.jobCount
        let (cost, weight) = (problem.cost.span, problem.weight.span)
        let (theirCost, theirWeight) = (costOfAgent.span, weightOfAgent.span)
        let (owner, own, load) = (placement.agentOfJob.span, held.span, placement.load.span)
        let here = load[old] - Int(own[job].weight)
        let relief = Double(own[job].cost) + penalty(old, load[old])
        var best = (job: -1, change: -1e-7)
        for other in 0..<problem.jobCount {
            let agent = Int(owner[other])
            let (mine, back) = (weight[row + agent], theirWeight[column + other])
            if agent == old || mine == GeneralizedAssignment.impossible || back == GeneralizedAssignment.impossible {
                continue
            }
            let there = load[agent]
            let costs = Double(cost[row + agent] &+ theirCost[column + other] &- own[other].cost) - relief
            let change =
                costs + penalty(old, here + Int(back)) + penalty(agent, there + Int(mine) - Int(own[other].weight))
                - penalty(agent, there)
            if change < best.change { best = (other, change) }
        }
        return best
    }

    private mutating func move(_ job: Int, to agent: Int, _ placement: inout JobPlacement) {
        placement.move(job, to: agent, problem)
        hold(job, agent)
    }

    private mutating func hold(_ job: Int, _ agent: Int) {
        let at = job * problem.agentCount + agent
        held[job] = Held(cost: problem.cost[at], weight: problem.weight[at])
    }
}
