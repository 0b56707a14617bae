import KAMEngine

/// The best legal decision of a small problem, by trying every one.
///
/// Written for tests, apart from the solvers and the check: the leads, joins and KAM of each account are listed, open
/// ones included, with their loss, hours and changes, and the accounts are combined depth first.
struct BruteForce {
    /// What to make small first: each is compared only where those before it are equal; the loss comes last.
    enum Aim {
        /// The stake of what is open.
        case openStake
        /// The number of demands that are open.
        case openCount
        /// The number of leads and KAMs that could go on and do not.
        case changes
    }

    /// The best that was found.
    struct Best {
        let loss: Double
        let decision: AssignmentDecision
    }

    private struct Option {
        let key: [Double]
        let leads: [Int?]
        let joins: [Bool]
        let kam: Int?
        let hours: [Double]
        let jointHours: Double
        let changes: Int
        let leadMembers: Set<Int>
    }

    private let problem: AssignmentProblem
    private let aims: [Aim]
    /// What may not stay open, and who must meet what.
    private let required: Set<AssignmentDemand>
    private let wish: (demand: AssignmentDemand, member: Int)?
    private var options: [[Option]] = []
    private var chosen: [Option] = []
    private var bestKey: [Double]?
    private var best: [Option] = []

    /// The least loss of a legal decision; nothing when there is none.
    static func leastLoss(_ problem: AssignmentProblem) -> Double? { best(problem)?.loss }

    /// Whether a legal decision leaves nothing open.
    static func canComplete(_ problem: AssignmentProblem) -> Bool { canMeet(problem, everything(problem)) }

    /// Whether a legal decision meets some demands.
    static func canMeet(_ problem: AssignmentProblem, _ required: Set<AssignmentDemand>) -> Bool {
        best(problem, required: required) != nil
    }

    /// All demands of a problem.
    static func everything(_ problem: AssignmentProblem) -> Set<AssignmentDemand> {
        Set((0..<problem.cellCount).map { .cell($0) })
            .union((0..<problem.accountCount).filter { problem.needsKAM[$0] }.map { .account($0) })
    }

    /// The best legal decision by some aims, then by its loss.
    static func best(
        _ problem: AssignmentProblem, first aims: [Aim] = [], required: Set<AssignmentDemand> = [],
        where wish: (demand: AssignmentDemand, member: Int)? = nil
    ) -> Best? {
        var search = BruteForce(problem, aims, required, wish)
        search.combine(
            0, key: Array(repeating: 0, count: aims.count + 1), left: problem.loadCosts.map(\.limit),
            accounts: problem.maximumAccounts, changes: 0, jointHours: 0)
        guard let key = search.bestKey, let loss = key.last else { return nil }
        return Best(
            loss: loss,
            decision: AssignmentDecision(
                leads: search.best.flatMap(\.leads), joins: search.best.flatMap(\.joins), kams: search.best.map(\.kam)))
    }

    private init(
        _ problem: AssignmentProblem, _ aims: [Aim], _ required: Set<AssignmentDemand>,
        _ wish: (demand: AssignmentDemand, member: Int)?
    ) {
        self.problem = problem
        self.aims = aims
        self.required = required
        self.wish = wish
        for account in 0..<problem.accountCount {
            var found: [Option] = []
            let kams = problem.needsKAM[account] ? [nil] + row(problem.kams, account).map { $0 } : [nil]
            for kam in kams {
                guard isAllowed(.account(account), kam) else { continue }
                extend(account, leads: [], joins: [], kam: kam, into: &found)
            }
            options.append(found.sorted { $0.key.lexicographicallyPrecedes($1.key) })
        }
    }

    private func isAllowed(_ demand: AssignmentDemand, _ member: Int?) -> Bool {
        if let wish, wish.demand == demand { return member == wish.member }
        return member != nil || !required.contains(demand)
    }

    private func row(_ table: CandidateTable, _ index: Int) -> [Int?] {
        table.entries(of: index).map { Int(table.members[$0]) }
    }

