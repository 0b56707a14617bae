import KAMModel
import KAMPlanner

/// What changed since an earlier quarter, for a terminal.
struct ComparisonView {
    let document: ComparisonDocument
    /// Whether to say why also for those that simply stay.
    let showsAll: Bool
    /// Whether nothing was stored.
    var isDryRun = false
    let language: Language

    var text: String {
        let stability = StabilityView(document.stability, titles: titles, showsAll: showsAll, language: language).text
        let groups = [
            group(language("Enter", ja: "新たに選定"), document.enters, says: true),
            group(language("Leave", ja: "選定から外れる"), document.leaves, says: true),
            group(language("Stay by hysteresis", ja: "連続性の規則で継続"), document.staysByHysteresis, says: true),
            group(language("Stay", ja: "引き続き選定"), document.stays, says: showsAll),
        ]
        return ([heading] + groups + [stability]).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var heading: String {
        func floor(_ side: ComparisonDocument.Side) -> String {
            side.floor.map { language(", floor \($0.text(1))", ja: "、下限の総合スコア\($0.text(1))") } ?? ""
        }
        let (before, after) = (document.before, document.after)
        return language(
            "\(after.quarter) against \(before.quarter): \(document.enters.count) enter, \(document.leaves.count) leave, "
                + "\(document.staysByHysteresis.count) stay by hysteresis, \(document.stays.count) stay",
            ja:
                "\(before.quarter) と \(after.quarter) の比較:新規\(document.enters.count)社、除外\(document.leaves.count)社、規則による継続"
                + "\(document.staysByHysteresis.count)社、引き続き選定\(document.stays.count)社") + "\n"
            + language(
                "before: \(before.selected.counted("key account", "key accounts"))\(floor(before)), portfolio \(before.portfolio)\nnow: "
                    + "\(after.selected.counted("key account", "key accounts"))\(floor(after))",
                ja: "前回:\(before.selected)社\(floor(before))、選定番号 \(before.portfolio)\n今回:\(after.selected)社"
                    + floor(after)) + Paragraph.portfolio(after.portfolio, isDryRun: isDryRun, language)
    }

    private var titles: AccountTitles {
        let rows = document.enters + document.leaves + document.stays + document.staysByHysteresis
        let waiting = document.stability.map { $0.waiting.map(\.name) } ?? []
        return AccountTitles(rows.map(\.name) + waiting)
    }

    private func group(_ title: String, _ rows: [ComparisonDocument.Row], says: Bool) -> String {
        guard !rows.isEmpty else { return "" }
        let lines = rows.map { row in
            let merit = language(
                "merit \(row.meritBefore?.text(1) ?? "–") → \(row.meritNow?.text(1) ?? "–")",
                ja: "総合スコア \(row.meritBefore?.text(1) ?? "–") → \(row.meritNow?.text(1) ?? "–")")
            return "  • \(titles.title(row.account, row.name)) (\(merit))"
                + (says ? language(": ", ja: ":") + row.reason[language] : "")
        }
        return (["\(title) (\(rows.count))"] + lines).joined(separator: "\n")
    }
}
