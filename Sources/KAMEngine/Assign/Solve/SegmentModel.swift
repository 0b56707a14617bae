internal import Highs

/// The segment formulation: a column is one member who leads consecutive cells of an account.
///
/// A segment carries the losses of its cells and of the border before its first cell, and in a second column the same
/// with the member joining the cell before. Each cell lies in exactly one chosen segment, which makes the rows of an
/// account an interval matrix: without capacities its polytope is integral, so the linear relaxation is tight but for
/// the capacities. KAMs are columns of account and member. Members' hours and numbers of accounts are limited.
///
/// - Complexity: O(*members* × *stages*²) columns an account; branch and bound is exponential at worst.
/// - Source: interval matrices, Nemhauser & Wolsey, *Integer and Combinatorial Optimization*, III.1; branch and bound by
///   HiGHS, Huangfu & Hall, *Math. Prog. Comp.* 10, 2018.
struct SegmentModel {
    /// One member who leads the cells `first...last` of an account.
    struct Segment: Equatable {
        let first: Int
        let last: Int
        let member: Int
        /// Whether the member joins the cell before `first`.
        let joins: Bool
        let cost: Double
        let hours: Double
    }

    /// One member who answers for an account.
    struct Answer: Equatable {
        let account: Int
        let member: Int
        let cost: Double
    }

    let problem: AssignmentProblem
    /// The columns of segments; those of answers follow them.
    private(set) var segments: [Segment] = []
    private(set) var answers: [Answer] = []
    private let isOpen: [Bool]
    private let isFirst: [Bool]

    /// Makes the columns for every cell and account but those to be left open.
    init(_ problem: AssignmentProblem, openCells: Set<Int> = [], openAccounts: Set<Int> = []) {
        self.problem = problem
        isOpen = (0..<problem.cellCount).map(openCells.contains)
        isFirst = problem.firstCells
        for account in 0..<problem.accountCount {
            for first in problem.cells(of: account) where !isOpen[first] { addSegments(from: first, of: account) }
            if !openAccounts.contains(account) { addAnswers(account) }
        }
    }

    private mutating func addSegments(from first: Int, of account: Int) {
        let hasBorder = !isFirst[first] && !isOpen[first - 1]
        let saved = problem.handoffLoss[first] * problem.jointSaving[first]
        for member in 0..<problem.memberCount {
            var cost = hasBorder ? problem.handoffLoss[first] : 0
            var hours = 0.0
            for last in first..<problem.cells(of: account).upperBound {
                guard !isOpen[last], let added = problem.cost(cell: last, member: member) else { break }
                cost += added
                hours += problem.hours[last]
                guard fits(hours, member) else { break }
                segments.append(
                    Segment(first: first, last: last, member: member, joins: false, cost: cost, hours: hours))
                let joined = hours + problem.jointHours[first]
                guard hasBorder, saved > 0, fits(joined, member) else { continue }
                segments.append(
                    Segment(
                        first: first, last: last, member: member, joins: true, cost: cost - saved, hours: joined))
            }
        }
    }

    private mutating func addAnswers(_ account: Int) {
        for member in 0..<problem.memberCount {
            guard let cost = problem.kamCost(account: account, member: member), problem.maximumAccounts[member] > 0,
                fits(problem.kamHours[account], member)
            else { continue }
            answers.append(Answer(account: account, member: member, cost: cost))
        }
    }

    private func fits(_ hours: Double, _ member: Int) -> Bool { hours <= problem.limit(member) }

    /// What money is divided by before HiGHS sees it, a power of ten: its tolerances suit costs of up to some thousands.
    var scale: Double {
        let most = max(segments.reduce(0) { max($0, $1.cost) }, answers.reduce(0) { max($0, $1.cost) })
        var scale = 1.0
        while most / scale > 1000 { scale *= 10 }
        while most > 0, most / scale < 100, scale > 1e-6 { scale /= 10 }
        return scale
    }

