import KAMModel
import KAMPlanner

/// A portfolio for a terminal: the list, where it ends and why, how sure it is, and what it assumes.
struct PortfolioView {
    let document: PortfolioDocument
    /// Whether to list everything, and not what a first look needs.
    let showsAll: Bool
    /// Whether nothing was stored.
    var isDryRun = false
    var language = Language.english

    var text: String {
        var parts = [heading, selectedTable, cutLine, curve]
        if !document.conflicts.isEmpty {
            let title = language("No selection keeps every rule:", ja: "すべての規則を守る選定はない:")
            parts.append(Paragraph.list(title, document.conflicts, language))
        }
        if let card = document.robustness, !document.selected.isEmpty {
            parts.append(RobustnessView(card: card, document: document, showsAll: showsAll, language: language).text)
        }
        parts += [
            StabilityView(document.stability, titles: titles, showsAll: showsAll, language: language).text, reasons,
            rejected, assumptions,
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// How many, what they are worth, and what that is proved from.
    var heading: String {
        let count = document.selected.count
        let value = document.objective.map {
            language(", worth \($0.text) more than if they were not", ja: "、キーアカウント化による増分 \($0.text(language))")
        }
        return language("Key accounts for \(document.quarter): \(count)", ja: "\(document.quarter) のキーアカウント:\(count)社")
            + (count > 0 ? value ?? "" : "") + "\n"
            + Paragraph.proof(document.status, gap: document.gap, language)
            + language(" · data as of \(document.provenance.asOf)", ja: "・データ基準日 \(document.provenance.asOf)")
            + Paragraph.portfolio(document.portfolio, isDryRun: isDryRun, language)
    }

    private var selectedTable: String {
        guard !document.selected.isEmpty else { return "" }
        let hasChance = document.selected.contains { $0.chance != nil }
        var columns = [
            language(">rank", ja: ">順位"), language("account", ja: "取引先"), language(">merit", ja: ">総合スコア"),
            language("may be", ja: "取り得る幅"), ">A", ">B",
        ]
        if hasChance { columns.append(language(">chance", ja: ">選定確率")) }
        columns += [
            language(">gain as key", ja: ">増分"), language(">KAM h", ja: ">KAM時間"), language(">stage h", ja: ">工数"),
        ]
        var table = Table(columns)
        for account in document.selected {
            var cells = [
                String(account.rank), titles.title(account.account, account.name), account.merit.text(1),
                account.meritInterval.range(language),
                account.attractiveness.text(0), account.strength.text(0),
            ]
            if hasChance { cells.append(account.chance?.text(language) ?? "–") }
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
        // A list that holds nobody ends nowhere; what stands in its way is said by the conflicts or the reasons.
        guard !document.selected.isEmpty || line.binding != nil else { return "" }
        guard let binding = line.binding else {
            return language(
                "Cut line: nothing runs out; the list ends for another reason.",
                ja: "選定ライン:不足する資源はない。選定は別の理由で終わる。")
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
                "  • \(titles.title(account.account, account.name))" + language(": ", ja: ":")
                    + words.joined(separator: language(" ", ja: "")))
            if showsAll, let flips = account.flips { lines += FlipLines(flips, document.scoring, language).lines }
        }
        return (lines + Paragraph.more(document.selected.count - shown.count, language, ja: "社")).joined(
            separator: "\n")
    }

    private var rejected: String {
        guard !document.rejected.isEmpty else { return "" }
        let shown = showsAll ? document.rejected : Array(document.rejected.prefix(5))
        var lines = [language("Not chosen, the best first:", ja: "選定外(総合スコア順):")]
        for account in shown {
            let name = titles.title(account.account, account.name)
            let chance =
                account.chance.map { language(", chance \($0.text(language))", ja: "、選定確率 \($0.text(language))") } ?? ""
            lines.append(
                language(
                    "  \(account.rank). \(name), merit \(account.merit.text(1))\(chance): ",
                    ja: "  \(account.rank)位 \(name)、総合スコア\(account.merit.text(1))\(chance):")
                    + (showsAll
                        ? account.reason[language]
                        : Paragraph.opening(account.reason[language], language, within: 150)))
            if showsAll, let flips = account.flips { lines += FlipLines(flips, document.scoring, language).lines }
        }
        return (lines + Paragraph.more(document.rejected.count - shown.count, language, ja: "社")).joined(
            separator: "\n")
    }

    private var titles: AccountTitles { AccountTitles(document) }

    private var assumptions: String {
        let sentences = language == .japanese ? document.assumptionsJa ?? document.assumptions : document.assumptions
        return Paragraph.assumptions(sentences, language, atMost: showsAll ? .max : 12)
    }
}

extension ChanceDocument {
    /// The chance with the half width of its interval, as `97 ±1 %`; what rounds to all or nothing is only bounded.
    func text(_ language: Language) -> String {
        if share >= 0.995 { return language("over 99 %", ja: "99 %超") }
        if share < 0.005 { return language("under 1 %", ja: "1 %未満") }
        let half = (high - low) * 50
        let decimals = share < 0.0995 || half < 0.5 ? 1 : 0
        return "\((share * 100).text(decimals)) ±\(half.text(decimals)) %"
    }
}
