import KAMModel
import KAMPlanner

/// The report of an import for a terminal.
struct ImportView {
    let document: ImportDocument
    let rejectsFile: String
    var language = Language.english

    var text: String {
        [heading, counts, rejects, findings, Paragraph.assumptions(document.assumptions, language)].filter {
            !$0.isEmpty
        }
        .joined(separator: "\n\n")
    }

    private var heading: String {
        if document.isDryRun {
            return language(
                "Dry run: this is what an import would make; nothing was kept.", ja: "試行:取り込んだ場合の結果。何も保存していない。")
        }
        let snapshot = "\(document.snapshot)"
        return document.isNew
            ? language(
                "Imported as of \(document.asOf) · snapshot \(snapshot)",
                ja: "\(document.asOf)時点のデータを取り込んだ・スナップショット \(snapshot)")
            : language(
                "These files were imported before, so nothing was changed · snapshot \(snapshot)",
                ja: "取込み済みのファイルのため、何も変更していない・スナップショット \(snapshot)")
    }

    private var counts: String {
        var table = Table(language("what", ja: "内容"), language(">rows", ja: ">行数"))
        for (entity, count) in document.counts.sorted(by: { $0.key < $1.key }) {
            table.add(EntityWords.title(entity, language), Double(count).text(0))
        }
        return table.text
    }

    private var rejects: String {
        document.rejected == 0
            ? ""
            : language(
                "\(document.rejected) rows or values were left out: \(rejectsFile) tells which and why.",
                ja: "\(document.rejected)件の行または値を除いた。内訳と理由は\(rejectsFile)にある。")
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
