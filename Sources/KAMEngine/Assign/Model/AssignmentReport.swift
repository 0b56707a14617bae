internal import KAMModel

/// A solution as a matrix, with a reason for every cell and account.
struct AssignmentReport {
    let assignment: Assignment
    let solution: AssignmentSolution
    let conflicts: [AssignmentConflict]
    let situation: AssignmentSituation
    let words: MatrixWords

    init(_ assignment: Assignment, _ solution: AssignmentSolution, _ conflicts: [AssignmentConflict]) {
        self.assignment = assignment
        self.solution = solution
        self.conflicts = conflicts
        situation = AssignmentSituation(assignment.problem, solution.decision)
        words = MatrixWords(assignment)
    }

    var problem: AssignmentProblem { assignment.problem }
    var decision: AssignmentDecision { solution.decision }
    var duties: DutyList { assignment.duties }
    var members: [Roster.Entry] { assignment.fitting.roster.entries }

    /// The matrix.
    var matrix: Matrix {
        let cells = (0..<duties.cellCount).map(cell)
        let kams = duties.answers.indices.map(accountability)
        let loads = members.indices.map(load)
        let loss = LossTerm.totals(cells.flatMap(\.terms) + kams.flatMap(\.terms) + loads.flatMap(\.terms))
        return Matrix(
            outcome: outcome, cells: cells, kams: kams, loads: loads, conflicts: conflicts.map(conflict),
            assumptions: assumptions, loss: loss, from: assignment.from, keepsPresent: solution.keepsPresent)
    }

    /// How the search ended: with something open it has no value, and is infeasible if that is proved.
    private var outcome: Outcome {
        guard !decision.isComplete(problem) else { return solution.outcome }
        let isProved = solution.outcome.status == .optimal || conflicts.contains { $0.proof != .none }
        return Outcome(status: isProved ? .infeasible : .unknown, objective: nil, bound: nil)
    }

    func id(_ member: Int) -> ID<Member> { members[member].member.id }

    /// The cell before in the same account; nothing at the first.
    func cellBefore(_ cell: Int) -> Int? {
        cell > 0 && cell < duties.cellCount && duties.cells[cell - 1].account == duties.cells[cell].account
            ? cell - 1 : nil
    }

    private func cell(_ row: Int) -> Matrix.Cell {
        let duty = duties.cells[row]
        let rows = [row] + (duties.shares[row] ?? [])
        let lead = decision.leads[row]
        let own = rows.filter { decision.leads[$0] == lead }
        let hours = lead.map { lead in own.reduce(0) { $0 + assignment.fitting.hours(lead, duties.cells[$1]) } }
        let explanation = explanation(.cell(row))
        return Matrix.Cell(
            account: assignment.fitting.accounts[duty.account].account.id, stage: stageID(duty), lead: lead.map(id),
            supporters: supporters(row, rows, lead), hours: Hours(hours ?? duty.hours),
            work: Hours(duty.hours * Double(duty.shareCount)), reason: explanation.reason, terms: terms(ofCell: row),
            runnerUp: explanation.runnerUp)
    }

    /// Those who share a cell with its lead, and the next stage's lead if it joins; each once a role.
    private func supporters(_ row: Int, _ rows: [Int], _ lead: Int?) -> [Matrix.Supporter] {
        var found: [(member: Int, hours: Double, role: Matrix.Supporter.Role)] = []
        func add(_ member: Int, _ hours: Double, _ role: Matrix.Supporter.Role) {
            if let index = found.firstIndex(where: { $0.member == member && $0.role == role }) {
                found[index].hours += hours
            } else {
                found.append((member, hours, role))
            }
        }
        for share in rows.dropFirst() {
            guard let member = decision.leads[share], member != lead else { continue }
            add(member, assignment.fitting.hours(member, duties.cells[share]), .shares)
        }
        let next = row + 1
        if next < duties.cellCount, cellBefore(next) == row, decision.joins[next], let member = decision.leads[next] {
            add(member, problem.jointHours[next], .joins)
        }
        return found.map { Matrix.Supporter(member: id($0.member), hours: Hours($0.hours), role: $0.role) }
    }

    func stageID(_ duty: Duty) -> ID<Stage> { duty.stage.map { assignment.policy.stages[$0].id } ?? ID("") }

    private func accountability(_ account: Int) -> Matrix.Accountability {
        let duty = duties.answers[account]
        let kam = decision.kams[account]
        let explanation = explanation(.account(account))
        return Matrix.Accountability(
            account: assignment.fitting.accounts[account].account.id, kam: kam.map(id),
            hours: Hours(kam.map { assignment.fitting.hours($0, duty) } ?? duty.hours), reason: explanation.reason,
            terms: terms(ofAccount: account), runnerUp: explanation.runnerUp)
    }

    private func load(_ member: Int) -> Matrix.Load {
        let (entry, planned) = (members[member], situation.loads[member])
        return Matrix.Load(
            member: entry.member.id, name: entry.member.name, capacity: Hours(entry.capacity), planned: Hours(planned),
            limit: Hours(problem.loadCosts[member].limit), terms: assignment.loads.terms(member, load: planned),
            isHire: entry.hirePrice != nil)
    }

    /// What a cell loses: its lead, the shares of supporters, and the handoff from the stage before.
    func terms(ofCell row: Int) -> [LossTerm] {
        var found: [LossTerm] = []
        for share in [row] + (duties.shares[row] ?? []) {
            let duty = duties.cells[share]
            if let member = decision.leads[share] {
                found += assignment.fitting.terms(member, duty).list
            } else {
                found.append(LossTerm(.open, duty.stake))
            }
        }
        let before = cellBefore(row).flatMap { decision.leads[$0] }
        let border = problem.borderLoss(row, before: before, after: decision.leads[row], joins: decision.joins[row])
        return LossTerm.totals(found + [LossTerm(.handoff, border)])
    }

    /// What an account loses by its KAM, and once by any change in it.
    func terms(ofAccount account: Int) -> [LossTerm] {
        let duty = duties.answers[account]
        var found: [LossTerm] = []
        if let kam = decision.kams[account] {
            found += assignment.fitting.terms(kam, duty).list
        } else {
            found.append(LossTerm(.open, duty.stake))
        }
        if problem.isChanged(account, by: decision) {
            found.append(LossTerm(.disturbance, problem.present.disturbance[account]))
        }
        return LossTerm.totals(found)
    }

    /// All terms of the decision.
    var allTerms: [LossTerm] {
        (0..<duties.cellCount).flatMap(terms(ofCell:)) + duties.answers.indices.flatMap(terms(ofAccount:))
            + members.indices.flatMap { assignment.loads.terms($0, load: situation.loads[$0]) }
    }
}
