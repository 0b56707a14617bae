/// Who has each job, with the loads and the cost that follow; it may be beyond capacities while it is worked on.
struct JobPlacement: Sendable, Equatable {
    /// The agent of each job, `[job]`.
    private(set) var agentOfJob: [Int32]
    /// What the jobs of each agent take of it, `[agent]`.
    private(set) var load: [Int]
    /// What the jobs cost together.
    private(set) var cost: Int

    /// Places every job.
    init(_ problem: GeneralizedAssignment, agentOfJob: [Int32]) {
        self.agentOfJob = agentOfJob
        load = [Int](repeating: 0, count: problem.agentCount)
        cost = 0
        for (job, agent) in agentOfJob.enumerated() {
            load[Int(agent)] += Int(problem.weight[job * problem.agentCount + Int(agent)])
            cost += Int(problem.cost[job * problem.agentCount + Int(agent)])
        }
    }

    /// Gives a job to another agent.
    mutating func move(_ job: Int, to agent: Int, _ problem: GeneralizedAssignment) {
        let row = job * problem.agentCount
        let old = Int(agentOfJob[job])
        load[old] -= Int(problem.weight[row + old])
        load[agent] += Int(problem.weight[row + agent])
        cost += Int(problem.cost[row + agent]) - Int(problem.cost[row + old])
        agentOfJob[job] = Int32(agent)
    }
}
