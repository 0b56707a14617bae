internal import KAMModel

extension SelectionReport {
    /// Why an account was chosen.
    func reasons(for index: Int) -> [Reason] {
        var list: [Reason] = []
        if problem.forcedIn[index] { list.append(forcedInReason(index)) }
        if let held = heldReason(index) { list.append(held) }
        list += [contributionReason(index), meritReason(index), quadrantReason(index), hoursReason(index)]
        if let flip = flipReason(index) { list.append(flip) }
        if let chance = chanceReason(index) { list.append(chance) }
        return list
    }

    private func forcedInReason(_ index: Int) -> Reason {
        var statement = Statement()
        statement.say("Named as key in the policy.", ja: "ポリシーでキーアカウントに指定されている。")
        let failed = selection.scoring.scores[index].failedGates
        if !failed.isEmpty { statement.say("Though:", ja: "ただし、") }
        for gate in failed { statement.say(gate) }
        return statement.reason("forced_in")
    }

    private func contributionReason(_ index: Int) -> Reason {
        let value = selection.valuation.values[index]
        let gain = selection.problem.values[index]
        let merit = selection.scoring.scores[index].merit.value
        let base = Wording.number(Selection.middleMerit)
        let uplift = selection.valuation.uplift
        let share = Wording.percent(uplift.share.value)
        return Reason(
            "contribution",
            Phrase(
                "Gains \(money(gain)) over \(years.english) if managed as key: \(money(value.contributionIfKey)) for an account "
                    + "of merit \(base), which is \(share) (\(uplift.isMeasured ? "measured" : "assumed")) of "
                    + "\(money(value.lifetimeValue)) of lifetime value and \(money(value.pipelineValue)) of open pipeline beyond it, "
                    + "times merit over \(base).",
                ja: "キーアカウントとして管理すれば\(years.japanese)で\(moneyJa(gain))の増加を見込む。総合スコア\(base)の取引先なら"
                    + "\(moneyJa(value.contributionIfKey))(顧客生涯価値\(moneyJa(value.lifetimeValue))とそれを超える進行中商談\(moneyJa(value.pipelineValue))の"
                    + "\(share)、\(uplift.isMeasured ? "測定値" : "想定値"))、"
                    + "これに総合スコア÷\(base)を掛ける。"),
            figures: [
                "contribution": gain, "contribution_at_middle": value.contributionIfKey, "merit": merit,
                "lifetime_value": value.lifetimeValue, "pipeline_value": value.pipelineValue,
                "uplift": uplift.share.value,
            ])
    }

    private func meritReason(_ index: Int) -> Reason {
        let merit = selection.scoring.scores[index].merit
        let (low, high) = (Wording.merit(merit.low), Wording.merit(merit.high))
        let isOpen = merit.low < merit.high
        let count = selection.snapshot.accounts.count
        let rank = selection.scoring.ranks[index]
        return Reason(
            "merit",
            Phrase(
                "Merit \(Wording.merit(merit.value))"
                    + (isOpen ? ", between \(low) and \(high) for what is unknown" : "")
                    + "; rank \(rank) of \(count).",
                ja: "総合スコア\(Wording.merit(merit.value))" + (isOpen ? "(不明な項目により\(low)～\(high))" : "")
                    + "、\(count)社中\(rank)位。"),
            figures: ["merit": merit.value, "low": merit.low, "high": merit.high, "rank": Double(rank)])
    }

    private func quadrantReason(_ index: Int) -> Reason {
        let score = selection.scoring.scores[index]
        let policy = selection.policy.scoring
        let quadrant = Quadrant(score, policy: policy)
        let (attractiveness, strength) = (score.attractiveness.value, score.strength.value)
        let (first, second) = (policy.attractivenessThreshold, policy.strengthThreshold)
        return Reason(
            quadrant.rawValue,
            Phrase(
                "Quadrant: \(quadrant.name) (attractiveness \(Wording.decimal(attractiveness)) against "
                    + "\(Wording.decimal(first)), strength \(Wording.decimal(strength)) against \(Wording.decimal(second))).",
                ja: "象限: \(quadrantJa(quadrant))(魅力度\(Wording.decimal(attractiveness))/基準\(Wording.decimal(first))、"
                    + "自社の強み\(Wording.decimal(strength))/基準\(Wording.decimal(second)))。"),
            figures: [
                "attractiveness": attractiveness, "strength": strength, "attractiveness_threshold": first,
                "strength_threshold": second,
            ])
    }

    private func quadrantJa(_ quadrant: Quadrant) -> String {
        switch quadrant {
        case .invest: "投資"
        case .selectivelyInvest: "選別投資"
        case .maintain: "維持"
        case .streamline: "効率化"
        }
    }

    private func hoursReason(_ index: Int) -> Reason {
        let account = selection.snapshot.accounts[index]
        let kam = selection.policy.selection.kamHours(segment: account.segment)
        let stages = selection.policy.stages.indices.reduce(0) { $0 + selection.stageHours(of: index, $1) }
        return Reason(
            "hours",
            Phrase(
                "Takes \(Wording.hours(kam)) of a KAM and \(Wording.hours(stages)) at the stages in the quarter.",
                ja: "四半期にKAMの時間を\(Wording.decimal(kam))時間、各ステージで\(Wording.decimal(stages))時間使う。"),
            figures: ["kam_hours": kam, "stage_hours": stages])
    }

    /// The horizon in words.
    var years: Phrase {
        let years = selection.policy.economics.horizonYears
        return Phrase(Wording.count(years, "year"), ja: "\(years)年間")
    }
}
