import KAMModel
import KAMPlanner
import Testing

@testable import kam

/// What a person reads, word for word, in both languages.
@Suite("Views")
struct ViewTests {
    private func portfolio(_ language: Language, showsAll: Bool = false) -> String {
        PortfolioView(document: ViewFixture.document, showsAll: showsAll, language: language).text
    }

    private func comparison(_ language: Language) -> String {
        ComparisonView(document: ViewFixture.comparison, showsAll: false, language: language).text
    }

    @Test("A portfolio reads as it should, in English and in Japanese")
    func portfolios() {
        #expect(portfolio(.english) == ViewSnapshots.portfolioInEnglish)
        #expect(portfolio(.japanese) == ViewSnapshots.portfolioInJapanese)
    }

    @Test("A comparison reads as it should, in English and in Japanese")
    func comparisons() {
        #expect(comparison(.english) == ViewSnapshots.comparisonInEnglish)
        #expect(comparison(.japanese) == ViewSnapshots.comparisonInJapanese)
    }

    @Test(
        "The columns of a table stand under each other, whatever the width of the letters", arguments: Language.allCases
    )
    func columns(_ language: Language) {
        var tables: [[Substring]] = [[]]
        for line in (portfolio(language) + "\n\n" + comparison(language)).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            if line.contains("──") {
                tables.append([line])
            } else if line.isEmpty {
                tables.append([])
            } else {
                tables[tables.count - 1].append(line)
            }
        }
        let ruled = tables.filter { $0.first?.contains("──") == true }
        #expect(ruled.count == 3)
        for table in ruled {
            // Where the rule has a gap, no row has a letter, but for the last column, which may be open.
            let gaps = Self.places(of: " ", in: table[0])
            for row in table.dropFirst() where row.hasPrefix("  ") && row.count > 20 && !row.hasPrefix("  A") {
                let letters = Self.occupied(row)
                #expect(letters.isDisjoint(with: gaps), "\(row)")
            }
        }
    }

    /// The places of blanks between the columns of a rule.
    private static func places(of blank: Character, in rule: Substring) -> Set<Int> {
        var places: Set<Int> = []
        for (place, character) in rule.enumerated() where character == blank { places.insert(place) }
        return places
    }

    /// The places of a terminal that the letters of a row take, two for a wide one.
    private static func occupied(_ row: Substring) -> Set<Int> {
        var places: Set<Int> = []
        var place = 0
        for scalar in row.unicodeScalars {
            let width = TerminalWidth.of(String(scalar))
            if scalar != " " { places.formUnion(place..<place + width) }
            place += width
        }
        return places
    }

    @Test("Everything is shown with --all, and the long form holds the short one's facts")
    func all() {
        let text = portfolio(.english, showsAll: true)
        #expect(text.contains("turns at: Growth from 0.18 to 0.05 (-21.7 points)"))
        #expect(text.contains("turns at: merit of 64.0") && text.contains("One account is sure."))
        #expect(text.contains("The decision turns if it gained that much more."))
        #expect(!portfolio(.english).contains("The decision turns if"))
        #expect(portfolio(.japanese, showsAll: true).contains("決定が変わる条件:成長が0.18から0.05に(-21.7点)"))
    }

    @Test("In Japanese no English sentence is left, in English no Japanese one")
    func languages() {
        for text in [portfolio(.japanese, showsAll: true), comparison(.japanese)] {
            // Names, ids and units stay; two English words in a row are a sentence of the other language.
            let rest = ["Acme Europe", "ﾃﾞﾙﾀ Systems"].reduce(text) { $0.replacing($1, with: "") }
            #expect(rest.matches(of: /[a-z]{2,} [a-z]{2,}/).map { String($0.0) } == [])
        }
        let names = ["株式会社山田製作所", "株式会社山田製", "山田製作所", "ﾃﾞﾙﾀ", "한국전자"]
        for text in [portfolio(.english, showsAll: true), comparison(.english)] {
            let rest = names.reduce(text) { $0.replacing($1, with: "") }
            #expect(rest.unicodeScalars.allSatisfy { $0.value < 0x3000 || $0 == "…" })
        }
    }

    @Test(
        "KAM_LANGUAGE decides, else the first locale variable that is set, else English",
        arguments: [
            (["KAM_LANGUAGE": "ja", "LANG": "en_US.UTF-8"], Language.japanese),
            (["KAM_LANGUAGE": "EN", "LANG": "ja_JP.UTF-8"], .english),
            (["KAM_LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "ja_JP.UTF-8", "LANG": "C"], .japanese),
            (["LC_ALL": "C", "LANG": "ja_JP.UTF-8"], .english), (["LANG": "ja"], .japanese), ([:], .english),
            (["LANG": "de_DE.UTF-8"], .english),
        ])
    func preferred(_ environment: [String: String], _ language: Language) throws {
        #expect(try Language.preferred(environment) == language)
    }

    @Test("A language that kam does not write is refused by name")
    func unknownLanguage() {
        #expect(throws: Trouble.self) { try Language.preferred(["KAM_LANGUAGE": "fr"]) }
    }

    @Test("Only whole sentences are left out of a long text, and the first is never cut")
    func openings() {
        let text = "One is short. Two is longer than that. Three."
        #expect(Paragraph.opening(text, .english, within: 60) == text)
        #expect(Paragraph.opening(text, .english, within: 40) == "One is short. Two is longer than that. …")
        #expect(Paragraph.opening(text, .english, within: 20) == "One is short. …")
        #expect(Paragraph.opening(text, .english, within: 3) == "One is short. …")
        #expect(Paragraph.opening("一つ目。二つ目。", .japanese, within: 8) == "一つ目。…")
    }
}
