import KAMModel

/// Solves a generalized assignment problem, better the longer it runs, until it is proved.
///
/// Prices of capacity give a start by regret and descent; prices of the jobs give the bound; then rounds, in each of which
/// one lane dives at targets or proves, and the other improves the best by neighbourhoods. The lanes of a round do not
/// see each other, so they may run one after the other or at the same time: the answer is the same.
///
/// - Complexity: exponential in the number of jobs at worst; each round is bounded by its work.
public struct GeneralizedAssignmentSearch: Sendable {
    private let problem: GeneralizedAssignment
    private let options: GeneralizedAssignmentOptions
    private var knowledge: SearchKnowledge
    private var targets: TargetSearch?
    private var neighbours: NeighbourhoodSearch?
    private var isInfeasible = false
    private var round = 0
    private var root: KnapsackBound?
    private var effort = 1.0
    private var openPairs = Int.max

    /// Prepares a search.
    public init(_ problem: GeneralizedAssignment, options: GeneralizedAssignmentOptions = .init()) {
        self.problem = problem
        self.options = options
        let most = (0..<problem.jobCount).reduce(0) { sum, job in
            sum + (0..<problem.agentCount).reduce(Int.min) { max($0, Int(problem.cost[job * problem.agentCount + $1])) }
        }
        knowledge = SearchKnowledge(best: nil, bound: .min, limit: problem.agentCount == 0 ? 0 : most)
    }

    /// Searches on the caller's thread.
    public mutating func solve() -> GeneralizedAssignmentSolution {
        begin()
        while let work = nextRound() {
            let (knowledge, stop) = (knowledge, stop)
            let first = targets?.run(from: knowledge, work: work, shouldStop: stop)
            let second = neighbours?.run(from: knowledge, work: Int(Double(work) * effort), shouldStop: stop)
            merge(first, second)
        }
        return solution
    }

    /// Searches with both lanes of a round at the same time: the same answer, in about half the time.
    public mutating func solveConcurrently() async -> GeneralizedAssignmentSolution {
        begin()
        while let work = nextRound() {
            guard let lane = targets, let other = neighbours else { break }
            let (known, stop, effort) = (knowledge, stop, effort)
            async let first = Self.run(lane, known, work, stop)
            async let second = Self.run(other, known, Int(Double(work) * effort), stop)
            let (left, right) = await (first, second)
            (targets, neighbours) = (left.lane, right.lane)
            merge(left.known, right.known)
        }
        return solution
    }

    @concurrent
    private static func run<Lane: SearchLane>(
        _ lane: Lane, _ known: SearchKnowledge, _ work: Int, _ stop: @escaping @Sendable () -> Bool
    ) async -> (lane: Lane, known: SearchKnowledge) {
        var lane = lane
        let found = lane.run(from: known, work: work, shouldStop: stop)
        return (lane, found)
    }

    private var stop: @Sendable () -> Bool { options.shouldStop ?? { false } }

    /// The work of the next round; nothing when the search is over.
    private mutating func nextRound() -> Int? {
        guard !isInfeasible, !knowledge.isClosed, targets != nil, round < options.roundLimit, !stop() else {
            return nil
        }
        round += 1
        return min(400_000_000, 4_000_000 << min(round - 1, 7))
    }

    private mutating func merge(_ first: SearchKnowledge?, _ second: SearchKnowledge?) {
        let before = (knowledge.best?.cost, knowledge.bound)
        if let first { knowledge.merge(first) }
        if let second { knowledge.merge(second) }
        if before.0 != knowledge.best?.cost || before.1 != knowledge.bound { report() }
        if before.0 != knowledge.best?.cost { countOpen() }
        weigh()
    }

    /// Divides the work between proof and search by how much the bound leaves open.
    ///
    /// With less than two and a half open pairs a job a proof is near, with less than eight hundred pairs or six a job
    /// within reach. Otherwise it has its chance while the bound rises, and then a small share.
    private mutating func weigh() {
        let openShare = Double(openPairs) / Double(max(1, problem.jobCount))
        let isLarge = problem.agentCount * problem.jobCount > 20_000
        let rises = targets?.staleWork ?? 0 < (isLarge ? 150_000_000 : 1_500_000_000)
        let (share, others) =
            openShare < 2.5
            ? (0.9, 0.2)
            : openPairs < 800 ? (0.85, 0.3) : openShare < 6 ? (0.75, 0.4) : rises ? (0.6, 0.5) : (0.2, 1)
        targets?.proofShare = share
        effort = others
    }

