import KAMModel
import KAMPlanner

/// The quality of a snapshot's data for a terminal.
struct CheckView {
    let document: CheckDocument

    var text: String {
        [heading, findings, completeness].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var heading: String {
        "Data as of \(document.asOf) · snapshot \(document.snapshot)\n"
            + "\(document.orphanOpportunities) opportunities without an account, \(document.duplicateAccounts) accounts that "
            + "may be another's twin, \(document.rejected) rows or values left out"
    }

    private var findings: String {
        document.findings.map { finding in
            let diagnostic = finding.diagnostic
            var place = diagnostic.file ?? ""
            if let line = diagnostic.line { place += ":\(line)" }
            let text = "\(diagnostic.severity.rawValue) \(diagnostic.code): \(diagnostic.message)"
            return place.isEmpty ? text : "\(place): \(text)"
        }.joined(separator: "\n")
    }

    private var completeness: String {
        var table = Table("of each", "field", ">filled", ">of", ">share")
        for field in document.completeness where field.share < 1 {
            table.add(
                field.entity, field.field, Double(field.filled).text(0), Double(field.total).text(0),
                field.share.percent)
        }
        return table.text
    }
}
