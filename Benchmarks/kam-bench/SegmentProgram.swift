import Highs
import KAMEngine

/// The whole matrix as one mixed-integer program, as it stands in `docs/guides/assign.md`, for the peer.
///
/// Written from the definition of the problem, apart from the engine: a column for each run of cells that one member leads
/// (with a handoff before it, or with joining the cell before), for nobody in each cell, for each border that
/// costs nothing beside an open cell, for each KAM, and for each band of a load.
struct SegmentProgram {
    private(set) var linear = LinearModel()
    private let problem: AssignmentProblem
    private let scale: Double
    /// What covers each cell, what begins in it with a handoff, and what of it goes on as now.
    private var covering: [[LinearModel.Term]]
    private var beginning: [[LinearModel.Term]]
    private var keeping: [[LinearModel.Term]]
    private var hours: [[LinearModel.Term]]
    private var places: [[LinearModel.Term]]
    private var joint: [LinearModel.Term] = []
    /// The columns by which a member serves an account: `[account][member][cell or −1 for the KAM]`.
    private var serving: [[Int: [Int: [LinearModel.Term]]]]
    private var nobody: [Int] = []
    private var unanswered: [Int?] = []

    /// Writes the program; money is divided by `scale`.
    init(_ problem: AssignmentProblem, scale: Double = 1000) {
        self.problem = problem
        self.scale = scale
        covering = Array(repeating: [], count: problem.cellCount)
        (beginning, keeping) = (covering, covering)
        hours = Array(repeating: [], count: problem.memberCount)
        places = hours
        serving = Array(repeating: [:], count: problem.accountCount)
        for account in 0..<problem.accountCount {
            addAnswers(account)
            for cell in problem.cells(of: account) { addRuns(from: cell, of: account) }
            addOpen(account)
        }
        addDisturbances()
        addRules()
        addLoads()
    }

    private mutating func addAnswers(_ account: Int) {
        guard problem.needsKAM[account] else { return unanswered.append(nil) }
        let none = linear.addColumn(cost: problem.kamValue[account] / scale, kind: .binary)
        unanswered.append(none)
        var row = [LinearModel.Term(none, 1)]
        for entry in problem.kams.entries(of: account) {
            let member = Int(problem.kams.members[entry])
            let column = linear.addColumn(cost: problem.kams.costs[entry] / scale, kind: .binary)
            row.append(.init(column, 1))
            places[member].append(.init(column, 1))
            hours[member].append(.init(column, problem.kams.hours[entry]))
            serving[account][member, default: [:]][-1] = [.init(column, 1)]
        }
        linear.addRow(row, lower: 1, upper: 1)
    }

    private mutating func addRuns(from first: Int, of account: Int) {
        let cells = problem.cells(of: account)
        for entry in problem.leads.entries(of: first) {
            let member = Int(problem.leads.members[entry])
            if problem.leadsOwnAccountsOnly[member], serving[account][member]?[-1] == nil { continue }
            var (cost, work) = (first > cells.lowerBound ? problem.handoffLoss[first] : 0, 0.0)
            for last in first..<cells.upperBound {
                guard let entry = problem.leads.entry(row: last, member: member) else { break }
                cost += problem.leads.costs[entry]
                work += problem.leads.hours[entry]
                add(first...last, account, member, cost, work, joins: false)
                guard first > cells.lowerBound else { continue }
                let saved = problem.handoffLoss[first] * problem.jointSaving[first]
                add(first...last, account, member, cost - saved, work + problem.jointHours[first], joins: true)
            }
        }
    }

    private mutating func add(
        _ run: ClosedRange<Int>, _ account: Int, _ member: Int, _ cost: Double, _ work: Double, joins: Bool
    ) {
        let column = linear.addColumn(cost: cost / scale, kind: .binary)
        for cell in run {
            covering[cell].append(.init(column, 1))
            serving[account][member, default: [:]][cell, default: []].append(.init(column, 1))
            if problem.present.leads[cell] == member { keeping[cell].append(.init(column, 1)) }
        }
        if !joins { beginning[run.lowerBound].append(.init(column, -1)) }
        if joins { joint.append(.init(column, problem.jointHours[run.lowerBound])) }
        hours[member].append(.init(column, work))
    }

