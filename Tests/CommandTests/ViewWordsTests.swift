import KAMModel
import Testing

@testable import KAMPlanner
@testable import kam

/// The words and figures that all views share, and what they do at the edges.
@Suite("Views at the edges")
struct ViewWordsTests {
    @Test(
        "A list that holds nobody has no worth, no cut line and no card",
        arguments: [Outcome.Status.optimal, .infeasible])
    func emptyList(_ status: Outcome.Status) {
        let isSolved = status == .optimal
        let document = ViewFixture.document(of: ViewFixture.emptyPortfolio(status, objective: isSolved ? 0 : nil))
        let english = PortfolioView(document: document, showsAll: true).text
        #expect(english.hasPrefix("Key accounts for 2026Q2: 0\n"))
        for word in ["Cut line", "How sure", "worth", "overlap", "regret"] { #expect(!english.contains(word)) }
        let japanese = PortfolioView(document: document, showsAll: true, language: .japanese).text
        #expect(japanese.hasPrefix("2026Q2 のキーアカウント:0社\n") && !japanese.contains("選定ライン"))
    }

    @Test("A dry run says that nothing was stored, and names no portfolio", arguments: Language.allCases)
    func dryRun(_ language: Language) {
        let id = ViewFixture.document.portfolio.raw
        let list = PortfolioView(document: ViewFixture.document, showsAll: false, isDryRun: true, language: language)
        let changes = ComparisonView(
            document: ViewFixture.comparison, showsAll: false, isDryRun: true, language: language)
        for text in [list.text, changes.text] {
            #expect(!text.contains(id) && text.contains(language("nothing was stored", ja: "何も保存していない")))
        }
    }

    @Test("Accounts of one name are told apart by their ids, others are not, and a wide name keeps its id")
    func names() {
        let titles = AccountTitles(["Acme", "Acme", "Nihon"])
        #expect(titles.title(ID("A1"), "Acme") == "Acme (A1)" && titles.title(ID("A3"), "Nihon") == "Nihon")
        #expect(titles.title(ID("A3"), "Nihon Corporation", within: 8) == "Nihon C…")
        let long = AccountTitles(["A very long name indeed", "A very long name indeed"])
        #expect(long.title(ID("A17"), "A very long name indeed", within: 16) == "A very lo… (A17)")
    }

    @Test(
        "A share has a tenth below 10 %, none above, and what is nearly nothing is bounded",
        arguments: [
            (0, "0 %"), (0.0004, "<0.1 %"), (0.0217, "2.2 %"), (0.09949, "9.9 %"), (0.1, "10 %"), (0.456, "46 %"),
            (1, "100 %"), (-0.031, "-3.1 %"),
        ])
    func shares(_ share: Double, _ text: String) {
        #expect(share.percent == text)
    }

    @Test("An interval has the digits of its value at both ends, and one number where there is no width")
    func intervals() {
        let share = Estimate(low: 0.0712, value: 0.2, high: 0.331)
        #expect(share.percent(.english) == "20 % (7–33 %)" && share.percent(.japanese) == "20 % (7～33 %)")
        #expect(Estimate(low: 0, value: 0.051, high: 0.12).percent(.english) == "5.1 % (0.0–12.0 %)")
        #expect(Estimate(low: 58, value: 60, high: 72.46).range(.japanese) == "58.0～72.5")
        #expect(Estimate(low: 58, value: 58, high: 58).range(.english) == "58.0")
    }

    @Test("A chance that rounds to all or nothing is bounded, and no error of a chance is nothing")
    func chances() {
        func text(_ chosen: Int, _ language: Language = .english) -> String {
            ChanceDocument(Chance(chosen: chosen, of: 2000)).text(language)
        }
        #expect(text(2000) == "over 99 %" && text(0) == "under 1 %" && text(0, .japanese) == "1 %未満")
        #expect(text(1936) == "97 ±1 %" && text(24) == "1.2 ±0.5 %" && text(1984) == "99.2 ±0.4 %")
    }

    @Test("What is proved is said without a gap of nothing, and a gap is never told too small")
    func proofs() {
        #expect(
            Paragraph.proof(.optimal, gap: 9e-7) == "proved best"
                && Paragraph.proof(.optimal, gap: nil) == "proved best")
        #expect(Paragraph.proof(.optimal, gap: 1e-4) == "proved best within 0.1 %")
        #expect(Paragraph.proof(.optimal, gap: 0, .japanese) == "最適性を証明")
        #expect(Paragraph.proof(.feasible, gap: 0.034) == "not proved best: at most 3.4 % from the best")
    }

    @Test("At most ten who wait are listed, the best first, and the rest is counted")
    func waiting() {
        let text = StabilityView(
            ViewFixture.stability(waiting: 13), titles: AccountTitles([]), showsAll: false, language: .english
        ).text
        let lines = text.split(separator: "\n").filter { $0.contains("waits:") }
        #expect(lines.count == 10 && lines.first?.contains("W12") == true && text.contains("… and 3 more"))
        let all = StabilityView(
            ViewFixture.stability(waiting: 13), titles: AccountTitles([]), showsAll: true, language: .japanese
        ).text
        #expect(all.split(separator: "\n").count { $0.contains("待機:") } == 13)
    }

    @Test("Stages read as words, and numbers of any unit without decimals that are none")
    func words() {
        #expect(StageWords.title(ID("lead_generation"), .english) == "Lead generation")
        #expect([4, 0.5, 11.623, 0, 1200].map(\.figure) == ["4", "0.5", "11.62", "0", "1,200"])
    }
}
