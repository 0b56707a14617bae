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

    /// A job that goes to an agent next.
    private struct Decision: Sendable {
        let job: Int
        let agent: Int
        /// By how much the bound rises without it.
        let score: Int
        /// How much of the job the agent took.
        let share: Float
    }

    /// A node on the way from the root to the present one.
    private struct Frame: Sendable {
        var node: KnapsackBound
        var plan: [Decision] = []
        var batch = Int.max
    }

    private var stack: [Frame]
    private(set) var nodes = 0
    private(set) var work = 0
    /// Where the first dive failed: an agent of each job, beyond capacities perhaps.
    private(set) var lead: [Int32]?
    private var workLimit: Int
    private let granted: Int
    private var isFirstDive: Bool
    private let steps: Int
    private let share: Double
    private var random: SplitMix64?

    /// Makes a search.
    ///
    /// - Parameters:
    ///   - workLimit: The most table entries to fill after the first dive, which may itself fill up to twenty times as many.
    ///   - steps: The most steps of ascent at a node.
    ///   - share: Which share of the open jobs a dive decides at once; 0 decides one at a time. Nothing is lost by it:
    ///     where a dive fails, a quarter as many are decided, and at last one.
    ///   - random: Varies the order of decisions; nothing leaves it as the rises have it.
    ///   - root: The bound with what is decided beforehand.
    init(workLimit: Int, steps: Int = 12, share: Double = 0, random: SplitMix64? = nil, root: KnapsackBound) {
        granted = workLimit
        isFirstDive = workLimit > 0
        self.workLimit = workLimit * 20
        self.steps = steps
        self.share = share
        self.random = random
        stack = [Frame(node: root)]
    }

    /// Carries on where the search stopped or found a solution, with the same limit or a lesser one.
    mutating func resume(limit: Int, work more: Int = 0, shouldStop: () -> Bool) -> Outcome {
        workLimit += more
        while !stack.isEmpty {
            nodes += 1
            if work > workLimit || shouldStop() { return .stopped }
            let top = stack.count - 1
            let before = stack[top].node.work
            let state = settle(top, limit, shouldStop)
            work += stack[top].node.work - before
            switch state {
            case .none?: backtrack()
            case let state?: return state
            case nil:
                let ranked = ranked(stack[top].node)
                if ranked.isEmpty {
                    if stack[top].node.fits { return .found(stack[top].node.taker) }
                    backtrack()
                } else {
                    stack[top].plan = ranked
                    stack[top].batch = min(stack[top].batch, max(1, Int(share * Double(ranked.count))))
                    descend()
                }
            }
        }
        return .none
    }

    /// Opens a node below the top, with the top's next decisions taken.
    private mutating func descend() {
        let top = stack.count - 1
        let scratch = stack[top].node.scratch
        stack[top].node.scratch = .empty
        var child = stack[top].node
        child.scratch = scratch
        for next in batch(of: stack[top].plan, stack[top].batch, child) { child.fix(next.job, to: next.agent) }
        stack.append(Frame(node: child))
    }

    /// The next decisions to take at once: those that the relaxed solution has taken already, which together raise the bound
    /// by nothing; where there is none, those that fit beside each other.
    private func batch(of plan: [Decision], _ count: Int, _ node: KnapsackBound) -> [Decision] {
        guard count > 1 else { return Array(plan.prefix(1)) }
        let taken = plan.lazy.filter { node.takers[$0.job] == 1 && Int(node.taker[$0.job]) == $0.agent }
        let sure = Array(taken.prefix(count))
        guard sure.count * 8 < count else { return sure }
        var free = node.freeCapacity
        return plan.prefix(count).filter { next in
            let weight = Int(node.weight[next.agent * node.jobCount + next.job])
            guard weight <= free[next.agent] else { return false }
            free[next.agent] -= weight
            return true
        }
    }

    /// Leaves the top, below which there is nothing, and goes on with the node above it.
    private mutating func backtrack() {
        let isFailure = isFirstDive && stack.last?.batch ?? 1 <= 1
        let scratch = stack.removeLast().node.scratch
        guard let top = stack.indices.last else { return }
        stack[top].node.scratch = scratch
        stack[top].node.listCandidates()
        if isFailure {
            // The way down costs most of the work; what was granted counts from the first failure.
            isFirstDive = false
            workLimit = work + granted
            lead = leading(stack[top])
        }
        if stack[top].batch > 1 {
            stack[top].batch = max(1, stack[top].batch / 4)
            descend()
        } else if let first = stack[top].plan.first {
            stack[top].node.forbid(first.agent, first.job)
        }
    }

    /// The agents of the jobs that are decided at a node, and those that come next for the others.
    private func leading(_ frame: Frame) -> [Int32] {
        var agents = frame.node.taker
        for agent in 0..<frame.node.agentCount {
            let row = agent * frame.node.jobCount
            for job in 0..<frame.node.jobCount where frame.node.choices[job] == 1 && frame.node.allowed[row + job] {
                agents[job] = Int32(agent)
            }
        }
        for next in frame.plan { agents[next.job] = Int32(next.agent) }
        return agents
    }

    /// Ascends and forbids until nothing more follows; an outcome when the node is decided.
    private mutating func settle(_ top: Int, _ limit: Int, _ shouldStop: () -> Bool) -> Outcome? {
        while true {
            switch stack[top].node.ascend(steps: steps, limit: limit, factor: 0.5) {
            case .exceeded: return Outcome.none
            case .solved: return .found(stack[top].node.taker)
            case .open: break
            }
            stack[top].node.evaluate(risesUpTo: limit)
            if stack[top].node.value > limit * stack[top].node.scale { return Outcome.none }
            var changed = false
            if !stack[top].node.forbidBeyond(limit, changed: &changed) { return Outcome.none }
            if !changed { return nil }
            if shouldStop() { return .stopped }
        }
    }

    /// The open jobs with their best agents, those first whose second best agent raises the bound most; where that decides
    /// nothing, the agent that took the job oftenest in the ascent, and the job first that one agent took oftenest.
    private mutating func ranked(_ node: KnapsackBound) -> [Decision] {
        let jobs = node.jobCount
        var first = [Int32](repeating: KnapsackBound.never, count: jobs)
        var second = first
        var share = [Float](repeating: -1, count: jobs)
        var chosen = [Int32](repeating: -1, count: jobs)
        for agent in 0..<node.agentCount {
            let row = agent * jobs
            for place in row..<row + node.scratch.candidateCount[agent] {
                let job = Int(node.scratch.candidates[place])
                let rise = node.scratch.rise[row + job]
                let taken = node.scratch.share[row + job]
                if chosen[job] < 0 || (rise, -taken) < (first[job], -share[job]) {
                    second[job] = chosen[job] < 0 ? KnapsackBound.never : first[job]
                    first[job] = rise
                    share[job] = taken
                    chosen[job] = Int32(agent)
                } else if rise < second[job] {
                    second[job] = rise
                }
            }
        }
        var ranking: [Decision] = []
        for job in 0..<jobs where node.choices[job] > 1 {
            var score = Int(second[job])
            // Noise of up to an eighth: enough for another order, too little for a bad one.
            if let noise = random?.next() {
                score += (score >> 3) * Int(noise & 255) >> 8
                share[job] *= 1 - Float(noise >> 8 & 255) / 2048
            }
            ranking.append(Decision(job: job, agent: Int(chosen[job]), score: score, share: share[job]))
        }
        ranking.sort { ($0.score, $0.share, $1.job) > ($1.score, $1.share, $0.job) }
        return ranking
    }
}