    /// The mixed-integer program, in money divided by `scale`.
    func linearModel(scale: Double) -> LinearModel {
        var model = LinearModel()
        var cellRows = [[LinearModel.Term]](repeating: [], count: problem.cellCount)
        var accountRows = [[LinearModel.Term]](repeating: [], count: problem.accountCount)
        var hourRows = [[LinearModel.Term]](repeating: [], count: problem.memberCount)
        var countRows = hourRows
        for segment in segments {
            let column = model.addColumn(cost: segment.cost / scale, kind: .binary)
            for cell in segment.first...segment.last { cellRows[cell].append(.init(column, 1)) }
            if segment.hours > 0 { hourRows[segment.member].append(.init(column, segment.hours)) }
        }
        for answer in answers {
            let column = model.addColumn(cost: answer.cost / scale, kind: .binary)
            accountRows[answer.account].append(.init(column, 1))
            countRows[answer.member].append(.init(column, 1))
            let hours = problem.kamHours[answer.account]
            if hours > 0 { hourRows[answer.member].append(.init(column, hours)) }
        }
        for row in cellRows + accountRows where !row.isEmpty { model.addRow(row, lower: 1, upper: 1) }
        for member in 0..<problem.memberCount {
            if !hourRows[member].isEmpty {
                // The relaxation finds the rows of hours again by their names.
                model.addRow(hourRows[member], upper: problem.limit(member), name: String(member))
            }
            if countRows[member].count > problem.maximumAccounts[member] {
                model.addRow(countRows[member], upper: Double(problem.maximumAccounts[member]))
            }
        }
        return model
    }

    /// The member of a column.
    func member(ofColumn column: Int) -> Int {
        column < segments.count ? segments[column].member : answers[column - segments.count].member
    }

    /// Those who can do the same work of an account as a member: lead a cell that the member can lead, or be its KAM.
    func peers(of member: Int, candidates: [Int], answers candidateAnswers: [Int]) -> [Int] {
        let cells = Set(candidates.filter { segments[$0].member == member }.map { segments[$0].first })
        var peers = Set(candidates.filter { cells.contains(segments[$0].first) }.map { segments[$0].member })
        let members = candidateAnswers.map { answers[$0].member }
        if members.contains(member) { peers.formUnion(members) }
        return peers.sorted()
    }

    /// Drops the columns that do not satisfy a condition on their number.
    mutating func keep(_ isKept: (Int) -> Bool) {
        let count = segments.count
        segments = segments.indices.filter(isKept).map { segments[$0] }
        answers = answers.indices.filter { isKept(count + $0) }.map { answers[$0] }
    }

    /// The decision that the columns' values stand for; neighbouring segments of one member become one.
    func decision(_ values: [Double]) -> AssignmentDecision {
        var decision = AssignmentDecision(
            leads: Array(repeating: nil, count: problem.cellCount),
            joins: Array(repeating: false, count: problem.cellCount),
            kams: Array(repeating: nil, count: problem.accountCount))
        for (column, segment) in segments.enumerated() where values[column] > 0.5 {
            for cell in segment.first...segment.last { decision.leads[cell] = segment.member }
            decision.joins[segment.first] = segment.joins
        }
        for (offset, answer) in answers.enumerated() where values[segments.count + offset] > 0.5 {
            decision.kams[answer.account] = answer.member
        }
        for cell in 0..<problem.cellCount where decision.joins[cell] {
            if decision.leads[cell] == decision.leads[cell - 1] { decision.joins[cell] = false }
        }
        return decision
    }

    /// The columns' values that stand for a decision; nothing where the decision needs a column that does not exist.
    func values(_ decision: AssignmentDecision) -> [Double]? {
        var wanted: [Int: (last: Int, member: Int, joins: Bool)] = [:]
        var start = 0
        for cell in 0..<problem.cellCount {
            guard let lead = decision.leads[cell] else { continue }
            let continues = !isFirst[cell] && decision.leads[cell - 1] == lead
            if !continues { start = cell }
            wanted[start] = (cell, lead, decision.joins[start])
        }
        var values = [Double](repeating: 0, count: segments.count + answers.count)
        var found = 0
        for (column, segment) in segments.enumerated() {
            guard let want = wanted[segment.first], want == (segment.last, segment.member, segment.joins) else {
                continue
            }
            values[column] = 1
            found += 1
        }
        for (offset, answer) in answers.enumerated() where decision.kams[answer.account] == answer.member {
            values[segments.count + offset] = 1
            found += 1
        }
        return found == wanted.count + decision.kams.count { $0 != nil } ? values : nil
    }
}
