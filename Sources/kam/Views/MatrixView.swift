import KAMModel
import KAMPlanner

/// A matrix for a terminal: a row an account, a column a stage.
struct MatrixView {
    let document: MatrixDocument
    /// Whether to say for every cell why its lead was chosen.
    let showsAll: Bool
    var language = Language.english

    var text: String {
        var parts = [heading]
        if !document.conflicts.isEmpty {
            parts.append(
                Paragraph.list(
                    language("These demands contradict each other:", ja: "次の要求は互いに矛盾する:"), document.conflicts, language)
            )
        }
        parts += [grid, loads]
        if showsAll { parts.append(reasons) }
        parts.append(Paragraph.assumptions(document.assumptions, language))
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var heading: String {
        let open = document.cells.count { $0.lead == nil }
        let (keys, cells) = (document.kams.count, document.cells.count)
        let loss = document.objective?.text(language) ?? "–"
        return language(
            "Matrix for \(document.quarter): \(keys.counted("key account", "key accounts")), "
                + cells.counted("cell", "cells")
                + (open > 0 ? ", \(open) of them open" : "") + "; loss against the ideal \(loss)\n",
            ja: "\(document.quarter) のマトリックス:キーアカウント\(keys)社、\(cells)セル"
                + (open > 0 ? "(うち担当未定\(open))" : "") + "、理想との差 \(loss)\n")
            + Paragraph.proof(document.status, gap: document.gap, language)
            + language(" · data as of \(document.provenance.asOf)", ja: "・データ基準日 \(document.provenance.asOf)")
            + language(" · plan \(document.plan)", ja: "・計画番号 \(document.plan)")
    }

    private var grid: String {
        guard !document.kams.isEmpty else { return "" }
        let stages = document.cells.reduce(into: [ID<Stage>]()) { stages, cell in
            if !stages.contains(cell.stage) { stages.append(cell.stage) }
        }
        let cells = Dictionary(grouping: document.cells) { $0.account }
        var table = Table([language("account", ja: "取引先"), "KAM"] + stages.map { StageWords.title($0, language) })
        let titles = AccountTitles(document.kams.map(\.name))
        for row in document.kams {
            let work = stages.map { stage in cells[row.account]?.first { $0.stage == stage }.map(text) ?? "" }
            table.add([titles.title(row.account, row.name, within: 28), row.kam?.raw ?? nobody] + work)
        }
        return table.text + "\n  "
            + language(
                "Each cell: its lead, the lead's hours, and who joins from the stage that follows.",
                ja: "各セル:主担当、その時間、次のステージから参加する人。")
    }

    private func text(_ cell: MatrixDocument.Cell) -> String {
        let joined = cell.supporters.map { " +\($0.member)" }.joined()
        return "\(cell.lead?.raw ?? nobody) \(cell.hours.value.text(0))\(joined)"
    }

    private var nobody: String { language("nobody", ja: "なし") }

    private var loads: String {
        let busy = document.members.filter { $0.plannedHours.value > 0 }.sorted { $0.utilisation > $1.utilisation }
        let shown = showsAll ? document.members.sorted { $0.utilisation > $1.utilisation } : Array(busy.prefix(12))
        var table = Table(
            language("member", ja: "メンバー"), language("name", ja: "氏名"), language(">hours", ja: ">稼働可能時間"),
            language(">planned", ja: ">計画"), language(">used", ja: ">稼働率"))
        for load in shown {
            table.add(
                load.member.raw, load.name, load.capacityHours.text, load.plannedHours.text, load.utilisation.percent)
        }
        let more = document.members.count - shown.count
        let note = language(
            "  … and \(more) less loaded members: --all shows them.", ja: "  … ほか\(more)人(--all で全員を表示)")
        return table.text + (more > 0 ? "\n" + note : "")
    }

    private var reasons: String {
        ([language("Why this lead:", ja: "主担当の理由:")]
            + document.cells.map { "  • \($0.account) / \($0.stage): \($0.reason[language])" })
            .joined(separator: "\n")
    }
}

/// The stages of the default policy in words; others show their key as words.
enum StageWords {
    static func title(_ stage: ID<Stage>, _ language: Language) -> String {
        guard language == .japanese else {
            let words = stage.raw.replacing("_", with: " ")
            return words.prefix(1).uppercased() + words.dropFirst()
        }
        return switch stage.raw {
        case "lead_generation": "リード獲得"
        case "lead_nurturing": "リード育成"
        case "prospecting": "提案"
        case "closing": "クロージング"
        case "expansion": "アップセル/クロスセル"
        default: stage.raw
        }
    }
}
