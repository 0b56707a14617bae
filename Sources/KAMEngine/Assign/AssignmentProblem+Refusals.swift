extension AssignmentProblem {
    /// All that keeps the arrays from being a problem.
    func refusals() -> [AssignmentRefusal] {
        var found = shapeRefusals()
        guard found.isEmpty else { return found }
        found += figures("hours", hours) + figures("value", value) + figures("handoffLoss", handoffLoss)
        found += figures("jointHours", jointHours) + figures("jointSaving", jointSaving, most: 1)
        found += figures("kamHours", kamHours) + figures("kamValue", kamValue)
        found += figures("capacity", capacity) + figures("ceiling", ceiling, most: 1)
        found += figures("cost", cost, where: isEligible) + figures("kamCost", kamCost, where: isKAMEligible)
        for (index, count) in maximumAccounts.enumerated() where count < 0 {
            found.append(.figure(array: "maximumAccounts", index: index, value: Double(count), most: .infinity))
        }
        return found
    }

    private func shapeRefusals() -> [AssignmentRefusal] {
        guard cellStarts.first == 0, cellStarts.last == hours.count,
            zip(cellStarts, cellStarts.dropFirst()).allSatisfy(<=)
        else { return [.cellStarts(cellStarts, cells: hours.count)] }
        let (accounts, cells, members) = (cellStarts.count - 1, hours.count, capacity.count)
        let lengths: [(String, Int, Int)] = [
            ("value", value.count, cells), ("isEligible", isEligible.count, cells * members),
            ("cost", cost.count, cells * members), ("handoffLoss", handoffLoss.count, cells),
            ("jointHours", jointHours.count, cells), ("jointSaving", jointSaving.count, cells),
            ("kamHours", kamHours.count, accounts), ("kamValue", kamValue.count, accounts),
            ("isKAMEligible", isKAMEligible.count, accounts * members),
            ("kamCost", kamCost.count, accounts * members), ("ceiling", ceiling.count, members),
            ("maximumAccounts", maximumAccounts.count, members),
        ]
        return lengths.filter { $0.1 != $0.2 }.map { .length(array: $0.0, got: $0.1, expected: $0.2) }
    }

    private func figures(
        _ array: String, _ values: [Double], most: Double = 1e15, where isRead: [Bool]? = nil
    ) -> [AssignmentRefusal] {
        values.indices.compactMap { index in
            guard isRead?[index] ?? true, !(values[index] >= 0 && values[index] <= most) else { return nil }
            return .figure(array: array, index: index, value: values[index], most: most)
        }
    }
}
