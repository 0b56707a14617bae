internal import KAMModel

extension SelectionReport {
    /// What would turn the decision on an account, in words; nothing where it was not worked out.
    func flipReason(_ index: Int) -> Reason? {
        guard let flips = findings?.flips.flips[index] else { return nil }
        let isIn = solution.chosen[index]
        var statement = Statement()
        if let distance = flips.money {
            statement.say(
                "The decision turns if it gained \(money(distance)) \(isIn ? "less" : "more").",
                ja: "見込みが\(moneyJa(distance))\(isIn ? "減る" : "増える")と判断が変わる。", ["flip_money": distance])
        }
        if let nearest = flips.values.first,
            let criterion = selection.policy.scoring.criteria.first(where: { $0.key == nearest.criterion })
        {
            let (to, from) = (Wording.figure(nearest.to), nearest.from.map(Wording.figure))
            statement.say(
                "Nearest by one value: \(criterion.title.english) at \(to)"
                    + (from.map { " instead of \($0)." } ?? ", which is unknown now."),
                ja: "1つの評価項目だけなら、\(criterion.title.japanese)が\(to)" + (from.map { "(現在\($0))" } ?? "(現在不明)")
                    + "になると変わる。",
                ["flip_value": nearest.to, "flip_points": nearest.points])
        } else if !flips.cannot.isEmpty {
            statement.say(
                "No single value within its limits turns it.", ja: "1つの評価項目の変化では、範囲内で判断は変わらない。")
        }
        if let weights = flips.weights {
            statement.say(
                "Shifting \(Wording.percent(weights.distance / 2)) of the weight between criteria turns it.",
                ja: "重みの\(Wording.percent(weights.distance / 2))を評価項目間で移すと変わる。", ["flip_weights": weights.distance / 2])
        }
        return statement.reason("turns")
    }

    /// How sure the decision on an account is, in words; nothing without draws.
    func chanceReason(_ index: Int) -> Reason? {
        guard let chance = chance(of: index) else { return nil }
        let words =
            switch chance.band {
            case .core: Phrase("core", ja: "中核")
            case .likely: Phrase("likely", ja: "有力")
            case .borderline: Phrase("borderline", ja: "境界")
            case .unlikely: Phrase("unlikely", ja: "見込み薄")
            }
        func draws(_ word: String) -> String {
            Wording.percent(chance.share, low: chance.low, high: chance.high, to: word)
        }
        func share(_ language: Language) -> String {
            if chance.share >= 0.995 { return language == .japanese ? "99 %超" : "over 99 %" }
            if chance.share < 0.005 { return language == .japanese ? "1 %未満" : "under 1 %" }
            return draws(language == .japanese ? "～" : " to ")
        }
        let held = holdingQuarter(index)
        return Reason(
            "chance",
            Phrase(
                "Chosen in \(share(.english)) of the draws: \(words.english)"
                    + (held.map { ", held as a key account of \($0)." } ?? "."),
                ja: "試行の\(share(.japanese))で選ばれる: \(words.japanese)"
                    + (held.map { "(\($0)のキーアカウントとして継続の対象)。" } ?? "。")),
            figures: ["chance": chance.share, "chance_low": chance.low, "chance_high": chance.high])
    }

    /// The quarter whose list holds a chosen account in every draw; nothing where none does.
    private func holdingQuarter(_ index: Int) -> Quarter? {
        guard solution.chosen[index], problem.memory.isProtected[index] else { return nil }
        return decision.hysteresis?.latest.quarter
    }

    /// The robustness card; nothing without draws.
    var card: RobustnessCard? {
        guard let search = findings?.robustness else { return nil }
        let revenue = revenueOnly(search.revenueOnly)
        var bands: [Chance.Band: Int] = [:]
        for index in solution.chosen.indices where solution.chosen[index] {
            if let band = chance(of: index)?.band { bands[band, default: 0] += 1 }
        }
        return RobustnessCard(
            draws: search.draws, seed: search.seed,
            weightVariation: selection.policy.selection.robustness.weightVariation,
            methodQuality: search.methodQuality, bands: bands, tornado: tornado(search),
            isTornadoExact: search.isTornadoExact, revenueOnly: revenue, regret: search.regret,
            reasons: cardReasons(search, bands) + [revenueReason(search.revenueOnly)])
    }

    private func ids(_ flags: [Bool]) -> [ID<Account>] {
        flags.indices.filter { flags[$0] }.map { selection.snapshot.accounts[$0].id }
    }

