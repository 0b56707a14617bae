internal import KAMModel

extension Assignment {
    /// The arrays of all duties.
    static func problem(
        _ fitting: Fitting, _ duties: DutyList, _ loads: LoadRules, _ rules: RuleBook
    ) throws(AssignmentError) -> AssignmentProblem {
        let policy = fitting.policy.assignment
        let accounts = fitting.accounts
        let extra = duties.cells.count - duties.cellCount
        let blank = [Double](repeating: 0, count: extra)
        let values = OpenValues(fitting, duties, loads)
        let entries = fitting.roster.entries
        let timeLeft = fitting.roster.timeLeft
        return try AssignmentProblem(
            cellStarts: duties.starts, leads: CandidateTable(duties.leads),
            kams: CandidateTable(duties.kams + blank.map { _ in [] }),
            needsKAM: accounts.map { _ in true } + blank.map { _ in false },
            value: duties.cells.map(values.of), kamValue: duties.answers.map(values.of) + blank,
            handoffLoss: duties.cells.map { $0.share > 0 ? 0 : policy.losses.handoff * accounts[$0.account].stake },
            jointHours: duties.cells.map { $0.share > 0 ? 0 : policy.joint.hours * timeLeft },
            jointSaving: duties.cells.map { $0.share > 0 ? 0 : policy.joint.saving }, loadCosts: loads.costs,
            maximumAccounts: entries.indices.map { member in
                entries[member].isKAM || rules.pinnedKAMs.contains(member) ? policy.maximumAccountsPerKAM : 0
            },
            leadsOwnAccountsOnly: entries.map { policy.kamLeads && $0.isKAM }, rivals: rivals(fitting, duties),
            present: present(duties, policy, accountCount: accounts.count + extra),
            jointBudget: policy.joint.budget.map { $0 * timeLeft })
    }

    /// Who may go on, and what leaving it costs.
    private static func present(
        _ duties: DutyList, _ policy: AssignmentPolicy, accountCount: Int
    ) -> AssignmentProblem.Present {
        func staying(_ duty: Duty, _ able: [CandidateTable.Candidate]) -> Int? {
            duty.ownerIndex.flatMap { owner in able.contains { $0.member == owner } ? owner : nil }
        }
        let own = duties.answers.count
        let extra = accountCount - own
        return AssignmentProblem.Present(
            leads: zip(duties.cells, duties.leads).map(staying),
            kams: zip(duties.answers, duties.kams).map(staying) + [Int?](repeating: nil, count: extra),
            disturbance: [Double](repeating: policy.stability.accountChangePrice, count: own)
                + [Double](repeating: 0, count: extra),
            changeBudget: policy.stability.changeBudget)
    }

    /// The groups of accounts to be kept apart.
    ///
    /// Where leads count, a share of a large cell stands in for its account, so that a supporter is kept from rivals
    /// but not from the account it supports.
    private static func rivals(_ fitting: Fitting, _ duties: DutyList) -> [AssignmentProblem.Rivals] {
        let rule = fitting.policy.assignment.rivalsApart
        guard rule != .nobody else { return [] }
        var groups: [String: [Int]] = [:]
        for (index, facts) in fitting.accounts.enumerated() {
            if let name = facts.account.rivals { groups[name, default: []].append(index) }
        }
        let isWide = rule == .everyone
        var found: [AssignmentProblem.Rivals] = []
        for (_, group) in groups.sorted(by: { $0.key < $1.key }) where group.count > 1 {
            found.append(AssignmentProblem.Rivals(accounts: group, includesLeads: isWide))
            guard isWide else { continue }
            let stands = group.map { account in
                (
                    account,
                    (duties.cellCount..<duties.cells.count).filter { duties.cells[$0].account == account }
                        .map { fitting.accounts.count + $0 - duties.cellCount }
                )
            }
            for (position, (account, shares)) in stands.enumerated() {
                for share in shares {
                    let others = group.filter { $0 != account }
                    found.append(AssignmentProblem.Rivals(accounts: others + [share], includesLeads: true))
                    for other in stands[(position + 1)...].flatMap(\.1) {
                        found.append(
                            AssignmentProblem.Rivals(
                                accounts: [min(share, other), max(share, other)], includesLeads: true))
                    }
                }
            }
        }
        return found
    }
}

/// What it costs to leave a duty open: above anything that leaving it open could save elsewhere.
///
/// The base is twenty times the most that one account can lose, hours under stress included, or all that can be lost
/// together, if that is less: serving one more duty displaces few others. On top of it counts what is at stake, so
/// that of two duties the lesser stays open.
private struct OpenValues {
    private let base: Double
    private let middle: Double

    init(_ fitting: Fitting, _ duties: DutyList, _ loads: LoadRules) {
        let policy = fitting.policy.assignment
        var byAccount = fitting.accounts.map { _ in policy.stability.accountChangePrice }
        let price = loads.costs.flatMap(\.prices).reduce(0) { max($0, abs($1)) }
        func add(_ duty: Duty, _ able: [CandidateTable.Candidate]) {
            let worst = able.reduce(0) { max($0, $1.cost + price * $1.hours) }
            byAccount[duty.account] += worst + policy.losses.handoff * fitting.accounts[duty.account].stake
        }
        for (duty, able) in zip(duties.cells, duties.leads) { add(duty, able) }
        for (duty, able) in zip(duties.answers, duties.kams) { add(duty, able) }
        let atRest = loads.costs.reduce(0) { $0 + $1.atRest }
        base = max(1, min(byAccount.reduce(0, +) + atRest, 20 * (byAccount.max() ?? 0)))
        let stakes = (duties.cells + duties.answers).map(\.stake)
        middle = stakes.isEmpty ? 1 : max(1e-9, stakes.reduce(0, +) / Double(stakes.count))
    }

    func of(_ duty: Duty) -> Double { min(1e15, base * (1 + duty.stake / middle)) }
}
