import KAMModel
import Testing

@testable import KAMStore

@Suite("Rules of scoring in a policy file")
struct ScoringPolicyFileTests {
    @Test("method, weights, judgements and units are read as they are written")
    func reading() throws {
        let scoring = try ConfigFiles.policy(
            overriddenBy: """
                scoring:
                  method: topsis
                  weights: ahp
                  preference: {full: 40}
                  judgements:
                    - rater: head of sales
                      pairs: [[growth, stability, 3], [attractiveness, strength, 1.5]]
                    - rater: finance
                      pairs:
                        - [stability, growth, 0.5]
                """
        ).policy.scoring
        #expect(scoring.method == .topsis && scoring.weighting == .ahp)
        #expect(scoring.preference == ScoringPolicy.Preference(indifference: 5, full: 40))
        #expect(
            scoring.judgements == [
                .init(rater: "head of sales", first: "growth", second: "stability", ratio: 3),
                .init(rater: "head of sales", first: "attractiveness", second: "strength", ratio: 1.5),
                .init(rater: "finance", first: "stability", second: "growth", ratio: 0.5),
            ])
        let spend = try #require(scoring.criteria.first { $0.key == "winnable_spend" })
        #expect(spend.unitTitle == Phrase("typical deals", ja: "件分の標準的な商談"))
        let stability = try #require(scoring.criteria.first { $0.key == "stability" })
        #expect(stability.isLessBetter && !spend.isLessBetter)
    }

    @Test(
        "judgements that cannot be are refused with their line",
        arguments: [
            ("[growth, growth, 1]", "KAM309", "compares growth with itself"),
            ("[growth, luck, 2]", "KAM309", "'luck', which is neither a criterion nor an axis"),
            ("[growth, solution_fit, 2]", "KAM309", "of two axes or of an axis and a criterion"),
            ("[growth, strength, 2]", "KAM309", "of two axes or of an axis and a criterion"),
            ("[stability, growth, 2]", "KAM309", "they are not reciprocal"),
            ("[growth, stability, 2]", "KAM309", "judged twice by one rater"),
            ("[growth, profitability, 0]", "KAM307", "but must be > 0"),
            ("[growth, profitability, -3]", "KAM307", "but must be > 0"),
            ("[growth, profitability, many]", "KAM306", "must be a number"),
            ("[growth, profitability]", "KAM306", "must be a list of two keys and a ratio"),
            ("growth", "KAM306", "must be a list of two keys and a ratio"),
        ])
    func refusals(_ pair: String, _ code: String, _ words: String) {
        let found = ConfigFiles.refusals(
            of: """
                scoring:
                  judgements:
                    - rater: head of sales
                      pairs:
                        - [growth, stability, 3]
                        - \(pair)
                """)
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.code == code && found.first?.line == 6, "\(found)")
        #expect(found.first?.message.contains(words) == true, "\(found)")
    }

    @Test("a preference that is whole before it starts is refused")
    func preference() {
        let found = ConfigFiles.refusals(of: "scoring: {preference: {indifference: 30, full: 20}}")
        #expect(found.map(\.code) == ["KAM309"], "\(found)")
    }
}
