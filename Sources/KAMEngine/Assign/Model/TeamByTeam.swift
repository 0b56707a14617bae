internal import KAMModel

/// Plans each stage for itself, one after the other, then the KAMs, as teams do that look at their own work only.
///
/// Each step sees what its members have left after the steps before, and keeps every hard rule; handoffs, joins and
/// KAMs who could lead in their own accounts do not exist for it.
struct TeamByTeam {
    private let assignment: Assignment
    private let options: AssignmentOptions
    private(set) var decision: AssignmentDecision
    private var changes: Int?

    private var problem: AssignmentProblem { assignment.problem }

    init(_ assignment: Assignment, _ options: AssignmentOptions) throws(AssignmentError) {
        self.assignment = assignment
        self.options = options
        let problem = assignment.problem
        changes = problem.present.changeBudget
        decision = AssignmentDecision(
            leads: Array(repeating: nil, count: problem.cellCount),
            joins: Array(repeating: false, count: problem.cellCount),
            kams: Array(repeating: nil, count: problem.accountCount))
        for stage in assignment.policy.stages.indices {
            try plan(assignment.duties.cells.indices.filter { assignment.duties.cells[$0].stage == stage })
        }
        try answer()
    }

    /// Plans the cells of one stage.
    private mutating func plan(_ rows: [Int]) throws(AssignmentError) {
        guard !rows.isEmpty else { return }
        let candidates = rows.map { row in
            problem.leads.entries(of: row).map(problem.leads.candidate).filter { able($0.member, row) }
        }
        let groups = rivals(rows.map(account), includesLeads: true)
        let step = try AssignmentProblem(
            cellStarts: Array(0...rows.count), leads: CandidateTable(candidates),
            kams: CandidateTable(rows.map { _ in [] }), needsKAM: rows.map { _ in false },
            value: rows.map { problem.value[$0] }, kamValue: rows.map { _ in 0 }, handoffLoss: rows.map { _ in 0 },
            jointHours: rows.map { _ in 0 }, jointSaving: rows.map { _ in 0 }, loadCosts: left,
            maximumAccounts: problem.maximumAccounts.map { _ in 0 },
            leadsOwnAccountsOnly: problem.leadsOwnAccountsOnly.map { _ in false }, rivals: groups,
            present: present(
                leads: zip(rows, candidates).map { row, able in
                    able.first { $0.member == problem.present.leads[row] }?.member
                },
                kams: rows.map { _ in nil }))
        let found = try step.solve(options)
        for (position, row) in rows.enumerated() { decision.leads[row] = found.decision.leads[position] }
        changes = changes.map { max(0, $0 - step.changeCount(of: found.decision)) }
    }

    /// Gives each account its KAM.
    private mutating func answer() throws(AssignmentError) {
        let accounts = (0..<problem.accountCount).filter { problem.needsKAM[$0] }
        guard !accounts.isEmpty else { return }
        let candidates = accounts.map { account in
            problem.kams.entries(of: account).map(problem.kams.candidate).filter { candidate in
                problem.rivals.allSatisfy { group in
                    !group.includesLeads || !group.accounts.contains(account)
                        || !group.accounts.contains { $0 != account && leads(candidate.member, $0) }
                }
            }
        }
        let step = try AssignmentProblem(
            cellStarts: Array(repeating: 0, count: accounts.count + 1), leads: CandidateTable([]),
            kams: CandidateTable(candidates), needsKAM: accounts.map { _ in true }, value: [],
            kamValue: accounts.map { problem.kamValue[$0] }, handoffLoss: [], jointHours: [], jointSaving: [],
            loadCosts: left, maximumAccounts: problem.maximumAccounts,
            leadsOwnAccountsOnly: problem.leadsOwnAccountsOnly.map { _ in false },
            rivals: rivals(accounts, includesLeads: false),
            present: present(
                leads: [],
                kams: zip(accounts, candidates).map { account, able in
                    able.first { $0.member == problem.present.kams[account] }?.member
                }))
        let found = try step.solve(options)
        for (position, account) in accounts.enumerated() { decision.kams[account] = found.decision.kams[position] }
    }

    /// What is left of each member's load.
    private var left: [LoadCost] {
        zip(problem.loadCosts, problem.loads(of: decision)).map { cost, load in
            LoadCost(ends: cost.ends.map { max(0, $0 - load) }, prices: cost.prices)
        }
    }

    private func present(leads: [Int?], kams: [Int?]) -> AssignmentProblem.Present {
        AssignmentProblem.Present(
            leads: leads, kams: kams, disturbance: kams.map { _ in 0 }, changeBudget: changes)
    }

    /// Whether a member may lead a cell beside what it leads already.
    private func able(_ member: Int, _ row: Int) -> Bool {
        guard !problem.leadsOwnAccountsOnly[member] else { return false }
        let own = account(row)
        return problem.rivals.allSatisfy { group in
            !group.includesLeads || !group.accounts.contains(own)
                || !group.accounts.contains { $0 != own && leads(member, $0) }
        }
    }

    private func leads(_ member: Int, _ account: Int) -> Bool {
        problem.cells(of: account).contains { decision.leads[$0] == member }
    }

    private func account(_ row: Int) -> Int {
        let duties = assignment.duties
        return row < duties.cellCount ? duties.cells[row].account : duties.answers.count + row - duties.cellCount
    }

    /// The groups of rivals among some accounts, by their places in the list.
    private func rivals(_ accounts: [Int], includesLeads: Bool) -> [AssignmentProblem.Rivals] {
        problem.rivals.compactMap { group in
            guard group.includesLeads || !includesLeads else { return nil }
            let places = accounts.indices.filter { group.accounts.contains(accounts[$0]) }
            return places.count > 1 ? AssignmentProblem.Rivals(accounts: places, includesLeads: includesLeads) : nil
        }
    }
}
