/// A plan of all accounts while it is searched: its chains, loads and counts, with the loss kept up to date.
///
/// Numbers of accounts and rivals are never broken. Hours above a limit and above the budgets cost a penalty, so that a
/// search may pass through them; `isLegal` says whether any are left.
struct PlanState: Sendable {
    /// What one account has, to put it back.
    struct Chain: Sendable {
        var pieces: [ChainSearch.Piece] = []
        var kam = -1
        var loss = 0.0
        var changes = 0
        var jointHours = 0.0
    }

    let problem: AssignmentProblem
    let pairs: RivalPairs
    private(set) var chains: [Chain]
    /// Whether the chain of each account is in the sums, `[account]`.
    private(set) var isPlaced: [Bool]
    var marginal: MarginalLoads
    /// The accounts that each member answers for, `[member]`.
    private(set) var counts: [Int]
    /// The accounts that each member serves in any way, `[member]`.
    private(set) var served: [[Int32]]
    private(set) var changes = 0
    private(set) var jointHours = 0.0
    /// The losses of the chains.
    private(set) var chainLoss = 0.0
    /// The costs of the members' loads with their penalties.
    private(set) var loadLoss = 0.0
    /// The penalties of a change and of a joint hour above the budgets.
    private var changePenalty: Double
    private var jointPenalty: Double

    init(
        _ problem: AssignmentProblem, _ pairs: RivalPairs, penalties: [Double], guides: [Double],
        changePenalty: Double, jointPenalty: Double
    ) {
        self.problem = problem
        self.pairs = pairs
        self.changePenalty = changePenalty
        self.jointPenalty = jointPenalty
        chains = Array(repeating: Chain(), count: problem.accountCount)
        isPlaced = Array(repeating: false, count: problem.accountCount)
        marginal = MarginalLoads(problem, penalties: penalties, guides: guides)
        counts = Array(repeating: 0, count: problem.memberCount)
        served = Array(repeating: [], count: problem.memberCount)
        loadLoss = marginal.costs.reduce(0, +)
    }

    /// The loss with all penalties.
    var loss: Double { chainLoss + loadLoss + budgetLoss }

    private var budgetLoss: Double {
        var loss = 0.0
        if let budget = problem.present.changeBudget, changes > budget {
            loss += changePenalty * Double(changes - budget)
        }
        if let budget = problem.jointBudget, jointHours > budget { loss += jointPenalty * (jointHours - budget) }
        return loss
    }

    /// Whether no limit of hours and no budget is exceeded, but for rounding.
    var isLegal: Bool {
        if let budget = problem.present.changeBudget, changes > budget { return false }
        if let budget = problem.jointBudget, jointHours > budget + 1e-9 * max(1, budget) { return false }
        return counts.indices.allSatisfy { marginal.excess($0) == 0 }
    }

    /// What a change and a joint hour more would cost, with a guide below the budgets.
    func rates(_ guide: ChainSearch.Rates) -> ChainSearch.Rates {
        var rates = guide
        if let budget = problem.present.changeBudget, changes >= budget { rates.change += changePenalty }
        if let budget = problem.jointBudget, jointHours >= budget { rates.jointHour += jointPenalty }
        return rates
    }

    // MARK: - Taking out and putting in

    /// Takes an account's chain out of the sums; the chain stays readable.
    mutating func remove(_ account: Int) {
        guard isPlaced[account] else { return }
        isPlaced[account] = false
        chainLoss -= chains[account].loss
        changes -= chains[account].changes
        jointHours -= chains[account].jointHours
        for index in chains[account].pieces.indices {
            let piece = chains[account].pieces[index]
            loadLoss += marginal.add(piece.member, -piece.hours)
            forget(account, piece.member)
        }
        let kam = chains[account].kam
        guard kam >= 0 else { return }
        let member = Int(problem.kams.members[kam])
        loadLoss += marginal.add(member, -problem.kams.hours[kam])
        counts[member] -= 1
        forget(account, member)
    }

    private mutating func forget(_ account: Int, _ member: Int) {
        // A member may serve an account twice; each has its own entry.
        guard let place = served[member].lastIndex(of: Int32(account)) else { return }
        served[member].swapAt(place, served[member].count - 1)
        served[member].removeLast()
    }

