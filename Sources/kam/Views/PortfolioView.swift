import KAMModel
import KAMPlanner

/// A portfolio for a terminal.
struct PortfolioView {
    let document: PortfolioDocument
    /// Whether to list every rejected account, and not the best ten.
    let showsAll: Bool

    var text: String {
        var parts = [heading, selectedTable, cutLine]
        if !document.conflicts.isEmpty {
            parts.append(Paragraph.list("No selection keeps every rule:", document.conflicts))
        }
        parts += [reasons, rejected, Paragraph.assumptions(document.assumptions)]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var heading: String {
        let value = document.objective.map { "worth \($0.text) more than if they were not" } ?? "no value"
        return "Key accounts for \(document.quarter): \(document.selected.count), \(value)\n"
            + Paragraph.proof(document.status, gap: document.gap) + " · data as of \(document.provenance.asOf)"
            + " · portfolio \(document.portfolio)"
    }

    private var selectedTable: String {
        guard !document.selected.isEmpty else { return "" }
        var table = Table(
            ">rank", "account", ">merit", "may be", ">A", ">B", ">gain as key", ">KAM h", ">stage h")
        for account in document.selected {
            table.add(
                String(account.rank), account.name, account.merit.text(1),
                "\(account.meritInterval.low.text(0))–\(account.meritInterval.high.text(0))",
                account.attractiveness.text(0), account.strength.text(0), account.contribution.text,
                account.kamHours.text, account.hours.values.reduce(.zero, +).text)
        }
        return table.text
            + "\n  A attractiveness, B strength; merit may be anything in the range, as missing values fall."
    }

    private var reasons: String {
        guard showsAll, !document.selected.isEmpty else { return "" }
        let lines = document.selected.map { account in
            "  • \(account.name): " + account.reasons.map(\.text).joined(separator: " ")
        }
        return (["Why these:"] + lines).joined(separator: "\n")
    }

    private var cutLine: String {
        let line = document.cutLine
        guard let binding = line.binding else { return "Cut line: nothing runs out; the list ends for another reason." }
        let next = line.nextAccount.flatMap { id in document.rejected.first { $0.account == id } }
        var text = "Cut line: \(binding) run out."
        if let next { text += " Next in line: \(next.name), which would gain \(next.contribution.text)" }
        if let short = line.shortByHours { text += " and is short of \(short.text) h" }
        if next != nil { text += "." }
        if let price = line.price { text += " One more hour would bring \(price.text)." }
        return text
    }

    private var rejected: String {
        guard !document.rejected.isEmpty else { return "" }
        let shown = showsAll ? document.rejected : Array(document.rejected.prefix(10))
        let lines = shown.map { account in
            "  \(account.rank). \(account.name), merit \(account.merit.text(1)): \(account.reason.text)"
        }
        let more = document.rejected.count - shown.count
        return (["Not chosen, the best first:"] + lines).joined(separator: "\n")
            + (more > 0 ? "\n  … and \(more) more: --all shows them." : "")
    }
}
