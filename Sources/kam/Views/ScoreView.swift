import KAMModel
import KAMPlanner

/// How accounts score, for a terminal: a list, or one account with its criteria.
struct ScoreView {
    let document: ScoreDocument
    /// Whether to list every account, and not the best twenty.
    let showsAll: Bool
    /// Whether one account was asked for.
    let isOne: Bool
    let language: Language

    var text: String {
        let body = isOne ? document.accounts.map(one) : [table]
        return ([heading] + body + [weights, assumptions]).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var heading: String {
        language(
            "Scores for \(document.quarter) by \(ScoreWords.method(document.scoring.method, language)), weights "
                + "\(ScoreWords.weighting(document.scoring.weighting, language)) · data as of \(document.provenance.asOf)",
            ja: "\(document.quarter) の総合スコア:\(ScoreWords.method(document.scoring.method, language))、重みは"
                + "\(ScoreWords.weighting(document.scoring.weighting, language))・データ基準日 \(document.provenance.asOf)")
    }

    private var table: String {
        let shown = showsAll ? document.accounts : Array(document.accounts.prefix(20))
        var table = Table(
            language(">rank", ja: ">順位"), language("account", ja: "取引先"), language(">merit", ja: ">総合スコア"),
            language("may be", ja: "取り得る幅"), ">A", ">B", language("quadrant", ja: "象限"),
            language(">known", ja: ">判明率"), language("gates failed", ja: "不合格の足切り条件"))
        let titles = AccountTitles(document.accounts.map(\.name))
        for row in shown {
            table.add(
                String(row.rank), titles.title(row.account, row.name), row.merit.text(1),
                row.meritInterval.range(language), row.attractiveness.text(0),
                row.strength.text(0), ScoreWords.quadrant(row.quadrant, language), row.completeness.percent,
                row.failedGates.map(\.code).joined(separator: ", "))
        }
        let note = language(
            "  A attractiveness (worth investing in from \(document.attractivenessThreshold.text(0))), B strength (from "
                + "\(document.strengthThreshold.text(0)))",
            ja: "  A:魅力度(\(document.attractivenessThreshold.text(0))以上で投資対象)、B:自社の強み("
                + "\(document.strengthThreshold.text(0))以上で良好)")
        return ([table.text] + Paragraph.more(document.accounts.count - shown.count, language, ja: "社") + [note])
            .joined(separator: "\n")
    }

    private func one(_ row: ScoreDocument.Row) -> String {
        let heading = language(
            "\(row.name): merit \(row.merit.text(1)) (may be \(row.meritInterval.range(language))), rank \(row.rank), "
                + "\(ScoreWords.quadrant(row.quadrant, language)); \(row.completeness.percent) known",
            ja:
                "\(row.name):総合スコア\(row.merit.text(1))(取り得る幅 \(row.meritInterval.range(language)))、\(row.rank)位、\(ScoreWords.quadrant(row.quadrant, language))、判明率"
                + row.completeness.percent)
        var table = Table(
            language("criterion", ja: "評価項目"), language(">weight", ja: ">重み"), language(">value", ja: ">値"),
            language("from", ja: "出所"), language(">adds", ja: ">加点"))
        for (part, weight) in zip(row.criteria, document.scoring.weights) {
            table.add(
                weight.title(language), weight.weight.percent,
                part.value?.figure ?? language("unknown", ja: "不明"),
                part.source.map { ScoreWords.source($0, language) } ?? "–", part.points.text(1))
        }
        let gates = row.failedGates.map { language("  ✗ ", ja: "  ✗ ") + $0[language] }
        return ([heading, table.text] + gates).joined(separator: "\n")
    }

    private var weights: String {
        guard !isOne, showsAll else { return "" }
        var table = Table(language("criterion", ja: "評価項目"), language("axis", ja: "軸"), language(">weight", ja: ">重み"))
        for weight in document.scoring.weights {
            table.add(weight.title(language), ScoreWords.axis(weight.axis, language), weight.weight.percent)
        }
        return table.text
    }

    private var assumptions: String {
        let sentences = language == .japanese ? document.assumptionsJa : document.assumptions
        return Paragraph.assumptions(sentences, language, atMost: showsAll ? .max : 12)
    }
}

/// The keys of scoring in words.
enum ScoreWords {
    static func method(_ key: String, _ language: Language) -> String {
        switch key {
        case "weighted_sum": language("weighted sum", ja: "加重和")
        case "weighted_product": language("weighted product", ja: "加重積")
        case "topsis": "TOPSIS"
        case "vikor": "VIKOR"
        case "promethee_ii": "PROMETHEE II"
        default: key
        }
    }

    static func weighting(_ key: String, _ language: Language) -> String {
        switch key {
        case "given": language("given by the policy", ja: "ポリシーの指定値")
        case "ahp": language("from pairwise judgements (AHP)", ja: "一対比較(AHP)による")
        case "entropy": language("from the data (entropy)", ja: "データから算出(エントロピー法)")
        case "critic": language("from the data (CRITIC)", ja: "データから算出(CRITIC法)")
        default: key
        }
    }

    static func quadrant(_ key: String, _ language: Language) -> String {
        switch key {
        case "invest": language("invest", ja: "投資")
        case "selectively_invest": language("selectively invest", ja: "選別投資")
        case "maintain": language("maintain", ja: "維持")
        case "streamline": language("streamline", ja: "効率化")
        default: key
        }
    }

    static func axis(_ key: String, _ language: Language) -> String {
        switch key {
        case "attractiveness": language("attractiveness", ja: "魅力度")
        case "strength": language("strength", ja: "自社の強み")
        default: key
        }
    }

    static func source(_ key: String, _ language: Language) -> String {
        switch key {
        case "rating": language("rating", ja: "評価")
        case "winnable_spend": language("winnable spend", ja: "獲得余地")
        case "lifetime_value": language("lifetime value", ja: "LTV")
        case "growth": language("growth", ja: "成長率")
        case "profitability": language("profitability", ja: "収益性")
        case "volatility": language("volatility", ja: "変動性")
        case "share_of_wallet": language("share of wallet", ja: "財布内シェア")
        case "win_rate": language("win rate", ja: "受注率")
        case "tenure": language("years as a customer", ja: "取引年数")
        default: key.replacing("_", with: " ")
        }
    }
}
