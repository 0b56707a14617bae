/// The running account of one check of a decision.
struct AssignmentLedger {
    private let problem: AssignmentProblem
    private let decision: AssignmentDecision
    private(set) var violations: [AssignmentCheck.Violation] = []
    private(set) var loss = AssignmentLoss()
    private(set) var planned: [Double]
    private(set) var openCells: [AssignmentDemand] = []
    private(set) var openAccounts: [AssignmentDemand] = []
    private(set) var changes = 0
    private(set) var jointHours = 0.0
    private var answered: [Int]

    init(_ problem: AssignmentProblem, _ decision: AssignmentDecision) {
        self.problem = problem
        self.decision = decision
        planned = problem.loadCosts.map { _ in 0 }
        answered = problem.loadCosts.map { _ in 0 }
    }

    /// Enters the cells and the KAM of an account.
    mutating func enter(_ account: Int) {
        let changesBefore = changes
        let first = problem.cellStarts[account]
        for cell in first..<problem.cellStarts[account + 1] {
            enterLead(cell, account)
            enterBorder(cell, before: cell == first ? nil : decision.leads[cell - 1])
        }
        enterKAM(account)
        if changes > changesBefore { loss.disturbance += problem.present.disturbance[account] }
    }

    private mutating func enterLead(_ cell: Int, _ account: Int) {
        let lead = decision.leads[cell]
        if let present = problem.present.leads[cell], present != lead { changes += 1 }
        guard let lead else {
            openCells.append(.cell(cell))
            loss.open += problem.value[cell]
            return
        }
        if problem.leadsOwnAccountsOnly[lead], decision.kams[account] != lead {
            violations.append(.foreignLead(cell: cell, member: lead))
        }
        if let (cost, hours) = find(lead, in: problem.leads, row: cell) {
            loss.leads += cost
            planned[lead] += hours
        } else {
            violations.append(.ineligibleLead(cell: cell, member: lead))
        }
    }

    private mutating func enterBorder(_ cell: Int, before: Int?) {
        let lead = decision.leads[cell]
        let isHandoff = before != nil && lead != nil && before != lead
        guard isHandoff, let lead else {
            if decision.joins[cell] { violations.append(.joinWithoutHandoff(cell: cell)) }
            return
        }
        loss.handoffs += problem.handoffLoss[cell]
        if decision.joins[cell] {
            loss.handoffs -= problem.handoffLoss[cell] * problem.jointSaving[cell]
            planned[lead] += problem.jointHours[cell]
            jointHours += problem.jointHours[cell]
        }
    }

    private mutating func enterKAM(_ account: Int) {
        let kam = decision.kams[account]
        if let present = problem.present.kams[account], present != kam { changes += 1 }
        guard let kam else {
            if problem.needsKAM[account] {
                openAccounts.append(.account(account))
                loss.open += problem.kamValue[account]
            }
            return
        }
        guard problem.needsKAM[account] else {
            violations.append(.needlessKAM(account: account, member: kam))
            return
        }
        answered[kam] += 1
        if let (cost, hours) = find(kam, in: problem.kams, row: account) {
            loss.kams += cost
            planned[kam] += hours
        } else {
            violations.append(.ineligibleKAM(account: account, member: kam))
        }
    }

    /// Looks through a row from its start; the row is short, and nothing is assumed of its order.
    private func find(_ member: Int, in table: CandidateTable, row: Int) -> (cost: Double, hours: Double)? {
        for entry in table.starts[row]..<table.starts[row + 1] where Int(table.members[entry]) == member {
            return (table.costs[entry], table.hours[entry])
        }
        return nil
    }

    /// Adds what is known only when all accounts are entered: loads, limits, rivals and budgets.
    mutating func close() {
        for member in problem.loadCosts.indices {
            loss.loads += loadLoss(member)
            let limit = problem.loadCosts[member].ends.last ?? 0
            if planned[member] > limit + 1e-6 * max(1, limit) {
                violations.append(.overload(member: member, planned: planned[member], limit: limit))
            }
            if answered[member] > problem.maximumAccounts[member] {
                violations.append(
                    .tooManyAccounts(
                        member: member, count: answered[member], most: problem.maximumAccounts[member]))
            }
        }
        for group in problem.rivals.indices { closeRivals(group) }
        if let most = problem.present.changeBudget, changes > most {
            violations.append(.tooManyChanges(count: changes, most: most))
        }
        if let most = problem.jointBudget, jointHours > most + 1e-6 * max(1, most) {
            violations.append(.tooMuchJointWork(hours: jointHours, most: most))
        }
    }

    /// A load's loss: each hour at the price of its band, and each hour of negative price that is not planned.
    private func loadLoss(_ member: Int) -> Double {
        let bands = problem.loadCosts[member]
        var start = 0.0
        var loss = 0.0
        for band in bands.ends.indices {
            let width = bands.ends[band] - start
            let isLast = band + 1 == bands.ends.count
            let used = max(0, isLast ? planned[member] - start : min(width, planned[member] - start))
            loss += bands.prices[band] < 0 ? -bands.prices[band] * (width - used) : bands.prices[band] * used
            start = bands.ends[band]
        }
        return loss
    }

    private mutating func closeRivals(_ group: Int) {
        let rivals = problem.rivals[group]
        var served: [Int: [Int]] = [:]
        for account in rivals.accounts {
            var members: Set<Int> = []
            if let kam = decision.kams[account] { members.insert(kam) }
            if rivals.includesLeads {
                for cell in problem.cellStarts[account]..<problem.cellStarts[account + 1] {
                    if let lead = decision.leads[cell] { members.insert(lead) }
                }
            }
            for member in members { served[member, default: []].append(account) }
        }
        for member in served.keys.sorted() {
            guard let accounts = served[member], accounts.count > 1 else { continue }
            violations.append(.rivals(group: group, member: member, accounts: accounts))
        }
    }
}
