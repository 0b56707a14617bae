/// One solution in the making: bound, then search, then proof, each told to the caller, who may stop it anywhere.
struct MatrixSearch {
    let problem: AssignmentProblem
    let options: AssignmentOptions
    private var table: SegmentTable
    private var bound: ChainBound
    /// The best legal plan so far, and its loss.
    private(set) var best: (decision: AssignmentDecision, loss: Double)?
    /// The proven least loss.
    private(set) var proven = 0.0
    /// The nodes and neighbourhoods tried.
    private(set) var stepCount = 0
    /// Whether it is proven that no plan keeps the rules.
    private(set) var isInfeasible = false
    private var isStopped = false

    /// The most segments that branch and bound is given of the whole matrix; without a plan it gets four times as many.
    private let mostColumns: Int

    init(
        _ problem: AssignmentProblem, _ options: AssignmentOptions, bound: ChainBound, _ table: SegmentTable,
        kept: AssignmentDecision?,
        mostColumns: Int
    ) {
        self.problem = problem
        self.options = options
        self.mostColumns = mostColumns
        self.table = table
        self.bound = bound
        // With everything open a plan is legal, unless that changes too much.
        let start = kept ?? MatrixSearch.open(problem)
        if problem.changeCount(of: start) <= problem.present.changeBudget ?? .max {
            best = (start, problem.loss(of: start).total)
        }
    }

    /// The plan in which nobody does anything.
    static func open(_ problem: AssignmentProblem) -> AssignmentDecision {
        AssignmentDecision(
            leads: Array(repeating: nil, count: problem.cellCount),
            joins: Array(repeating: false, count: problem.cellCount),
            kams: Array(repeating: nil, count: problem.accountCount))
    }

    /// The prices under which the bound was found.
    var prices: [Double] { bound.best.hours }
    /// The steps of the bound, of the search and of branch and bound.
    var steps: Int { stepCount + bound.stepCount }

    private var isDone: Bool {
        isStopped || (best.map { $0.loss - proven <= options.gap * $0.loss } ?? false)
    }

    /// Tells where it stands; true when the caller wants to stop.
    private mutating func ask(_ phase: AssignmentProgress.Phase) -> Bool {
        let progress = AssignmentProgress(phase: phase, stepCount: steps, objective: best?.loss, bound: proven)
        if options.shouldStop?(progress) == true { isStopped = true }
        return isStopped
    }

    /// Searches until the gap is proven, the effort is spent, or the caller stops.
    ///
    /// - Throws: `AssignmentError.solverFailed` when HiGHS fails.
    mutating func run() throws(AssignmentError) {
        let isHuge = problem.accountCount > 20_000
        raise(steps: isHuge ? 80 : 200)
        var first = EjectionSearch(bound, table, seed: options.seed)
        first.start()
        for guide in [0.5, 0.25, 0] where !isStopped { _ = first.sweep(guide: guide) }
        offer(first)
        guard !isDone else { return }
        raise(steps: isHuge ? 80 : 400)
        guard !isDone else { return }
        // Of a huge matrix neither the whole nor a block is given to branch and bound.
        let costs = isHuge ? nil : ReducedCosts(bound, table)
        guard try !prove(costs, atMost: mostColumns / 4) else { return }
        var search = EjectionSearch(bound, table, seed: options.seed, state: first.state)
        try improve(&search, costs)
    }

    /// Raises the bound.
    private mutating func raise(steps: Int) {
        let (options, known, proven) = (options, best?.loss, proven)
        var isStopped = false
        bound.raise(steps: steps, target: known) { bound in
            let progress = AssignmentProgress(
                phase: .bound, stepCount: bound.stepCount, objective: known, bound: max(proven, bound.value))
            isStopped = options.shouldStop?(progress) ?? false
            return isStopped
        }
        self.isStopped = isStopped
        // No part of a loss is negative.
        self.proven = max(proven, max(0, bound.value))
    }

    /// Takes a plan over if it is legal, after repair, and better.
    private mutating func offer(_ search: EjectionSearch) {
        var repaired = search
        repaired.repair()
        for _ in 0..<2 { _ = repaired.sweep(guide: 0) }
        guard repaired.state.isLegal else { return }
        let decision = repaired.state.decision()
        let loss = problem.loss(of: decision).total
        if loss < best?.loss ?? .infinity { best = (decision, loss) }
    }

    // MARK: - Search

    /// Cycles of annealing, each followed by blocks; branch and bound takes a small matrix after the first.
    private mutating func improve(_ search: inout EjectionSearch, _ costs: ReducedCosts?) throws(AssignmentError) {
        var blocks = costs.map { BlockSearch(problem, table, $0, threads: options.threads, seed: options.seed) }
        let cycles = max(1, Int(min(1e6, options.effort.rounded(.up))))
        for cycle in 0..<cycles where !isDone {
            anneal(&search, cycle: cycle)
            if cycle == 0, !isDone, try prove(costs, atMost: mostColumns) { return }
            try exchange(&search, &blocks)
        }
    }

    /// One cycle of ejection chains, cooling from round to round; later ones are longer and begin cooler.
    private mutating func anneal(_ search: inout EjectionSearch, cycle: Int) {
        let count = problem.accountCount
        let steps = max(1000, min(10 * count, 100_000)) << min(cycle, 3)
        let rounds = max(1, Int(20 * min(1, options.effort)))
        let heat = 0.02 * proven / Double(count) / Double(1 + 3 * cycle)
        let pause = count > 20_000 ? 5 : 1
        for round in 0..<rounds where !isDone {
            let cooled = 1 + 5 * Double(round) / Double(rounds)
            search.penalize(severity: min(1000, 1.5 * cooled * cooled))
            for _ in 0..<steps / 200 where !isStopped {
                search.eject(steps: 200, temperature: heat / (cooled * cooled))
                stepCount += 200
                _ = ask(.search)
            }
            if isStopped || round % pause == pause - 1 || round == rounds - 1 { offer(search) }
        }
    }

