/// What an evaluation of the bound writes and no later one needs: it is handed from node to node instead of copied.
struct LagrangianScratch: Sendable {
    var table = KnapsackTable()
    /// The items of the knapsack in hand.
    var items: [Int32]
    var profits: [Int32]
    var weights: [Int32]
    /// What each is worth beyond the price of the capacity that it takes.
    var reduced: [Double]
    /// The items near the critical density.
    var coreItems: [Int32]
    var coreProfits: [Int32]
    var coreWeights: [Int32]
    var coreCount = 0
    var with: [Int32]
    var without: [Int32]
    /// By how much the bound rises when no agent that took a job may take it, `[job]`, in parts.
    var outSum: [Int32]
    /// The share of one agent in it, `[agent · jobs + job]`.
    var outLoss: [Int32]
    /// By how much the bound rises when a job must go to an agent, `[agent · jobs + job]`, in parts.
    var rise: [Int32]
    /// How much of a job an agent took over the last steps, `[agent · jobs + job]`, each step weighing more than the one before.
    var share: [Float]
    /// What the present step weighs.
    var shareWeight: Float = 1
    /// The jobs that may still go to each agent, from `agent · jobs` on, and how many.
    var candidates: [Int32]
    var candidateCount: [Int]
    /// Whether an agent took a job when it last had to choose, `[agent · jobs + job]`.
    var last: [Bool]
    private var taken: [Int] = []

    init(agents: Int, jobs: Int) {
        items = [Int32](repeating: 0, count: jobs)
        profits = items
        weights = items
        reduced = [Double](repeating: 0, count: jobs)
        coreItems = items
        coreProfits = items
        coreWeights = items
        with = items
        without = items
        outSum = items
        outLoss = [Int32](repeating: 0, count: agents * jobs)
        rise = outLoss
        share = [Float](repeating: 0, count: agents * jobs)
        candidates = (0..<agents * jobs).map { Int32($0 % max(1, jobs)) }
        candidateCount = [Int](repeating: jobs, count: agents)
        last = [Bool](repeating: false, count: agents * jobs)
    }

    /// Forgets what was taken in the steps so far.
    mutating func clearShares() {
        for at in share.indices { share[at] = 0 }
        shareWeight = 1
    }

    /// An empty place, while the contents are with another node.
    static let empty = LagrangianScratch(agents: 0, jobs: 0)

    /// Works out what the items are worth beyond a price of capacity.
    mutating func reduce(_ count: Int, _ density: Double) {
        Self.reduce(profits, weights, count, density, &reduced)
    }

    private static func reduce(
        _ profits: [Int32], _ weights: [Int32], _ count: Int, _ density: Double, _ reduced: inout [Double]
    ) {
        let profits = profits.span
        let weights = weights.span
        var target = reduced.mutableSpan
        for item in 0..<count { target[item] = Double(profits[item]) - density * Double(weights[item]) }
    }

    /// How many items lie within a distance of the critical density.
    func countWithin(_ distance: Double, _ count: Int) -> Int {
        let reduced = reduced.span
        var within = 0
        for item in 0..<count { within += abs(reduced[item]) <= distance ? 1 : 0 }
        return within
    }

    /// Gathers the items within a distance of the critical density; the profit and the weight of those surely taken.
    mutating func gatherCore(_ count: Int, _ distance: Double) -> (profit: Int, weight: Int) {
        var profit = 0
        var weight = 0
        var core = 0
        for item in 0..<count {
            if abs(reduced[item]) <= distance {
                coreItems[core] = items[item]
                coreProfits[core] = profits[item]
                coreWeights[core] = weights[item]
                core += 1
            } else if reduced[item] > 0 {
                profit += Int(profits[item])
                weight += Int(weights[item])
            }
        }
        coreCount = core
        return (profit, weight)
    }

    /// Fills the table for the core.
    mutating func solve(capacity: Int) {
        table.solve(profits: coreProfits, weights: coreWeights, count: coreCount, capacity: capacity)
    }

    /// Finds the marginal profits of the core.
    mutating func marginals() {
        table.marginals(
            profits: coreProfits, weights: coreWeights, count: coreCount, with: &with, without: &without)
    }

    /// The jobs of a best choice from the core.
    mutating func chosen() -> [Int] {
        taken.removeAll(keepingCapacity: true)
        table.forEachChosen(weights: coreWeights, count: coreCount) { taken.append(Int(coreItems[$0])) }
        return taken
    }
}
