extension AssignmentProblem {
    /// The loss at the border of a cell: nothing at an account's first cell, at one lead for both, or beside an open cell.
    func borderLoss(_ cell: Int, before: Int?, after: Int?, joins: Bool) -> Double {
        guard let before, let after, before != after else { return 0 }
        return handoffLoss[cell] * (joins ? 1 - jointSaving[cell] : 1)
    }

    /// The loss of a decision by its parts, summed in order of accounts, cells and members.
    func loss(of decision: AssignmentDecision) -> AssignmentLoss {
        var loss = AssignmentLoss()
        for account in 0..<accountCount {
            var before: Int?
            for cell in cells(of: account) {
                let lead = decision.leads[cell]
                if let lead, let entry = leads.entry(row: cell, member: lead) {
                    loss.leads += leads.costs[entry]
                } else {
                    loss.open += value[cell]
                }
                loss.handoffs += borderLoss(cell, before: before, after: lead, joins: decision.joins[cell])
                before = lead
            }
            if needsKAM[account] {
                if let kam = decision.kams[account], let entry = kams.entry(row: account, member: kam) {
                    loss.kams += kams.costs[entry]
                } else {
                    loss.open += kamValue[account]
                }
            }
            if isChanged(account, by: decision) { loss.disturbance += present.disturbance[account] }
        }
        for (cost, load) in zip(loadCosts, loads(of: decision)) { loss.loads += cost.cost(load) }
        return loss
    }

    /// Whether anything of an account that could go on does not.
    func isChanged(_ account: Int, by decision: AssignmentDecision) -> Bool {
        if let kam = present.kams[account], kam != decision.kams[account] { return true }
        return cells(of: account).contains { cell in
            present.leads[cell].map { $0 != decision.leads[cell] } ?? false
        }
    }

    /// How many leads and KAMs that could go on do not.
    func changeCount(of decision: AssignmentDecision) -> Int {
        let leads = zip(present.leads, decision.leads).count { now, then in now != nil && now != then }
        return leads + zip(present.kams, decision.kams).count { now, then in now != nil && now != then }
    }

    /// The hours that a decision takes of each member, `[member]`.
    func loads(of decision: AssignmentDecision) -> [Double] {
        var loads = [Double](repeating: 0, count: memberCount)
        for cell in 0..<cellCount {
            guard let lead = decision.leads[cell], let entry = leads.entry(row: cell, member: lead) else { continue }
            loads[lead] += leads.hours[entry] + (decision.joins[cell] ? jointHours[cell] : 0)
        }
        for account in 0..<accountCount {
            guard let kam = decision.kams[account], let entry = kams.entry(row: account, member: kam) else { continue }
            loads[kam] += kams.hours[entry]
        }
        return loads
    }

    /// The mean stake of a cell.
    var typicalStake: Double { value.reduce(0, +) / Double(max(1, value.count)) }
}
