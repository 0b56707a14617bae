@testable import KAMEngine
import KAMModel
import Testing

@Suite("Scoring by a policy")
struct ScoringPolicyTests {
    typealias Judgement = ScoringPolicy.Judgement

    /// Two criteria an axis but for attractiveness, which has three.
    private func policy(
        _ method: ScoringPolicy.Method = .weightedSum, _ weighting: ScoringPolicy.Weighting = .given,
        judgements: [Judgement] = [], criteria: [ScoringPolicy.Criterion]? = nil,
        preference: ScoringPolicy.Preference = .init(indifference: 5, full: 25), threshold: Double = 60
    ) -> ScoringPolicy {
        ScoringPolicy(
            criteria: criteria ?? [
                SelectionFixture.criterion("spend", .attractiveness, 3),
                SelectionFixture.criterion("growth", .attractiveness, 2),
                SelectionFixture.criterion("calm", .attractiveness, 1),
                SelectionFixture.criterion("fit", .strength, 1), SelectionFixture.criterion("access", .strength, 1),
            ], attractivenessWeight: 0.6, attractivenessThreshold: threshold, strengthThreshold: 50, method: method,
            weighting: weighting, judgements: judgements, preference: preference)
    }

    /// Judgements of the one order: spend, growth, calm, then fit and access.
    private func judged(_ first: Double, _ second: Double, _ third: Double, axes: Double? = nil) -> [Judgement] {
        [
            Judgement(first: "spend", second: "growth", ratio: first),
            Judgement(first: "growth", second: "calm", ratio: second),
            Judgement(first: "spend", second: "calm", ratio: third),
            Judgement(first: "fit", second: "access", ratio: 3),
        ] + (axes.map { [Judgement(first: "attractiveness", second: "strength", ratio: $0)] } ?? [])
    }

    private func scoring(_ rules: ScoringPolicy, _ accounts: [Account]) throws -> Scoring {
        let fixture = SelectionFixture(accounts: accounts)
        let base = fixture.policy
        let policy = Policy(
            calendar: base.calendar, stages: base.stages, teams: base.teams, capacity: base.capacity,
            effort: base.effort, conversion: base.conversion, economics: base.economics, scoring: rules,
            gates: base.gates, selection: base.selection, assignment: base.assignment, allocation: base.allocation)
        return try Selection(fixture.snapshot(), policy: policy, quarter: fixture.quarter()).scoring
    }

    private func account(_ id: String, _ points: [Double?]) -> Account {
        let keys = ["spend", "growth", "calm", "fit", "access"]
        var ratings: [String: Double] = [:]
        for (key, value) in zip(keys, points) { ratings[key] = value }
        return SelectionFixture.account(id, ratings: ratings)
    }

    @Test("takes weights from judgements, of the criteria and of the axes")
    func judgements() {
        let aggregation = Aggregation(policy(.weightedSum, .ahp, judgements: judged(2, 2, 4, axes: 3)))
        let expected = [0.75 * 4 / 7, 0.75 * 2 / 7, 0.75 / 7, 0.25 * 0.75, 0.25 * 0.25]
        for (mine, theirs) in zip(aggregation.weights, expected) { #expect(abs(mine - theirs) < 1e-9) }
        let without = Aggregation(policy(.weightedSum, .ahp, judgements: judged(2, 2, 4)))
        #expect(abs(without.weights[0] - 0.6 * 4 / 7) < 1e-9)
    }

    @Test("joins raters by the geometric mean, and lets each leave gaps")
    func raters() {
        let judgements = [
            Judgement(rater: "a", first: "spend", second: "growth", ratio: 8),
            Judgement(rater: "b", first: "growth", second: "spend", ratio: 0.5),
            Judgement(rater: "b", first: "growth", second: "calm", ratio: 2),
            Judgement(rater: "a", first: "fit", second: "access", ratio: 1),
        ]
        let weights = Aggregation(policy(.weightedSum, .ahp, judgements: judgements)).weights
        let expected = [0.6 * 8 / 11, 0.6 * 2 / 11, 0.6 / 11, 0.2, 0.2]
        for (mine, theirs) in zip(weights, expected) { #expect(abs(mine - theirs) < 1e-9) }
        #expect(Refusals.scoring(policy(.weightedSum, .ahp, judgements: judgements)).isEmpty)
    }

    @Test("warns of judgements that contradict each other, with the worst three")
    func warning() throws {
        // Consistency ratio 0.22: 3 times 3 is not 2.
        let scoring = try scoring(
            policy(.weightedSum, .ahp, judgements: judged(3, 3, 2)), [account("a", [1, 1, 1, 1, 1])])
        let warning = try #require(scoring.assumptions.first { $0.english.contains("contradict") })
        #expect(
            warning.english
                == "The judgements of the criteria of attractiveness contradict each other: consistency ratio 0.22, above "
                + "0.1; worst among spend, growth and calm: spend is judged 2.0 times calm, but 9.0 times by way of growth."
        )
        #expect(warning.japanese.contains("整合比は0.22") && warning.japanese.contains("9.0倍"))
        #expect(
            try !self.scoring(policy(.weightedSum, .ahp, judgements: judged(2, 2, 4)), [account("a", [1, 1, 1, 1, 1])])
                .assumptions.contains { $0.english.contains("contradict") })
    }

