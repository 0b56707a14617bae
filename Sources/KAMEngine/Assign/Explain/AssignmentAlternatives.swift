/// What a decision would lose or gain if one cell or one account went to another member, all else kept.
struct AssignmentAlternatives {
    /// One member instead of the present one.
    struct Alternative {
        let member: Int
        /// What the loss grows by; negative is better.
        let difference: Double
        /// Whether the member would join the cell before.
        let joins: Bool
        /// Whether the next cell's lead would join.
        let nextJoins: Bool
        /// The hours the member would need, and those it has left for it.
        let needed: Double
        let left: Double
        /// Whether all limits would be kept.
        let fits: Bool
    }

    let problem: AssignmentProblem
    private(set) var decision: AssignmentDecision
    private(set) var loads: [Double]
    private var answered: [Int]
    private let isFirst: [Bool]

    init(_ problem: AssignmentProblem, _ decision: AssignmentDecision) {
        self.problem = problem
        self.decision = decision
        loads = problem.loads(of: decision)
        isFirst = problem.firstCells
        answered = Array(repeating: 0, count: problem.memberCount)
        for case .some(let kam) in decision.kams { answered[kam] += 1 }
    }

    /// A led cell under another member, or under the same with other joins; nothing when the member is not eligible.
    func lead(_ cell: Int, by member: Int) -> Alternative? {
        guard let present = decision.leads[cell], let cost = problem.cost(cell: cell, member: member)
        else { return nil }
        let before = problem.leadBefore(cell, of: decision, isFirst: isFirst)
        let next = nextCell(cell)
        let after = next.flatMap { decision.leads[$0] }
        let nextJoinsNow = next.map { decision.joins[$0] } ?? false
        let kept =
            problem.cost[cell * problem.memberCount + present]
            + borders(cell, next, before, present, after, decision.joins[cell], nextJoinsNow)
        let canJoin = before != nil && before != member
        let canNextJoin = after != nil && after != member
        var best: Alternative?
        for (joins, nextJoins) in [(false, false), (true, false), (false, true), (true, true)] {
            guard !joins || canJoin, !nextJoins || canNextJoin else { continue }
            let needed = problem.hours[cell] + (joins ? problem.jointHours[cell] : 0)
            let left = problem.limit(member) - freed(member, from: cell, next)
            var fits = needed <= left + 1e-9
            if nextJoins, let next, let after {
                let room = problem.limit(after) - freed(after, from: cell, next)
                fits = fits && problem.jointHours[next] <= room + 1e-9
            }
            let loss = cost + borders(cell, next, before, member, after, joins, nextJoins)
            let found = Alternative(
                member: member, difference: loss - kept, joins: joins, nextJoins: nextJoins, needed: needed,
                left: left, fits: fits)
            if AssignmentAlternatives.isBetter(found, best) { best = found }
        }
        return best
    }

    /// An account under another member as its KAM; nothing when the member is not eligible.
    func kam(_ account: Int, by member: Int) -> Alternative? {
        guard let present = decision.kams[account], let cost = problem.kamCost(account: account, member: member)
        else { return nil }
        let isSame = member == present
        let left = problem.limit(member) - loads[member] + (isSame ? problem.kamHours[account] : 0)
        let hasRoom = isSame || answered[member] < problem.maximumAccounts[member]
        return Alternative(
            member: member, difference: cost - problem.kamCost[account * problem.memberCount + present],
            joins: false, nextJoins: false, needed: problem.kamHours[account], left: left,
            fits: hasRoom && problem.kamHours[account] <= left + 1e-9)
    }

    /// The best member for a cell besides the present lead: by fit, then by difference, then by index.
    func runnerUp(cell: Int) -> Alternative? {
        best((0..<problem.memberCount).filter { $0 != decision.leads[cell] }.compactMap { lead(cell, by: $0) })
    }

    /// The best member for an account besides its KAM: by fit, then by difference, then by index.
    func runnerUp(account: Int) -> Alternative? {
        best((0..<problem.memberCount).filter { $0 != decision.kams[account] }.compactMap { kam(account, by: $0) })
    }

    /// Makes single changes while any lowers the loss; the first best by index each time.
    ///
    /// - Complexity: O(*cells* × *members*) a round; each round lowers the loss.
    mutating func improve() {
        let least = 1e-9 * max(1, problem.loss(of: decision).total)
        var changes = true
        while changes {
            changes = false
            for cell in 0..<problem.cellCount {
                guard let found = best((0..<problem.memberCount).compactMap { lead(cell, by: $0) }), found.fits,
                    found.difference < -least
                else { continue }
                apply(found, cell: cell)
                changes = true
            }
            for account in 0..<problem.accountCount {
                guard let found = best((0..<problem.memberCount).compactMap { kam(account, by: $0) }), found.fits,
                    found.difference < -least
                else { continue }
                if let present = decision.kams[account] {
                    answered[present] -= 1
                    loads[present] -= problem.kamHours[account]
                }
                answered[found.member] += 1
                loads[found.member] += problem.kamHours[account]
                decision.kams[account] = found.member
                changes = true
            }
        }
    }

    private mutating func apply(_ found: Alternative, cell: Int) {
        decision.leads[cell] = found.member
        decision.joins[cell] = found.joins
        if let next = nextCell(cell) { decision.joins[next] = found.nextJoins }
        loads = problem.loads(of: decision)
    }

    private func nextCell(_ cell: Int) -> Int? {
        let next = cell + 1
        return next < problem.cellCount && !isFirst[next] ? next : nil
    }

    private func borders(
        _ cell: Int, _ next: Int?, _ before: Int?, _ lead: Int, _ after: Int?, _ joins: Bool, _ nextJoins: Bool
    ) -> Double {
        problem.borderLoss(cell, before: before, after: lead, joins: joins)
            + (next.map { problem.borderLoss($0, before: lead, after: after, joins: nextJoins) } ?? 0)
    }

    /// The hours planned of a member without its part in the cell and in the join of the next one.
    private func freed(_ member: Int, from cell: Int, _ next: Int?) -> Double {
        var load = loads[member]
        if decision.leads[cell] == member {
            load -= problem.hours[cell] + (decision.joins[cell] ? problem.jointHours[cell] : 0)
        }
        if let next, decision.joins[next], decision.leads[next] == member { load -= problem.jointHours[next] }
        return load
    }

    private func best(_ found: [Alternative]) -> Alternative? {
        found.reduce(nil) { AssignmentAlternatives.isBetter($1, $0) ? $1 : $0 }
    }

    private static func isBetter(_ one: Alternative, _ other: Alternative?) -> Bool {
        guard let other else { return true }
        return one.fits != other.fits ? one.fits : one.difference < other.difference
    }
}
