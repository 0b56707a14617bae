/// What an evaluation of the bound writes and no later one needs: it is handed from node to node instead of copied.
struct LagrangianScratch: Sendable {
    var table = KnapsackTable()
    /// The items of the knapsack in hand.
    var items: [Int32]
    var profits: [Int32]
    var weights: [Int32]
    var with: [Int32]
    var without: [Int32]
    /// By how much the bound rises when no agent that took a job may take it, `[job]`, in parts.
    var outSum: [Int32]
    /// The share of one agent in it, `[agent · jobs + job]`.
    var outLoss: [Int32]
    /// By how much the bound rises when a job must go to an agent, `[agent · jobs + job]`, in parts.
    var rise: [Int32]
    private var taken: [Int] = []

    init(agents: Int, jobs: Int) {
        items = [Int32](repeating: 0, count: jobs)
        profits = items
        weights = items
        with = items
        without = items
        outSum = items
        outLoss = [Int32](repeating: 0, count: agents * jobs)
        rise = outLoss
    }

    /// An empty place, while the contents are with another node.
    static let empty = LagrangianScratch(agents: 0, jobs: 0)

    /// Fills the table for the items in hand.
    mutating func solve(count: Int, capacity: Int) {
        table.solve(profits: profits, weights: weights, count: count, capacity: capacity)
    }

    /// Finds the marginal profits of the items in hand.
    mutating func marginals(count: Int) {
        table.marginals(profits: profits, weights: weights, count: count, with: &with, without: &without)
    }

    /// The jobs of a best choice.
    mutating func chosen(count: Int) -> [Int] {
        taken.removeAll(keepingCapacity: true)
        table.forEachChosen(weights: weights, count: count) { taken.append(Int(items[$0])) }
        return taken
    }
}
