import KAMModel
import KAMPlanner

/// A matrix for a terminal: a row an account, a column a stage.
struct MatrixView {
    let document: MatrixDocument
    /// Whether to say for every cell why its lead was chosen.
    let showsAll: Bool

    var text: String {
        var parts = [heading]
        if !document.conflicts.isEmpty {
            parts.append(Paragraph.list("These demands contradict each other:", document.conflicts))
        }
        parts += [grid, loads]
        if showsAll { parts.append(reasons) }
        parts.append(Paragraph.assumptions(document.assumptions))
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var heading: String {
        let open = document.cells.count { $0.lead == nil }
        return "Matrix for \(document.quarter): \(document.kams.count) key accounts, \(document.cells.count) cells"
            + (open > 0 ? ", \(open) of them open" : "") + "; loss against the ideal \(document.objective.text)\n"
            + Paragraph.proof(document.status, gap: document.gap) + " · data as of \(document.provenance.asOf)"
            + " · plan \(document.plan)"
    }

    private var grid: String {
        guard !document.kams.isEmpty else { return "" }
        let stages = document.cells.reduce(into: [ID<Stage>]()) { stages, cell in
            if !stages.contains(cell.stage) { stages.append(cell.stage) }
        }
        let cells = Dictionary(grouping: document.cells) { $0.account }
        var table = Table(["account", "KAM"] + stages.map(\.raw))
        for row in document.kams {
            let work = stages.map { stage in cells[row.account]?.first { $0.stage == stage }.map(text) ?? "" }
            table.add([TerminalWidth.cut(row.name, to: 28), row.kam?.raw ?? "nobody"] + work)
        }
        return table.text + "\n  Each cell: its lead, the lead's hours, and who joins from the stage that follows."
    }

    private func text(_ cell: MatrixDocument.Cell) -> String {
        let joined = cell.supporters.map { " +\($0.member)" }.joined()
        return "\(cell.lead?.raw ?? "nobody") \(cell.hours.value.text(0))\(joined)"
    }

    private var loads: String {
        let busy = document.members.filter { $0.plannedHours.value > 0 }.sorted { $0.utilisation > $1.utilisation }
        let shown = showsAll ? document.members.sorted { $0.utilisation > $1.utilisation } : Array(busy.prefix(12))
        var table = Table("member", "name", ">hours", ">planned", ">used")
        for load in shown {
            table.add(
                load.member.raw, load.name, load.capacityHours.text, load.plannedHours.text, load.utilisation.percent)
        }
        let more = document.members.count - shown.count
        return table.text + (more > 0 ? "\n  … and \(more) less loaded members: --all shows them." : "")
    }

    private var reasons: String {
        (["Why this lead:"] + document.cells.map { "  • \($0.account) / \($0.stage): \($0.reason.text)" })
            .joined(separator: "\n")
    }
}
