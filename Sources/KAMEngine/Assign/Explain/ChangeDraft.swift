/// A change while it is made: the accounts it touches, its loss but for joins and loads, and the hours it takes.
struct ChangeDraft {
    /// The most borders at which every choice of joins is tried; further ones keep theirs.
    private static let mostBorders = 6

    private let situation: AssignmentSituation
    private var problem: AssignmentProblem { situation.problem }
    private var moves: [AssignmentMove] = []

    init(_ situation: AssignmentSituation) { self.situation = situation }

    mutating func give(_ demand: AssignmentDemand, to member: Int?) {
        moves.append(AssignmentMove(demand, from: situation.decision.member(demand), to: member))
    }

    private func lead(_ cell: Int) -> Int? {
        for move in moves where move.demand == .cell(cell) { return move.to }
        return situation.decision.leads[cell]
    }

    private func kam(_ account: Int) -> Int? {
        for move in moves where move.demand == .account(account) { return move.to }
        return situation.decision.kams[account]
    }

    private var accounts: [Int] { Set(moves.map { situation.account(of: $0.demand) }).sorted() }

    /// The change with the best joins.
    func best() -> AssignmentChange {
        var fixed = Sum()
        for move in moves { add(move, to: &fixed) }
        let borders = self.borders
        for cell in borders { addBorder(cell, joins: false, to: &fixed) }
        let count = changeCountDifference
        addDisturbance(to: &fixed)
        let obstacles = standingObstacles(count)
        let free = Array(borders.filter(isHandoff).prefix(Self.mostBorders))
        let kept = borders.filter { isHandoff($0) && !free.contains($0) && situation.decision.joins[$0] }
        for cell in kept { addJoin(cell, to: &fixed) }
        var best: AssignmentChange?
        for mask in 0..<(1 << free.count) {
            var sum = fixed
            var joining = kept
            for (bit, cell) in free.enumerated() where mask & (1 << bit) != 0 {
                addJoin(cell, to: &sum)
                joining.append(cell)
            }
            let found = change(sum, borders: borders, joining: joining, obstacles)
            if AssignmentChange.isBetter(found, best) { best = found }
        }
        // There is at least the choice without a join.
        return best ?? change(fixed, borders: borders, joining: kept, obstacles)
    }

    /// A running sum of loss and hours.
    private struct Sum {
        var loss = AssignmentLoss()
        var hours: [(member: Int, hours: Double)] = []
        var jointHours = 0.0

        mutating func add(_ added: Double, of member: Int) {
            for index in hours.indices where hours[index].member == member {
                hours[index].hours += added
                return
            }
            hours.append((member, added))
        }
    }

    private func add(_ move: AssignmentMove, to sum: inout Sum) {
        let (stake, isCell) =
            switch move.demand {
            case .cell(let cell): (problem.value[cell], true)
            case .account(let account): (problem.needsKAM[account] ? problem.kamValue[account] : 0, false)
            }
        for (member, sign) in [(move.from, -1.0), (move.to, 1.0)] {
            guard let member, let entry = problem.entry(move.demand, member) else {
                sum.loss.open += sign * stake
                continue
            }
            if isCell { sum.loss.leads += sign * entry.cost } else { sum.loss.kams += sign * entry.cost }
            sum.add(sign * entry.hours, of: member)
        }
    }

    /// The borders at which a lead changes on one side or both.
    private var borders: [Int] {
        var found: Set<Int> = []
        for case .cell(let cell) in moves.map(\.demand) {
            let cells = problem.cells(of: situation.accountOfCell[cell])
            if cell > cells.lowerBound { found.insert(cell) }
            if cell + 1 < cells.upperBound { found.insert(cell + 1) }
        }
        return found.sorted()
    }

    private func isHandoff(_ cell: Int) -> Bool {
        guard let before = lead(cell - 1), let after = lead(cell) else { return false }
        return before != after
    }

    private func addBorder(_ cell: Int, joins: Bool, to sum: inout Sum) {
        let decision = situation.decision
        sum.loss.handoffs -= problem.borderLoss(
            cell, before: decision.leads[cell - 1], after: decision.leads[cell], joins: decision.joins[cell])
        if decision.joins[cell], let joined = decision.leads[cell] {
            sum.add(-problem.jointHours[cell], of: joined)
            sum.jointHours -= problem.jointHours[cell]
        }
        sum.loss.handoffs += problem.borderLoss(cell, before: lead(cell - 1), after: lead(cell), joins: joins)
    }

    private func addJoin(_ cell: Int, to sum: inout Sum) {
        guard let joined = lead(cell) else { return }
        sum.loss.handoffs -= problem.handoffLoss[cell] * problem.jointSaving[cell]
        sum.add(problem.jointHours[cell], of: joined)
        sum.jointHours += problem.jointHours[cell]
    }

