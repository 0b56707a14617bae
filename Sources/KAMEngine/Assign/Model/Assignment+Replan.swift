public import KAMModel

extension Assignment {
    /// Follows what happened with as few changes as can be, from the first day of the events on.
    ///
    /// The previous matrix of this assignment is the plan that holds. What it decided and may go on does so, unless that
    /// leaves open what need not be; the fewest leads and KAMs change with which as little as possible is open, at the
    /// least loss among those. Without an event, and with nothing else changed, the same matrix comes back.
    ///
    /// - Parameters:
    ///   - events: What happened; each counts from its day, and the earliest is the first day of the new matrix.
    ///   - options: How far to search.
    /// - Returns: The matrix of the rest of the quarter, what moves and why, and what keeping to few changes costs.
    /// - Throws: `AssignmentError.refused` with everything that is wrong with the events; as `matrix` else.
    public func replanned(
        events: [MatrixEvent], options: AssignmentOptions = AssignmentOptions()
    ) throws(AssignmentError) -> MatrixReplan {
        let next = try following(events)
        guard let previous else { throw .refused([.question("there is no matrix to re-plan from")]) }
        let found = try next.problem.replanned(from: next.decision(of: previous), next.chosen(options))
        let matrix = try next.report(found.solution, options).matrix
        let changes = MatrixChanges(previous, matrix, next.snapshot, policy).changes
        let free = found.free.flatMap { $0.decision.isComplete(next.problem) ? $0 : nil }
        let isComparable = free != nil && matrix.isComplete
        let cost = isComparable ? found.costOfGentleness : nil
        return MatrixReplan(
            matrix: matrix, events: events, from: next.from ?? policy.calendar.days(of: quarter).start,
            changes: changes,
            freeChangeCount: found.changeCount, freeObjective: free?.loss.total,
            freeOutcome: free?.outcome ?? Outcome(status: .infeasible, objective: nil, bound: nil), cost: cost,
            reason: next.replanReason(changes, found, cost))
    }

    private func replanReason(_ changes: [MatrixChange], _ found: AssignmentReplan, _ cost: Double?) -> Reason {
        let words = MatrixWords(self)
        let forced = changes.count - found.changeCount
        var clauses = Clauses()
        clauses.add(
            changes.isEmpty
                ? Phrase("Nothing moves", ja: "変更なし")
                : Phrase(
                    "\(Wording.count(changes.count, "change")): \(forced) that the events force, "
                        + "\(found.changeCount) of those who could have gone on"
                        + (found.isLeast ? ", and fewer would not do" : ""),
                    ja: "変更は\(changes.count)件(出来事によるもの\(forced)件、継続できた担当の変更\(found.changeCount)件"
                        + (found.isLeast ? "、これが最少)" : ")")),
            ["changes": Double(changes.count), "free_changes": Double(found.changeCount)])
        if found.isCutShort {
            clauses.add(
                Phrase(
                    "the search was stopped before it looked for changes, so more may be open than need be",
                    ja: "変更を探す前に探索が中止されたため、必要以上に担当者なしが残る場合がある"))
        }
        if let cost {
            let amount = words.money(cost)
            clauses.add(
                cost < 0.5
                    ? found.free?.outcome.status == .optimal
                        ? Phrase("changing more would save nothing", ja: "さらに変更しても損失は減らない")
                        : Phrase("no plan was found that saves by changing more", ja: "さらに変更して損失が減る計画は見つからなかった")
                    : Phrase(
                        "that costs \(amount.english) against the plan that changes whatever pays",
                        ja: "自由に組み直す計画より損失が\(amount.japanese)多い"), ["cost": cost])
        }
        return clauses.reason("replanned")
    }
}
