import KAMModel
import KAMPlanner

/// Everything about one account, for a terminal: the decision first, then what it rests on.
struct ExplanationView {
    let document: ExplanationDocument
    let showsAll: Bool
    let language: Language

    var text: String {
        let value = AccountValueLines(document.value, language).text
        return [
            heading, decision, change, score, language("Lifetime value", ja: "顧客生涯価値(LTV)") + "\n" + value,
            UpliftLine(document.uplift, language).text, facts, assumptions,
        ].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var heading: String {
        let place = [document.segment, document.region].compactMap(\.self).joined(separator: ", ")
        let verdict =
            document.decision.verdict == "selected"
            ? language("key account", ja: "キーアカウントに選定") : language("not chosen", ja: "選定外")
        return "\(document.name) (\(document.account); \(place))" + language(" in ", ja: "、") + "\(document.quarter)"
            + language(": ", ja: ":") + verdict + "\n"
            + language("data as of \(document.provenance.asOf)", ja: "データ基準日 \(document.provenance.asOf)")
    }

    private var decision: String {
        let decision = document.decision
        var lines = decision.reasons.map { "  • \($0[language])" }
        if let word = decision.stability {
            let words = [
                "kept": language("kept by hysteresis", ja: "連続性の規則で継続"),
                "waiting": language("waits by hysteresis", ja: "連続性の規則で待機"),
                "yielded": language("had to go though protected", ja: "保護対象だがやむなく除外"),
            ]
            lines.append("  • " + (words[word] ?? word))
        }
        // The reasons for a key account say so themselves.
        if !decision.reasons.contains(where: { $0.code == "hours" }) {
            let hours = decision.hours.values.reduce(.zero, +)
            lines.append(
                language(
                    "  • As key it would gain \(decision.contribution.text) and take \(decision.kamHours.text) KAM hours "
                        + "and \(hours.text) hours at the stages.",
                    ja: "  • キー化した場合の増分は\(decision.contribution.text(language))、必要な工数はKAM "
                        + "\(decision.kamHours.text)時間、各ステージ計\(hours.text)時間。"))
        }
        return ([language("Decision", ja: "決定")] + lines).joined(separator: "\n")
    }

    private var change: String {
        let title = language("What would change it", ja: "決定が変わる条件")
        guard let flips = document.decision.flips else {
            return document.decision.withoutFlips.map { "\(title)\n  \($0[language])" } ?? ""
        }
        let scoring = ScoringNames(document.score.criteria)
        let lines = scoring.lines(flips, language)
        return ([title] + (lines.isEmpty ? [language("  nothing found", ja: "  見つからない")] : lines)).joined(
            separator: "\n")
    }

    private var score: String {
        let score = document.score
        let heading = language(
            "Score: merit \(score.merit.value.text(1)) (may be \(score.merit.range(language))), rank "
                + "\(score.rank) of \(score.among); A \(score.attractiveness.value.text(0)), B "
                + "\(score.strength.value.text(0)): \(ScoreWords.quadrant(score.quadrant, language)); "
                + "\(score.completeness.percent) known",
            ja: "総合スコア:\(score.merit.value.text(1))(取り得る幅 \(score.merit.range(language)))、"
                + "\(score.among)社中\(score.rank)位、A \(score.attractiveness.value.text(0))、B \(score.strength.value.text(0)):"
                + "\(ScoreWords.quadrant(score.quadrant, language))、判明率\(score.completeness.percent)")
        var table = Table(
            language("criterion", ja: "評価項目"), language("axis", ja: "軸"), language(">weight", ja: ">重み"),
            language(">value", ja: ">値"), language("unit", ja: "単位"), language("from", ja: "出所"),
            language(">of 100", ja: ">100点中"), language(">adds", ja: ">加点"))
        for row in score.criteria {
            table.add(
                language == .japanese ? row.nameJa : row.name, ScoreWords.axis(row.axis, language),
                row.weight.percent,
                row.value?.figure ?? language("unknown", ja: "不明"),
                (language == .japanese ? row.unitJa ?? row.unit : row.unit) ?? "",
                row.source.map { ScoreWords.source($0, language) } ?? "–", row.scale.value.text(0), row.points.text(1))
        }
        let gates = score.failedGates.map { "  ✗ \($0[language])" }
        let passed = gates.isEmpty ? [language("  ✓ every gate passed", ja: "  ✓ すべての足切り条件に合格")] : gates
        return ([heading, table.text] + passed).joined(separator: "\n")
    }

    private var facts: String {
        let shown = document.facts.filter { showsAll || $0.value != nil || $0.text != nil }
        var table = Table(
            language("fact", ja: "事実"), language(">value", ja: ">値"), language("source", ja: "出所"),
            language("day", ja: "日付"))
        for fact in shown {
            let source =
                fact.raters.isEmpty ? FactWords.source(fact.source, language) : fact.raters.joined(separator: ", ")
            table.add(title(fact), value(fact), source, fact.day.description)
        }
        return table.text
    }

    private func title(_ fact: ExplanationDocument.Fact) -> String {
        if fact.fact.hasPrefix("rating_") {
            let key = String(fact.fact.dropFirst("rating_".count))
            let criterion = document.score.criteria.first { $0.criterion == key }
            let name = criterion.map { language($0.name, ja: $0.nameJa) } ?? key.replacing("_", with: " ")
            return language("rating: ", ja: "評価:") + name
        }
        if fact.fact.hasPrefix("open_") {
            let stage = ID<Stage>(String(fact.fact.dropFirst("open_".count)))
            return language("open at ", ja: "進行中:") + StageWords.title(stage, language)
        }
        return FactWords.title(fact.fact, language)
    }

    private func value(_ fact: ExplanationDocument.Fact) -> String {
        guard let number = fact.value else { return fact.text ?? language("unknown", ja: "不明") }
        switch fact.unit {
        case "money": return Money(number, document.value.runRate.currency).text(language)
        case "count": return number.text(0)
        default: return number.figure
        }
    }

    private var assumptions: String {
        let sentences = language == .japanese ? document.assumptionsJa : document.assumptions
        return Paragraph.assumptions(sentences, language, atMost: showsAll ? .max : 12)
    }
}

/// Flips in lines, with the names of the criteria.
private struct ScoringNames {
    private let names: [(key: String, english: String, japanese: String)]

