/// The Lagrangian bound that relaxes "each job exactly once": a price for each job, and a knapsack for each agent.
///
/// `L(u) = Σ_j u_j − Σ_i max { Σ_j (u_j − c_ij) x_ij : Σ_j a_ij x_ij ≤ b_i }` is at its greatest at least the bound of the
/// linear program. All arithmetic is on whole numbers, the prices in `scale`ths of a unit, so the bound is exact.
///
/// - Complexity: O(*jobs · Σ capacity*) an evaluation.
/// - Source: Fisher, Jaikumar & Van Wassenhove, *Manag. Sci.* 32, 1986; Posta, Ferland & Michelon, *Comput. Optim. Appl.* 52, 2012.
struct KnapsackBound: Sendable {
    /// A rise that stands for "impossible"; sums of lesser rises stay below it.
    static let never = Int32.max / 2
    static let far = 1 << 28
    /// The greatest sum of the dearest costs, a quarter of what prices may come to.
    static let sums = 2.5e8

    let agentCount: Int
    let jobCount: Int
    /// Costs and weights, `[agent · jobCount + job]`.
    let cost: [Int32]
    /// Weights in coarse units of each agent where its capacity is very large, rounded down: still a relaxation.
    let weight: [Int32]
    let capacity: [Int32]
    /// Weights and capacities as they are.
    let exactWeight: [Int32]
    let exactCapacity: [Int32]
    /// How many parts a unit of cost has in prices and bounds.
    let scale: Int

    /// Whether a job may still go to an agent, `[agent · jobCount + job]`.
    var allowed: [Bool]
    /// How many agents a job may still go to, `[job]`.
    var choices: [Int32]
    /// The price of each job, in parts.
    var price: [Int32]
    /// The greatest magnitude of a price, so that no sum overflows.
    let priceLimit: Double
    /// The bound at the prices of the last evaluation, in parts; `Int.max` when it proved that there is no solution.
    var value = 0
    /// How many agents took each job in the last evaluation.
    var takers: [Int32]
    /// An agent that took each job; -1 for none.
    var taker: [Int32]
    /// What an evaluation writes; it moves from node to node.
    var scratch: LagrangianScratch
    /// What the evaluations cost so far, in table entries.
    var work = 0

    var density: [Double]
    var freeCapacity: [Int]
    var best: [Int]
    var bestPossible: [Double]
    var reaches: [Double]

    /// Makes a bound for some agents and some jobs of a problem.
    ///
    /// - Parameters:
    ///   - problem: Where costs, weights and capacities come from.
    ///   - agents: Which agents.
    ///   - jobs: Which jobs.
    ///   - prices: Prices of capacity of all agents, from which the prices of the jobs begin.
    init(_ problem: GeneralizedAssignment, agents: [Int], jobs: [Int], prices: [Double]) {
        let (m, n) = (agents.count, jobs.count)
        agentCount = m
        jobCount = n
        let tables = Tables(problem, agents: agents, jobs: jobs, prices: prices)
        scale = tables.scale
        let parts = Double(scale)
        let most = 4 * tables.dearest * parts
        priceLimit = most
        price = tables.least.map { $0.isFinite ? Int32(max(-most, min(most, ($0 * parts).rounded()))) : 0 }
        cost = tables.cost
        allowed = tables.allowed
        choices = tables.choices
        exactCapacity = agents.map { problem.capacity[$0] }
        exactWeight = tables.weight
        var (weight, capacity) = (exactWeight, exactCapacity)
        for row in 0..<m { Self.coarsen(&weight, row * n..<row * n + n, &capacity[row]) }
        self.capacity = capacity
        self.weight = weight
        takers = [Int32](repeating: 0, count: n)
        taker = [Int32](repeating: -1, count: n)
        scratch = LagrangianScratch(agents: m, jobs: n)
        density = agents.map { prices[$0] * parts }
        freeCapacity = [Int](repeating: 0, count: m)
        best = freeCapacity
        bestPossible = density
        reaches = density
    }

    /// The tables of a bound, agent-major, and what they say of the prices.
    private struct Tables {
        var cost: [Int32]
        var weight: [Int32]
        var allowed: [Bool]
        var choices: [Int32]
        /// The least cost of each job with the price of the capacity that it takes, `[job]`.
        var least: [Double]
        /// What no price need exceed by much.
        var dearest = 1.0
        var scale = 1

