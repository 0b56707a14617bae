extension AssignmentProblem {
    /// The problem in which one demand is met by one member, wherever any decision allows that.
    ///
    /// The stake of the demand is raised above all that meeting it can cost elsewhere, so it stays open only where no
    /// decision holds the pin. Leaving the present member is then forced and counts against no rule.
    ///
    /// - Throws: `AssignmentError.refused` when the member is no candidate of the demand.
    /// - Complexity: O(*candidates*).
    public func pinning(_ demand: AssignmentDemand, to member: Int) throws(AssignmentError) -> AssignmentProblem {
        guard let entry = entry(demand, member) else { throw .refused([notCandidate(demand, member)]) }
        var parts = AssignmentParts(self)
        switch demand {
        case .cell(let cell):
            parts.leads[cell] = [entry]
            parts.value[cell] += greatestLoss
            if present.leads[cell] != member { parts.present.leads[cell] = nil }
        case .account(let account):
            parts.kams[account] = [entry]
            parts.kamValue[account] += greatestLoss
            if present.kams[account] != member { parts.present.kams[account] = nil }
        }
        return try parts.whole()
    }

    /// The problem in which a member may not meet a demand.
    ///
    /// Where the member does so now, its leaving is forced and counts against no rule.
    ///
    /// - Throws: `AssignmentError.refused` when the member is no candidate of the demand.
    /// - Complexity: O(*candidates*).
    public func forbidding(_ demand: AssignmentDemand, _ member: Int) throws(AssignmentError) -> AssignmentProblem {
        guard entry(demand, member) != nil else { throw .refused([notCandidate(demand, member)]) }
        var parts = AssignmentParts(self)
        switch demand {
        case .cell(let cell):
            parts.leads[cell].removeAll { $0.member == member }
            if present.leads[cell] == member { parts.present.leads[cell] = nil }
        case .account(let account):
            parts.kams[account].removeAll { $0.member == member }
            if present.kams[account] == member { parts.present.kams[account] = nil }
        }
        return try parts.whole()
    }

    /// The problem in which all that may go on does: the candidates of what is present are who is present, and no
    /// change is allowed.
    ///
    /// - Throws: `AssignmentError`, though nothing that is fixed contradicts a problem.
    /// - Complexity: O(*candidates*).
    public func fixingPresent() throws(AssignmentError) -> AssignmentProblem {
        var parts = AssignmentParts(self)
        for (cell, lead) in present.leads.enumerated() {
            if let lead { parts.leads[cell].removeAll { $0.member != lead } }
        }
        for (account, kam) in present.kams.enumerated() {
            if let kam { parts.kams[account].removeAll { $0.member != kam } }
        }
        parts.present.changeBudget = 0
        return try parts.whole()
    }

    /// The problem without some members: they do nothing, and where they do something now that is over.
    ///
    /// - Throws: `AssignmentError`, though nothing that is left contradicts a problem.
    /// - Complexity: O(*candidates*).
    public func without(members: Set<Int>) throws(AssignmentError) -> AssignmentProblem {
        func isGone(_ member: Int?) -> Bool { member.map(members.contains) ?? false }
        var parts = AssignmentParts(self)
        for cell in parts.leads.indices { parts.leads[cell].removeAll { members.contains($0.member) } }
        for account in parts.kams.indices { parts.kams[account].removeAll { members.contains($0.member) } }
        parts.present.leads = present.leads.map { isGone($0) ? nil : $0 }
        parts.present.kams = present.kams.map { isGone($0) ? nil : $0 }
        return try parts.whole()
    }

    /// The problem in which nobody meets some demands, and nothing is lost by that.
    ///
    /// - Throws: `AssignmentError`, though nothing that is left contradicts a problem.
    /// - Complexity: O(*candidates*).
    public func closing(_ demands: Set<AssignmentDemand>) throws(AssignmentError) -> AssignmentProblem {
        var parts = AssignmentParts(self)
        for demand in demands {
            switch demand {
            case .cell(let cell):
                (parts.leads[cell], parts.value[cell], parts.present.leads[cell]) = ([], 0, nil)
            case .account(let account):
                (parts.kams[account], parts.kamValue[account], parts.present.kams[account]) = ([], 0, nil)
                parts.needsKAM[account] = false
            }
        }
        return try parts.whole()
    }

    /// The problem in which some demands stay open only where no decision meets them all.
    func insisting(on demands: Set<AssignmentDemand>) throws(AssignmentError) -> AssignmentProblem {
        var parts = AssignmentParts(self)
        let least = greatestLoss
        for demand in demands {
            switch demand {
            case .cell(let cell): parts.value[cell] += least
            case .account(let account): parts.kamValue[account] += least
            }
        }
        return try parts.whole()
    }

    /// The problem with another limit to changes.
    func limitingChanges(to budget: Int?) throws(AssignmentError) -> AssignmentProblem {
        var parts = AssignmentParts(self)
        parts.present.changeBudget = budget
        return try parts.whole()
    }

    /// The candidate that a member is of a demand; nothing when it is none.
    func entry(_ demand: AssignmentDemand, _ member: Int) -> CandidateTable.Candidate? {
        let (table, row) = row(of: demand)
        return table.entry(row: row, member: member).map { table.candidate($0) }
    }

    /// The candidates of a demand, by rising member.
    func candidates(of demand: AssignmentDemand) -> [CandidateTable.Candidate] {
        let (table, row) = row(of: demand)
        return table.entries(of: row).map { table.candidate($0) }
    }

    private func row(of demand: AssignmentDemand) -> (CandidateTable, Int) {
        switch demand {
        case .cell(let cell): (leads, cell)
        case .account(let account): (kams, account)
        }
    }

    private func notCandidate(_ demand: AssignmentDemand, _ member: Int) -> AssignmentRefusal {
        switch demand {
        case .cell(let cell): .member(array: "leads", row: cell, member: member)
        case .account(let account): .member(array: "kams", row: account, member: member)
        }
    }

    /// More than any legal decision can lose.
    var greatestLoss: Double {
        func worst(_ table: CandidateTable, _ row: Int, _ stake: Double) -> Double {
            table.entries(of: row).reduce(stake) { max($0, table.costs[$1]) }
        }
        var sum = 1.0
        for cell in 0..<cellCount { sum += worst(leads, cell, value[cell]) + handoffLoss[cell] }
        for account in 0..<accountCount {
            sum += worst(kams, account, kamValue[account]) + present.disturbance[account]
        }
        for load in loadCosts { sum += max(load.atRest, load.cost(load.limit)) }
        return sum
    }
}