    init(_ criteria: [ExplanationDocument.Criterion]) {
        names = criteria.map { ($0.criterion, $0.name, $0.nameJa) }
    }

    func lines(_ flips: FlipsDocument, _ language: Language) -> [String] {
        FlipLines(flips, language, prefix: "  • ") { key in
            names.first { $0.key == key }.map { language($0.english, ja: $0.japanese) } ?? key
        }.lines
    }
}

/// The keys of facts in words.
enum FactWords {
    static func title(_ key: String, _ language: Language) -> String {
        if let known = titles[key] { return language(known.0, ja: known.1) }
        return key
    }

    static func source(_ key: String, _ language: Language) -> String {
        switch key {
        case "opportunities": language("opportunities", ja: "商談")
        case "account": language("account", ja: "取引先")
        case "rating": language("rating", ja: "評価")
        default: key
        }
    }

    private static let titles: [String: (String, String)] = [
        "won_last_year": ("won in the last four quarters", "直近4四半期の受注額"),
        "won_year_before": ("won in the four quarters before", "その前の4四半期の受注額"),
        "wins_last_year": ("opportunities won in the last four quarters", "直近4四半期の受注件数"),
        "losses_last_year": ("opportunities lost in the last four quarters", "直近4四半期の失注件数"),
        "openings_last_year": ("opportunities opened in the last four quarters", "直近4四半期の新規商談件数"),
        "solutions": ("solutions bought since the log begins", "記録開始以来の購入製品数"),
        "first_business": ("first business", "取引開始日"), "last_win": ("last win", "最終受注日"),
        "contract_renewals": ("renewals since the log begins", "記録開始以来の契約更新回数"),
        "contract_amount": ("last contract", "直近の契約額"),
        "contract": ("contract", "契約の状態"), "annual_revenue": ("customer's yearly revenue", "顧客の年間売上"),
        "employees": ("employees", "従業員数"), "owner": ("owner in the CRM", "CRM上の担当者"),
        "parent": ("parent", "親会社"), "block": ("block", "取引停止の理由"),
    ]
}
