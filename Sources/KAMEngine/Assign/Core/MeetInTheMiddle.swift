import KAMModel

/// Solves the jobs of a few agents anew, looking through all ways to hand them round that lose little.
///
/// At prices of capacity that are best for these agents, each job has an agent where it loses nothing, and few where it
/// loses little; a placement's cost is the bound plus the losses of its jobs plus the price of the capacity left over.
/// A placement that is to be better than the present one must lose less, which leaves few deviations from the ideal. The
/// jobs with deviations are split in two halves; all combinations within the loss are listed for each half, and pairs of
/// one of each are joined where the loads of both together fill the capacities: a grid over the loads of two agents
/// finds the partners. Lists beyond a given length are cut at a lesser loss, and the search is then not complete.
///
/// - Complexity: O(*l* + *pairs that fit in two agents*), with *l* the length of the lists: it looks through up to *l*²
///   placements.
/// - Source: splitting in halves after Horowitz & Sahni, *J. ACM* 21, 1974; the neighbourhood after Yagiura, Ibaraki &
///   Glover, *INFORMS J. Computing* 16, 2004, of which it is the exact counterpart over a few agents.
struct MeetInTheMiddle: Sendable {
    /// The most agents of a block.
    static let most = 8

    typealias Lanes = SIMD8<Int32>

    /// One way to place the jobs of a half, or the beginning of one.
    struct Partial: Sendable {
        var load: Lanes
        var loss: Double
        var parent: Int32
        var choice: Int32
    }

    /// A deviation: a job to another agent of the block than its ideal one.
    struct Choice: Sendable {
        var job: Int32
        var agent: Int32
        var loss: Double
        var load: Lanes
    }

    /// What a search came to.
    enum Outcome: Sendable {
        /// No placement of these agents' jobs costs less: proved.
        case proved
        /// Nothing was found, but not everything was looked at.
        case nothing
        /// The placement was changed; by so much is it cheaper.
        case changed(gain: Int)
    }

    let problem: GeneralizedAssignment
    /// What the searches looked at so far, in entries of lists and grids.
    var work = 0

    var agents: [Int] = []
    var prices: [Double] = []
    var laneOfAgent: [Int32]
    var jobs: [Int32] = []
    var ideal: [Int32] = []
    var rem = Lanes()
    var halves: [[[Choice]]] = [[], []]
    var left: [Partial] = []
    var right: [Partial] = []
    var choicesLeft: [Choice] = []
    var choicesRight: [Choice] = []
    var sorted: [Partial] = []
    var costs: [Double] = []
    var weights: [Double] = []
    var offsets: [Int32] = []

    init(_ problem: GeneralizedAssignment) {
        self.problem = problem
        laneOfAgent = [Int32](repeating: -1, count: problem.agentCount)
    }

    /// Places the jobs of some agents anew: better, or as drawn at a temperature.
    ///
    /// - Parameters:
    ///   - block: The agents; at least two and at most eight.
    ///   - placement: The present placement; it is changed when another is found.
    ///   - start: Prices of all agents to begin with.
    ///   - length: The most entries of a list.
    ///   - temperature: 0 takes the best placement if it is better than the present one; above, one is drawn with the
    ///     chance that Boltzmann gives it, up to six temperatures worse.
    ///   - random: Chooses.
    /// - Returns: What became of the placement.
    mutating func improve(
        _ block: [Int], of placement: inout JobPlacement, prices start: [Double], length: Int,
        temperature: Double, random: inout SplitMix64
    ) -> Outcome {
        let present = Double(gather(block, placement))
        let allowed = temperature > 0 ? present + 6 * temperature : present - 1
        let bound = priceLocally(start, target: allowed)
        let budget = allowed - bound + 1e-6
        guard budget >= 0 else { return .proved }
        let isComplete = list(budget: budget, length: length, bound: bound)
        let loss = present - bound
        guard let found = join(budget: budget, present: loss, temperature: temperature, random: &random) else {
            return isComplete && temperature <= 0 ? .proved : .nothing
        }
        let before = placement.cost
        apply(found, &placement)
        return .changed(gain: before - placement.cost)
    }

    private mutating func gather(_ block: [Int], _ placement: JobPlacement) -> Int {
        for agent in agents { laneOfAgent[agent] = -1 }
        agents = block
        for (lane, agent) in block.enumerated() { laneOfAgent[agent] = Int32(lane) }
        jobs.removeAll(keepingCapacity: true)
        var present = 0
        for job in 0..<problem.jobCount {
            let agent = Int(placement.agentOfJob[job])
            if laneOfAgent[agent] >= 0 {
                jobs.append(Int32(job))
                present += Int(problem.cost[job * problem.agentCount + agent])
            }
        }
        return present
    }

    /// Ascends to good prices of the block's agents; returns the bound on the cost of its jobs.
    private mutating func priceLocally(_ start: [Double], target: Double) -> Double {
        let count = agents.count
        loadTables()
        var trial = SIMD8<Double>()
        for lane in 0..<count { trial[lane] = start[agents[lane]] }
        var best = -Double.infinity
        var bestPrices = trial
        var direction = SIMD8<Double>()
        var factor = 1.0
        var stall = 0
        var capacity = SIMD8<Double>()
        for lane in 0..<count { capacity[lane] = Double(problem.capacity[agents[lane]]) }
        for _ in 0..<30 {
            var excess = -capacity
            let value = (trial * excess).sum() + ideals(trial, &excess)
            work += (jobs.count * count) / 4
            if value > best {
                best = value
                bestPrices = trial
            } else {
                stall += 1
                if stall > 2 {
                    stall = 0
                    factor *= 0.6
                }
            }
            if best > target + 1e-6 { break }
            direction = excess + 0.5 * direction
            let norm = (direction * direction).sum()
            if norm < 1e-9 { break }
            let step = factor * max(target + 1 - value, 1e-3) / norm
            trial = pointwiseMax(SIMD8<Double>(), trial + step * direction)
        }
        prices = agents.indices.map { bestPrices[$0] }
        return best
    }

    /// Copies what the block's jobs cost and take with its agents, `[job][lane]`.
    private mutating func loadTables() {
        let count = agents.count
        costs.removeAll(keepingCapacity: true)
        weights.removeAll(keepingCapacity: true)
        for job in jobs {
            let row = Int(job) * problem.agentCount
            for lane in 0..<count {
                let load = problem.weight[row + agents[lane]]
                let isPossible = load != GeneralizedAssignment.impossible
                costs.append(isPossible ? Double(problem.cost[row + agents[lane]]) : 1e15)
                weights.append(isPossible ? Double(load) : 0)
            }
        }
    }

    /// What the jobs cost at some prices with their cheapest agents, whose loads are added.
    private func ideals(_ trial: SIMD8<Double>, _ excess: inout SIMD8<Double>) -> Double {
        let count = agents.count
        let costs = costs.span
        let weights = weights.span
        var value = 0.0
        for job in 0..<jobs.count {
            let row = job * count
            var least = Double.infinity
            var chosen = 0
            for lane in 0..<count {
                let reduced = costs[row + lane] + trial[lane] * weights[row + lane]
                if reduced < least {
                    least = reduced
                    chosen = lane
                }
            }
            value += least
            excess[chosen] += weights[row + chosen]
        }
        return value
    }
}