extension CandidateTable {
    /// The candidate of an entry.
    func candidate(_ entry: Int) -> Candidate {
        Candidate(member: Int(members[entry]), cost: costs[entry], hours: hours[entry])
    }
}

/// The parts of a problem, to be changed and made one again.
struct AssignmentParts {
    private let problem: AssignmentProblem
    var leads: [[CandidateTable.Candidate]]
    var kams: [[CandidateTable.Candidate]]
    var needsKAM: [Bool]
    var value: [Double]
    var kamValue: [Double]
    var loadCosts: [LoadCost]
    var maximumAccounts: [Int]
    var rivals: [AssignmentProblem.Rivals]
    var present: AssignmentProblem.Present

    init(_ problem: AssignmentProblem) {
        func rows(_ table: CandidateTable) -> [[CandidateTable.Candidate]] {
            (0..<table.rowCount).map { table.entries(of: $0).map(table.candidate) }
        }
        self.problem = problem
        leads = rows(problem.leads)
        kams = rows(problem.kams)
        needsKAM = problem.needsKAM
        value = problem.value
        kamValue = problem.kamValue
        loadCosts = problem.loadCosts
        maximumAccounts = problem.maximumAccounts
        rivals = problem.rivals
        present = problem.present
    }

    func whole() throws(AssignmentError) -> AssignmentProblem {
        try AssignmentProblem(
            cellStarts: problem.cellStarts, leads: CandidateTable(leads), kams: CandidateTable(kams),
            needsKAM: needsKAM, value: value, kamValue: kamValue, handoffLoss: problem.handoffLoss,
            jointHours: problem.jointHours, jointSaving: problem.jointSaving, loadCosts: loadCosts,
            maximumAccounts: maximumAccounts, leadsOwnAccountsOnly: problem.leadsOwnAccountsOnly, rivals: rivals,
            present: present, jointBudget: problem.jointBudget)
    }
}
