/// The Lagrangian bound that relaxes "each job exactly once": a price for each job, and a knapsack for each agent.
///
/// `L(u) = Σ_j u_j − Σ_i max { Σ_j (u_j − c_ij) x_ij : Σ_j a_ij x_ij ≤ b_i }` is at its greatest at least the bound of the
/// linear program. All arithmetic is on whole numbers, the prices in `scale`ths of a unit, so the bound is exact.
///
/// - Complexity: O(*jobs · Σ capacity*) an evaluation.
/// - Source: Fisher, Jaikumar & Van Wassenhove, *Manag. Sci.* 32, 1986; Posta, Ferland & Michelon, *Comput. Optim. Appl.* 52, 2012.
struct LagrangianBound: Sendable {
    let agentCount: Int
    let jobCount: Int
    /// Costs and weights, `[agent · jobCount + job]`.
    let cost: [Int32]
    let weight: [Int32]
    let capacity: [Int32]
    /// How many parts a unit of cost has in prices and bounds.
    let scale: Int

    /// Whether a job may still go to an agent, `[agent · jobCount + job]`.
    var allowed: [Bool]
    /// How many agents a job may still go to, `[job]`.
    var choices: [Int32]
    /// The price of each job, in parts.
    var price: [Int32]
    /// The bound at the prices of the last evaluation, in parts; `Int.max` when it proved that there is no solution.
    private(set) var value = 0
    /// How many agents took each job in the last evaluation.
    private(set) var takers: [Int32]
    /// An agent that took each job; -1 for none.
    private(set) var taker: [Int32]
    /// By how much the bound rises when a job must go to an agent, `[agent · jobCount + job]`, in parts.
    private(set) var rise: [Int32]
    /// What the evaluations cost so far, in table entries.
    private(set) var work = 0

    private var table = KnapsackTable()
    private var items: [Int32]
    private var profits: [Int32]
    private var weights: [Int32]
    private var with: [Int32]
    private var without: [Int32]
    private var outSum: [Int32]
    private var outLoss: [Int32]

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
        var cost = [Int32](repeating: 0, count: m * n)
        var weight = cost
        var allowed = [Bool](repeating: true, count: m * n)
        var choices = [Int32](repeating: 0, count: n)
        var dearest: Double = 1
        var start = [Double](repeating: .infinity, count: n)
        for (row, agent) in agents.enumerated() {
            for (column, job) in jobs.enumerated() {
                let at = job * problem.agentCount + agent
                cost[row * n + column] = problem.cost[at]
                weight[row * n + column] = problem.weight[at]
                allowed[row * n + column] = problem.isPossible(job, agent)
                guard problem.isPossible(job, agent) else { continue }
                choices[column] += 1
                let reduced = Double(problem.cost[at]) + prices[agent] * Double(problem.weight[at])
                start[column] = min(start[column], reduced)
                dearest = max(dearest, abs(Double(problem.cost[at])))
            }
        }
        for column in 0..<n where start[column].isFinite { dearest = max(dearest, abs(start[column])) }
        scale = max(1, min(1000, Int(2.5e8 / (dearest * Double(max(1, n))))))
        let parts = Double(scale)
        price = start.map { $0.isFinite ? Int32(($0 * parts).rounded()) : 0 }
        capacity = agents.map { problem.capacity[$0] }
        self.cost = cost
        self.weight = weight
        self.allowed = allowed
        self.choices = choices
        takers = [Int32](repeating: 0, count: n)
        taker = [Int32](repeating: -1, count: n)
        rise = [Int32](repeating: 0, count: m * n)
        items = takers
        profits = takers
        weights = takers
        with = takers
        without = takers
        outSum = takers
        outLoss = rise
    }

    /// Evaluates the bound at the present prices.
    ///
    /// - Parameter withRises: Whether to find too by how much each single decision raises it.
    mutating func evaluate(withRises: Bool) {
        var sum = 0
        for job in 0..<jobCount {
            sum += Int(price[job])
            takers[job] = 0
            taker[job] = -1
            outSum[job] = 0
        }
        for agent in 0..<agentCount {
            guard let best = solve(agent, withRises) else {
                value = .max
                return
            }
            sum -= best
        }
        value = sum
        guard withRises else { return }
        for agent in 0..<agentCount {
            let row = agent * jobCount
            for job in 0..<jobCount where allowed[row + job] {
                rise[row + job] &+= outSum[job] &- outLoss[row + job]
            }
        }
    }

    /// Solves one agent's knapsack; nothing when what it must take does not fit.
    private mutating func solve(_ agent: Int, _ withRises: Bool) -> Int? {
        let row = agent * jobCount
        var free = Int(capacity[agent])
        var forced = 0
        var count = 0
        for job in 0..<jobCount where allowed[row + job] {
            let profit = price[job] &- cost[row + job] &* Int32(scale)
            if choices[job] == 1 {
                free -= Int(weight[row + job])
                forced += Int(profit)
                takers[job] += 1
                taker[job] = Int32(agent)
            } else if profit > 0 {
                items[count] = Int32(job)
                profits[count] = profit
                weights[count] = weight[row + job]
                count += 1
            }
        }
        guard free >= 0 else { return nil }
        table.solve(profits: profits, weights: weights, count: count, capacity: free)
        work += (count + 1) * (free + 1)
        table.forEachChosen(weights: weights, count: count) { item in
            let job = Int(items[item])
            takers[job] += 1
            taker[job] = Int32(agent)
        }
        if withRises { findRises(agent, count, free) }
        return forced + Int(table.best)
    }

    private mutating func findRises(_ agent: Int, _ count: Int, _ free: Int) {
        let row = agent * jobCount
        let best = table.best
        work += 2 * (count + 1) * (free + 1)
        table.marginals(profits: profits, weights: weights, count: count, with: &with, without: &without)
        for job in 0..<jobCount where allowed[row + job] {
            outLoss[row + job] = 0
            if choices[job] == 1 {
                rise[row + job] = 0
                continue
            }
            let profit = price[job] &- cost[row + job] &* Int32(scale)
            if profit <= 0 {
                let rest = table.best(within: free - Int(weight[row + job]), count: count)
                rise[row + job] = rest < 0 ? .max / 4 : best &- rest &- profit
            }
        }
        for item in 0..<count {
            let job = Int(items[item])
            rise[row + job] = with[item] < 0 ? .max / 4 : best &- with[item]
            outLoss[row + job] = best &- without[item]
            outSum[job] &+= best &- without[item]
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