    /// Puts an account's chain back into the sums.
    mutating func place(_ account: Int) {
        isPlaced[account] = true
        chainLoss += chains[account].loss
        changes += chains[account].changes
        jointHours += chains[account].jointHours
        for index in chains[account].pieces.indices {
            let piece = chains[account].pieces[index]
            loadLoss += marginal.add(piece.member, piece.hours)
            served[piece.member].append(Int32(account))
        }
        let kam = chains[account].kam
        guard kam >= 0 else { return }
        let member = Int(problem.kams.members[kam])
        loadLoss += marginal.add(member, problem.kams.hours[kam])
        counts[member] += 1
        served[member].append(Int32(account))
    }

    /// Gives a removed account another chain, without placing it.
    mutating func assign(_ account: Int, _ chain: Chain) { chains[account] = chain }

    /// Gives a removed account the chain that a search found, without placing it.
    mutating func assign(_ account: Int, _ search: borrowing ChainSearch) {
        chains[account].pieces.removeAll(keepingCapacity: true)
        let start = problem.cellStarts[account]
        let cells = problem.cells(of: account).count
        var (loss, changes, joint) = (0.0, 0, 0.0)
        var next = 0
        for index in 0..<search.pieceCount {
            let piece = search.pieces[index]
            loss += piece.cost
            changes += piece.changes
            for offset in next..<piece.first { loss += problem.value[start + offset] }
            if piece.joins { joint += problem.jointHours[start + piece.first] }
            if index > 0, next == piece.first {
                let cell = start + piece.first
                loss += problem.handoffLoss[cell] * (piece.joins ? 1 - problem.jointSaving[cell] : 1)
            }
            next = piece.last + 1
            chains[account].pieces.append(piece)
        }
        for offset in next..<cells { loss += problem.value[start + offset] }
        if problem.needsKAM[account] {
            loss += search.kam >= 0 ? problem.kams.costs[search.kam] : problem.kamValue[account]
        }
        changes += problem.openChanges(account, search)
        if changes > 0 { loss += problem.present.disturbance[account] }
        chains[account].kam = search.kam
        chains[account].loss = loss
        chains[account].changes = changes
        chains[account].jointHours = joint
    }

    /// Forbids a search of an account what counts and rivals forbid.
    func forbid(_ account: Int, _ search: inout ChainSearch, guides: ChainPrices?, weight: Double) {
        let entries = problem.kams.entries(of: account)
        while search.answers.count < entries.count { search.answers.append(0) }
        for (offset, entry) in entries.enumerated() {
            let member = Int(problem.kams.members[entry])
            let isFull = counts[member] >= problem.maximumAccounts[member]
            search.answers[offset] =
                isFull ? .infinity : problem.kams.costs[entry] + weight * (guides?.counts[member] ?? 0)
        }
        search.hasBlocked = false
        let groups = pairs.groupStarts[account]..<pairs.groupStarts[account + 1]
        guard !groups.isEmpty else { return }
        for place in groups { forbid(problem.rivals[pairs.groups[place]], of: account, &search) }
    }

    private func forbid(_ group: AssignmentProblem.Rivals, of account: Int, _ search: inout ChainSearch) {
        if group.includesLeads && !search.hasBlocked {
            search.hasBlocked = true
            for member in search.blocked.indices { search.blocked[member] = false }
        }
        for rival in group.accounts where rival != account && isPlaced[rival] {
            if group.includesLeads {
                for piece in chains[rival].pieces { block(piece.member, account, &search, leads: true) }
            }
            guard chains[rival].kam >= 0 else { continue }
            block(Int(problem.kams.members[chains[rival].kam]), account, &search, leads: group.includesLeads)
        }
    }

    private func block(_ member: Int, _ account: Int, _ search: inout ChainSearch, leads: Bool) {
        if leads { search.blocked[member] = true }
        guard let entry = problem.kams.entry(row: account, member: member) else { return }
        search.answers[entry - problem.kams.starts[account]] = .infinity
    }

