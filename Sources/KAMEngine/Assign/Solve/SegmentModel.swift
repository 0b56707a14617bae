internal import Highs

/// The mixed-integer program of the segment formulation, for some accounts while the others stay as they are.
///
/// A column is one member who leads consecutive cells of an account, with the border before its first cell, and a second
/// one the same with the member joining the cell before. Each cell lies in one chosen segment or under nobody, which
/// makes the rows of an account an interval matrix: without limits its polytope is integral. A border beside an
/// open cell costs nothing: a column of each cell gives the border's loss back, where the cell before is
/// open and a segment without a join begins. A member's load is split over the bands of its cost by continuous columns.
///
/// - Source: interval matrices, Nemhauser & Wolsey, *Integer and Combinatorial Optimization*, III.1; branch and bound by
///   HiGHS, Huangfu & Hall, *Math. Prog. Comp.* 10, 2018.
struct SegmentModel {
    /// One member who leads the cells `first...last` of an account.
    struct Segment: Hashable {
        let account: Int
        let first: Int
        let last: Int
        let member: Int
        /// Whether the member joins the cell before `first`.
        let joins: Bool
        let cost: Double
        let hours: Double
        let changes: Int
    }

    /// What the accounts outside of the model leave to those inside.
    struct Remainder {
        /// The hours that are taken of each member, `[member]`.
        var loads: [Double]
        /// The accounts that each member answers for already, `[member]`.
        var counts: [Int]
        var changes: Int
        var jointHours: Double
        /// Whether an account of the model may be served by a member, for all that rivals outside do.
        var mayServe: (_ account: Int, _ member: Int, _ asKAM: Bool) -> Bool

        /// Nothing is outside.
        init(_ problem: AssignmentProblem) {
            loads = Array(repeating: 0, count: problem.memberCount)
            counts = Array(repeating: 0, count: problem.memberCount)
            changes = 0
            jointHours = 0
            mayServe = { _, _, _ in true }
        }
    }

    let problem: AssignmentProblem
    let accounts: [Int]
    let remainder: Remainder
    private(set) var segments: [Segment] = []
    /// The entries of the table of KAMs that are columns, account after account.
    private(set) var answers: [(account: Int, entry: Int)] = []

    /// Makes the columns of some accounts.
    ///
    /// - Parameters:
    ///   - problem: The problem.
    ///   - table: Its segments.
    ///   - accounts: The accounts inside, rising.
    ///   - remainder: What the others leave.
    ///   - isKept: Whether a segment of the table, by its number and whether it joins, is to be a column.
    ///   - isKeptAnswer: Whether an entry of the table of KAMs is to be a column; its own segments go with it.
    init(
        _ problem: AssignmentProblem, _ table: SegmentTable, accounts: [Int], remainder: Remainder,
        isKept: (_ segment: Int, _ joins: Bool) -> Bool = { _, _ in true },
        isKeptAnswer: (_ entry: Int) -> Bool = { _ in true }
    ) {
        self.problem = problem
        self.accounts = accounts
        self.remainder = remainder
        for account in accounts {
            addSegments(account, table, isKept)
            for entry in problem.kams.entries(of: account) where problem.needsKAM[account] && isKeptAnswer(entry) {
                let member = Int(problem.kams.members[entry])
                guard problem.kams.hours[entry] + remainder.loads[member] <= roomy(member),
                    remainder.counts[member] < problem.maximumAccounts[member],
                    remainder.mayServe(account, member, true)
                else { continue }
                answers.append((account, entry))
                addOwnSegments(account, entry, table)
            }
        }
    }

    private func roomy(_ member: Int) -> Double { problem.loadCosts[member].limit * (1 + 1e-12) + 1e-9 }

    private mutating func addSegments(_ account: Int, _ table: SegmentTable, _ isKept: (Int, Bool) -> Bool) {
        let count = problem.cells(of: account).count
        for last in 0..<count {
            for first in 0...last {
                let slot = table.slotStarts[account] + SegmentTable.slot(first, last)
                for index in table.starts[slot]..<table.starts[slot + 1] {
                    add(
                        account, first, last, Int(table.members[index]), table.costs[index], table.hours[index],
                        Int(table.changes[index])
                    ) { isKept(index, $0) }
                }
            }
        }
    }

    private mutating func addOwnSegments(_ account: Int, _ entry: Int, _ table: SegmentTable) {
        let count = problem.cells(of: account).count
        for index in table.ownStarts[entry]..<table.ownStarts[entry + 1] {
            for last in 0..<count {
                let first = Int(table.ownSlots[index]) - last * (last + 1) / 2
                guard (0...last).contains(first) else { continue }
                add(
                    account, first, last, Int(problem.kams.members[entry]), table.ownCosts[index],
                    table.ownHours[index], Int(table.ownChanges[index])
                ) { _ in true }
            }
        }
    }

    private mutating func add(
        _ account: Int, _ first: Int, _ last: Int, _ member: Int, _ cost: Double, _ hours: Double, _ changes: Int,
        _ isKept: (Bool) -> Bool
    ) {
        guard remainder.mayServe(account, member, false) else { return }
        let start = problem.cellStarts[account]
        let room = roomy(member) - remainder.loads[member]
        let border = first > 0 ? problem.handoffLoss[start + first] : 0
        if hours <= room, isKept(false) {
            segments.append(
                Segment(
                    account: account, first: start + first, last: start + last, member: member, joins: false,
                    cost: cost + border, hours: hours, changes: changes))
        }
        let saved = border * problem.jointSaving[start + first]
        let joined = hours + problem.jointHours[start + first]
        // Where a load is wanted, joining may pay by its hours alone.
        let pays = saved > 0 || (problem.loadCosts[member].prices.first ?? 0) < 0
        guard first > 0, pays, joined <= room, isKept(true) else { return }
        segments.append(
            Segment(
                account: account, first: start + first, last: start + last, member: member, joins: true,
                cost: cost + border - saved, hours: joined, changes: changes))
    }

    /// The decision that the program's values stand for, put into a decision of all accounts.
    func decision(_ values: [Double], _ layout: Layout, into base: AssignmentDecision) -> AssignmentDecision {
        var decision = base
        for account in accounts {
            decision.kams[account] = nil
            for cell in problem.cells(of: account) { (decision.leads[cell], decision.joins[cell]) = (nil, false) }
        }
        for (column, segment) in segments.enumerated() where values[column] > 0.5 {
            for cell in segment.first...segment.last { decision.leads[cell] = segment.member }
            decision.joins[segment.first] = segment.joins
        }
        for (offset, answer) in answers.enumerated() where values[layout.answers + offset] > 0.5 {
            decision.kams[answer.account] = Int(problem.kams.members[answer.entry])
        }
        for account in accounts {
            for cell in problem.cells(of: account) where decision.joins[cell] {
                // Where nothing is saved the program may join in vain.
                let before = decision.leads[cell - 1]
                if before == nil || before == decision.leads[cell] { decision.joins[cell] = false }
            }
        }
        return decision
    }
}
