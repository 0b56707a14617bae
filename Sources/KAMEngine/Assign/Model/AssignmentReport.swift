internal import KAMModel

/// A solution as a matrix, with a reason for every cell and account.
struct AssignmentReport {
    let assignment: Assignment
    let solution: AssignmentSolution
    let alternatives: AssignmentAlternatives

    init(_ assignment: Assignment, _ solution: AssignmentSolution) {
        self.assignment = assignment
        self.solution = solution
        alternatives = AssignmentAlternatives(assignment.problem, solution.decision)
    }

    /// The matrix.
    var matrix: Matrix {
        Matrix(
            outcome: solution.outcome, cells: assignment.cells.indices.map(cell),
            kams: assignment.answers.indices.map(accountability), loads: loads,
            conflicts: solution.conflicts.map(conflict), assumptions: assumptions)
    }

    var problem: AssignmentProblem { assignment.problem }
    var decision: AssignmentDecision { solution.decision }
    var members: [Roster.Entry] { assignment.roster.entries }

    func name(_ member: Int) -> String { members[member].member.name }

    func money(_ value: Double) -> String {
        Wording.money(value, assignment.snapshot.currency)
    }

    /// The cell before in the same account; nothing at the first.
    func cellBefore(_ cell: Int) -> Int? {
        cell > 0 && assignment.cells[cell - 1].position == assignment.cells[cell].position ? cell - 1 : nil
    }

    private func cell(_ index: Int) -> Matrix.Cell {
        let entry = assignment.cells[index]
        let next = index + 1
        var supporters: [Matrix.Supporter] = []
        if next < decision.joins.count, decision.joins[next], let lead = decision.leads[next] {
            supporters.append(
                Matrix.Supporter(member: members[lead].member.id, hours: Hours(problem.jointHours[next])))
        }
        return Matrix.Cell(
            account: entry.account.id, stage: entry.stage.id, lead: decision.leads[index].map { members[$0].member.id },
            supporters: supporters, hours: Hours(entry.hours), reason: leadReason(index))
    }

    private func accountability(_ index: Int) -> Matrix.Accountability {
        let entry = assignment.answers[index]
        return Matrix.Accountability(
            account: entry.account.id, kam: decision.kams[index].map { members[$0].member.id },
            hours: Hours(entry.hours), reason: kamReason(index))
    }

    private var loads: [Matrix.Load] {
        zip(members, alternatives.loads).map { entry, planned in
            Matrix.Load(
                member: entry.member.id, name: entry.member.name, capacity: Hours(entry.capacity),
                planned: Hours(planned))
        }
    }

    private var assumptions: [String] {
        let policy = assignment.policy
        var found = [
            "Of a member's hours key accounts take at most "
                + "\(Wording.number(policy.assignment.utilisationCeiling * 100)) %."
        ]
        for entry in members {
            guard let day = entry.lastDay else { continue }
            found.append("\(entry.member.name) leaves after \(day), inside the quarter, and is given no key account.")
        }
        let floors = assignment.answers.filter(\.isFloor).map(\.account.name)
        if !floors.isEmpty {
            found.append(
                "At stake with \(Wording.list(floors, most: 5)) is what the hours cost, since it contributes less."
            )
        }
        let unskilled = Set(assignment.cells.filter(\.suitability.lacksSkill).map(\.account.segment)).sorted()
        if !unskilled.isEmpty {
            found.append(
                "At some stage nobody has the skill \(Wording.list(unskilled)); there it counts for nobody.")
        }
        return found
    }
}
