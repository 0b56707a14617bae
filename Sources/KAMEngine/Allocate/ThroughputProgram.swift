import Highs

/// The throughput program as rows and columns, and where each of them is.
///
/// Columns, a block of *classes × stages* each: opportunities served, hours of care, hours of service not given; then
/// the hours of members that leave and enter stages, for the program that may move them. Money is divided by `scale`,
/// a power of two, so that the greatest value is about a thousand, as the solver likes it, and no digit is lost.
struct ThroughputProgram {
    /// Hours of a member that leave or enter a stage.
    struct Shift {
        let member: Int
        let stage: Int
        let enters: Bool
        let column: Int
    }

    let problem: AllocationProblem
    let scale: Double
    private(set) var linear = LinearModel(sense: .maximize)
    private(set) var shifts: [Shift] = []
    private(set) var memberRows: [(member: Int, balance: Int, limit: Int)] = []

    /// Builds the program of the pipeline with given hours, or with members that may move theirs.
    init(_ problem: AllocationProblem, hours: StageHours, moving: Bool) {
        self.problem = problem
        scale = ThroughputProgram.scale(of: problem)
        addFlowColumns()
        if moving { addShiftColumns() }
        addStageRows(hours)
        addFlowRows()
        addServiceRows()
        if moving { addMemberRows() }
    }

    private var stageCount: Int { problem.stages.count }
    private var blockSize: Int { problem.classes.count * stageCount }

    func finishedColumn(_ index: Int, _ stage: Int) -> Int { index * stageCount + stage }
    func careColumn(_ index: Int, _ stage: Int) -> Int { blockSize + index * stageCount + stage }
    func shortfallColumn(_ index: Int, _ stage: Int) -> Int { 2 * blockSize + index * stageCount + stage }

    /// The row of all hours at a stage.
    func hourRow(_ stage: Int) -> Int { stage }
    /// The row of the hours at a stage that serve every customer.
    func generalRow(_ stage: Int) -> Int { stageCount + stage }
    func flowRow(_ index: Int, _ stage: Int) -> Int { 2 * stageCount + index * stageCount + stage }
    func serviceRow(_ index: Int, _ stage: Int) -> Int { 2 * stageCount + blockSize + index * stageCount + stage }

    private static func scale(of problem: AllocationProblem) -> Double {
        var greatest = problem.shortfallPrice
        for (index, customers) in problem.classes.enumerated() {
            greatest = max(greatest, problem.value(ofClass: index), customers.careValue.max() ?? 0)
        }
        return greatest > 0 ? Double(sign: .plus, exponent: greatest.exponent - 10, significand: 1) : 1
    }

    private mutating func addFlowColumns() {
        let last = stageCount - 1
        for index in problem.classes.indices {
            for stage in 0..<stageCount {
                linear.addColumn(cost: stage == last ? problem.value(ofClass: index) / scale : 0)
            }
        }
        for customers in problem.classes {
            for (value, hours) in zip(customers.careValue, customers.careHours) {
                linear.addColumn(cost: value / scale, upper: hours)
            }
        }
        for customers in problem.classes {
            for (share, hours) in zip(customers.minimumService, customers.demand) {
                linear.addColumn(cost: -problem.shortfallPrice / scale, upper: share * hours)
            }
        }
    }

    private mutating func addShiftColumns() {
        for (index, member) in problem.members.enumerated() where member.movable > 0 {
            for stage in 0..<stageCount where member.yield(at: stage) > 0 {
                let column = linear.addColumn(cost: -member.moveCost / scale, upper: member.movable)
                shifts.append(Shift(member: index, stage: stage, enters: true, column: column))
            }
            for stage in 0..<stageCount where member.baseline[stage] > 0 {
                let column = linear.addColumn(upper: member.baseline[stage])
                shifts.append(Shift(member: index, stage: stage, enters: false, column: column))
            }
        }
    }

    /// Work at a stage takes at most its hours; that of customers who are not key, at most the hours for everybody.
    private mutating func addStageRows(_ hours: StageHours) {
        let hasKeyOnly = problem.members.contains { $0.servesKeyOnly }
        for stage in 0..<stageCount {
            let terms = workTerms(stage, keyToo: true) + shiftTerms(stage, keyOnlyToo: true)
            linear.addRow(terms, upper: hours.total(at: stage))
        }
        for stage in 0..<stageCount {
            let terms = workTerms(stage, keyToo: false) + shiftTerms(stage, keyOnlyToo: false)
            linear.addRow(terms, upper: hasKeyOnly ? hours.general[stage] : .infinity)
        }
    }

    private func workTerms(_ stage: Int, keyToo: Bool) -> [LinearModel.Term] {
        var terms: [LinearModel.Term] = []
        for (index, customers) in problem.classes.enumerated() where keyToo || !customers.isKey {
            terms.append(LinearModel.Term(finishedColumn(index, stage), customers.effort[stage]))
            terms.append(LinearModel.Term(careColumn(index, stage), 1))
        }
        return terms
    }

    private func shiftTerms(_ stage: Int, keyOnlyToo: Bool) -> [LinearModel.Term] {
        shifts.compactMap { shift in
            let member = problem.members[shift.member]
            guard shift.stage == stage, keyOnlyToo || !member.servesKeyOnly else { return nil }
            return LinearModel.Term(shift.column, shift.enters ? -member.yield(at: stage) : member.proficiency[stage])
        }
    }

    /// What a stage serves is at most what the stage before lets through, and what already stands there.
    private mutating func addFlowRows() {
        for (index, customers) in problem.classes.enumerated() {
            for stage in 0..<stageCount {
                var terms = [LinearModel.Term(finishedColumn(index, stage), 1)]
                if stage > 0 {
                    let through = -customers.conversion[stage - 1]
                    terms.append(LinearModel.Term(finishedColumn(index, stage - 1), through))
                }
                linear.addRow(terms, upper: (stage == 0 ? customers.supply : 0) + customers.openWork[stage])
            }
        }
    }

    private mutating func addServiceRows() {
        for (index, customers) in problem.classes.enumerated() {
            for (stage, hours) in customers.demand.enumerated() {
                let terms = [
                    LinearModel.Term(finishedColumn(index, stage), customers.effort[stage]),
                    LinearModel.Term(careColumn(index, stage), 1), LinearModel.Term(shortfallColumn(index, stage), 1),
                ]
                let promised = customers.minimumService[stage] * hours
                linear.addRow(terms, lower: promised > 0 ? promised : -.infinity)
            }
        }
    }

    /// The hours that enter stages come from idle hours or other stages, and are at most the movable ones.
    private mutating func addMemberRows() {
        var first = 0
        while first < shifts.count {
            let index = shifts[first].member
            let end = shifts[first...].firstIndex { $0.member != index } ?? shifts.count
            let own = shifts[first..<end]
            let balance = linear.addRow(
                own.map { LinearModel.Term($0.column, $0.enters ? 1 : -1) }, upper: problem.members[index].idle)
            let limit = linear.addRow(
                own.filter(\.enters).map { LinearModel.Term($0.column, 1) }, upper: problem.members[index].movable)
            memberRows.append((index, balance, limit))
            first = end
        }
    }
}