    /// Whether a placed account's KAM answers for too many, or its members serve a rival.
    func breaksRules(_ account: Int) -> Bool {
        let chain = chains[account]
        let kam = chain.kam >= 0 ? Int(problem.kams.members[chain.kam]) : nil
        if let kam, counts[kam] > problem.maximumAccounts[kam] { return true }
        for place in pairs.groupStarts[account]..<pairs.groupStarts[account + 1] {
            let group = problem.rivals[pairs.groups[place]]
            for rival in group.accounts where rival != account && isPlaced[rival] {
                let other = chains[rival]
                let otherKAM = other.kam >= 0 ? Int(problem.kams.members[other.kam]) : nil
                if kam != nil, kam == otherKAM { return true }
                guard group.includesLeads else { continue }
                let members = Set(chain.pieces.map(\.member) + (kam.map { [$0] } ?? []))
                if other.pieces.contains(where: { members.contains($0.member) }) { return true }
                if let otherKAM, members.contains(otherKAM) { return true }
            }
        }
        return false
    }

    // MARK: - Decisions

    /// The plan as a decision.
    func decision() -> AssignmentDecision {
        var decision = AssignmentDecision(
            leads: Array(repeating: nil, count: problem.cellCount),
            joins: Array(repeating: false, count: problem.cellCount),
            kams: Array(repeating: nil, count: problem.accountCount))
        for (account, chain) in chains.enumerated() {
            let start = problem.cellStarts[account]
            for piece in chain.pieces {
                for offset in piece.first...piece.last { decision.leads[start + offset] = piece.member }
                decision.joins[start + piece.first] = piece.joins
            }
            if chain.kam >= 0 { decision.kams[account] = Int(problem.kams.members[chain.kam]) }
        }
        return decision
    }

    /// The chain of an account in a decision.
    func chain(_ account: Int, of decision: AssignmentDecision) -> Chain {
        var chain = Chain()
        let cells = problem.cells(of: account)
        for cell in cells {
            guard let lead = decision.leads[cell], let entry = problem.leads.entry(row: cell, member: lead) else {
                chain.loss += problem.value[cell]
                continue
            }
            let before = cell > cells.lowerBound ? decision.leads[cell - 1] : nil
            if before == lead {
                chain.pieces[chain.pieces.count - 1].last += 1
            } else {
                let offset = cell - cells.lowerBound
                chain.pieces.append(.init(first: offset, last: offset, member: lead, joins: decision.joins[cell]))
                if decision.joins[cell] { chain.jointHours += problem.jointHours[cell] }
            }
            let last = chain.pieces.count - 1
            chain.pieces[last].cost += problem.leads.costs[entry]
            chain.pieces[last].hours +=
                problem.leads.hours[entry] + (before != lead && decision.joins[cell] ? problem.jointHours[cell] : 0)
            if let now = problem.present.leads[cell], now != lead { chain.pieces[last].changes += 1 }
            chain.loss +=
                problem.leads.costs[entry]
                + problem.borderLoss(cell, before: before, after: lead, joins: decision.joins[cell])
        }
        chain.changes = cells.count { cell in
            problem.present.leads[cell].map { $0 != decision.leads[cell] } ?? false
        }
        if let kam = decision.kams[account], let entry = problem.kams.entry(row: account, member: kam) {
            chain.kam = entry
            chain.loss += problem.kams.costs[entry]
        } else if problem.needsKAM[account] {
            chain.loss += problem.kamValue[account]
        }
        if let now = problem.present.kams[account], now != decision.kams[account] { chain.changes += 1 }
        if chain.changes > 0 { chain.loss += problem.present.disturbance[account] }
        return chain
    }

    /// Adopts a decision for some accounts.
    mutating func adopt(_ decision: AssignmentDecision, accounts: some Sequence<Int>) {
        for account in accounts {
            remove(account)
            chains[account] = chain(account, of: decision)
            place(account)
        }
    }

    /// Sums everything up anew, against the drift of many small steps.
    mutating func refresh() {
        let placed = isPlaced.indices.filter { isPlaced[$0] }
        for account in placed { remove(account) }
        marginal.empty()
        (chainLoss, changes, jointHours, loadLoss) = (0, 0, 0, marginal.costs.reduce(0, +))
        for account in placed { place(account) }
    }

    /// Other penalties of an hour above the limit, `[member]`, of crossing it, and of a change and a joint hour above the
    /// budgets.
    mutating func penalize(_ penalties: [Double], crossing: Double = 0, change: Double, jointHour: Double) {
        marginal.penalize(penalties, charge: crossing)
        (changePenalty, jointPenalty) = (change, jointHour)
        loadLoss = marginal.costs.reduce(0, +)
    }
}
