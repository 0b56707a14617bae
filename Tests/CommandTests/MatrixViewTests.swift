import KAMModel
import Testing

@testable import KAMPlanner
@testable import kam

/// What a person reads of a matrix, word for word, in both languages.
@Suite("Views of the matrix")
struct MatrixViewTests {
    private func matrix(_ language: Language) -> String {
        MatrixView(document: MatrixViewFixture.document, showsAll: true, language: language).text
    }

    @Test("An interrupted re-plan with a conflict reads as it should, in English and in Japanese")
    func matrices() {
        #expect(matrix(.english) == MatrixViewSnapshots.matrixInEnglish)
        #expect(matrix(.japanese) == MatrixViewSnapshots.matrixInJapanese)
    }

    @Test("The reasons of a cell read as they should, in English and in Japanese", arguments: Language.allCases)
    func cells(language: Language) {
        let cell = CellView(document: MatrixViewFixture.cell, showsAll: false, language: language).text
        let whyNot = WhyNotView(document: MatrixViewFixture.whyNot, language: language).text
        let expected =
            language == .english ? MatrixViewSnapshots.cellInEnglish : MatrixViewSnapshots.cellInJapanese
        #expect(cell + "\n\n" + whyNot == expected)
    }

    @Test("Where a search stands fits on one line of a terminal, with what is known")
    func progress() throws {
        let yen = try #require(Currency("JPY"))
        let step = Search.Step(
            phase: .search, loss: Money(minor: 1_234_567_890, currency: yen),
            bound: Money(minor: 1_230_000_000, currency: yen), gap: 0.0037)
        #expect(
            SearchWords.line(step, .english)
                == "searching · loss JPY 1,234,567,890 · bound JPY 1,230,000,000 · gap 0.4 %")
        #expect(SearchWords.line(step, .japanese) == "探索中 · 損失 1,234,567,890円 · 下限 1,230,000,000円 · 差 0.4 %")
        let start = Search.Step(phase: .bound, loss: nil, bound: nil, gap: nil)
        #expect(SearchWords.line(start, .english) == "raising the bound")
        for language in Language.allCases { #expect(TerminalWidth.of(SearchWords.line(step, language)) <= 78) }
    }

    @Test("A rule reads as it should, in both languages")
    func pins() {
        for (language, words) in [(Language.english, "No rule holds."), (.japanese, "有効なルールはない。")] {
            #expect(PinListView(document: PinListDocument([]), language: language).text == words)
        }
    }
}
