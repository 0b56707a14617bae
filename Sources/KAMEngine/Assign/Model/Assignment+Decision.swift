internal import KAMModel

extension Assignment {
    /// What a matrix decides about the duties of this assignment; open where it names nobody who may.
    func decision(of matrix: Matrix) -> AssignmentDecision {
        let present = PresentService(matrix, ramp: policy.assignment.load.rampShare)
        var decision = AssignmentDecision(
            leads: Array(repeating: nil, count: problem.cellCount),
            joins: Array(repeating: false, count: problem.cellCount),
            kams: Array(repeating: nil, count: problem.accountCount))
        for (account, facts) in fitting.accounts.enumerated() {
            let kam = matrix.accountability(facts.account.id)?.kam
            decision.kams[account] = able(kam, problem.kams, account)
        }
        for row in 0..<duties.cellCount {
            let duty = duties.cells[row]
            guard let stage = duty.stage else { continue }
            let account = fitting.accounts[duty.account].account
            let stageID = policy.stages[stage].id
            guard let cell = present.cell(account.id, stageID) else { continue }
            decision.leads[row] = able(cell.lead, problem.leads, row)
            let rows = duties.shares[row] ?? []
            for (share, member) in zip(rows, present.sharers(account, stageID, shareCount: duty.shareCount)) {
                decision.leads[share] = able(member ?? cell.lead, problem.leads, share)
            }
        }
        for row in 1..<max(1, duties.cellCount) where isHandoff(row, decision) {
            decision.joins[row] = joins(row, decision, present)
        }
        return decision
    }

    private func able(_ member: ID<Member>?, _ table: CandidateTable, _ row: Int) -> Int? {
        member.flatMap(fitting.roster.index(of:)).flatMap { table.entry(row: row, member: $0) == nil ? nil : $0 }
    }

    private func isHandoff(_ row: Int, _ decision: AssignmentDecision) -> Bool {
        guard duties.cells[row - 1].account == duties.cells[row].account, let lead = decision.leads[row],
            let before = decision.leads[row - 1]
        else { return false }
        return lead != before
    }

    /// Whether the lead of a cell joins the cell before.
    private func joins(_ row: Int, _ decision: AssignmentDecision, _ present: PresentService) -> Bool {
        let before = duties.cells[row - 1]
        guard let lead = decision.leads[row], let stage = before.stage,
            let cell = present.cell(fitting.accounts[before.account].account.id, policy.stages[stage].id)
        else { return false }
        let member = fitting.roster.entries[lead].member.id
        return cell.supporters.contains { $0.member == member && $0.role == .joins }
    }

    /// The demand of an account at a stage, or for its KAM.
    func demand(_ account: ID<Account>, _ stage: ID<Stage>?) throws(AssignmentError) -> AssignmentDemand {
        guard let index = fitting.accounts.firstIndex(where: { $0.account.id == account }) else {
            throw .refused([.question("'\(account)' is no key account of the matrix")])
        }
        guard let stage else { return .account(index) }
        guard let place = policy.stages.firstIndex(where: { $0.id == stage }) else {
            throw .refused([.question("'\(stage)' is no stage")])
        }
        let row = duties.cells[..<duties.cellCount].firstIndex { $0.account == index && $0.stage == place }
        guard let row else { throw .refused([.question("'\(account)' has no work at '\(stage)'")]) }
        return .cell(row)
    }

    /// The place of a member.
    func place(of member: ID<Member>) throws(AssignmentError) -> Int {
        guard let index = fitting.roster.index(of: member) else {
            throw .refused([.question("there is no member '\(member)'")])
        }
        return index
    }

    /// A report of a matrix as if it had just been decided; of a re-plan without its bound, which is that of few changes.
    func report(of matrix: Matrix, isReplan: Bool = false) -> AssignmentReport {
        let decision = decision(of: matrix)
        let known = matrix.outcome
        let outcome = isReplan ? Outcome(status: .feasible, objective: known.objective, bound: nil) : known
        return AssignmentReport(
            self,
            AssignmentSolution(
                decision: decision, loss: problem.loss(of: decision), outcome: outcome,
                keepsPresent: matrix.keepsPresent), [])
    }
}
