internal import KAMModel

extension SelectionReport {
    /// What holding on to the quarters before changed; nothing without a past or an answer.
    var stability: Stability? {
        guard let past = decision.hysteresis, let objective = solution.outcome.objective else { return nil }
        let indices = Array(solution.chosen.indices)
        let kept = indices.filter { isHeld($0) }
        let waiting = indices.filter {
            !solution.chosen[$0] && decision.free.chosen[$0] && problem.forcedOut[$0]
                && !selection.problem.forcedOut[$0]
        }
        let yielded = indices.filter {
            problem.memory.isProtected[$0] && !solution.chosen[$0] && !problem.forcedOut[$0]
        }
        return Stability(
            past: past.latest.id, quarter: past.latest.quarter, stayBar: past.stayBar, enterBar: past.enterBar,
            cost: (decision.free.outcome.objective ?? objective) - objective,
            kept: kept.compactMap { entry($0, heldReason($0), findings?.prices[$0]) },
            waiting: waiting.compactMap { index in
                let price = findings?.flips.flips[index] == nil ? nil : selection.problem.values[index]
                return entry(index, waitingReason(index), price)
            }, yielded: yielded.compactMap { entry($0, fallenReason($0), nil) })
    }

    private func entry(_ index: Int, _ reason: Reason?, _ price: Double?) -> Stability.Entry? {
        reason.map {
            Stability.Entry(
                account: selection.snapshot.accounts[index].id, name: name(index), reason: $0, price: price)
        }
    }

    /// Whether an account is key only because incumbents are held on to.
    private func isHeld(_ index: Int) -> Bool {
        solution.chosen[index] && problem.memory.isProtected[index] && !decision.free.chosen[index]
            && !problem.forcedIn[index]
    }

    /// Why an account stays that the choice without memory lets go; nothing for others.
    func heldReason(_ index: Int) -> Reason? {
        guard let past = decision.hysteresis, isHeld(index) else { return nil }
        let merit = selection.scoring.scores[index].merit.value
        let rules = selection.policy.selection.stability
        var statement = Statement()
        switch decision.standings[index] {
        case .young(let quarters):
            statement.say(
                "Stays, for it has been key for \(Wording.count(quarters, "quarter")) of at least \(rules.minimumQuarters).",
                ja: "選定から\(quarters)四半期(最低\(rules.minimumQuarters)四半期)のため継続する。", ["quarters": Double(quarters)])
        case .falling(let quarters):
            let bar = past.stayBar ?? 0
            statement.say(
                "Stays, for its merit of \(Wording.merit(merit)) has been under \(Wording.merit(bar)) for "
                    + "\(Wording.count(quarters, "quarter")) of \(rules.quartersBelow).",
                ja: "総合スコア\(Wording.merit(merit))が基準\(Wording.merit(bar))を下回ったのは\(quarters)四半期目"
                    + "(\(rules.quartersBelow)四半期で外れる)のため継続する。",
                ["merit": merit, "bar": bar, "quarters": Double(quarters)])
        default:
            let bar = past.stayBar ?? 0
            statement.say(
                "Stays, for its merit of \(Wording.merit(merit)) is not under \(Wording.merit(bar)).",
                ja: "総合スコア\(Wording.merit(merit))が継続の基準\(Wording.merit(bar))を下回っていないため継続する。",
                ["merit": merit, "bar": bar])
        }
        if let price = findings?.prices[index] {
            statement.say(
                "Without this rule the list would gain \(money(price)) more.",
                ja: "この規則がなければ、全体で\(moneyJa(price))多く得る。",
                ["price": price])
        }
        return statement.reason("held")
    }

    /// Why an account has to wait; nothing for others.
    func waitingReason(_ index: Int) -> Reason? {
        guard let past = decision.hysteresis, problem.forcedOut[index], !selection.problem.forcedOut[index] else {
            return nil
        }
        let merit = selection.scoring.scores[index].merit.value
        let rules = selection.policy.selection.stability
        if case .cooling(let quarters) = decision.standings[index] {
            return Reason(
                "cooling",
                Phrase(
                    "It was let go of \(Wording.count(quarters, "quarter")) ago, and may come back after "
                        + "\(rules.coolingQuarters).",
                    ja: "外れてから\(quarters)四半期のため待機(\(rules.coolingQuarters)四半期後に再選定可)。"),
                figures: ["quarters": Double(quarters)])
        }
        let bar = past.enterBar ?? 0
        return Reason(
            "waits",
            Phrase(
                "Its merit of \(Wording.merit(merit)) is below \(Wording.merit(bar)), which newcomers need, so it waits.",
                ja: "総合スコア\(Wording.merit(merit))が新規選定の基準\(Wording.merit(bar))に届かず待機。"),
            figures: ["merit": merit, "bar": bar])
    }

    /// Why an incumbent had to go; nothing for others.
    func fallenReason(_ index: Int) -> Reason? {
        guard let past = decision.hysteresis, past.isIncumbent[index], !solution.chosen[index] else { return nil }
        let merit = selection.scoring.scores[index].merit.value
        if problem.memory.isProtected[index] {
            return Reason(
                "yielded",
                Phrase(
                    "Was to stay, but the hours and the other rules cannot hold all who were.",
                    ja: "継続の対象だが、時間などの制約により対象の全社を継続できない。"), figures: ["merit": merit])
        }
        guard let bar = past.stayBar, merit < bar else { return nil }
        let quarters = selection.policy.selection.stability.quartersBelow
        return Reason(
            "fell",
            Phrase(
                "Is no longer held: its merit of \(Wording.merit(merit)) is under \(Wording.merit(bar)), for "
                    + "\(Wording.count(quarters, "quarter")) or more.",
                ja: "継続の対象外: 総合スコア\(Wording.merit(merit))が\(quarters)四半期以上、基準\(Wording.merit(bar))を下回った。"),
            figures: ["merit": merit, "bar": bar])
    }
}
