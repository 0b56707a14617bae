internal import KAMModel

extension SelectionReport {
    /// One demand of a contradiction, in words.
    func conflict(_ demand: SelectionDemand) -> Reason {
        let rules = selection.policy.selection
        switch demand {
        case .forcedIn(let index):
            let takes = forcedInNeeds.map { selection.problem.hours(of: index, need: $0) }.reduce(0, +)
            let hours = forcedInNeeds.isEmpty ? "" : ", and takes \(Wording.decimal(takes)) \(conflictHours)"
            return Reason("forced_in", "\(name(index)) must be key by the policy\(hours).")
        case .forcedOut(let index): return excluded(index)
        case .minimum: return Reason("minimum", "At least \(rules.quota.minimum) accounts must be key.")
        case .maximum: return Reason("maximum", "At most \(rules.quota.maximum ?? 0) accounts may be key.")
        case .segmentMinimum(let segment):
            let quota = selection.problem.segmentQuotas[segment]
            return Reason(
                "segment_minimum",
                "At least \(quota.minimum) accounts in \(selection.segmentNames[segment]) must be key.")
        case .segmentMaximum(let segment):
            let quota = selection.problem.segmentQuotas[segment]
            return Reason(
                "segment_maximum",
                "At most \(quota.maximum ?? 0) accounts in \(selection.segmentNames[segment]) may be key.")
        case .hours(let need):
            return Reason(
                "hours",
                "There are \(Wording.decimal(selection.hours.hours(for: [need]))) \(selection.hours.name(of: [need])) for "
                    + "key accounts.")
        }
    }

    private func excluded(_ index: Int) -> Reason {
        let account = selection.snapshot.accounts[index]
        if selection.policy.selection.forcedOut.contains(account.id) {
            return Reason("forced_out", "\(account.name) must not be key by the policy.")
        }
        let failed = selection.scoring.scores[index].failedGates
        let why = failed.map(\.text).joined(separator: " ")
        return Reason(failed.first?.code ?? "forced_out", "\(account.name) may not be key. \(why)")
    }

    /// The kinds of hours that are part of the contradiction.
    private var forcedInNeeds: [Int] {
        solution.conflicts.compactMap { demand in
            if case .hours(let need) = demand { need } else { nil }
        }
    }

    private var conflictHours: String { selection.hours.name(of: forcedInNeeds) }

    private func name(_ index: Int) -> String { selection.snapshot.accounts[index].name }
}
