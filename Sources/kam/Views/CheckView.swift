import KAMModel
import KAMPlanner

/// The quality of a snapshot's data for a terminal; the findings themselves are English.
struct CheckView {
    let document: CheckDocument
    var language = Language.english

    var text: String {
        [heading, findings, completeness].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var heading: String {
        let (orphans, twins) = (document.orphanOpportunities, document.duplicateAccounts)
        return language(
            "Data as of \(document.asOf) · snapshot \(document.snapshot)\n"
                + "\(orphans.counted("opportunity", "opportunities")) without an account, "
                + "\(twins.counted("account", "accounts")) that may be another's twin, "
                + "\(document.rejected.counted("row or value", "rows or values")) left out",
            ja: "データ基準日 \(document.asOf)・スナップショット \(document.snapshot)\n"
                + "取引先のない商談\(orphans)件、重複の疑いがある取引先\(twins)社、除いた行または値\(document.rejected)件")
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
        var table = Table(
            language("of each", ja: "対象"), language("field", ja: "項目"), language(">filled", ja: ">記入あり"),
            language(">of", ja: ">全体"), language(">share", ja: ">割合"))
        for field in document.completeness where field.share < 1 {
            table.add(
                EntityWords.title(field.entity, language), field.field, Double(field.filled).text(0),
                Double(field.total).text(0), field.share.percent)
        }
        return table.text
    }
}

/// The kinds of rows in words; in English they are their keys.
enum EntityWords {
    static func title(_ entity: String, _ language: Language) -> String {
        let japanese = [
            "account": "取引先", "account_rating": "取引先の評価", "member": "メンバー", "opportunity": "商談",
            "stage_event": "ステージ履歴",
        ]
        return language(entity, ja: japanese[entity] ?? entity)
    }
}