        init(_ problem: GeneralizedAssignment, agents: [Int], jobs: [Int], prices: [Double]) {
            let (m, n) = (agents.count, jobs.count)
            cost = [Int32](repeating: 0, count: m * n)
            weight = cost
            allowed = [Bool](repeating: true, count: m * n)
            choices = [Int32](repeating: 0, count: n)
            least = [Double](repeating: .infinity, count: n)
            for (row, agent) in agents.enumerated() {
                for (column, job) in jobs.enumerated() {
                    let at = job * problem.agentCount + agent
                    cost[row * n + column] = problem.cost[at]
                    weight[row * n + column] = problem.weight[at]
                    allowed[row * n + column] = problem.isPossible(job, agent)
                    guard problem.isPossible(job, agent) else { continue }
                    choices[column] += 1
                    let reduced = Double(problem.cost[at]) + prices[agent] * Double(problem.weight[at])
                    least[column] = min(least[column], reduced)
                    dearest = max(dearest, abs(Double(problem.cost[at])))
                }
            }
            // Prices may exceed the costs where capacity is dear; so far that no sum overflows.
            let roof = KnapsackBound.sums / Double(max(1, n))
            for column in 0..<n where least[column].isFinite {
                dearest = max(dearest, min(abs(least[column]), 16 * dearest, roof))
            }
            scale = max(1, min(1000, Int(roof / dearest)))
        }
    }

    /// Evaluates the bound at the present prices.
    ///
    /// - Parameter limit: When given, finds too by how much each single decision raises the bound: exactly up to this
    ///   limit, in units, and beyond it at least a part more than that.
    mutating func evaluate(risesUpTo limit: Int? = nil) {
        var sum = 0
        for job in 0..<jobCount {
            sum += Int(price[job])
            takers[job] = 0
            taker[job] = -1
            scratch.outSum[job] = 0
        }
        for agent in 0..<agentCount {
            guard let best = solve(agent) else {
                value = .max
                return
            }
            sum -= best
        }
        value = sum
        guard let limit else { return }
        let room = min(max(0, limit * scale - value), Self.far / max(1, agentCount))
        for agent in 0..<agentCount { findRises(agent, room) }
        for agent in 0..<agentCount {
            let row = agent * jobCount
            for place in row..<row + scratch.candidateCount[agent] {
                let job = Int(scratch.candidates[place])
                if scratch.rise[row + job] != Self.never {
                    scratch.rise[row + job] &+= scratch.outSum[job] &- scratch.outLoss[row + job]
                }
            }
        }
    }

    /// Divides an agent's weights by what they have in common, and further, rounding down, where a table would be too wide.
    private static func coarsen(_ weight: inout [Int32], _ range: Range<Int>, _ capacity: inout Int32) {
        var common: Int32 = 0
        for at in range where weight[at] <= capacity {
            var (large, small) = (common, weight[at])
            while small != 0 { (large, small) = (small, large % small) }
            common = large
        }
        let unit = max(max(1, common), (capacity / widest / max(1, common)) * max(1, common) + 0)
        guard unit > 1 else { return }
        for at in range where weight[at] <= capacity { weight[at] /= unit }
        capacity /= unit
    }

    /// The widest table.
    static let widest: Int32 = 20_000

    /// The bound in whole units, rounded up.
    var unitBound: Int {
        let whole = value / scale
        return whole * scale < value ? whole + 1 : whole
    }

    /// Whether the agents that took the jobs in the last evaluation can, by the exact weights.
    var fits: Bool {
        var free = exactCapacity.map { Int($0) }
        for job in 0..<jobCount where taker[job] >= 0 {
            free[Int(taker[job])] -= Int(exactWeight[Int(taker[job]) * jobCount + job])
        }
        return free.allSatisfy { $0 >= 0 } && taker.allSatisfy { $0 >= 0 }
    }

    /// Lists anew which jobs may go to which agent: after the scratch was with a node where fewer may.
    mutating func listCandidates() {
        for agent in 0..<agentCount {
            let row = agent * jobCount
            var count = 0
            for job in 0..<jobCount where allowed[row + job] {
                scratch.candidates[row + count] = Int32(job)
                count += 1
            }
            scratch.candidateCount[agent] = count
        }
    }

    /// Forbids a pair.
    mutating func forbid(_ agent: Int, _ job: Int) {
        guard allowed[agent * jobCount + job] else { return }
        allowed[agent * jobCount + job] = false
        choices[job] -= 1
    }

    /// Gives a job to an agent for good.
    mutating func fix(_ job: Int, to agent: Int) {
        for other in 0..<agentCount where other != agent { forbid(other, job) }
    }
}