    private func isKept(_ demand: AssignmentDemand, by member: Int?) -> Bool {
        let present =
            switch demand {
            case .cell(let cell): problem.present.leads[cell]
            case .account(let account): problem.present.kams[account]
            }
        return present == nil || present == member
    }

    private var changeCountDifference: Int {
        moves.reduce(0) { count, move in
            count + (isKept(move.demand, by: move.from) ? 1 : 0) - (isKept(move.demand, by: move.to) ? 1 : 0)
        }
    }

    private func addDisturbance(to sum: inout Sum) {
        for account in accounts where problem.present.disturbance[account] > 0 {
            let wasChanged = problem.isChanged(account, by: situation.decision)
            let isChanged =
                !isKept(.account(account), by: kam(account))
                || problem.cells(of: account).contains { !isKept(.cell($0), by: lead($0)) }
            if isChanged != wasChanged {
                sum.loss.disturbance +=
                    isChanged ? problem.present.disturbance[account] : -problem.present.disturbance[account]
            }
        }
    }

    private func change(
        _ sum: Sum, borders: [Int], joining: [Int], _ standing: [AssignmentObstacle]
    ) -> AssignmentChange {
        var loss = sum.loss
        var obstacles = standing
        let loads = sum.hours.sorted { $0.member < $1.member }.map { member, hours in
            let cost = problem.loadCosts[member]
            let load = situation.loads[member]
            // The loss counts only what differs; a load that ends where it began has none.
            let change = hours == 0 ? 0 : cost.cost(load + hours) - cost.cost(load)
            loss.loads += change
            if hours > 1e-9, load + hours > cost.limit + 1e-9 * max(1, cost.limit) {
                obstacles.append(.hours(member: member, needed: hours, left: cost.limit - load))
            }
            return AssignmentChange.Load(member: member, hours: hours, loss: change)
        }
        if let budget = problem.jointBudget, sum.jointHours > 1e-9,
            situation.jointHours + sum.jointHours > budget + 1e-9
        {
            obstacles.append(.jointHours(needed: sum.jointHours, left: budget - situation.jointHours))
        }
        let joins = borders.compactMap { cell -> AssignmentChange.Join? in
            let joins = joining.contains(cell)
            return joins == situation.decision.joins[cell] ? nil : .init(cell: cell, joins: joins)
        }
        return AssignmentChange(moves: moves, joins: joins, loss: loss, loads: loads, obstacles: obstacles)
    }

    /// The obstacles that no choice of joins removes.
    private func standingObstacles(_ changeCount: Int) -> [AssignmentObstacle] {
        var found: [AssignmentObstacle] = []
        for move in moves {
            guard let member = move.to else { continue }
            if problem.entry(move.demand, member) == nil { found.append(.notEligible(move.demand, member: member)) }
            found += rivalObstacle(move, member).map { [$0] } ?? []
        }
        found += countObstacles() + foreignLeads()
        let count = situation.changeCount + changeCount
        if let most = problem.present.changeBudget, changeCount > 0, count > most {
            found.append(.changes(count: count, most: most))
        }
        return found
    }

    private func countObstacles() -> [AssignmentObstacle] {
        var added: [Int: Int] = [:]
        for move in moves {
            guard case .account = move.demand else { continue }
            if let from = move.from { added[from, default: 0] -= 1 }
            if let to = move.to { added[to, default: 0] += 1 }
        }
        return added.keys.sorted().compactMap { member in
            let most = problem.maximumAccounts[member]
            guard let more = added[member], more > 0, situation.answered[member] + more > most else { return nil }
            return .accounts(member: member, most: most)
        }
    }

    private func foreignLeads() -> [AssignmentObstacle] {
        accounts.flatMap { account in
            problem.cells(of: account).compactMap { cell -> AssignmentObstacle? in
                guard let lead = lead(cell), problem.leadsOwnAccountsOnly[lead], kam(account) != lead else {
                    return nil
                }
                return .foreignLead(cell: cell, member: lead)
            }
        }
    }

    /// The first competitor that the member serves after the change, by group and account.
    private func rivalObstacle(_ move: AssignmentMove, _ member: Int) -> AssignmentObstacle? {
        let account = situation.account(of: move.demand)
        for index in situation.groups[account] {
            let group = problem.rivals[index]
            if case .cell = move.demand, !group.includesLeads { continue }
            for other in group.accounts where other != account && serves(member, other, group) {
                return .rivals(member: member, account: account, with: other)
            }
        }
        return nil
    }

    private func serves(_ member: Int, _ account: Int, _ group: AssignmentProblem.Rivals) -> Bool {
        kam(account) == member || (group.includesLeads && problem.cells(of: account).contains { lead($0) == member })
    }
}
