import KAMModel
import KAMPlanner

/// Where in which matrix: the first lines of an answer about a cell.
struct PlaceLines {
    let place: PlaceDocument
    let provenance: Provenance
    let language: Language

    /// `Acme Closing`.
    var title: String {
        let stage = language(place.stageName, ja: place.stageNameJa)
        return language("\(place.accountName) \(stage)", ja: "\(place.accountName)の\(stage)")
    }

    var source: String {
        language(
            "in the matrix for \(place.quarter) · data as of \(provenance.asOf) · plan \(place.plan)",
            ja: "\(place.quarter) のマトリックス・データ基準日 \(provenance.asOf)・計画番号 \(place.plan)")
    }
}

/// Why a cell has its lead, for a terminal.
struct CellView {
    let document: CellDocument
    let showsAll: Bool
    let language: Language

    var text: String {
        let lines = PlaceLines(place: document.place, provenance: document.provenance, language: language)
        let member =
            document.member.map { "\(document.name ?? $0.raw) (\($0))" } ?? language("nobody", ja: "なし")
        let heading = lines.title + language(": ", ja: ":") + member + "\n" + lines.source
        return [heading, "  • " + document.reason[language], terms, alternatives, excluded].filter { !$0.isEmpty }
            .joined(separator: "\n\n")
    }

    private var terms: String {
        let table = TermTable(document.terms, total: document.loss, language)
        return language(
            "What the choice loses, of \(document.stake.text) at stake:",
            ja: "この選択の損失(かかる価値 \(document.stake.text(language)))") + "\n" + table.text
    }

    private var alternatives: String {
        guard !document.alternatives.isEmpty else {
            return language("Nobody else may take it.", ja: "ほかに担当できる人はいない。")
        }
        let shown = showsAll ? document.alternatives : Array(document.alternatives.prefix(5))
        let title = language("Who else could, the best first:", ja: "ほかの候補(良い順):")
        let more = Paragraph.more(document.alternatives.count - shown.count, language, ja: "人")
        return ([title, SuggestionTable(shown, language).text] + more).joined(separator: "\n")
    }

    private var excluded: String {
        guard !document.excluded.isEmpty else { return "" }
        let shown = showsAll ? document.excluded : Array(document.excluded.prefix(5))
        let title = language("Who may not:", ja: "担当できない人:")
        let lines = shown.map { "  • \($0.reason[language])" }
        return ([title] + lines + Paragraph.more(document.excluded.count - shown.count, language, ja: "人"))
            .joined(separator: "\n")
    }
}

/// Who could take a cell, for a terminal.
struct SuggestionsView {
    let document: SuggestionsDocument
    var language = Language.english

    var text: String {
        let lines = PlaceLines(place: document.place, provenance: document.provenance, language: language)
        let now = document.member?.raw ?? language("nobody", ja: "なし")
        let heading = language("\(lines.title), now \(now)\n", ja: "\(lines.title)(現在 \(now))\n") + lines.source
        guard !document.suggestions.isEmpty else {
            return heading + "\n\n" + language("Nobody else may take it.", ja: "ほかに担当できる人はいない。")
        }
        let reasons = document.suggestions.map { "  • \($0.name): \($0.reason[language])" }
        return [heading, SuggestionTable(document.suggestions, language).text, reasons.joined(separator: "\n")]
            .joined(separator: "\n\n")
    }
}

/// Why a member does not take a cell, for a terminal.
struct WhyNotView {
    let document: WhyNotDocument
    var showsAll = false
    var language = Language.english

    var text: String {
        let lines = PlaceLines(place: document.place, provenance: document.provenance, language: language)
        let heading =
            language(
                "\(document.name) (\(document.member)) at \(lines.title): \(verdict)\n",
                ja: "\(lines.title)に\(document.name)(\(document.member)):\(verdict)\n") + lines.source
        let reasons = document.reasons.map { "  • \($0[language])" }.joined(separator: "\n")
        return [heading, reasons, cost, ChangeTable(document.changes, language, showsAll: showsAll).text].filter {
            !$0.isEmpty
        }
        .joined(separator: "\n\n")
    }

    private var verdict: String {
        switch document.verdict {
        case .assigned: language("takes it", ja: "担当している")
        case .forbidden: language("forbidden", ja: "規則により不可")
        case .infeasible: language("not possible", ja: "実現不可能")
        case .possible: language("possible, at a cost", ja: "可能だが損失が増える")
        }
    }

    private var cost: String {
        guard let cost = document.cost, document.verdict != .assigned else { return "" }
        let proof = document.status.map { Paragraph.proof($0, gap: document.gap, language) } ?? ""
        return language(
            "What the best plan with it loses more (\(proof)):", ja: "これを含む最良の計画で増える損失(\(proof)):") + "\n"
            + TermTable(document.terms, total: cost, language).text
    }
}