    /// Blocks by branch and bound on the best plan.
    private mutating func exchange(
        _ search: inout EjectionSearch, _ blocks: inout BlockSearch?
    ) throws(AssignmentError) {
        let count = problem.accountCount
        guard !isDone, let best else { return }
        search.adopt(best.decision)
        // A block of a small matrix is nearly the whole of it, and of a huge one too little.
        guard count > 100, count <= 10_000 else { return }
        search.forbidExcess()
        for _ in 0..<max(1, Int(Double(min(count / 5, 100)) * min(1, options.effort))) where !isDone {
            if try blocks?.improve(&search) == true {
                let decision = search.state.decision()
                let loss = problem.loss(of: decision).total
                if loss < self.best?.loss ?? .infinity { self.best = (decision, loss) }
            }
            stepCount += 1
            _ = ask(.search)
        }
    }

    // MARK: - Proof

    /// Branch and bound over the segments that a better plan can hold, if they are few enough.
    ///
    /// HiGHS certifies the rest of the proof: that no plan of those segments is better. That no other segment matters, our own bound says.
    ///
    /// - Returns: Whether it was tried and went to its end.
    private mutating func prove(_ costs: ReducedCosts?, atMost most: Int) throws(AssignmentError) -> Bool {
        guard let costs else { return false }
        let room = best.map { $0.loss - bound.value + 1e-7 * abs($0.loss) } ?? .infinity
        // Without a plan nothing can be left out, and only branch and bound may find one, or that there is none.
        let most = best == nil ? 4 * mostColumns : most
        // A segment that would not be a column counts here too, so the columns themselves are counted after.
        guard !costs.hasMore(than: 3 * most, below: room) else { return false }
        let core = model(costs, room)
        guard core.segments.count <= most else { return false }
        let open = MatrixSearch.open(problem)
        let (known, proven, before, options) = (best?.loss, proven, steps, options)
        var isStopped = false
        let found = try core.solve(
            from: best?.decision ?? open, SegmentModel.Effort(gap: options.gap / 2, seed: options.seed)
        ) { nodes, objective, bound in
            let progress = AssignmentProgress(
                phase: .proof, stepCount: before + nodes, objective: [objective, known].compactMap(\.self).min(),
                bound: max(proven, bound ?? proven))
            isStopped = options.shouldStop?(progress) ?? false
            return isStopped
        }
        stepCount += found.nodeCount
        self.isStopped = isStopped
        if let decision = found.decision, AssignmentCheck(problem, decision).isFeasible {
            let loss = problem.loss(of: decision).total
            if loss < best?.loss ?? .infinity { best = (decision, loss) }
        }
        if let core = found.bound { self.proven = max(proven, min(core, known ?? .infinity)) }
        isInfeasible = found.isInfeasible && best == nil
        return !isStopped
    }

    /// The program of the segments and KAMs whose reduced cost leaves room for a better plan, and those of the best one.
    private func model(_ costs: ReducedCosts, _ room: Double) -> SegmentModel {
        var present: Set<[Int]> = []
        var kams: Set<Int> = []
        if let best {
            for account in 0..<problem.accountCount {
                var first = problem.cellStarts[account]
                for cell in problem.cells(of: account) {
                    if cell > problem.cellStarts[account], best.decision.leads[cell - 1] != best.decision.leads[cell] {
                        first = cell
                    }
                    if let lead = best.decision.leads[cell] { present.insert([first, cell, lead]) }
                }
                if let kam = best.decision.kams[account], let entry = problem.kams.entry(row: account, member: kam) {
                    kams.insert(entry)
                }
            }
        }
        let places = SegmentPlaces(problem, table)
        return SegmentModel(
            problem, table, accounts: Array(0..<problem.accountCount), remainder: SegmentModel.Remainder(problem),
            isKept: { segment, joins in
                (joins ? costs.joins[segment] : costs.singles[segment]) < room
                    || present.contains(places.key(segment))
            }, isKeptAnswer: { costs.kams[$0] < room || kams.contains($0) })
    }
}

/// Finds the cells and the member of a segment.
struct SegmentPlaces {
    private let table: SegmentTable
    private let firsts: [Int32]
    private let lasts: [Int32]

    init(_ problem: AssignmentProblem, _ table: SegmentTable) {
        self.table = table
        var (firsts, lasts): ([Int32], [Int32]) = ([], [])
        for account in 0..<problem.accountCount {
            let cells = problem.cells(of: account)
            for last in cells {
                for first in cells.lowerBound...last {
                    let slot =
                        table.slotStarts[account]
                        + SegmentTable.slot(first - cells.lowerBound, last - cells.lowerBound)
                    for _ in table.starts[slot]..<table.starts[slot + 1] {
                        firsts.append(Int32(first))
                        lasts.append(Int32(last))
                    }
                }
            }
        }
        (self.firsts, self.lasts) = (firsts, lasts)
    }

    /// The first cell, the last cell and the member of a segment.
    func key(_ segment: Int) -> [Int] {
        [Int(firsts[segment]), Int(lasts[segment]), Int(table.members[segment])]
    }
}
