/// Every run of consecutive cells of an account that one member may lead: the columns of the segment formulation.
///
/// An account of *n* cells has *n*(*n* + 1) ÷ 2 *slots*, one for each first and last cell, ordered by the last cell, then
/// the first. The segments of members who may lead anywhere lie slot after slot; in a slot those come first that
/// change nothing of the present plan. Segments of members who lead only in their own accounts lie with the entry of
/// the member among the account's KAMs, because they count only where that member answers for the account.
///
/// - Complexity: O(*candidates* × *cells an account*) memory.
/// - Source: interval matrices, Nemhauser & Wolsey, *Integer and Combinatorial Optimization*, III.1.
struct SegmentTable: Sendable {
    /// Where the slots of each account begin, `[account + 1]`.
    private(set) var slotStarts: [Int] = [0]
    /// Where the segments of each slot begin, `[slot + 1]`.
    private(set) var starts: [Int] = [0]
    /// Where the segments that change something begin, `[slot]`.
    private(set) var splits: [Int] = []
    /// The segments of all slots.
    private(set) var members: [Int32] = []
    private(set) var costs: [Double] = []
    private(set) var hours: [Double] = []
    private(set) var changes: [UInt8] = []
    /// Where the own segments of each entry of the table of KAMs begin, `[entry + 1]`.
    private(set) var ownStarts: [Int] = [0]
    /// The slot of each own segment, counted from the account's first.
    private(set) var ownSlots: [Int32] = []
    private(set) var ownCosts: [Double] = []
    private(set) var ownHours: [Double] = []
    private(set) var ownChanges: [UInt8] = []
    /// The most cells that an account has.
    private(set) var mostCells = 0

    /// One run of cells of one member, as it is built.
    private struct Segment {
        var member: Int32
        var cost: Double
        var hours: Double
        var changes: UInt8
    }

    init(_ problem: AssignmentProblem) {
        var slots: [[Segment]] = []
        for account in 0..<problem.accountCount {
            let cells = problem.cells(of: account)
            mostCells = max(mostCells, cells.count)
            let slotCount = cells.count * (cells.count + 1) / 2
            while slots.count < slotCount { slots.append([]) }
            for first in cells { SegmentTable.extend(from: first, cells, problem, &slots) }
            for slot in 0..<slotCount { append(&slots[slot]) }
            slotStarts.append(splits.count)
            for entry in problem.kams.entries(of: account) { appendOwn(entry, cells, problem) }
        }
    }

    /// The slot of a first and a last cell, counted from the account's first cell.
    static func slot(_ first: Int, _ last: Int) -> Int { last * (last + 1) / 2 + first }

    /// All segments from a cell of members who may lead anywhere.
    private static func extend(
        from first: Int, _ cells: Range<Int>, _ problem: AssignmentProblem, _ slots: inout [[Segment]]
    ) {
        for entry in problem.leads.entries(of: first) {
            let member = Int(problem.leads.members[entry])
            guard !problem.leadsOwnAccountsOnly[member] else { continue }
            run(of: member, from: first, cells, problem) { last, segment in
                slots[slot(first - cells.lowerBound, last - cells.lowerBound)].append(segment)
            }
        }
    }

    /// The runs of a member from a cell, shortest first, as far as the member may lead and its limit reaches.
    private static func run(
        of member: Int, from first: Int, _ cells: Range<Int>, _ problem: AssignmentProblem,
        _ found: (Int, Segment) -> Void
    ) {
        var segment = Segment(member: Int32(member), cost: 0, hours: 0, changes: 0)
        for last in first..<cells.upperBound {
            guard let entry = problem.leads.entry(row: last, member: member) else { return }
            segment.cost += problem.leads.costs[entry]
            segment.hours += problem.leads.hours[entry]
            if let present = problem.present.leads[last], present != member { segment.changes += 1 }
            guard segment.hours <= problem.loadCosts[member].limit else { return }
            found(last, segment)
        }
    }

    private mutating func append(_ slot: inout [Segment]) {
        for segment in slot where segment.changes == 0 { append(segment) }
        splits.append(members.count)
        for segment in slot where segment.changes > 0 { append(segment) }
        starts.append(members.count)
        slot.removeAll(keepingCapacity: true)
    }

    private mutating func append(_ segment: Segment) {
        members.append(segment.member)
        costs.append(segment.cost)
        hours.append(segment.hours)
        changes.append(segment.changes)
    }

    private mutating func appendOwn(_ entry: Int, _ cells: Range<Int>, _ problem: AssignmentProblem) {
        let member = Int(problem.kams.members[entry])
        let room = problem.loadCosts[member].limit - problem.kams.hours[entry]
        if problem.leadsOwnAccountsOnly[member] {
            for first in cells {
                SegmentTable.run(of: member, from: first, cells, problem) { last, segment in
                    guard segment.hours <= room else { return }
                    ownSlots.append(Int32(SegmentTable.slot(first - cells.lowerBound, last - cells.lowerBound)))
                    ownCosts.append(segment.cost)
                    ownHours.append(segment.hours)
                    ownChanges.append(segment.changes)
                }
            }
        }
        ownStarts.append(ownSlots.count)
    }
}
