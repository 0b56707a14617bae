import KAMModel
import KAMPlanner

/// Terms of a loss with their sum.
struct TermTable {
    private let table: Table

    init(_ terms: [TermDocument], total: Money, _ language: Language) {
        var table = Table(language("loss", ja: "損失の種類"), language(">amount", ja: ">金額"))
        for term in terms { table.add(term.kind.title[language], term.loss.text(language)) }
        table.add(language("together", ja: "計"), total.text(language))
        self.table = table
    }

    var text: String { table.text }
}

/// Members who could take a cell.
struct SuggestionTable {
    private let table: Table

    init(_ suggestions: [SuggestionDocument], _ language: Language) {
        var table = Table(
            language("member", ja: "メンバー"), language("name", ja: "氏名"), language(">loses more", ja: ">損失の増加"),
            language(">takes", ja: ">必要時間"), language(">has left", ja: ">残り時間"), language("fits", ja: "収まるか"))
        for suggestion in suggestions {
            table.add(
                suggestion.member.raw, suggestion.name, suggestion.difference.text(language),
                suggestion.neededHours.text, suggestion.leftHours.text,
                suggestion.fits ? language("yes", ja: "はい") : language("no", ja: "いいえ"))
        }
        self.table = table
    }

    var text: String { table.text }
}

/// Cells and KAMs that go from one member to another.
struct ChangeTable {
    private let changes: [ChangeDocument]
    private let language: Language
    private let limit: Int

    init(_ changes: [ChangeDocument], _ language: Language, showsAll: Bool) {
        self.changes = changes
        self.language = language
        limit = showsAll ? .max : 20
    }

    var text: String {
        guard !changes.isEmpty else { return "" }
        var table = Table(
            language("account", ja: "取引先"), language("stage", ja: "ステージ"), language("before", ja: "変更前"),
            language("after", ja: "変更後"), language(">hours", ja: ">時間"))
        for change in changes.prefix(limit) {
            table.add(
                change.account.raw, change.stage.map { StageWords.title($0, language) } ?? "KAM",
                change.before?.raw ?? "–", change.after?.raw ?? "–",
                "\(change.hoursBefore.text) → \(change.hoursAfter.text)")
        }
        let title = language(
            "What moves (\(changes.count)):", ja: "変わるセルとKAM(\(changes.count)件):")
        return ([title, table.text] + Paragraph.more(changes.count - limit, language)).joined(separator: "\n")
    }
}

/// The whole matrix beside lesser ways to plan, for a terminal.
struct ModesView {
    let document: ModesDocument
    var language = Language.english

    var text: String {
        let heading =
            language(
                "Three ways to plan \(document.quarter), each measured by the rules of the whole; "
                    + "\(document.stake.text) at stake\n",
                ja: "\(document.quarter) の3つの計画方法(いずれも全体の規則で測る。かかる価値 \(document.stake.text(language)))\n")
            + language("data as of \(document.provenance.asOf)", ja: "データ基準日 \(document.provenance.asOf)")
        var table = Table(
            language("way", ja: "方法"), language(">loss", ja: ">損失"), language(">more than whole", ja: ">全体との差"),
            language(">open", ja: ">未定"), language(">proven bound", ja: ">証明済み下限"))
        for mode in document.modes {
            table.add(
                title(mode.kind), mode.loss.text(language), mode.lost.text(language), String(mode.openCount),
                mode.bound?.text(language) ?? "–")
        }
        let reasons = document.modes.map { "  • \($0.reason[language])" }.joined(separator: "\n")
        return [heading, table.text, kinds, reasons].joined(separator: "\n\n")
    }

    /// The losses of each way by kind.
    private var kinds: String {
        let found = LossTerm.Kind.allCases.filter { kind in
            document.modes.contains { mode in mode.terms.contains { $0.kind == kind } }
        }
        var table = Table([language("loss", ja: "損失の種類")] + document.modes.map { ">" + title($0.kind) })
        for kind in found {
            let cells = document.modes.map { mode in
                mode.terms.first { $0.kind == kind }?.loss.text(language) ?? "–"
            }
            table.add([kind.title[language]] + cells)
        }
        return table.text
    }

    private func title(_ kind: MatrixModes.Kind) -> String {
        switch kind {
        case .teamByTeam: language("team by team", ja: "チーム別")
        case .withoutJoins: language("without joint work", ja: "共同作業なし")
        case .full: language("the whole", ja: "全体")
        }
    }
}
