import KAMEngine
import KAMModel

/// A small problem of jobs and agents from a seed, tight enough that some have no solution, and its optimum.
struct GeneratedJobs {
    let cost: [[Int]]
    let weight: [[Int]]
    let capacity: [Int]

    /// A problem of one's own.
    init(cost: [[Int]], weight: [[Int]], capacity: [Int]) {
        (self.cost, self.weight, self.capacity) = (cost, weight, capacity)
    }

    /// From one to four agents and up to seven jobs; capacities from too little to plenty, some pairs impossible.
    init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
        let (agents, jobs) = (1 + below(4), below(8))
        let kind = below(4)
        let table = (0..<agents).map { _ in (0..<jobs).map { _ in 1 + below(20) } }
        weight = table.map { row in row.map { kind == 2 && below(6) == 0 ? 10_000 : kind == 3 ? $0 * 3000 : $0 - 1 } }
        cost = table.map { row in row.map { kind == 1 ? 30 - $0 - below(5) : below(40) - 10 } }
        let share = [4, 6, 8, 11][below(4)]
        let unit = kind == 3 ? 3000 : 1
        capacity = (0..<agents).map { _ in (jobs * share / max(1, agents) + below(5)) * unit }
    }

    /// A problem of type D of the literature: what takes more costs less.
    init(agents: Int, jobs: Int, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
        let weight = (0..<agents).map { _ in (0..<jobs).map { _ in 1 + below(100) } }
        cost = weight.map { row in row.map { 111 - $0 + below(21) - 10 } }
        capacity = weight.map { $0.reduce(0, +) * 8 / (10 * agents) }
        self.weight = weight
    }

    /// A problem like type E of the literature: few jobs take much, and cost little; some weigh as much as an agent has.
    init(skewedAgents agents: Int, jobs: Int, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
        let weight = (0..<agents).map { _ in
            (0..<jobs).map { _ in 1 + (0..<4).reduce(40) { least, _ in min(least, below(40)) } }
        }
        cost = weight.map { row in row.map { 1000 / $0 - below(10) } }
        capacity = weight.map { max($0.reduce(0, +) * 8 / (10 * agents), $0.max() ?? 0) }
        self.weight = weight
    }

    func problem() throws -> GeneralizedAssignment {
        try GeneralizedAssignment(cost: cost, weight: weight, capacity: capacity)
    }

    /// The least cost, by trying everything; nothing when no placement keeps the capacities.
    func leastCost() -> Int? {
        var free = capacity
        var best: Int?
        func place(_ job: Int, _ sum: Int) {
            guard job < (cost.first?.count ?? 0) else {
                best = min(best ?? .max, sum)
                return
            }
            for agent in capacity.indices where weight[agent][job] <= free[agent] {
                free[agent] -= weight[agent][job]
                place(job + 1, sum + cost[agent][job])
                free[agent] += weight[agent][job]
            }
        }
        place(0, 0)
        return best
    }
}