    private func tornado(_ search: RobustnessSearch) -> [RobustnessCard.Bar] {
        func swing(_ end: (weight: Double, list: RobustnessSearch.Variant)) -> RobustnessCard.Swing {
            RobustnessCard.Swing(
                weight: end.weight, change: end.list.objective - (solution.outcome.objective ?? 0),
                entering: ids(zip(end.list.chosen, solution.chosen).map { $0 && !$1 }),
                leaving: ids(zip(end.list.chosen, solution.chosen).map { !$0 && $1 }))
        }
        let bars = zip(selection.policy.scoring.criteria, search.tornado).map { criterion, ends in
            RobustnessCard.Bar(criterion: criterion.key, less: swing(ends.less), more: swing(ends.more))
        }
        func width(_ bar: RobustnessCard.Bar) -> Double { abs(bar.less.change) + abs(bar.more.change) }
        return bars.enumerated().sorted { (width($1.element), $0.offset) < (width($0.element), $1.offset) }
            .map(\.element)
    }

    /// A list by revenue alone against ours; empty and without any advantage where there is none to compare.
    func revenueOnly(_ list: [Bool]?) -> RobustnessCard.RevenueOnly {
        guard let list else { return RobustnessCard.RevenueOnly(selected: [], common: 0, overlap: 0, advantage: 0) }
        let common = list.indices.count { list[$0] && solution.chosen[$0] }
        let either = list.indices.count { list[$0] || solution.chosen[$0] }
        return RobustnessCard.RevenueOnly(
            selected: ids(list), common: common, overlap: either > 0 ? Double(common) / Double(either) : 1,
            advantage: problem.objective(of: solution.chosen) - problem.objective(of: list))
    }

    /// The same in words.
    func revenueReason(_ list: [Bool]?) -> Reason {
        guard list != nil else {
            return Reason(
                "no_revenue_only",
                Phrase(
                    "No list by revenue alone that keeps the rules was found to compare with.",
                    ja: "条件を満たす、売上だけの一覧が見つからなかったため、比較していない。"))
        }
        let revenue = revenueOnly(list)
        return Reason(
            "revenue_only",
            Phrase(
                "A list by revenue alone shares \(revenue.common) of its \(revenue.selected.count) accounts with this one, "
                    + "which gains \(money(revenue.advantage)) more.",
                ja:
                    "売上だけの一覧\(revenue.selected.count)社のうち\(revenue.common)社が共通。この選定は\(moneyJa(revenue.advantage))多く得る。"
            ),
            figures: [
                "common": Double(revenue.common), "overlap": revenue.overlap, "advantage": revenue.advantage,
            ])
    }

    private func cardReasons(_ search: RobustnessSearch, _ bands: [Chance.Band: Int]) -> [Reason] {
        let (core, likely) = (bands[.core] ?? 0, bands[.likely] ?? 0)
        let count = solution.chosen.count { $0 }
        let weak = count - core - likely
        let regret = search.regret
        let worst = Chance(chosen: search.draws / 2, of: search.draws)
        let error = (worst.high - worst.low) / 2
        return [
            Reason(
                "bands",
                Phrase(
                    "Of \(count) key accounts \(core) are core, \(likely) likely and \(weak) less sure, over \(search.draws) draws "
                        + "(seed \(search.seed)); each chance is known to \(Wording.percent(error)) at worst.",
                    ja: "\(search.draws)回の試行(乱数シード\(search.seed))で、キーアカウント\(count)社のうち中核\(core)社、有力\(likely)社、"
                        + "それ以下\(weak)社。確率の誤差は最大\(Wording.percent(error))。"),
                figures: ["core": Double(core), "likely": Double(likely), "weak": Double(weak), "error": error]),
            Reason(
                "regret",
                Phrase(
                    "Fixing the list now loses \(money(regret.mean)) in the mean against knowing the draw, "
                        + "\(Wording.percent(regret.share)).",
                    ja: "いま決めることによる損失は、結果を知って決める場合と比べて平均\(moneyJa(regret.mean))(\(Wording.percent(regret.share)))。"),
                figures: ["regret": regret.mean, "share": regret.share, "standard_error": regret.standardError]),
        ]
    }
}

extension Wording {
    /// A number with as many digits as matter for a value of any unit: two decimals below 10, one below 1,000.
    static func figure(_ value: Double) -> String {
        guard abs(value) < 10 else { return abs(value) < 1000 ? decimal(value) : number(value) }
        let rounded = (value * 100).rounded() / 100
        return rounded == rounded.rounded() ? number(rounded) : "\(rounded)"
    }
}
