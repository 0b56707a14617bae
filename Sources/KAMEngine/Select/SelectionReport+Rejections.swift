internal import KAMModel

extension SelectionReport {
    /// Why an account was not chosen, and what would change that.
    func reason(against index: Int) -> Reason {
        let account = selection.snapshot.accounts[index]
        let failed = selection.scoring.scores[index].failedGates
        if selection.policy.selection.forcedOut.contains(account.id) {
            return Reason("forced_out", Phrase("Named as not key in the policy.", ja: "ポリシーで対象外に指定されている。"))
        }
        var statement = Statement()
        if let first = failed.first, selection.problem.forcedOut[index] {
            for gate in failed { statement.say(gate) }
            return statement.reason(first.code)
        }
        guard solution.outcome.objective != nil else {
            return Reason(
                "no_answer",
                Phrase(
                    "No choice was made, for there is no answer that meets every demand.",
                    ja: "すべての条件を満たす答えがないため、選定は行われなかった。"))
        }
        let code: String
        if let waiting = waitingReason(index) {
            statement.say(waiting)
            code = waiting.code
        } else if let fallen = fallenReason(index) {
            statement.say(fallen)
            code = fallen.code
            if problem.values[index] > 0 { _ = crowdedOut(index, &statement) }
        } else if problem.values[index] <= 0 {
            code = "no_gain"
            statement.say(gainless(index))
        } else {
            code = crowdedOut(index, &statement)
        }
        if let flip = flipReason(index) { statement.say(flip) }
        if let chance = chanceReason(index) { statement.say(chance) }
        return statement.reason(code)
    }

    /// Why managing an account as key gains nothing: the cost of its entry, its worth, the uplift or its merit.
    private func gainless(_ index: Int) -> Reason {
        let gain = selection.problem.values[index]
        let value = selection.valuation.values[index]
        let worth = value.lifetimeValue + value.pipelineValue
        let phrase: Phrase
        if gain > 0 {
            phrase = Phrase(
                "Managing it as key would gain less than the cost of its entry.", ja: "キーアカウントにしても、新規選定の費用を下回る。")
        } else if gain < 0 {
            phrase = Phrase(
                "Managing it as key would lose \(money(-gain)) over \(years.english): it is expected to bring \(money(worth)).",
                ja: "見込まれる価値が\(moneyJa(worth))のため、キーアカウントにすると\(years.japanese)で\(moneyJa(-gain))を失う。")
        } else {
            let (why, whyJa) =
                worth == 0
                ? ("nothing is expected of it", "見込まれる価値がない")
                : value.contributionIfKey == 0 ? ("the uplift is 0", "上乗せ率が0である") : ("its merit is 0", "総合スコアが0である")
            phrase = Phrase(
                "Managing it as key would gain nothing over \(years.english): \(why).",
                ja: "\(whyJa)ため、キーアカウントにしても\(years.japanese)で増加が見込めない。")
        }
        return Reason("no_gain", phrase, figures: ["contribution": gain, "worth": worth])
    }

    /// Why an account that gains has no place.
    private func crowdedOut(_ index: Int, _ statement: inout Statement) -> String {
        let obstacles = room.obstacles(to: index)
        let gain = selection.problem.values[index]
        guard let first = obstacles.first else {
            statement.say(
                "Would fit; left out within the gap that the search was allowed.", ja: "収まるが、探索で許した誤差の範囲で選ばれなかった。",
                ["contribution": gain])
            return "within_gap"
        }
        let segment = selection.snapshot.accounts[index].segment
        statement.say(
            "Gains \(money(gain)), but does not fit.", ja: "\(moneyJa(gain))の増加を見込むが、収まらない。", ["contribution": gain])
        for obstacle in obstacles {
            if case .hours(let shortage) = obstacle {
                sayShortage(shortage, index, &statement)
            } else {
                let limit = words(for: obstacle, segment: segment)
                statement.say("The limit is \(limit.english).", ja: "制限は\(limit.japanese)。")
            }
        }
        if let edge, edge.next == index {
            sayNext(edge, &statement)
        } else if let others = room.displaced(by: index, past: obstacles) {
            let loss = others.reduce(-problem.values[index]) { $0 + problem.values[$1] }
            statement.say(
                "Taking it instead of \(names(others).english) would lose \(money(loss)).",
                ja: "\(names(others).japanese)の代わりに選ぶと\(moneyJa(loss))を失う。", ["exchange_loss": loss])
        } else {
            statement.say(
                "No key accounts that may leave would make room for it.", ja: "外してよいキーアカウントを外しても収まらない。")
        }
        switch first {
        case .hours: return "does_not_fit"
        case .maximum, .segmentMaximum: return "quota"
        case .family: return "family"
        case .changes: return "changes"
        }
    }

    private func sayShortage(_ shortage: HourFlow.Shortage, _ index: Int, _ statement: inout Statement) {
        let takes = shortage.needs.reduce(0) { $0 + problem.hours(of: index, need: $1) }
        let all = selection.hours.hours(for: shortage.needs)
        let kinds = selection.hours.phrase(of: shortage.needs)
        statement.say(
            "It takes \(Wording.decimal(takes)) \(kinds.english), \(Wording.decimal(shortage.hours)) more than are left of "
                + "\(Wording.decimal(all)).",
            ja: "\(kinds.japanese)を\(Wording.decimal(takes))時間使うが、全\(Wording.decimal(all))時間のうち残りでは"
                + "\(Wording.decimal(shortage.hours))時間足りない。",
            ["takes_hours": takes, "short_hours": shortage.hours, "all_hours": all])
    }

    /// What the next account would displace, and what an hour more would bring.
    private func sayNext(_ edge: SelectionEdge, _ statement: inout Statement) {
        if let forced = edge.forced, let value = forced.outcome.objective, let best = solution.outcome.objective {
            let leaving = solution.chosen.indices.filter { solution.chosen[$0] && !forced.chosen[$0] }
            let joining = solution.chosen.indices.filter {
                !solution.chosen[$0] && forced.chosen[$0] && $0 != edge.next
            }
            let loss = max(0, best - value)
            let others = joining.isEmpty ? "" : ", let in \(names(joining).english)"
            statement.say(
                "Forcing it in would displace \(names(leaving).english)\(others) and lose \(money(loss)).",
                ja: "強制的に選ぶと\(names(leaving).japanese)が外れ"
                    + (joining.isEmpty ? "" : "、\(names(joining).japanese)が入り") + "、\(moneyJa(loss))を失う。",
                ["forced_loss": loss])
        } else {
            statement.say("No choice that meets every demand holds it.", ja: "すべての条件を満たしてこれを含む選び方はない。")
        }
        if let binding = edge.binding {
            let kinds = selection.hours.phrase(of: binding.shortage.needs)
            statement.say(
                "An hour more of \(kinds.english) would bring \(money(binding.price)), as the mean over those "
                    + "\(Wording.hours(binding.shortage.hours)).",
                ja:
                    "\(kinds.japanese)が1時間増えるごとに、\(Wording.decimal(binding.shortage.hours))時間の平均で\(moneyJa(binding.price))を得る。",
                ["hour_price": binding.price])
        }
    }
}
