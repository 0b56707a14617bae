/// Large neighbourhoods by branch and bound: frees a few accounts that want each other's members, and solves them exactly.
///
/// A block has an account far from its best chain, and those who are served by the members on that chain. Each may choose
/// among its segments of least reduced cost, its present ones and nobody, while all others stay. Two blocks without a
/// common account are solved at a time, for two cores; the second is taken over where it still helps after the first.
///
/// - Complexity: One small mixed-integer program a block.
/// - Source: Shaw, *CP* 1998 (large neighbourhoods); Danna, Rothberg & Le Pape, *Math. Prog.* 102, 2005 (with a solver).
struct BlockSearch: Sendable {
    /// How many blocks are solved at a time.
    static let lanes = 2

    /// One block: what goes in, and what came out.
    private struct Block: Sendable {
        var accounts: [Int] = []
        var start: AssignmentDecision
        var found: AssignmentDecision?
        var failure: AssignmentError?
    }

    let problem: AssignmentProblem
    let table: SegmentTable
    let costs: ReducedCosts
    private let threads: Int
    private var random: RandomSequence
    /// How many accounts a block has.
    var size = 24
    /// How many segments an account may choose among, beside its present ones.
    var breadth = 14

    init(_ problem: AssignmentProblem, _ table: SegmentTable, _ costs: ReducedCosts, threads: Int, seed: UInt64) {
        self.problem = problem
        self.table = table
        self.costs = costs
        self.threads = threads
        random = RandomSequence(seed: seed ^ 0xb10c)
    }

    /// Tries two blocks on a legal plan.
    ///
    /// - Returns: Whether the plan got better.
    /// - Throws: `AssignmentError.solverFailed` when HiGHS fails.
    mutating func improve(_ search: inout EjectionSearch) throws(AssignmentError) -> Bool {
        var taken: Set<Int> = []
        let start = search.state.decision()
        var blocks: [Block] = []
        for _ in 0..<BlockSearch.lanes {
            let accounts = choose(&search, besides: taken)
            taken.formUnion(accounts)
            if !accounts.isEmpty { blocks.append(Block(accounts: accounts, start: start)) }
        }
        let (state, source) = (search.state, self)
        Lanes.run(&blocks, threads: threads) { _, block in source.solve(&block, state) }
        var isBetter = false
        for block in blocks {
            if let failure = block.failure { throw failure }
            guard let found = block.found else { continue }
            isBetter = apply(found, block.accounts, &search) || isBetter
        }
        return isBetter
    }

    /// An account far from its best chain and others whose members it wants, rising.
    private mutating func choose(_ search: inout EjectionSearch, besides taken: Set<Int>) -> [Int] {
        let seed = search.distant()
        guard !taken.contains(seed) else { return [] }
        var accounts: Set<Int> = [seed]
        var queue = [seed]
        while accounts.count < min(size, problem.accountCount), !queue.isEmpty {
            let account = queue.removeFirst()
            for member in search.wanted(account) {
                let served = search.state.served[member]
                guard !served.isEmpty else { continue }
                for _ in 0..<4 where accounts.count < size {
                    let other = Int(served[random.below(served.count)])
                    guard !taken.contains(other), accounts.insert(other).inserted else { continue }
                    queue.append(other)
                }
            }
        }
        return accounts.sorted()
    }

    /// Solves a block.
    private func solve(_ block: inout Block, _ state: PlanState) {
        var outside = state
        for account in block.accounts { outside.remove(account) }
        var remainder = SegmentModel.Remainder(problem)
        remainder.loads = outside.marginal.loads
        remainder.counts = outside.counts
        remainder.changes = outside.changes
        remainder.jointHours = outside.jointHours
        var limits: [Int: (single: Double, pieces: [ChainSearch.Piece])] = [:]
        for account in block.accounts { limits[account] = (limit(account), state.chains[account].pieces) }
        let blocked = BlockSearch.blocked(block.accounts, outside)
        remainder.mayServe = { account, member, asKAM in
            !(blocked[account]?.contains(asKAM ? member : -1 - member) ?? false)
        }
        let owners = owners(block.accounts)
        let model = SegmentModel(
            problem, table, accounts: block.accounts, remainder: remainder,
            isKept: { segment, joins in
                let cost = joins ? costs.joins[segment] : costs.singles[segment]
                guard let account = owners(segment), let limit = limits[account] else { return false }
                return cost <= limit.single
                    || limit.pieces.contains { $0.joins == joins && isSame($0, segment, account) }
            })
        do throws(AssignmentError) {
            let found = try model.solve(
                from: block.start, SegmentModel.Effort(gap: 1e-5, nodes: 60, iterations: 20_000))
            block.found = found.decision
        } catch {
            block.failure = error
        }
    }

    /// The reduced cost up to which an account's segments are free.
    private func limit(_ account: Int) -> Double {
        let slots = table.slotStarts[account]..<table.slotStarts[account + 1]
        let segments = table.starts[slots.lowerBound]..<table.starts[slots.upperBound]
        guard segments.count > breadth else { return .infinity }
        let sorted = segments.map { min(costs.singles[$0], costs.joins[$0]) }.sorted()
        return sorted[breadth]
    }

    /// The account of a segment, among some.
    private func owners(_ accounts: [Int]) -> (Int) -> Int? {
        let starts = accounts.map { table.starts[table.slotStarts[$0]] }
        return { segment in
            var (low, high) = (0, starts.count)
            while high - low > 1 {
                let middle = (low + high) / 2
                if starts[middle] <= segment { low = middle } else { high = middle }
            }
            return accounts[low]
        }
    }

    private func isSame(_ piece: ChainSearch.Piece, _ segment: Int, _ account: Int) -> Bool {
        let slot = table.slotStarts[account] + SegmentTable.slot(piece.first, piece.last)
        return Int(table.members[segment]) == piece.member
            && (table.starts[slot]..<table.starts[slot + 1]).contains(segment)
    }

    /// The members whom rivals outside forbid to each account: as KAM the member, as lead −1 − the member.
    private static func blocked(_ accounts: [Int], _ outside: PlanState) -> [Int: Set<Int>] {
        var blocked: [Int: Set<Int>] = [:]
        for account in accounts {
            for place in outside.pairs.groupStarts[account]..<outside.pairs.groupStarts[account + 1] {
                let group = outside.problem.rivals[outside.pairs.groups[place]]
                for rival in group.accounts where outside.isPlaced[rival] && rival != account {
                    let chain = outside.chains[rival]
                    var members = group.includesLeads ? chain.pieces.map(\.member) : []
                    if chain.kam >= 0 { members.append(Int(outside.problem.kams.members[chain.kam])) }
                    for member in members {
                        blocked[account, default: []].insert(member)
                        if group.includesLeads { blocked[account, default: []].insert(-1 - member) }
                    }
                }
            }
        }
        return blocked
    }

    /// Takes a block's answer over if the plan stays legal and gets better.
    private func apply(_ found: AssignmentDecision, _ accounts: [Int], _ search: inout EjectionSearch) -> Bool {
        let before = search.state.loss
        let old = accounts.map { search.state.chains[$0] }
        search.state.adopt(found, accounts: accounts)
        if search.state.loss < before - 1e-9 * abs(before), search.state.isLegal,
            !accounts.contains(where: search.state.breaksRules)
        {
            return true
        }
        for account in accounts { search.state.remove(account) }
        for (account, chain) in zip(accounts, old) {
            search.state.assign(account, chain)
            search.state.place(account)
        }
        return false
    }
}
