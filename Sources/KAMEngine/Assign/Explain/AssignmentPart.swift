/// Some accounts of a problem beside a decision that holds for the others: a small problem of its own.
///
/// What the others take of hours, numbers of accounts, joint hours and changes is gone, and who serves a rival of theirs
/// is no candidate. So the loss of the part differs from that of the whole by the same amount whatever the part decides.
struct AssignmentPart {
    /// The accounts of the part, rising, as the whole numbers them.
    let accounts: [Int]
    /// The cells of the part in order, as the whole numbers them.
    let cells: [Int]
    /// The problem of the part.
    let problem: AssignmentProblem
    private let base: AssignmentDecision

    /// Cuts accounts out of a problem.
    ///
    /// - Parameters:
    ///   - whole: The problem.
    ///   - accounts: The accounts of the part, rising.
    ///   - base: What holds for the others, keeping every rule.
    ///   - isFixed: Whether what is present in the part stays.
    /// - Throws: `AssignmentError`, though nothing that is cut out contradicts a problem.
    init(
        _ whole: AssignmentProblem, accounts: [Int], beside base: AssignmentDecision, fixing isFixed: Bool
    ) throws(AssignmentError) {
        self.accounts = accounts
        self.base = base
        let cells = accounts.flatMap { whole.cells(of: $0) }
        self.cells = cells
        let others = AssignmentSituation(whole, AssignmentPart.without(cells, accounts, base))
        let inside = Dictionary(uniqueKeysWithValues: accounts.enumerated().map { ($1, $0) })
        func row(_ demand: AssignmentDemand, _ account: Int) -> [CandidateTable.Candidate] {
            let present = isFixed ? whole.presentMember(demand) : nil
            return whole.candidates(of: demand).filter { candidate in
                (present == nil || candidate.member == present)
                    && !AssignmentPart.servesRival(candidate.member, demand, account, whole, others.decision, inside)
            }
        }
        let leads = accounts.flatMap { account in whole.cells(of: account).map { row(.cell($0), account) } }
        let kams = accounts.map { row(.account($0), $0) }
        var starts = [0]
        for account in accounts { starts.append(starts[starts.count - 1] + whole.cells(of: account).count) }
        func kept(_ present: Int?, _ row: [CandidateTable.Candidate]) -> Int? {
            row.contains { $0.member == present } ? present : nil
        }
        // What others have changed already is fewer changes here; in the part all that is open would be one.
        let outside = others.changeCount - whole.presentCount(cells, accounts)
        problem = try AssignmentProblem(
            cellStarts: starts, leads: CandidateTable(leads), kams: CandidateTable(kams),
            needsKAM: accounts.map { whole.needsKAM[$0] }, value: cells.map { whole.value[$0] },
            kamValue: accounts.map { whole.kamValue[$0] }, handoffLoss: cells.map { whole.handoffLoss[$0] },
            jointHours: cells.map { whole.jointHours[$0] }, jointSaving: cells.map { whole.jointSaving[$0] },
            loadCosts: zip(whole.loadCosts, others.loads).map { $0.after($1) },
            maximumAccounts: zip(whole.maximumAccounts, others.answered).map { max(0, $0 - $1) },
            leadsOwnAccountsOnly: whole.leadsOwnAccountsOnly,
            rivals: whole.rivals.compactMap { group in
                let left = group.accounts.compactMap { inside[$0] }
                return left.count > 1 ? .init(accounts: left, includesLeads: group.includesLeads) : nil
            },
            present: .init(
                leads: zip(cells, leads).map { kept(whole.present.leads[$0], $1) },
                kams: zip(accounts, kams).map { kept(whole.present.kams[$0], $1) },
                disturbance: accounts.map { whole.present.disturbance[$0] },
                changeBudget: whole.present.changeBudget.map { max(0, $0 - outside) }),
            jointBudget: whole.jointBudget.map { max(0, $0 - others.jointHours) })
    }

    /// The decision of the whole that has a decision of the part in it.
    func whole(_ part: AssignmentDecision) -> AssignmentDecision {
        var decision = base
        for (index, cell) in cells.enumerated() {
            (decision.leads[cell], decision.joins[cell]) = (part.leads[index], part.joins[index])
        }
        for (index, account) in accounts.enumerated() { decision.kams[account] = part.kams[index] }
        return decision
    }

    private static func without(_ cells: [Int], _ accounts: [Int], _ base: AssignmentDecision) -> AssignmentDecision {
        var others = base
        for cell in cells { (others.leads[cell], others.joins[cell]) = (nil, false) }
        for account in accounts { others.kams[account] = nil }
        return others
    }

    private static func servesRival(
        _ member: Int, _ demand: AssignmentDemand, _ account: Int, _ whole: AssignmentProblem,
        _ others: AssignmentDecision, _ inside: [Int: Int]
    ) -> Bool {
        whole.rivals.contains { group in
            guard group.accounts.contains(account) else { return false }
            if case .cell = demand, !group.includesLeads { return false }
            return group.accounts.contains { other in
                inside[other] == nil
                    && (others.kams[other] == member
                        || (group.includesLeads && whole.cells(of: other).contains { others.leads[$0] == member }))
            }
        }
    }
}

extension LoadCost {
    /// What more load costs after some hours are taken.
    func after(_ hours: Double) -> LoadCost {
        LoadCost(ends: ends.map { max(0, $0 - hours) }, prices: prices)
    }
}

extension AssignmentProblem {
    /// How many leads and KAMs of some cells and accounts may go on.
    fileprivate func presentCount(_ cells: [Int], _ accounts: [Int]) -> Int {
        cells.count { present.leads[$0] != nil } + accounts.count { present.kams[$0] != nil }
    }
}