    private func extend(_ account: Int, leads: [Int?], joins: [Bool], kam: Int?, into found: inout [Option]) {
        let cell = problem.cellStarts[account] + leads.count
        guard cell < problem.cellStarts[account + 1] else {
            found.append(option(account, leads, joins, kam))
            return
        }
        for lead in [nil] + row(problem.leads, cell) {
            guard isAllowed(.cell(cell), lead) else { continue }
            if let lead, problem.leadsOwnAccountsOnly[lead], kam != lead { continue }
            extend(account, leads: leads + [lead], joins: joins + [false], kam: kam, into: &found)
            if let lead, let last = leads.last ?? nil, last != lead {
                extend(account, leads: leads + [lead], joins: joins + [true], kam: kam, into: &found)
            }
        }
    }

    private func option(_ account: Int, _ leads: [Int?], _ joins: [Bool], _ kam: Int?) -> Option {
        var hours = [Double](repeating: 0, count: problem.memberCount)
        var (loss, stake, openCount, changes, jointHours) = (0.0, 0.0, 0, 0, 0.0)
        for (offset, lead) in leads.enumerated() {
            let cell = problem.cellStarts[account] + offset
            if let lead, let entry = problem.leads.entry(row: cell, member: lead) {
                loss += problem.leads.costs[entry]
                hours[lead] += problem.leads.hours[entry] + (joins[offset] ? problem.jointHours[cell] : 0)
                jointHours += joins[offset] ? problem.jointHours[cell] : 0
                if offset > 0, let before = leads[offset - 1], before != lead {
                    loss += problem.handoffLoss[cell] * (joins[offset] ? 1 - problem.jointSaving[cell] : 1)
                }
            } else {
                stake += problem.value[cell]
                openCount += 1
            }
            if let now = problem.present.leads[cell], now != lead { changes += 1 }
        }
        if let kam, let entry = problem.kams.entry(row: account, member: kam) {
            loss += problem.kams.costs[entry]
            hours[kam] += problem.kams.hours[entry]
        } else if problem.needsKAM[account] {
            stake += problem.kamValue[account]
            openCount += 1
        }
        if let now = problem.present.kams[account], now != kam { changes += 1 }
        loss += stake + (changes > 0 ? problem.present.disturbance[account] : 0)
        let key = aims.map { aim in
            switch aim {
            case .openStake: stake
            case .openCount: Double(openCount)
            case .changes: Double(changes)
            }
        }
        return Option(
            key: key + [loss], leads: leads, joins: joins, kam: kam, hours: hours, jointHours: jointHours,
            changes: changes, leadMembers: Set(leads.compactMap(\.self)))
    }

    private mutating func combine(
        _ account: Int, key: [Double], left: [Double], accounts: [Int], changes: Int, jointHours: Double
    ) {
        guard account < options.count else {
            var whole = key
            for (load, left) in zip(problem.loadCosts, left) { whole[aims.count] += load.cost(load.limit - left) }
            if let bestKey, !whole.lexicographicallyPrecedes(bestKey) { return }
            (bestKey, best) = (whole, chosen)
            return
        }
        for option in options[account] {
            let sum = zip(key, option.key).map { $0 + $1 }
            if let bestKey, !sum.lexicographicallyPrecedes(bestKey) { return }
            guard zip(left, option.hours).allSatisfy({ $0 - $1 >= -1e-9 }),
                option.kam.map({ accounts[$0] > 0 }) ?? true,
                changes + option.changes <= problem.present.changeBudget ?? .max,
                jointHours + option.jointHours <= (problem.jointBudget ?? .infinity) + 1e-9,
                isApart(option, account)
            else { continue }
            var fewer = accounts
            if let kam = option.kam { fewer[kam] -= 1 }
            chosen.append(option)
            combine(
                account + 1, key: sum, left: zip(left, option.hours).map { $0 - $1 }, accounts: fewer,
                changes: changes + option.changes, jointHours: jointHours + option.jointHours)
            chosen.removeLast()
        }
    }

    /// Whether an option shares no member with the rivals of its account that are already chosen.
    private func isApart(_ option: Option, _ account: Int) -> Bool {
        problem.rivals.allSatisfy { group in
            guard group.accounts.contains(account) else { return true }
            return group.accounts.filter { $0 < account }.allSatisfy { other in
                served(option, group).isDisjoint(with: served(chosen[other], group))
            }
        }
    }

    private func served(_ option: Option, _ group: AssignmentProblem.Rivals) -> Set<Int> {
        var members = group.includesLeads ? option.leadMembers : []
        if let kam = option.kam { members.insert(kam) }
        return members
    }
}
