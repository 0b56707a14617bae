import KAMModel

/// Depth-first search for a solution that costs at most a limit, on the Lagrangian bound of the knapsacks.
///
/// At each node the prices ascend a little from the parent's, every decision that would raise the bound above the limit
/// is forbidden, and the job whose choices raise it most is given to each of its agents in turn, the least rise first.
///
/// - Complexity: exponential in the number of jobs at worst.
/// - Source: Posta, Ferland & Michelon, *Comput. Optim. Appl.* 52, 2012.
struct ExactSearch: Sendable {
    /// How a search ended.
    enum Outcome: Sendable, Equatable {
        /// A solution within the limit: the agent (as a row of the bound) of each job.
        case found([Int32])
        /// There is none: proved.
        case none
        /// The nodes or the time were over.
        case stopped
    }

    private(set) var nodes = 0
    private(set) var work = 0
    private let workLimit: Int
    private let steps: Int
    private let share: Double
    private let shouldStop: @Sendable () -> Bool
    private var random: SplitMix64?

    /// Makes a search.
    ///
    /// - Parameters:
    ///   - workLimit: The most table entries to fill.
    ///   - steps: The most steps of ascent at a node.
    ///   - share: Which share of the open jobs a dive decides at once; 0 decides one at a time. Nothing is lost by it:
    ///     where a dive fails, a quarter as many are decided, and at last one.
    ///   - random: Varies the order of decisions; nothing leaves it as the rises have it.
    ///   - shouldStop: Asked at each node.
    init(
        workLimit: Int, steps: Int = 12, share: Double = 0, random: SplitMix64? = nil,
        shouldStop: @escaping @Sendable () -> Bool
    ) {
        self.workLimit = workLimit
        self.steps = steps
        self.share = share
        self.random = random
        self.shouldStop = shouldStop
    }

    /// Searches below a node.
    mutating func run(_ node: LagrangianBound, limit: Int) -> Outcome {
        var node = node
        var batch = Int.max
        while true {
            nodes += 1
            if work > workLimit || shouldStop() { return .stopped }
            let before = node.work
            let state = settle(&node, limit)
            work += node.work - before
            if let state { return state }
            let ranked = ranked(node)
            guard let first = ranked.first else { return node.fits ? .found(node.taker) : Outcome.none }
            batch = min(batch, max(1, Int(share * Double(ranked.count))))
            while true {
                var child = node
                for (job, agent, _) in ranked.prefix(batch) { child.fix(job, to: agent) }
                let outcome = run(child, limit: limit)
                if outcome != .none { return outcome }
                if batch == 1 { break }
                batch = max(1, batch / 4)
            }
            node.forbid(first.agent, first.job)
        }
    }

    /// Ascends and forbids until nothing more follows; an outcome when the node is decided.
    private func settle(_ node: inout LagrangianBound, _ limit: Int) -> Outcome? {
        while true {
            switch node.ascend(steps: steps, limit: limit, factor: 0.5) {
            case .exceeded: return Outcome.none
            case .solved: return .found(node.taker)
            case .open: break
            }
            node.evaluate(risesUpTo: limit)
            if node.value > limit * node.scale { return Outcome.none }
            var changed = false
            if !node.forbidBeyond(limit, changed: &changed) { return Outcome.none }
            if !changed { return nil }
            if shouldStop() { return .stopped }
        }
    }

    /// The open jobs with their best agents, those first whose second best agent raises the bound most.
    private mutating func ranked(_ node: LagrangianBound) -> [(job: Int, agent: Int, score: Int)] {
        var jobs: [(job: Int, agent: Int, score: Int)] = []
        for job in 0..<node.jobCount where node.choices[job] > 1 {
            let most = Int(LagrangianBound.never)
            var (first, second) = (most, most)
            var chosen = 0
            for agent in 0..<node.agentCount where node.allowed[agent * node.jobCount + job] {
                let rise = Int(node.rise[agent * node.jobCount + job])
                if rise < first {
                    (first, second) = (rise, first)
                    chosen = agent
                } else if rise < second {
                    second = rise
                }
            }
            // Noise of up to an eighth: enough for another order, too little for a bad one.
            if let noise = random?.next() { second += (second >> 3) * Int(noise & 255) >> 8 }
            jobs.append((job, chosen, second))
        }
        jobs.sort { ($0.score, $1.job) > ($1.score, $0.job) }
        return jobs
    }
}
