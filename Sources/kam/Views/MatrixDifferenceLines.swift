import KAMModel
import KAMPlanner

/// How two matrices differ, for a terminal.
struct MatrixDifferenceLines {
    private let difference: MatrixDifferenceDocument
    private let language: Language
    private let showsAll: Bool

    init(_ difference: MatrixDifferenceDocument, _ language: Language, showsAll: Bool) {
        self.difference = difference
        self.language = language
        self.showsAll = showsAll
    }

    var text: String {
        [
            difference.reason[language], ChangeTable(difference.moved, language, showsAll: showsAll).text, hours, terms,
            broken,
        ]
        .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var hours: String {
        guard !difference.hours.isEmpty else { return "" }
        var table = Table(
            language("member", ja: "メンバー"), language("name", ja: "氏名"), language(">hours before", ja: ">変更前の時間"),
            language(">hours after", ja: ">変更後の時間"))
        let shown = showsAll ? difference.hours[...] : difference.hours.prefix(20)
        for line in shown {
            table.add(line.member.raw, line.name, line.hoursBefore.text, line.hoursAfter.text)
        }
        let title = language("Whose hours change:", ja: "時間が変わる人:")
        return ([title, table.text] + Paragraph.more(difference.hours.count - shown.count, language, ja: "人"))
            .joined(separator: "\n")
    }

    private var terms: String {
        guard !difference.terms.isEmpty else { return "" }
        var table = Table(
            language("loss", ja: "損失の種類"), language(">before", ja: ">変更前"), language(">after", ja: ">変更後"))
        for term in difference.terms {
            table.add(term.kind.title[language], term.lossBefore.text(language), term.lossAfter.text(language))
        }
        return language("What is lost:", ja: "損失:") + "\n" + table.text
    }

    private var broken: String {
        guard !difference.broken.isEmpty else { return "" }
        let lines = difference.broken.map { "  • \($0.reason[language])" }
        return ([language("Relationships that end:", ja: "終わる関係:")] + lines).joined(separator: "\n")
    }
}