    /// Counts the pairs of job and agent that a solution better than the best could have.
    private mutating func countOpen() {
        guard !knowledge.isClosed, let open = root?.openPairs(below: knowledge.limit) else { return }
        openPairs = open
    }

    private func report() {
        options.progress?(
            GeneralizedAssignmentProgress(
                round: round, value: knowledge.best?.cost, bound: min(knowledge.bound, knowledge.best?.cost ?? .max)))
    }

    /// Finds a start and the first bound.
    private mutating func begin() {
        let (agents, jobs) = (problem.agentCount, problem.jobCount)
        guard jobs > 0 else {
            knowledge = SearchKnowledge(best: JobPlacement(problem, agentOfJob: []), bound: 0, limit: -1)
            return
        }
        for job in 0..<jobs where !(0..<agents).contains(where: { problem.isPossible(job, $0) }) {
            isInfeasible = true
            return
        }
        var random = SplitMix64(seed: options.seed)
        let prices = CapacityPrices(problem, steps: 1500, target: nil, shouldStop: stop)
        var placement = start(prices.prices)
        var descent = PenaltyDescent(problem, prices: prices.prices)
        if descent.run(&placement, rounds: 200, random: &random, shouldStop: stop) { knowledge.accept(placement) }
        knowledge.bound = Int((prices.bound - 1e-6 * max(1, abs(prices.bound))).rounded(.up))
        bound(prices.prices, random.next())
        countOpen()
        weigh()
        report()
    }

    private func start(_ prices: [Double]) -> JobPlacement {
        guard let given = options.start, given.count == problem.jobCount,
            given.indices.allSatisfy({
                (0..<problem.agentCount).contains(given[$0]) && problem.isPossible($0, given[$0])
            })
        else { return RegretGreedy.place(problem, prices: prices) }
        return JobPlacement(problem, agentOfJob: given.map { Int32($0) })
    }

    /// Ascends to the bound of the knapsacks, and sets up the lanes on it.
    private mutating func bound(_ prices: [Double], _ seed: UInt64) {
        var root = KnapsackBound(
            problem, agents: Array(0..<problem.agentCount), jobs: Array(0..<problem.jobCount), prices: prices)
        // Polyak's step needs a value near the greatest bound; the limit of a poor start is too far.
        let aim = min(knowledge.limit, knowledge.bound + max(2, abs(knowledge.bound) / 200))
        var outcome = root.ascend(steps: 300, limit: aim, factor: 1, shouldStop: stop)
        if outcome == .exceeded, aim < knowledge.limit {
            outcome = root.ascend(steps: 300, limit: knowledge.limit, factor: 0.5, shouldStop: stop)
        }
        root.evaluate()
        if outcome == .exceeded || root.value == .max {
            knowledge.bound = max(knowledge.bound, knowledge.limit + 1)
        } else {
            knowledge.bound = max(knowledge.bound, root.unitBound)
        }
        if outcome == .solved {
            knowledge.accept(JobPlacement(problem, agentOfJob: root.taker))
        }
        self.root = root
        targets = TargetSearch(problem, root: root, prices: prices, seed: seed)
        neighbours = NeighbourhoodSearch(problem, prices: prices, seed: seed ^ 0x5DEE_CE66)
    }

    private var solution: GeneralizedAssignmentSolution {
        let best = knowledge.best
        let isClosed = !isInfeasible && knowledge.isClosed
        let status: GeneralizedAssignmentSolution.Status =
            isInfeasible || (isClosed && best == nil)
            ? .infeasible : best == nil ? .unknown : isClosed ? .optimal : .feasible
        return GeneralizedAssignmentSolution(
            status: status, agentOfJob: best?.agentOfJob.map { Int($0) }, value: best?.cost,
            bound: status == .infeasible ? nil : isClosed ? best?.cost : knowledge.bound, rounds: round)
    }
}