    /// One lead or nobody in each cell; a border beside an open cell costs nothing.
    private mutating func addOpen(_ account: Int) {
        for cell in problem.cells(of: account) {
            nobody.append(linear.addColumn(cost: problem.value[cell] / scale, kind: .binary))
            linear.addRow(covering[cell] + [.init(nobody[cell], 1)], lower: 1, upper: 1)
            guard cell > problem.cells(of: account).lowerBound else { continue }
            let rebate = linear.addColumn(cost: -problem.handoffLoss[cell] / scale, upper: 1)
            linear.addRow([.init(rebate, 1), .init(nobody[cell - 1], -1)], upper: 0)
            linear.addRow([.init(rebate, 1)] + beginning[cell], upper: 0)
        }
    }

    private mutating func addDisturbances() {
        var changes: [LinearModel.Term] = []
        var count = 0
        for account in 0..<problem.accountCount {
            var kept = problem.cells(of: account).filter { problem.present.leads[$0] != nil }.map { keeping[$0] }
            if let kam = problem.present.kams[account] { kept.append(serving[account][kam]?[-1] ?? []) }
            count += kept.count
            changes += kept.flatMap { $0.map { LinearModel.Term($0.column, -1) } }
            let price = problem.present.disturbance[account]
            guard price > 0, !kept.isEmpty else { continue }
            let disturbed = linear.addColumn(cost: price / scale, upper: 1)
            for row in kept { linear.addRow(row + [.init(disturbed, 1)], lower: 1) }
        }
        if let budget = problem.present.changeBudget { linear.addRow(changes, upper: Double(budget - count)) }
        if let budget = problem.jointBudget { linear.addRow(joint, upper: budget) }
    }

    /// KAMs lead only where they answer, and nobody serves two rivals.
    private mutating func addRules() {
        for account in 0..<problem.accountCount {
            for (member, rows) in serving[account].sorted(by: { $0.key < $1.key })
            where problem.leadsOwnAccountsOnly[member] {
                guard let kam = rows[-1]?.first else { continue }
                for (cell, terms) in rows.sorted(by: { $0.key < $1.key }) where cell >= 0 {
                    linear.addRow(terms + [.init(kam.column, -1)], upper: 0)
                }
            }
        }
        for group in problem.rivals {
            var rows: [Int: [LinearModel.Term]] = [:]
            for account in group.accounts {
                for (member, served) in serving[account].sorted(by: { $0.key < $1.key }) {
                    let counted = group.includesLeads ? served : served.filter { $0.key == -1 }
                    guard !counted.isEmpty else { continue }
                    let column = linear.addColumn(upper: 1)
                    for (_, terms) in counted.sorted(by: { $0.key < $1.key }) {
                        linear.addRow(terms + [.init(column, -1)], upper: 0)
                    }
                    rows[member, default: []].append(.init(column, 1))
                }
            }
            for (_, row) in rows.sorted(by: { $0.key < $1.key }) where row.count > 1 { linear.addRow(row, upper: 1) }
        }
    }

    private mutating func addLoads() {
        for member in 0..<problem.memberCount {
            let cost = problem.loadCosts[member]
            linear.offset += cost.atRest / scale
            var row = hours[member]
            var start = 0.0
            for (end, price) in zip(cost.ends, cost.prices) {
                row.append(.init(linear.addColumn(cost: price / scale, upper: end - start), -1))
                start = end
            }
            linear.addRow(row, lower: 0, upper: 0)
            if !places[member].isEmpty {
                linear.addRow(places[member], upper: Double(problem.maximumAccounts[member]))
            }
        }
    }
}
