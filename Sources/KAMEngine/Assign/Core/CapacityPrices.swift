/// The Lagrangian bound that relaxes the capacities: a price for each agent's capacity, and each job to its cheapest.
///
/// `L(λ) = Σ_j min_i (c_ij + λ_i a_ij) − Σ_i λ_i b_i` for λ ≥ 0 never exceeds the optimum; at its greatest it equals the
/// bound of the linear program. Ascent is by deflected subgradients with Polyak's step.
///
/// - Complexity: O(*agents · jobs*) a step.
/// - Source: Held, Wolfe & Crowder, *Math. Programming* 6, 1974; Camerini, Fratta & Maffioli, *Math. Prog. Study* 3, 1975.
struct CapacityPrices: Sendable {
    /// The best prices found, `[agent]`.
    private(set) var prices: [Double]
    /// The bound at the best prices.
    private(set) var bound: Double

    /// Ascends for a number of steps.
    ///
    /// - Parameters:
    ///   - problem: Whose capacities to price; each job must have an agent that can take it.
    ///   - steps: How many subgradients to take.
    ///   - target: A value that the bound is not expected to exceed, such as that of a known solution.
    ///   - start: Prices to begin with.
    ///   - shouldStop: Asked at every sixteenth step.
    init(
        _ problem: GeneralizedAssignment, steps: Int, target: Double?, start: [Double]? = nil,
        shouldStop: () -> Bool = { false }
    ) {
        let agents = problem.agentCount
        prices = start ?? [Double](repeating: 0, count: agents)
        bound = -.infinity
        var trial = prices
        var direction = [Double](repeating: 0, count: agents)
        var gradient = direction
        var factor = 1.0
        var stall = 0
        for step in 0..<steps {
            let value = Self.evaluate(problem, trial, &gradient)
            if value > bound + 1e-9 * abs(value) {
                if value > bound + 1e-5 * abs(value) { stall = 0 }
                bound = value
                prices = trial
            }
            stall += 1
            if stall > 12 {
                factor *= 0.7
                stall = 0
                trial = prices
            }
            if factor < 1e-7 || (step % 16 == 15 && shouldStop()) { break }
            let goal = target.map { max($0, bound) } ?? (bound + 0.01 * abs(bound) + 1)
            var norm = 0.0
            for agent in 0..<agents {
                direction[agent] = gradient[agent] + 0.6 * direction[agent]
                norm += direction[agent] * direction[agent]
            }
            if norm < 1e-12 { break }
            let length = factor * max(goal - value, 1e-6) / norm
            for agent in 0..<agents { trial[agent] = max(0, trial[agent] + length * direction[agent]) }
        }
    }

    /// The bound at some prices, and how much of each agent's capacity is demanded too much there.
    static func evaluate(_ problem: GeneralizedAssignment, _ prices: [Double], _ excess: inout [Double]) -> Double {
        let agents = problem.agentCount
        var value = 0.0
        for agent in 0..<agents {
            excess[agent] = -Double(problem.capacity[agent])
            value -= prices[agent] * Double(problem.capacity[agent])
        }
        let cost = problem.cost.span
        let weight = problem.weight.span
        for job in 0..<problem.jobCount {
            var best = Double.infinity
            var chosen = -1
            let row = job * agents
            for agent in 0..<agents where weight[row + agent] != GeneralizedAssignment.impossible {
                let reduced = Double(cost[row + agent]) + prices[agent] * Double(weight[row + agent])
                if reduced < best {
                    best = reduced
                    chosen = agent
                }
            }
            guard chosen >= 0 else { return .infinity }
            value += best
            excess[chosen] += Double(weight[row + chosen])
        }
        return value
    }
}
