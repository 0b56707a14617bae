internal import KAMModel

/// Why a member does not meet a demand: a rule forbids it, or it can be had at a price.
public enum AssignmentWhyNot: Hashable, Sendable {
    /// The member meets it already.
    case serves
    /// No decision in which the member meets it keeps the rules: the first that is in the way, with its figures.
    case forbidden(AssignmentObstacle)
    /// It can be had.
    case possible(AssignmentPrice)
}

/// What it costs to have a demand met by a certain member, by another decision.
public struct AssignmentPrice: Hashable, Sendable {
    /// The best decision found in which the member meets the demand; it keeps every rule.
    public let decision: AssignmentDecision
    /// What moves: the demand first, then cells in order, then accounts.
    public let moves: [AssignmentMove]
    /// What the loss grows by, part by part; negative where the decision asked about is not the best.
    public let loss: AssignmentLoss
    /// The least and the most that the very best decisions with and without the wish can differ by.
    public let least: Double
    /// See `least`.
    public let most: Double

    /// What the loss grows by, in whole units of the base currency.
    public var cost: Double { loss.total }
    /// Whether both decisions are proven best, within the gaps of their proofs.
    public var isExact: Bool { most - least <= 1e-6 * max(1, most.magnitude) }
}

extension AssignmentProblem {
    /// Why a member does not meet a demand of a solution, by solving again with the wish as a pin.
    ///
    /// - Parameters:
    ///   - member: The member.
    ///   - demand: The demand.
    ///   - solution: What is asked about; its decision keeps every rule.
    ///   - pins: The demands that are pinned to their only candidates and must stay with them.
    ///   - options: How far to search, as for the solution.
    /// - Returns: A rule with its figures, or the price with all that moves.
    /// - Throws: `AssignmentError` as for `solve`.
    public func whyNot(
        _ member: Int, _ demand: AssignmentDemand, in solution: AssignmentSolution,
        pins: Set<AssignmentDemand> = [], _ options: AssignmentOptions = AssignmentOptions()
    ) throws(AssignmentError) -> AssignmentWhyNot {
        guard solution.decision.member(demand) != member else { return .serves }
        if let rule = rule(against: member, demand, pins: pins) { return .forbidden(rule) }
        if present.changeBudget == 0, presentMember(demand).map({ $0 != member }) ?? false {
            return .forbidden(.changes(count: 1, most: 0))
        }
        let nearby = AssignmentSituation(self, solution.decision).suggestion(demand, member)?.decision
        let wish = try wish(demand, member, lessThan: nearby, solution)
        var chosen = options
        chosen.leaveAlone = 0
        let found = try wish.solve(chosen)
        let candidates = [found.decision, nearby].compactMap(\.self).filter {
            $0.member(demand) == member && AssignmentCheck(self, $0).isFeasible
        }
        guard let best = candidates.min(by: { loss(of: $0).total < loss(of: $1).total }) else {
            return .forbidden(changeObstacle)
        }
        return .possible(price(of: best, demand, bound: found.outcome.bound, in: solution))
    }

    /// The problem in which the member meets the demand, and the loss is that of this problem but for the disturbance
    /// of the account where the wish changes it.
    ///
    /// Every decision that leaves the demand open loses more than the one known to meet it, or than any.
    private func wish(
        _ demand: AssignmentDemand, _ member: Int, lessThan nearby: AssignmentDecision?, _ solution: AssignmentSolution
    ) throws(AssignmentError) -> AssignmentProblem {
        guard let entry = entry(demand, member) else { return self }
        var parts = AssignmentParts(self)
        let least = solution.outcome.bound ?? 0
        let raised = nearby.map { max(0, loss(of: $0).total - least) + 1 } ?? greatestLoss
        let isChange = presentMember(demand).map { $0 != member } ?? false
        switch demand {
        case .cell(let cell):
            parts.leads[cell] = [entry]
            parts.value[cell] += raised
            if isChange { parts.present.leads[cell] = nil }
        case .account(let account):
            parts.kams[account] = [entry]
            parts.kamValue[account] += raised
            if isChange { parts.present.kams[account] = nil }
        }
        if isChange {
            parts.present.disturbance[account(of: demand)] = 0
            parts.present.changeBudget = present.changeBudget.map { max(0, $0 - 1) }
        }
        return try parts.whole()
    }

