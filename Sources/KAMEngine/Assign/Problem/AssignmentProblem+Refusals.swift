extension AssignmentProblem {
    /// All that keeps the arrays from being a problem.
    func refusals() -> [AssignmentRefusal] {
        var found = shapeRefusals()
        guard found.isEmpty else { return found }
        found += refusals(of: leads, "leads", rows: cellCount) + refusals(of: kams, "kams", rows: accountCount)
        found += figures("value", value) + figures("kamValue", kamValue) + figures("handoffLoss", handoffLoss)
        found += figures("jointHours", jointHours) + figures("jointSaving", jointSaving, most: 1)
        found += figures("disturbance", present.disturbance)
        found += figures("maximumAccounts", maximumAccounts.map(Double.init))
        found += loadRefusals() + rivalRefusals() + presentRefusals()
        found += figures("changeBudget", present.changeBudget.map { [Double($0)] } ?? [])
        found += figures("jointBudget", jointBudget.map { [$0] } ?? [])
        return found
    }

    private func shapeRefusals() -> [AssignmentRefusal] {
        let (accounts, cells, members) = (needsKAM.count, value.count, loadCosts.count)
        guard cellStarts.count == accounts + 1, cellStarts.first == 0, cellStarts.last == cells,
            zip(cellStarts, cellStarts.dropFirst()).allSatisfy(<=)
        else { return [.cellStarts(cellStarts, cells: cells)] }
        let lengths: [(String, Int, Int)] = [
            ("leads", leads.rowCount, cells), ("kams", kams.rowCount, accounts),
            ("kamValue", kamValue.count, accounts), ("handoffLoss", handoffLoss.count, cells),
            ("jointHours", jointHours.count, cells), ("jointSaving", jointSaving.count, cells),
            ("maximumAccounts", maximumAccounts.count, members),
            ("leadsOwnAccountsOnly", leadsOwnAccountsOnly.count, members),
            ("present.leads", present.leads.count, cells), ("present.kams", present.kams.count, accounts),
            ("present.disturbance", present.disturbance.count, accounts),
        ]
        return lengths.filter { $0.1 != $0.2 }.map { .length(array: $0.0, got: $0.1, expected: $0.2) }
    }

    private func refusals(of table: CandidateTable, _ name: String, rows: Int) -> [AssignmentRefusal] {
        let count = table.members.count
        guard table.starts.first == 0, table.starts.last == count,
            zip(table.starts, table.starts.dropFirst()).allSatisfy(<=)
        else { return [.cellStarts(table.starts, cells: count)] }
        guard table.costs.count == count else {
            return [.length(array: "\(name).costs", got: table.costs.count, expected: count)]
        }
        guard table.hours.count == count else {
            return [.length(array: "\(name).hours", got: table.hours.count, expected: count)]
        }
        var found = figures("\(name).costs", table.costs) + figures("\(name).hours", table.hours)
        for row in 0..<rows {
            var last = -1
            for entry in table.entries(of: row) {
                let member = Int(table.members[entry])
                if member <= last || member >= memberCount {
                    found.append(.member(array: "\(name).members", row: row, member: member))
                }
                last = member
            }
        }
        return found
    }

    private func loadRefusals() -> [AssignmentRefusal] {
        loadCosts.indices.flatMap { member -> [AssignmentRefusal] in
            let cost = loadCosts[member]
            let isRising =
                zip(cost.ends, cost.ends.dropFirst()).allSatisfy(<=)
                && zip(cost.prices, cost.prices.dropFirst()).allSatisfy(<=)
            guard !cost.ends.isEmpty, cost.ends.count == cost.prices.count, isRising,
                cost.prices.allSatisfy({ abs($0) <= 1e15 })
            else { return [.loadCost(member: member)] }
            return figures("loadCosts[\(member)].ends", cost.ends)
        }
    }

    private func rivalRefusals() -> [AssignmentRefusal] {
        rivals.enumerated().compactMap { index, group in
            let isRising = zip(group.accounts, group.accounts.dropFirst()).allSatisfy(<)
            let isInside = group.accounts.allSatisfy { (0..<accountCount).contains($0) }
            return isRising && isInside ? nil : .rivals(index, group.accounts)
        }
    }

    private func presentRefusals() -> [AssignmentRefusal] {
        let leads = present.leads.enumerated().compactMap { cell, member -> AssignmentRefusal? in
            guard let member, self.leads.entry(row: cell, member: member) == nil else { return nil }
            return .member(array: "present.leads", row: cell, member: member)
        }
        let kams = present.kams.enumerated().compactMap { account, member -> AssignmentRefusal? in
            guard let member, self.kams.entry(row: account, member: member) == nil else { return nil }
            return .member(array: "present.kams", row: account, member: member)
        }
        return leads + kams
    }

    private func figures(_ array: String, _ values: [Double], most: Double = 1e15) -> [AssignmentRefusal] {
        values.indices.compactMap { index in
            guard !(values[index] >= 0 && values[index] <= most) else { return nil }
            return .figure(array: array, index: index, value: values[index], most: most)
        }
    }
}
