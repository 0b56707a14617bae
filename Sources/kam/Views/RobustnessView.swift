import KAMModel
import KAMPlanner

/// How sure a list is, for a terminal.
struct RobustnessView {
    let card: RobustnessDocument
    let document: PortfolioDocument
    let showsAll: Bool
    let language: Language

    var text: String {
        var lines = [heading, bands, revenue, regret]
        lines += tornado
        if showsAll { lines += card.reasons.map { "  • \($0[language])" } }
        return lines.joined(separator: "\n")
    }

    private var heading: String {
        let variation = card.weightVariation.percent
        return language(
            "How sure is it? \(Double(card.draws).text(0)) draws of the weights (variation \(variation)) and of what is not "
                + "known, seed \(card.seed)",
            ja: "どれほど確かか:重み(変動係数\(variation))と不明な値を\(Double(card.draws).text(0))回変えて試行(乱数シード \(card.seed))")
    }

    private var bands: String {
        let bands = card.bands
        return language(
            "  of the key accounts, \(bands.core) are chosen in 90 % of the draws or more, \(bands.likely) in 50 to 90 %, "
                + "\(bands.borderline) in 10 to 50 %, \(bands.unlikely) in fewer",
            ja: "  キーアカウントのうち、試行の90 %以上で選ばれるのは\(bands.core)社、50～90 %は\(bands.likely)社、10～50 %は"
                + "\(bands.borderline)社、10 %未満は\(bands.unlikely)社")
    }

    private var revenue: String {
        let list = card.revenueOnly
        return language(
            "  by revenue alone \(list.common) of \(document.selected.count) would be the same; this list gains "
                + "\(list.advantage.text) more",
            ja: "  売上だけで選ぶと\(document.selected.count)社中\(list.common)社が一致。"
                + "本選定の増分は\(list.advantage.text(language))多い")
    }

    private var regret: String {
        let regret = card.regret
        return language(
            "  expected regret of fixing it now: \(regret.mean.text) ± \(regret.standardError.text) "
                + "(\(regret.share.percent) of the best)",
            ja: "  今決めることの期待損失:\(regret.mean.text(language)) ± \(regret.standardError.text(language))"
                + "(最良の\(regret.share.percent))")
    }

    /// The criteria whose weight moves the list, the widest first.
    private var tornado: [String] {
        let moving = card.tornado.filter { !$0.less.entering.isEmpty || !$0.more.entering.isEmpty }
        guard !moving.isEmpty else {
            return [language("  no weight 20 % less or more changes the list", ja: "  どの重みを20 %増減しても選定は変わらない")]
        }
        let shown = showsAll ? moving : Array(moving.prefix(3))
        var table = Table(
            language("weight", ja: "重み"), language(">20 % less", ja: ">20 %減"), language("swaps", ja: "入替え"),
            language(">20 % more", ja: ">20 %増"), language("swaps", ja: "入替え"))
        for bar in shown {
            table.add(
                document.scoring?.title(bar.criterion, language) ?? bar.criterion, bar.less.change.text(language),
                swap(bar.less), bar.more.change.text(language), swap(bar.more))
        }
        return [table.text] + Paragraph.more(moving.count - shown.count, language)
    }

    private func swap(_ swing: RobustnessDocument.Swing) -> String {
        let parts = [("+", swing.entering), ("−", swing.leaving)].flatMap { sign, accounts in
            accounts.prefix(2).map { "\(sign)\(name($0))" }
                + (accounts.count > 2 ? ["\(sign)\(accounts.count - 2)…"] : [])
        }
        return parts.isEmpty ? "–" : parts.joined(separator: " ")
    }

    private func name(_ account: ID<Account>) -> String {
        let name =
            document.selected.first { $0.account == account }?.name
            ?? document.rejected.first { $0.account == account }?.name
        return AccountTitles(document).title(account, name ?? account.raw, within: 16)
    }
}

/// What holding on to the quarters before changed, for a terminal.
struct StabilityView {
    private let stability: StabilityDocument?
    private let titles: AccountTitles
    /// Whether to list all who wait, and not the best ten.
    private let showsAll: Bool
    private let language: Language

    init(_ stability: StabilityDocument?, titles: AccountTitles, showsAll: Bool, language: Language) {
        self.titles = titles
        self.stability = stability
        self.showsAll = showsAll
        self.language = language
    }

    var text: String {
        guard let stability else { return "" }
        var heading = language(
            "Against \(stability.quarter): holding on costs \(stability.cost.text)",
            ja: "\(stability.quarter) との連続性:継続の費用は\(stability.cost.text(language))")
        if let stay = stability.stayBar, let enter = stability.enterBar {
            heading += language(
                "\n  key accounts are protected from merit \(stay.text(1)); below it they compete on their gain like any other. "
                    + "Others may enter from \(enter.text(1)).",
                ja: "\n  現キーアカウントは総合スコア\(stay.text(1))以上で保護され、下回れば他社と同じく増分で競う。新規は"
                    + "\(enter.text(1))以上で入れる。")
        }
        let waiting = stability.waiting.sorted { merit($0) > merit($1) }
        let shown = showsAll ? waiting : Array(waiting.prefix(10))
        let lines =
            rows(language("kept", ja: "継続"), stability.kept) + rows(language("waits", ja: "待機"), shown)
            + Paragraph.more(waiting.count - shown.count, language, ja: "社")
            + rows(language("had to go", ja: "やむなく除外"), stability.yielded)
        return ([heading] + lines).joined(separator: "\n")
    }

    private func merit(_ row: StabilityDocument.Row) -> Double { row.reason.figures["merit"] ?? -1 }

    private func rows(_ word: String, _ rows: [StabilityDocument.Row]) -> [String] {
        rows.map {
            "  • \(word): \(titles.title($0.account, $0.name))" + language(" – ", ja: " ― ") + $0.reason[language]
        }
    }
}

/// What would turn a decision, in lines.
struct FlipLines {
    let lines: [String]

    init(_ flips: FlipsDocument, _ scoring: ScoringDocument?, _ language: Language) {
        self.init(flips, language, prefix: language("      turns at: ", ja: "      決定が変わる条件:")) {
            scoring?.title($0, language) ?? $0
        }
    }

    init(_ flips: FlipsDocument, _ language: Language, prefix: String, title: (String) -> String) {
        var lines: [String] = []
        if let merit = flips.merit {
            lines.append(language("merit of \(merit.text(1))", ja: "総合スコアが\(merit.text(1))"))
        }
        for value in flips.values.prefix(3) {
            let name = title(value.criterion)
            let from = value.from?.figure ?? language("unknown", ja: "不明")
            lines.append(
                language(
                    "\(name) from \(from) to \(value.to.figure) (\(value.points.signed) points)",
                    ja: "\(name)が\(from)から\(value.to.figure)に(\(value.points.signed)点)"))
        }
        if let weights = flips.weights {
            lines.append(
                language(
                    "shifting \(weights.distance.percent) of the weight between criteria",
                    ja: "重みの\(weights.distance.percent)を評価項目間で移した場合"))
        }
        if let gain = flips.gain {
            lines.append(
                language("a gain changed by \(gain.text)", ja: "増分が\(gain.text(language))変わった場合"))
        }
        self.lines = lines.map { prefix + $0 }
    }
}

extension Double {
    /// The number to a tenth with its sign.
    var signed: String { (self > 0 ? "+" : "") + text(1) }
}
