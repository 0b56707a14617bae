import KAMModel
import KAMPlanner

/// An allocation for a terminal.
struct AllocationView {
    let document: AllocationDocument
    /// Whether to list every move, and not the best fifteen.
    let showsAll: Bool

    var text: String {
        var parts = [heading, bottleneck("Bottleneck", document.bottleneck), prices, moves]
        parts.append(bottleneck("Next bottleneck, once the hours have moved", document.nextBottleneck))
        if !document.conflicts.isEmpty {
            parts.append(Paragraph.list("Promises that cannot be kept:", document.conflicts))
        }
        parts.append(Paragraph.assumptions(document.assumptions))
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var heading: String {
        let gain = Money(
            minor: document.throughput.after.minor - document.throughput.before.minor,
            currency: document.throughput.after.currency)
        return "Throughput of \(document.quarter): \(document.throughput.before.text) as it is, "
            + "\(document.throughput.after.text) after the moves (\(gain.text) more)\n"
            + Paragraph.proof(document.status, gap: document.gap) + " · data as of \(document.provenance.asOf)"
            + " · allocation \(document.allocation)"
    }

    private func bottleneck(_ title: String, _ bottleneck: AllocationDocument.Bottleneck) -> String {
        let name: String
        switch (bottleneck.kind, bottleneck.stage) {
        case (.market, _): name = "the market: hours are there, work is short"
        case (_, let stage?):
            let together = bottleneck.together.map(\.raw).joined(separator: ", ")
            name = "\(stage) (\(bottleneck.kind.rawValue))" + (together.isEmpty ? "" : ", together with \(together)")
        case (_, nil): name = "none"
        }
        return Paragraph.list("\(title): \(name)", bottleneck.evidence)
    }

    private var prices: String {
        var table = Table("stage", ">load", ">one more hour brings", ">one hour less costs")
        for price in document.prices {
            table.add(price.stage.raw, price.load.percent, price.perHour.text, price.perHourLost.text)
        }
        return table.text
    }

    private var moves: String {
        guard !document.moves.isEmpty else { return "No move of hours is worth its cost." }
        let shown = showsAll ? document.moves : Array(document.moves.prefix(15))
        var table = Table("member", "from", "to", ">hours", ">gain")
        for move in shown {
            table.add(move.member.raw, move.from?.raw ?? "idle", move.to.raw, move.hours.text, move.gain.text)
        }
        let more = document.moves.count - shown.count
        return table.text + (more > 0 ? "\n  … and \(more) more moves: --all shows them." : "")
    }
}