    @Test(
        "takes weights from what is known of the data, and says so",
        arguments: [
            ScoringPolicy.Weighting.entropy, .critic,
        ])
    func dataWeights(_ weighting: ScoringPolicy.Weighting) throws {
        let accounts = [
            account("a", [4, 2, 1, 3, 1]), account("b", [1, 2, 2, 1, nil]), account("c", [0, 2, 4, 2, 3]),
            account("d", [2, 2, nil, 4, 2]),
        ]
        let scoring = try scoring(policy(.weightedSum, weighting), accounts)
        let weights = scoring.aggregation.weights
        #expect(weights[1] < 1e-12, "everybody grows alike")
        #expect(abs(weights[0] + weights[2] - 0.6) < 1e-9 && abs(weights[3] + weights[4] - 0.4) < 1e-9)
        #expect(scoring.assumptions.contains { $0.english.hasPrefix("The weights are taken from the data") })
        // What is not known leaves the weights as they are, whatever it is filled with.
        let others = try self.scoring(policy(.topsis, weighting), accounts)
        #expect(others.aggregation.weights == weights)
    }

    @Test("scores by the method of the policy, and says how", arguments: ScoringPolicy.Method.allCases)
    func methods(_ method: ScoringPolicy.Method) throws {
        let scoring = try scoring(
            policy(method),
            [account("a", [4, 4, 4, 4, 4]), account("b", [1, 3, 0, 2, nil]), account("c", [2, 2, 2, 2, 2])])
        #expect(scoring.ranks[0] == 1)
        if method != .prometheeII {
            #expect(abs(scoring.scores[0].merit.value - 100) < 1e-9 && abs(scoring.scores[2].merit.value - 50) < 1e-9)
        }
        for score in scoring.scores {
            #expect(abs(score.contributions.reduce(0) { $0 + $1.points } - score.merit.value) < 1e-9)
        }
        #expect(scoring.scores[1].merit.low < scoring.scores[1].merit.high)
        #expect(
            scoring.assumptions.contains { $0.english.hasPrefix("The axes are scored by") } == (method != .weightedSum))
    }

    @Test("says so where no account passes the gates")
    func nobodyPasses() throws {
        let blocked = ["a", "b"].map { SelectionFixture.account($0, block: "credit hold", ratings: ["spend": 1]) }
        let scoring = try scoring(policy(), blocked)
        #expect(
            scoring.assumptions.last?.english
                == "No account passes the gates, so there is nobody to choose from: 2 accounts for a block.")
    }

    @Test("says which ratings lie beyond their scale, and which belong to no criterion")
    func oddRatings() throws {
        let accounts = [
            SelectionFixture.account("a", ratings: ["spend": 1e6, "nosuch": 1]),
            SelectionFixture.account("b", ratings: ["spend": -1e6, "counterpart": 1]),
            SelectionFixture.account("c", ratings: ["spend": 1]),
        ]
        let said = try scoring(policy(), accounts).assumptions.map(\.english)
        #expect(
            said.contains {
                $0.hasPrefix("2 ratings of ") && $0.contains("beyond its scale") && $0.contains("(A and B)")
            })
        #expect(said.contains("Ratings of 'nosuch' belong to no criterion that takes ratings and were left out."))
        #expect(try scoring(policy(), [accounts[2]]).assumptions.allSatisfy { !$0.english.contains("atings of") })
    }

    @Test("is refused where the rules cannot be, with the values")
    func refusals() {
        #expect(Refusals.scoring(policy()).isEmpty)
        func told(_ judgement: Judgement) -> [String] {
            Refusals.scoring(policy(.weightedSum, .ahp, judgements: judged(2, 2, 4) + [judgement]))
        }
        #expect(
            told(Judgement(first: "growth", second: "spend", ratio: 2))
                == ["growth against spend is judged 2.0, but spend against growth 2.0: they are not reciprocal"])
        #expect(told(Judgement(first: "growth", second: "spend", ratio: 0.5)).isEmpty)
        #expect(
            told(Judgement(first: "spend", second: "growth", ratio: 2))
                == ["spend against growth is judged twice by one rater"])
        #expect(
            told(Judgement(first: "spend", second: "fit", ratio: 2))
                == ["the judgement of spend against fit is of two axes or of an axis and a criterion"])
        #expect(
            told(Judgement(first: "spend", second: "luck", ratio: 2))
                == ["a judgement names 'luck', which is neither a criterion nor an axis"])
        #expect(
            told(Judgement(first: "calm", second: "calm", ratio: 1)) == ["a judgement compares calm with itself"])
        for ratio in [0, -1, Double.nan, .infinity] {
            #expect(
                told(Judgement(rater: "b", first: "spend", second: "calm", ratio: ratio))
                    == ["the judgement of spend against calm is \(ratio), not above 0"])
        }
        #expect(
            Refusals.scoring(policy(.weightedSum, .ahp, judgements: Array(judged(2, 2, 4).suffix(1))))
                == ["the judgements do not connect growth and calm with spend"])
        #expect(
            Refusals.scoring(policy(.weightedSum, .ahp, judgements: judged(5, 5, 0.5)))
                == [
                    "the judgements of the criteria of attractiveness contradict each other: consistency ratio 1.69, above "
                        + "0.3; worst among spend, growth and calm: spend is judged 0.5 times calm, but 25.0 times by way "
                        + "of growth"
                ])
        #expect(
            Refusals.scoring(policy(.prometheeII, preference: .init(indifference: 9, full: 3)))
                == ["the preference is indifferent up to 9.0 and whole from 3.0"])
        #expect(
            Refusals.scoring(policy(threshold: .nan)) == [
                "the threshold of attractiveness is nan, not within 0 and 100"
            ])
        let many = (0..<16).map { SelectionFixture.criterion("c\($0)", $0 < 15 ? .attractiveness : .strength, 1) }
        #expect(
            Refusals.scoring(policy(.topsis, criteria: many))
                == ["attractiveness has 15 criteria with weight; topsis explains 12 at most"])
        let more = (0..<17).map { SelectionFixture.criterion("c\($0)", $0 < 16 ? .attractiveness : .strength, 1) }
        #expect(
            Refusals.scoring(policy(.weightedSum, .ahp, criteria: more))
                == ["judgements compare 16 criteria on an axis; 15 at most can be checked"])
        #expect(
            Refusals.scoring(
                policy(criteria: [
                    SelectionFixture.criterion("spend", .attractiveness, -1),
                    SelectionFixture.criterion("fit", .strength, .nan),
                    SelectionFixture.criterion("access", .strength, 0),
                ]))
                == [
                    "the weight of spend is -1.0", "the weight of fit is nan",
                    "no criterion of attractiveness has weight", "no criterion of strength has weight",
                ])
    }
}
