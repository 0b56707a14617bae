/// Jobs to be given to agents: each job to exactly one, no agent beyond its capacity, at the least cost.
///
/// - Shape: `cost` and `weight` are job-major, `[job · agentCount + agent]`; `capacity[agent]`.
/// - Units: whole numbers, whose meaning is the caller's: say thousands of money and minutes.
/// - Forbidden pairs: give them a weight beyond the agent's capacity.
/// - Source: Ross & Soland, *Math. Programming* 8, 1975.
public struct GeneralizedAssignment: Sendable, Equatable {
    /// The largest weight and capacity; a cost may come to a quarter of it over the number of jobs.
    public static let largest = 1_000_000_000

    /// How many agents there are.
    public let agentCount: Int
    /// How many jobs there are.
    public let jobCount: Int
    /// What a job costs with an agent, `[job · agentCount + agent]`.
    public let cost: [Int32]
    /// What a job takes of an agent, `[job · agentCount + agent]`; a pair that can never be is `impossible`.
    public let weight: [Int32]
    /// What each agent has to give, `[agent]`.
    public let capacity: [Int32]

    /// The weight of a pair that can never be.
    static let impossible = Int32.max / 2

    /// Makes a problem from rows by agent, as the public instances are written.
    ///
    /// - Parameters:
    ///   - cost: What each job costs with each agent, `[agent][job]`.
    ///   - weight: What each job takes of each agent, `[agent][job]`.
    ///   - capacity: What each agent has to give, `[agent]`.
    /// - Throws: `GeneralizedAssignmentError`, which names every figure that is refused.
    public init(cost: [[Int]], weight: [[Int]], capacity: [Int]) throws(GeneralizedAssignmentError) {
        let jobs = cost.first?.count ?? weight.first?.count ?? 0
        let flaws = Self.flaws(cost: cost, weight: weight, capacity: capacity, jobCount: jobs)
        guard flaws.isEmpty else { throw GeneralizedAssignmentError(flaws: flaws) }
        let agents = capacity.count
        agentCount = agents
        jobCount = jobs
        self.capacity = capacity.map { Int32($0) }
        var flatCost = [Int32](repeating: 0, count: agents * jobs)
        var flatWeight = flatCost
        for agent in 0..<agents {
            for job in 0..<jobs {
                let fits = weight[agent][job] <= capacity[agent]
                flatCost[job * agents + agent] = Int32(cost[agent][job])
                flatWeight[job * agents + agent] = fits ? Int32(weight[agent][job]) : Self.impossible
            }
        }
        self.cost = flatCost
        self.weight = flatWeight
    }

    /// Whether an agent could take a job if it had nothing else.
    func isPossible(_ job: Int, _ agent: Int) -> Bool { weight[job * agentCount + agent] <= capacity[agent] }
}
