import Highs
import KAMEngine

/// The assignment as a mixed-integer program as it stands in `docs/guides/assign.md`, for the peer: a column for each
/// run of stages that one member leads, and for each account and member who may be its KAM.
struct SegmentProgram {
    private(set) var linear = LinearModel()
    private let problem: AssignmentProblem
    private var cells: [[LinearModel.Term]]
    private var hours: [[LinearModel.Term]]
    private var places: [[LinearModel.Term]]

    init(_ problem: AssignmentProblem) {
        self.problem = problem
        cells = Array(repeating: [], count: problem.cellCount)
        hours = Array(repeating: [], count: problem.memberCount)
        places = hours
        for account in 0..<problem.accountCount {
            for member in 0..<problem.memberCount {
                for first in problem.cells(of: account) { addSegments(account, first, member) }
            }
            addAnswers(account)
        }
        for row in cells { linear.addRow(row, lower: 1, upper: 1) }
        for member in 0..<problem.memberCount {
            linear.addRow(hours[member], upper: problem.limit(member))
            linear.addRow(places[member], upper: Double(problem.maximumAccounts[member]))
        }
    }

    private mutating func addSegments(_ account: Int, _ first: Int, _ member: Int) {
        let range = problem.cells(of: account)
        let hasBorder = first > range.lowerBound
        var cost = hasBorder ? problem.handoffLoss[first] : 0
        var work = 0.0
        for last in first..<range.upperBound {
            guard let added = problem.cost(cell: last, member: member) else { return }
            cost += added
            work += problem.hours[last]
            add(first...last, member, cost: cost, hours: work)
            if hasBorder {
                let saved = problem.handoffLoss[first] * problem.jointSaving[first]
                add(first...last, member, cost: cost - saved, hours: work + problem.jointHours[first])
            }
        }
    }

    private mutating func add(_ run: ClosedRange<Int>, _ member: Int, cost: Double, hours work: Double) {
        let column = linear.addColumn(cost: cost, kind: .binary)
        for cell in run { cells[cell].append(.init(column, 1)) }
        hours[member].append(.init(column, work))
    }

    private mutating func addAnswers(_ account: Int) {
        var row: [LinearModel.Term] = []
        for member in 0..<problem.memberCount {
            guard let cost = problem.kamCost(account: account, member: member) else { continue }
            let column = linear.addColumn(cost: cost, kind: .binary)
            row.append(.init(column, 1))
            places[member].append(.init(column, 1))
            hours[member].append(.init(column, problem.kamHours[account]))
        }
        linear.addRow(row, lower: 1, upper: 1)
    }
}