    private func price(
        of decision: AssignmentDecision, _ demand: AssignmentDemand, bound: Double?, in solution: AssignmentSolution
    ) -> AssignmentPrice {
        let before = loss(of: solution.decision)
        let difference = loss(of: decision) - before
        let isChange = presentMember(demand).map { $0 != decision.member(demand) } ?? false
        let certain = isChange ? present.disturbance[account(of: demand)] : 0
        let moves = solution.decision.moves(to: decision)
        // A wish only narrows the choice, so it never gains against the best.
        let least = max(0, (bound ?? 0) + certain - before.total)
        let most = max(least, difference.total + before.total - (solution.outcome.bound ?? 0))
        return AssignmentPrice(
            decision: decision, moves: moves.filter { $0.demand == demand } + moves.filter { $0.demand != demand },
            loss: difference, least: least, most: most)
    }

    /// Who meets a demand now and may go on.
    func presentMember(_ demand: AssignmentDemand) -> Int? {
        switch demand {
        case .cell(let cell): present.leads[cell]
        case .account(let account): present.kams[account]
        }
    }

    /// The account of a demand.
    func account(of demand: AssignmentDemand) -> Int {
        switch demand {
        case .account(let account): account
        case .cell(let cell):
            // The last account that begins at or before the cell: those that begin there and are empty come first.
            lastAccount(beginningBy: cell)
        }
    }

    private func lastAccount(beginningBy cell: Int) -> Int {
        var range = 0..<accountCount
        while range.count > 1 {
            let middle = range.lowerBound + range.count / 2
            range = cellStarts[middle] <= cell ? middle..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }
}

extension AssignmentProblem {
    /// The rule that forbids a member to meet a demand beside the pins, whatever the others do.
    private func rule(
        against member: Int, _ demand: AssignmentDemand, pins: Set<AssignmentDemand>
    ) -> AssignmentObstacle? {
        guard let entry = entry(demand, member) else { return .notEligible(demand, member: member) }
        let others = pins.subtracting([demand])
        let account = account(of: demand)
        if case .account = demand, maximumAccounts[member] == 0 { return .accounts(member: member, most: 0) }
        if case .cell(let cell) = demand, leadsOwnAccountsOnly[member] {
            let isPinnedElsewhere = others.contains(.account(account)) && self.entry(.account(account), member) == nil
            let canAnswer = needsKAM[account] && self.entry(.account(account), member) != nil
            if isPinnedElsewhere || !canAnswer || maximumAccounts[member] == 0 {
                return .foreignLead(cell: cell, member: member)
            }
        }
        let held = others.compactMap { self.entry($0, member).map { ($0.member, $0.hours) } }
        let left = loadCosts[member].limit - held.reduce(0) { $0 + $1.1 }
        if entry.hours > left + 1e-9 * max(1, left) { return .hours(member: member, needed: entry.hours, left: left) }
        if case .account = demand {
            let count = others.count { if case .account = $0 { self.entry($0, member) != nil } else { false } }
            if count >= maximumAccounts[member] { return .accounts(member: member, most: maximumAccounts[member]) }
        }
        return rivalRule(against: member, demand, account, pins: others)
    }

    private func rivalRule(
        against member: Int, _ demand: AssignmentDemand, _ account: Int, pins: Set<AssignmentDemand>
    ) -> AssignmentObstacle? {
        let pinned = Set(pins.filter { entry($0, member) != nil })
        for group in rivals where group.accounts.contains(account) {
            if case .cell = demand, !group.includesLeads { continue }
            for other in group.accounts where other != account {
                let leads = group.includesLeads && cells(of: other).contains { pinned.contains(.cell($0)) }
                if leads || pinned.contains(.account(other)) {
                    return .rivals(member: member, account: account, with: other)
                }
            }
        }
        return nil
    }

    /// What is left to be in the way when no rule forbids the wish and no decision holds it.
    private var changeObstacle: AssignmentObstacle {
        let most = present.changeBudget ?? 0
        return .changes(count: most + 1, most: most)
    }
}
