import KAMModel
import KAMPlanner

/// A portfolio for a terminal: the list, where it ends and why, how sure it is, and what it assumes.
struct PortfolioView {
    let document: PortfolioDocument
    /// Whether to list everything, and not what a first look needs.
    let showsAll: Bool
    var language = Language.english

    var text: String {
        var parts = [heading, selectedTable, cutLine, curve]
        if !document.conflicts.isEmpty {
            let title = language("No selection keeps every rule:", ja: "すべての規則を守る選定はない:")
            parts.append(Paragraph.list(title, document.conflicts, language))
        }
        if let card = document.robustness {
            parts.append(RobustnessView(card: card, document: document, showsAll: showsAll, language: language).text)
        }
        parts += [StabilityView(document.stability, language: language).text, reasons, rejected, assumptions]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// How many, what they are worth, and what that is proved from.
    var heading: String {
        let count = document.selected.count
        let value = document.objective.map {
            language("worth \($0.text) more than if they were not", ja: "キーアカウント化による増分 \($0.text(language))")
        }
        return language("Key accounts for \(document.quarter): \(count)", ja: "\(document.quarter) のキーアカウント:\(count)社")
            + language(", ", ja: "、") + (value ?? language("no value", ja: "価値なし")) + "\n"
            + Paragraph.proof(document.status, gap: document.gap, language)
            + language(" · data as of \(document.provenance.asOf)", ja: "・データ基準日 \(document.provenance.asOf)")
            + language(" · portfolio \(document.portfolio)", ja: "・選定番号 \(document.portfolio)")
    }

    private var selectedTable: String {
        guard !document.selected.isEmpty else { return "" }
        let hasChance = document.selected.contains { $0.chance != nil }
        var titles = [
            language(">rank", ja: ">順位"), language("account", ja: "取引先"), language(">merit", ja: ">総合スコア"),
            language("may be", ja: "取り得る幅"), ">A", ">B",
        ]
        if hasChance { titles.append(language(">chance", ja: ">選定確率")) }
        titles += [
            language(">gain as key", ja: ">増分"), language(">KAM h", ja: ">KAM時間"), language(">stage h", ja: ">工数"),
        ]
        var table = Table(titles)
        for account in document.selected {
            var cells = [
                String(account.rank), account.name, account.merit.text(1),
                "\(account.meritInterval.low.text(0))–\(account.meritInterval.high.text(0))",
                account.attractiveness.text(0), account.strength.text(0),
            ]
            if hasChance { cells.append(account.chance?.text ?? "–") }
            cells += [
                account.contribution.text(language), account.kamHours.text,
                account.hours.values.reduce(.zero, +).text,
            ]
            table.add(cells)
        }
        return table.text + "\n  "
            + language(
                "A attractiveness, B strength; merit may be anything in the range, as missing values fall.",
                ja: "A:魅力度、B:自社の強み。不明な値しだいで、総合スコアは「取り得る幅」のどこにもなり得る。")
    }

    private var cutLine: String {
        let line = document.cutLine
        let title = language("Cut line", ja: "選定ライン")
        guard line.reasons.isEmpty else {
            return Paragraph.list(title, showsAll ? line.reasons : Array(line.reasons.prefix(4)), language)
        }
        guard let binding = line.binding else {
            return language(
                "Cut line: nothing runs out; the list ends for another reason.", ja: "選定ライン:不足する資源はない。")
        }
        let next = line.nextAccount.flatMap { id in document.rejected.first { $0.account == id } }
        var text = language("Cut line: \(binding) run out.", ja: "選定ライン:不足する資源は \(binding)。")
        if let next {
            text += language(
                " Next in line: \(next.name), which would gain \(next.contribution.text)",
                ja: "次点は\(next.name)(増分 \(next.contribution.text(language)))")
            if let short = line.shortByHours {
                text += language(" and is short of \(short.text) h", ja: "、不足は\(short.text)時間")
            }
            text += language(".", ja: "。")
        }
        if let price = line.price {
            text += language(" One more hour would bring \(price.text).", ja: "1時間あたりの価値は\(price.text(language))。")
        }
        return text
    }

    private var curve: String {
        guard document.curve.count > 1 else { return "" }
        let greatest = document.curve.map(\.gain.minor).max() ?? 0
        var table = Table(
            language(">KAMs", ja: ">KAM人数"), language(">key accounts", ja: ">キーアカウント"), language(">gain", ja: ">増分"),
            language(">each KAM more brings", ja: ">KAM1人あたりの追加分"), "")
        for point in document.curve {
            let share = greatest > 0 ? max(0, Double(point.gain.minor) / Double(greatest)) : 0
            let bar = String(repeating: "█", count: Int((share * 20).rounded()))
            table.add(
                String(point.kams), String(point.selected), point.gain.text(language),
                point.marginalGain.text(language), bar + (point.isPresent ? language(" now", ja: " 現在") : ""))
        }
        return language("The list that more or fewer KAMs could serve:", ja: "KAMの人数と選定できる範囲:") + "\n" + table.text
    }

    private var reasons: String {
        guard !document.selected.isEmpty else { return "" }
        let shown = showsAll ? document.selected : Array(document.selected.prefix(5))
        var lines = [language("Why these:", ja: "選定理由:")]
        for account in shown {
            let words = (showsAll ? account.reasons : Array(account.reasons.prefix(1))).map { $0[language] }
            lines.append(
                "  • \(account.name)" + language(": ", ja: ":") + words.joined(separator: language(" ", ja: "")))
            if showsAll, let flips = account.flips { lines += FlipLines(flips, document.scoring, language).lines }
        }
        return (lines + Paragraph.more(document.selected.count - shown.count, language)).joined(separator: "\n")
    }

    private var rejected: String {
        guard !document.rejected.isEmpty else { return "" }
        let shown = showsAll ? document.rejected : Array(document.rejected.prefix(5))
        var lines = [language("Not chosen, the best first:", ja: "選定外(総合スコア順):")]
        for account in shown {
            let chance = account.chance.map { language(", chance \($0.text)", ja: "、選定確率 \($0.text)") } ?? ""
            lines.append(
                language(
                    "  \(account.rank). \(account.name), merit \(account.merit.text(1))\(chance): ",
                    ja: "  \(account.rank)位 \(account.name)、総合スコア\(account.merit.text(1))\(chance):")
                    + (showsAll
                        ? account.reason[language]
                        : Paragraph.opening(account.reason[language], language, within: 150)))
            if showsAll, let flips = account.flips { lines += FlipLines(flips, document.scoring, language).lines }
        }
        return (lines + Paragraph.more(document.rejected.count - shown.count, language)).joined(separator: "\n")
    }

    private var assumptions: String {
        let sentences = language == .japanese ? document.assumptionsJa ?? document.assumptions : document.assumptions
        return Paragraph.assumptions(sentences, language, atMost: showsAll ? .max : 12)
    }
}

extension ChanceDocument {
    /// The chance with the half width of its interval, as `97 ±1 %`.
    var text: String { "\((share * 100).text(0)) ±\(((high - low) * 50).text(0)) %" }
}
