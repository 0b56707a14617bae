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
    private let nodeLimit: Int
    private let shouldStop: @Sendable () -> Bool

    init(nodeLimit: Int, shouldStop: @escaping @Sendable () -> Bool) {
        self.nodeLimit = nodeLimit
        self.shouldStop = shouldStop
    }

    /// Searches below a node.
    mutating func run(_ node: LagrangianBound, limit: Int, steps: Int = 12) -> Outcome {
        var node = node
        let before = node.work
        defer { work += node.work - before }
        while true {
            nodes += 1
            if nodes > nodeLimit || shouldStop() { return .stopped }
            switch node.ascend(steps: steps, limit: limit, factor: 0.5) {
            case .exceeded: return .none
            case .solved: return .found(node.taker)
            case .open: break
            }
            node.evaluate(risesUpTo: limit)
            if node.value > limit * node.scale { return .none }
            var changed = false
            if !node.forbidBeyond(limit, changed: &changed) { return .none }
            if changed { continue }
            guard let (job, agent) = Self.branch(node) else {
                // Everything is decided, and the knapsacks hold.
                return .found(node.taker)
            }
            var child = node
            child.fix(job, to: agent)
            let start = child.work
            let outcome = run(child, limit: limit, steps: steps)
            _ = start
            if outcome != .none { return outcome }
            node.forbid(agent, job)
        }
    }

    /// The job whose second best agent raises the bound most, and its best agent.
    private static func branch(_ node: LagrangianBound) -> (job: Int, agent: Int)? {
        var chosen: (job: Int, agent: Int)?
        var best = -1
        for job in 0..<node.jobCount where node.choices[job] > 1 {
            var (first, second) = (Int.max, Int.max)
            var agentOfFirst = 0
            for agent in 0..<node.agentCount where node.allowed[agent * node.jobCount + job] {
                let rise = Int(node.rise[agent * node.jobCount + job])
                if rise < first {
                    (first, second) = (rise, first)
                    agentOfFirst = agent
                } else if rise < second {
                    second = rise
                }
            }
            let score = second
            if score > best {
                best = score
                chosen = (job, agentOfFirst)
            }
        }
        return chosen
    }
}
