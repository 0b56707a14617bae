import KAMModel
import KAMPlanner

/// An allocation for a terminal.
struct AllocationView {
    let document: AllocationDocument
    /// Whether to list every move, and not the best fifteen.
    let showsAll: Bool
    var language = Language.english

    var text: String {
        var parts = [heading, bottleneck(language("Bottleneck", ja: "ボトルネック"), document.bottleneck), prices, moves]
        let next = language("Next bottleneck, once the hours have moved", ja: "配置転換後の次のボトルネック")
        parts.append(bottleneck(next, document.nextBottleneck))
        if !document.conflicts.isEmpty {
            parts.append(
                Paragraph.list(
                    language("Promises that cannot be kept:", ja: "守れない約束:"), document.conflicts, language))
        }
        parts.append(Paragraph.assumptions(document.assumptions, language))
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var heading: String {
        let gain = Money(
            minor: document.throughput.after.minor - document.throughput.before.minor,
            currency: document.throughput.after.currency)
        let (before, after) = (document.throughput.before.text(language), document.throughput.after.text(language))
        return language(
            "Throughput of \(document.quarter): \(before) as it is, \(after) after the moves (\(gain.text) more)\n",
            ja: "\(document.quarter) の貢献額:現状\(before)、配置転換後\(after)(\(gain.text(language))増)\n")
            + Paragraph.proof(document.status, gap: document.gap, language)
            + language(" · data as of \(document.provenance.asOf)", ja: "・データ基準日 \(document.provenance.asOf)")
            + language(" · allocation \(document.allocation)", ja: "・配分番号 \(document.allocation)")
    }

    private func bottleneck(_ title: String, _ bottleneck: AllocationDocument.Bottleneck) -> String {
        let name: String
        switch (bottleneck.kind, bottleneck.stage) {
        case (.market, _): name = language("the market: hours are there, work is short", ja: "市場(時間はあるが案件が足りない)")
        case (_, let stage?):
            let together = bottleneck.together.map { StageWords.title($0, language) }
                .joined(separator: language(", ", ja: "、"))
            let kind = language(bottleneck.kind.rawValue, ja: "稼働時間の不足")
            name =
                "\(StageWords.title(stage, language)) (\(kind))"
                + (together.isEmpty ? "" : language(", together with \(together)", ja: "、\(together)とともに"))
        case (_, nil): name = language("none", ja: "なし")
        }
        return Paragraph.list("\(title): \(name)", bottleneck.evidence, language)
    }

    private var prices: String {
        var table = Table(
            language("stage", ja: "ステージ"), language(">load", ja: ">負荷"),
            language(">one more hour brings", ja: ">1時間増の価値"), language(">one hour less costs", ja: ">1時間減の損失"))
        for price in document.prices {
            table.add(
                StageWords.title(price.stage, language), price.load.percent, price.perHour.text(language),
                price.perHourLost.text(language))
        }
        return table.text
    }

    private var moves: String {
        guard !document.moves.isEmpty else {
            return language("No move of hours is worth its cost.", ja: "費用に見合う配置転換はない。")
        }
        let shown = showsAll ? document.moves : Array(document.moves.prefix(15))
        var table = Table(
            language("member", ja: "メンバー"), language("from", ja: "元"), language("to", ja: "先"),
            language(">hours", ja: ">時間"), language(">gain", ja: ">増分"))
        for move in shown {
            table.add(
                move.member.raw, move.from.map { StageWords.title($0, language) } ?? language("idle", ja: "空き"),
                StageWords.title(move.to, language), move.hours.text, move.gain.text(language))
        }
        let more = document.moves.count - shown.count
        let note = language("  … and \(more) more moves: --all shows them.", ja: "  … ほか\(more)件(--all で全件を表示)")
        return table.text + (more > 0 ? "\n" + note : "")
    }
}
