extension AssignmentProblem {
    /// The loss at the border of a cell: nothing at an account's first cell, at one lead for both, or beside an open cell.
    func borderLoss(_ cell: Int, before: Int?, after: Int?, joins: Bool) -> Double {
        guard let before, let after, before != after else { return 0 }
        return handoffLoss[cell] * (joins ? 1 - jointSaving[cell] : 1)
    }

    /// The lead of the cell before in the same account; nothing at an account's first cell.
    func leadBefore(_ cell: Int, of decision: AssignmentDecision, isFirst: [Bool]) -> Int? {
        isFirst[cell] ? nil : decision.leads[cell - 1]
    }

    /// Whether each cell is the first of its account, `[cell]`.
    var firstCells: [Bool] {
        var isFirst = [Bool](repeating: false, count: cellCount)
        for account in 0..<accountCount where !cells(of: account).isEmpty { isFirst[cellStarts[account]] = true }
        return isFirst
    }

    /// The loss of a decision by its parts, summed in order of cells and accounts.
    func loss(of decision: AssignmentDecision) -> AssignmentLoss {
        var loss = AssignmentLoss()
        let isFirst = firstCells
        for cell in 0..<cellCount {
            guard let lead = decision.leads[cell] else {
                loss.open += value[cell]
                continue
            }
            loss.leads += cost[cell * memberCount + lead]
            let before = leadBefore(cell, of: decision, isFirst: isFirst)
            loss.handoffs += borderLoss(cell, before: before, after: lead, joins: decision.joins[cell])
        }
        for account in 0..<accountCount {
            if let kam = decision.kams[account] {
                loss.kams += kamCost[account * memberCount + kam]
            } else {
                loss.open += kamValue[account]
            }
        }
        return loss
    }

    /// The hours that a decision takes of each member, `[member]`.
    func loads(of decision: AssignmentDecision) -> [Double] {
        var loads = [Double](repeating: 0, count: memberCount)
        for cell in 0..<cellCount {
            guard let lead = decision.leads[cell] else { continue }
            loads[lead] += hours[cell] + (decision.joins[cell] ? jointHours[cell] : 0)
        }
        for account in 0..<accountCount {
            if let kam = decision.kams[account] { loads[kam] += kamHours[account] }
        }
        return loads
    }
}
