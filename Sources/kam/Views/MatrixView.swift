import KAMModel
import KAMPlanner

/// A matrix for a terminal: a row an account, a column a stage.
struct MatrixView {
    let document: MatrixDocument
    /// Whether to say for every cell why its lead was chosen.
    let showsAll: Bool
    var language = Language.english
    /// Whether nothing was stored.
    var isDryRun = false

    var text: String {
        let parts = [
            heading, replan, conflicts, grid, rivals, loads, loss, showsAll ? reasons : "",
            Paragraph.assumptions(
                language == .japanese ? document.assumptionsJa ?? document.assumptions : document.assumptions, language),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var heading: String {
        let open = document.cells.count { $0.lead == nil }
        let (keys, cells) = (document.kams.count, document.cells.count)
        let loss = document.objective?.text(language) ?? "–"
        return language(
            "Matrix for \(document.quarter)\(start): \(keys.counted("key account", "key accounts")), "
                + cells.counted("cell", "cells")
                + (open > 0 ? ", \(open) of them open" : "") + "; loss against the ideal \(loss)\n",
            ja: "\(document.quarter) のマトリックス\(start):キーアカウント\(keys)社、\(cells)セル"
                + (open > 0 ? "(うち担当未定\(open))" : "") + "、理想との差 \(loss)\n")
            + Paragraph.proof(document.status, gap: document.gap, language) + stop + kept
            + language(" · data as of \(document.provenance.asOf)", ja: "・データ基準日 \(document.provenance.asOf)")
            + (isDryRun
                ? language(" · dry run, nothing was stored", ja: "・何も保存していない(--dry-run)")
                : language(" · plan \(document.plan)", ja: "・計画番号 \(document.plan)"))
    }

    /// The first day, where it is told by more than the quarter.
    private var start: String {
        guard let day = document.effectiveFrom, document.replan != nil || !document.events.isEmpty else { return "" }
        return language(" from \(day)", ja: "(\(day)から)")
    }

    private var stop: String {
        switch document.stoppedBy {
        case .interrupt?: language(" · interrupted: the best so far", ja: "・中断:それまでの最良")
        case .timeLimit?: language(" · stopped by the time limit", ja: "・時間制限で終了")
        case nil: ""
        }
    }

    private var kept: String {
        document.keepsPrevious == true
            ? language(" · the plan before is kept", ja: "・前の計画を維持") : ""
    }

    private var replan: String {
        guard let replan = document.replan else { return "" }
        let changes = ChangeTable(replan.changes, language, showsAll: showsAll).text
        return ["  " + replan.reason[language], changes].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var conflicts: String {
        guard !document.conflicts.isEmpty else { return "" }
        let lines = document.conflicts.flatMap { conflict in
            ["  • \(conflict.reason[language])"]
                + (conflict.relaxations.first.map {
                    [language("    Cheapest repair: ", ja: "    最小の対策:") + $0.reason[language]]
                }
                    ?? [])
        }
        return ([language("These demands contradict each other:", ja: "次の要求は互いに矛盾する:")] + lines)
            .joined(separator: "\n")
    }

    private var grid: String {
        guard !document.kams.isEmpty else { return "" }
        let stages = document.cells.reduce(into: [ID<Stage>]()) { stages, cell in
            if !stages.contains(cell.stage) { stages.append(cell.stage) }
        }
        let cells = Dictionary(grouping: document.cells) { $0.account }
        let asks = document.kams.contains { $0.language != nil || $0.seniority != nil }
        var table = Table(
            [language("account", ja: "取引先")] + (asks ? [language("asks for", ja: "条件")] : []) + ["KAM"]
                + stages.map { StageWords.title($0, language) })
        let titles = AccountTitles(document.kams.map(\.name))
        for row in document.kams {
            let work = stages.map { stage in cells[row.account]?.first { $0.stage == stage }.map(text) ?? "" }
            table.add(
                [titles.title(row.account, row.name, within: 28)] + (asks ? [demand(row)] : [])
                    + [row.kam?.raw ?? nobody] + work)
        }
        return table.text + "\n  "
            + language(
                "Each cell: its lead, the lead's hours, and who joins from the stage that follows (+) or takes a share (&).",
                ja: "各セル:主担当、その時間、次のステージから参加する人(+)、分担する人(&)。")
    }

    /// The language and the level that an account asks for, as `ja, level 3`.
    private func demand(_ row: MatrixDocument.Accountability) -> String {
        [row.language, row.seniority.map { language("level \($0)", ja: "レベル\($0)") }].compactMap(\.self)
            .joined(separator: language(", ", ja: "・"))
    }

    private func text(_ cell: MatrixDocument.Cell) -> String {
        let joined = cell.supporters.map { ($0.role == .joins ? " +" : " &") + $0.member.raw }.joined()
        return "\(cell.lead?.raw ?? nobody) \(cell.hours.value.text(0))\(joined)"
    }

    private var nobody: String { language("nobody", ja: "なし") }

    /// The key accounts that compete with each other.
    private var rivals: String {
        let groups = Dictionary(grouping: document.kams.filter { $0.rivals != nil }) { $0.rivals ?? "" }
            .filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
        guard !groups.isEmpty else { return "" }
        let lines = groups.map { group, rows in
            "  • \(group): "
                + rows.map { "\($0.name) (\($0.kam?.raw ?? nobody))" }.joined(separator: language(", ", ja: "、"))
        }
        return ([language("Rivals, with their KAMs:", ja: "競合する取引先とそのKAM:")] + lines).joined(separator: "\n")
    }

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

    private var loss: String {
        guard let objective = document.objective, !document.loss.isEmpty else { return "" }
        return language("What is lost against the ideal:", ja: "理想との差の内訳:") + "\n"
            + TermTable(document.loss, total: objective, language).text
    }

    private var reasons: String {
        let titles = AccountTitles(document.kams.map(\.name))
        let names = [ID<Account>: String](
            document.kams.map { ($0.account, titles.title($0.account, $0.name)) }
        ) { first, _ in first }
        let lines = document.cells.map { cell in
            let stage = StageWords.title(cell.stage, language)
            return "  • \(names[cell.account] ?? cell.account.raw) / \(stage): \(cell.reason[language])"
        }
        let answers = document.kams.map { row in
            "  • \(names[row.account] ?? row.account.raw) / KAM: \(row.reason[language])"
        }
        return
            ([language("Why this KAM:", ja: "KAMの理由:")] + answers
            + ["", language("Why this lead:", ja: "主担当の理由:")] + lines).joined(separator: "\n")
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
