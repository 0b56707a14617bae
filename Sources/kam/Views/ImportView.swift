import KAMModel
import KAMPlanner

/// The report of an import for a terminal.
struct ImportView {
    let document: ImportDocument
    let rejectsFile: String

    var text: String {
        [heading, counts, rejects, findings, Paragraph.assumptions(document.assumptions)].filter { !$0.isEmpty }
            .joined(separator: "\n\n")
    }

    private var heading: String {
        if document.isDryRun { return "Dry run: this is what an import would make; nothing was kept." }
        return document.isNew
            ? "Imported as of \(document.asOf) · snapshot \(document.snapshot)"
            : "These files were imported before, so nothing was changed · snapshot \(document.snapshot)"
    }

    private var counts: String {
        var table = Table("what", ">rows")
        for (entity, count) in document.counts.sorted(by: { $0.key < $1.key }) {
            table.add(entity, Double(count).text(0))
        }
        return table.text
    }

    private var rejects: String {
        document.rejected == 0
            ? "" : "\(document.rejected) rows or values were left out: \(rejectsFile) tells which and why."
    }

    private var findings: String {
        document.diagnostics.sorted { $0.severity > $1.severity }.map { finding in
            var place = finding.file ?? ""
            if let line = finding.line { place += ":\(line)" }
            let text = "\(finding.severity.rawValue) \(finding.code): \(finding.message)"
            return (place.isEmpty ? text : "\(place): \(text)") + (finding.hint.map { "\n  Maybe: \($0)" } ?? "")
        }.joined(separator: "\n")
    }
}
