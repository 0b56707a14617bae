/// Recomputes what a solution costs and whether it keeps the rules, from the problem and the solution alone.
public struct GeneralizedAssignmentCheck: Sendable, Equatable {
    /// A rule that is broken.
    public enum Breach: Sendable, Equatable {
        /// Not one agent for each job.
        case length(Int)
        /// A job with an agent that is none.
        case agent(job: Int, agent: Int)
        /// An agent with more than it has to give.
        case capacity(agent: Int, load: Int, capacity: Int)
        /// A value that is not the sum of the costs.
        case value(stated: Int, sum: Int)
        /// A bound above the value.
        case bound(Int, value: Int)
    }

    /// All breaches.
    public let breaches: [Breach]
    /// What the jobs cost together; nothing when some agent is none.
    public let value: Int?

    /// Checks an agent for each job.
    public init(_ problem: GeneralizedAssignment, agentOfJob: [Int]) {
        var found: [Breach] = []
        var sum = 0
        var loads = [Int](repeating: 0, count: problem.agentCount)
        if agentOfJob.count != problem.jobCount { found.append(.length(agentOfJob.count)) }
        for (job, agent) in agentOfJob.enumerated() where job < problem.jobCount {
            guard (0..<problem.agentCount).contains(agent) else {
                found.append(.agent(job: job, agent: agent))
                continue
            }
            sum += Int(problem.cost[job * problem.agentCount + agent])
            loads[agent] += Int(problem.weight[job * problem.agentCount + agent])
        }
        for (agent, load) in loads.enumerated() where load > Int(problem.capacity[agent]) {
            found.append(.capacity(agent: agent, load: load, capacity: Int(problem.capacity[agent])))
        }
        let isWhole = !found.contains { if case .capacity = $0 { false } else { true } }
        value = isWhole ? sum : nil
        breaches = found
    }

    /// Checks a solution with its value and its bound.
    public init(_ problem: GeneralizedAssignment, _ solution: GeneralizedAssignmentSolution) {
        guard let agents = solution.agentOfJob else {
            (breaches, value) = ([], nil)
            return
        }
        let placed = GeneralizedAssignmentCheck(problem, agentOfJob: agents)
        var found = placed.breaches
        if let sum = placed.value, let stated = solution.value, stated != sum {
            found.append(.value(stated: stated, sum: sum))
        }
        if let bound = solution.bound, let stated = solution.value, bound > stated {
            found.append(.bound(bound, value: stated))
        }
        (breaches, value) = (found, placed.value)
    }
}
