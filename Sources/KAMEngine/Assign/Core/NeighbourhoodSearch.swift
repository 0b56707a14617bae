import KAMModel

/// Improves the best solution by solving the jobs of some agents anew: few by meeting in the middle, many exactly.
///
/// Small blocks are drawn as in simulated annealing, from a temperature that falls over the rounds; large blocks are
/// searched for anything better, as large as can be proved within the work that a block is given.
///
/// - Source: Shaw, *CP* 1998 (large neighbourhoods); Geman & Geman, *IEEE PAMI* 6, 1984 (drawing from the neighbourhood).
struct NeighbourhoodSearch: SearchLane {
    private let problem: GeneralizedAssignment
    private let prices: [Double]
    private var random: SplitMix64
    private var middle: MeetInTheMiddle
    private var size: Double
    private let blockWork: Int
    /// A placement that costs no more than the best, and is often another.
    private var present: JobPlacement?
    private var turn = 0
    private var temperature: Double
    private var anneals = true
    /// Whether sums of weights fit the lanes of the small blocks.
    private let isNarrow: Bool

    init(_ problem: GeneralizedAssignment, prices: [Double], seed: UInt64) {
        self.problem = problem
        self.prices = prices
        random = SplitMix64(seed: seed)
        middle = MeetInTheMiddle(problem)
        let capacity = problem.capacity.reduce(0) { $0 + Int($1) }
        blockWork = max(400_000, min(120_000_000, capacity * problem.jobCount * 40))
        size = min(Double(problem.agentCount), 4)
        temperature = 1
        let (agents, impossible) = (problem.agentCount, GeneralizedAssignment.impossible)
        let heaviest = problem.weight.lazy.filter { $0 != impossible }.max() ?? 0
        isNarrow = agents >= 2 && Int(heaviest) * problem.jobCount < 1 << 30
    }

    mutating func run(
        from knowledge: SearchKnowledge, work: Int, shouldStop: @escaping @Sendable () -> Bool
    ) -> SearchKnowledge {
        var known = knowledge
        guard known.best != nil, problem.agentCount >= 2 else { return known }
        turn += 1
        anneal(&known, work: anneals ? work / 2 : work / 16, shouldStop)
        var left = work / 2
        while left > 0, !known.isClosed, !shouldStop() { left -= solveBlock(&known, shouldStop) }
        return known
    }

    /// Draws small blocks anew from the best solution on; work counts sixteen for an entry of a list.
    private mutating func anneal(_ known: inout SearchKnowledge, work: Int, _ shouldStop: () -> Bool) {
        guard isNarrow, var placement = known.best else { return }
        let before = placement.cost
        let begin = middle.work
        let end = begin + work / 16
        var count = 0
        while middle.work < end, !known.isClosed {
            if count % 16 == 0, shouldStop() { return }
            count += 1
            let share = Double(middle.work - begin) / Double(max(1, end - begin))
            let heat = share > 0.9 ? 0 : temperature * (1 - share)
            let block = block(of: min(problem.agentCount, 3 + Int(random.next() % 3)))
            middle.work += 500
            _ = middle.improve(
                block, of: &placement, prices: prices, length: 2000, temperature: heat, random: &random)
            known.accept(placement)
        }
        if known.best?.cost ?? 0 >= before { temperature = temperature < 0.2 ? 1 : temperature * 0.7 }
        anneals = known.best?.cost ?? 0 < before
    }

    /// Searches one large block for anything better; returns the work that it took.
    private mutating func solveBlock(_ known: inout SearchKnowledge, _ shouldStop: @escaping @Sendable () -> Bool)
        -> Int
    {
        if let best = known.best, best.cost < present?.cost ?? .max { present = best }
        guard var placement = present else { return .max }
        let agents = block(of: min(problem.agentCount, max(2, Int(size + random.unit()))))
        let members = Set(agents)
        let jobs = (0..<problem.jobCount).filter { members.contains(Int(placement.agentOfJob[$0])) }
        let cost = jobs.reduce(0) {
            $0 + Int(problem.cost[$1 * problem.agentCount + Int(placement.agentOfJob[$1])])
        }
        // One block in four is let go to another placement that costs as much.
        let limit = random.next() % 4 == 0 ? cost : cost - 1
        var bound = KnapsackBound(problem, agents: agents, jobs: jobs, prices: prices)
        if bound.ascend(steps: 30, limit: limit, factor: 1) == .exceeded {
            grow(by: 0.05)
            return bound.work + 1000
        }
        var search = ExactSearch(
            workLimit: blockWork, steps: 6, share: 0.1, random: random, root: bound)
        switch search.resume(limit: limit, shouldStop: shouldStop) {
        case .none:
            grow(by: 0.05)
            if agents.count == problem.agentCount, limit < cost { known.bound = max(known.bound, placement.cost) }
        case .stopped: grow(by: -0.1)
        case .found(let rows):
            for (place, job) in jobs.enumerated() { placement.move(job, to: agents[Int(rows[place])], problem) }
            present = placement
            known.accept(placement)
        }
        return search.work + bound.work + 1000
    }

    private mutating func grow(by change: Double) {
        size = max(2, min(Double(problem.agentCount), size + change * max(1, size / 8)))
    }

    /// Some agents, by chance.
    private mutating func block(of count: Int) -> [Int] {
        var agents = Array(0..<problem.agentCount)
        for place in 0..<count {
            agents.swapAt(place, place + Int(random.next() % UInt64(agents.count - place)))
        }
        return Array(agents[0..<count])
    }
}
