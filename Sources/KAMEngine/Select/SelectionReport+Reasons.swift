internal import KAMModel

extension SelectionReport {
    /// Why an account was chosen.
    func reasons(for index: Int) -> [Reason] {
        let account = selection.snapshot.accounts[index]
        let value = selection.valuation.values[index]
        var list: [Reason] = []
        if selection.problem.forcedIn[index] {
            let failed = selection.scoring.scores[index].failedGates.map(\.text)
            list.append(
                Reason(
                    "forced_in",
                    (["Named as key in the policy."] + (failed.isEmpty ? [] : ["Though:"] + failed))
                        .joined(separator: " ")))
        }
        list.append(
            Reason(
                "contribution",
                "Gains \(money(selection.problem.values[index])) over \(years) if managed as key: the uplift of "
                    + "\(Wording.percent(selection.policy.economics.upliftIfKey)), times merit over "
                    + "\(Wording.number(Selection.middleMerit)), on \(money(value.lifetimeValue)) of lifetime value and "
                    + "\(money(value.pipelineValue)) of open pipeline."))
        list.append(meritReason(index))
        list.append(quadrantReason(index))
        let stages = selection.policy.stages.indices.reduce(0) { $0 + selection.stageHours(of: index, $1) }
        list.append(
            Reason(
                "hours",
                "Takes \(Wording.hours(selection.policy.selection.kamHours(segment: account.segment))) of a KAM and "
                    + "\(Wording.hours(stages)) at the stages in the quarter."))
        return list
    }

    /// Why an account was not chosen.
    func reason(against index: Int) -> Reason {
        let account = selection.snapshot.accounts[index]
        let failed = selection.scoring.scores[index].failedGates
        if selection.policy.selection.forcedOut.contains(account.id) {
            return Reason("forced_out", "Named as not key in the policy.")
        }
        if let first = failed.first, selection.problem.forcedOut[index] {
            return Reason(first.code, failed.map(\.text).joined(separator: " "))
        }
        guard solution.outcome.objective != nil else {
            return Reason("no_answer", "No choice was made, for there is no answer that meets every demand.")
        }
        let value = selection.problem.values[index]
        guard value > 0 else {
            return Reason("no_gain", "Managing it as key would gain nothing over \(years): nothing is expected of it.")
        }
        return crowdedOut(index)
    }

    /// Why an account that gains has no place.
    private func crowdedOut(_ index: Int) -> Reason {
        let obstacles = room.obstacles(to: index)
        guard let first = obstacles.first else {
            return Reason("within_gap", "Would fit; left out within the gap that the search was allowed.")
        }
        let segment = selection.snapshot.accounts[index].segment
        var sentences = ["Gains \(money(selection.problem.values[index])), but does not fit."]
        for obstacle in obstacles {
            switch obstacle {
            case .hours(let shortage): sentences.append(shortageText(shortage, index))
            case .maximum, .segmentMaximum:
                sentences.append("The limit is \(words(for: obstacle, segment: segment)).")
            }
        }
        if let edge, edge.next == index {
            sentences += nextSentences(edge)
        } else if let others = room.displaced(by: index, past: obstacles) {
            let loss = others.reduce(-selection.problem.values[index]) { $0 + selection.problem.values[$1] }
            sentences.append("Taking it instead of \(names(others)) would lose \(money(loss)).")
        } else {
            sentences.append("No key accounts that may leave would make room for it.")
        }
        let code =
            switch first {
            case .hours: "does_not_fit"
            case .maximum, .segmentMaximum: "quota"
            }
        return Reason(code, sentences.joined(separator: " "))
    }

    private func shortageText(_ shortage: HourFlow.Shortage, _ index: Int) -> String {
        let takes = shortage.needs.reduce(0) { $0 + selection.problem.hours(of: index, need: $1) }
        let all = selection.hours.hours(for: shortage.needs)
        return "It takes \(Wording.decimal(takes)) \(selection.hours.name(of: shortage.needs)), "
            + "\(Wording.decimal(shortage.hours)) more than are left of \(Wording.decimal(all))."
    }

    /// What the next account would displace, and what an hour more would bring.
    private func nextSentences(_ edge: SelectionEdge) -> [String] {
        var sentences: [String] = []
        if let forced = edge.forced, let value = forced.outcome.objective, let best = solution.outcome.objective {
            let leaving = solution.chosen.indices.filter { solution.chosen[$0] && !forced.chosen[$0] }
            let joining = solution.chosen.indices.filter {
                !solution.chosen[$0] && forced.chosen[$0] && $0 != edge.next
            }
            var text = "Forcing it in would displace \(names(leaving))"
            if !joining.isEmpty { text += ", let in \(names(joining))" }
            sentences.append(text + " and lose \(money(max(0, best - value))).")
        } else {
            sentences.append("No choice that meets every demand holds it.")
        }
        if let binding = edge.binding {
            sentences.append(
                "An hour more of \(selection.hours.name(of: binding.shortage.needs)) would bring \(money(binding.price)), as "
                    + "the mean over those \(Wording.hours(binding.shortage.hours)).")
        }
        return sentences
    }

    private func meritReason(_ index: Int) -> Reason {
        let merit = selection.scoring.scores[index].merit
        let doubt =
            merit.low < merit.high
            ? ", between \(Wording.decimal(merit.low)) and \(Wording.decimal(merit.high)) for what is unknown" : ""
        return Reason(
            "merit",
            "Merit \(Wording.decimal(merit.value))\(doubt); rank \(selection.scoring.ranks[index]) of "
                + "\(selection.snapshot.accounts.count).")
    }

    private func quadrantReason(_ index: Int) -> Reason {
        let score = selection.scoring.scores[index]
        let policy = selection.policy.scoring
        let quadrant = Quadrant(score, policy: policy)
        return Reason(
            quadrant.rawValue,
            "Quadrant: \(quadrant.name) (attractiveness \(Wording.decimal(score.attractiveness.value)) against "
                + "\(Wording.decimal(policy.attractivenessThreshold)), strength \(Wording.decimal(score.strength.value)) "
                + "against \(Wording.decimal(policy.strengthThreshold))).")
    }

    private var years: String { Wording.count(selection.policy.economics.horizonYears, "year") }

    /// Accounts by name, four at the most and how many others.
    private func names(_ indices: [Int]) -> String {
        guard !indices.isEmpty else { return "nobody" }
        let shown = indices.prefix(indices.count > 4 ? 3 : 4).map { selection.snapshot.accounts[$0].name }
        return Wording.list(indices.count > 4 ? shown + ["\(indices.count - 3) others"] : shown)
    }
}
