import KAMModel

@testable import KAMPlanner

/// A small document of each kind, with names in both scripts, that never changes.
enum ViewFixture {
    private static let yen = known(Currency("JPY"))
    private static let quarter = known(Quarter("2026Q2"))
    private static let before = known(Quarter("2026Q1"))
    private static let day = known(Day("2026-03-31"))
    private static let past = ID<Plan>("01a20000-0000-7000-8000-000000000001")

    private static let snapshot = Snapshot(
        id: ID("01a20000-0000-7000-8000-0000000000aa"), asOf: day, currency: yen, accounts: [], members: [], flows: [],
        typicalDeal: nil, assumptions: [])

    private static let plan = Plan(
        id: ID("01a20000-0000-7000-8000-000000000002"), kind: .portfolio, quarter: quarter, snapshot: snapshot.id,
        portfolio: nil, policy: String(repeating: "0", count: 64), seed: 7, engineVersion: "0.1.0",
        outcome: Outcome(status: .optimal, objective: 74_200_000, bound: 74_200_000))

    private static func score(_ merit: Double) -> AccountScore {
        AccountScore(
            attractiveness: Estimate(low: merit - 8, value: merit + 4, high: merit + 9),
            strength: Estimate(low: merit - 12, value: merit - 6, high: merit + 2),
            merit: Estimate(low: merit - 10, value: merit, high: merit + 6), completeness: 0.72,
            contributions: [
                AccountScore.Contribution(criterion: "growth", value: 0.18, source: "growth", points: merit * 0.6),
                AccountScore.Contribution(criterion: "tenure", value: nil, source: nil, points: merit * 0.4),
            ], failedGates: [])
    }

    private static func reason(_ code: String, _ english: String, _ japanese: String) -> Reason {
        Reason(code, Phrase(english, ja: japanese))
    }

    private static func selected(
        _ id: String, _ name: String, rank: Int, merit: Double, gain: Double, chosen: Int
    ) -> Portfolio.Selected {
        Portfolio.Selected(
            account: ID(id), name: name, rank: rank, score: score(merit), contribution: gain, kamHours: Hours(88),
            hours: [ID("closing"): Hours(120.5), ID("expansion"): Hours(40)],
            reasons: [
                reason("contribution", "Gains \(Int(gain)) over 3 years.", "3年間で\(Int(gain))の増分。"),
                reason("hours", "Takes 88 h of a KAM.", "KAMの88時間を使う。"),
            ], chance: Chance(chosen: chosen, of: 2000),
            flips: Flips(
                money: 1_200_000, merit: merit - 4.2,
                values: [Flips.Value(criterion: "growth", from: 0.18, to: 0.05, points: -21.7)], cannot: ["tenure"],
                weights: Flips.Weights(distance: 0.12, weights: [0.5, 0.5])))
    }

    private static func rejected(_ id: String, _ name: String, rank: Int, merit: Double) -> Portfolio.Rejected {
        Portfolio.Rejected(
            account: ID(id), name: name, rank: rank, score: score(merit), contribution: 21_500_000,
            reason: reason(
                "does_not_fit",
                "Gains JPY 21,500,000, but does not fit. It takes 88 KAM hours, 64 more than are left of 176. Taking it "
                    + "instead of 山田製作所 would lose JPY 3,100,000. The decision turns if it gained that much more.",
                "21,500,000円の増分だが、収まらない。KAMの88時間を要し、残りより64時間多い。山田製作所と入れ替えると3,100,000円を失う。増分がそれだけ増えれば決定が変わる。"),
            chance: Chance(chosen: 412, of: 2000))
    }

    private static let swing = RobustnessCard.Swing(
        weight: 0.48, change: -850_000, entering: [ID("A3")], leaving: [ID("A2")])

    static let portfolio = Portfolio(
        outcome: plan.outcome,
        selected: [
            selected("A1", "Acme Europe", rank: 1, merit: 68.24, gain: 49_600_000, chosen: 1936),
            selected("A2", "株式会社山田製作所", rank: 3, merit: 61.5, gain: 24_600_000, chosen: 1204),
        ],
        rejected: [
            rejected("A3", "ﾃﾞﾙﾀ Systems", rank: 2, merit: 62.9), rejected("A4", "한국전자", rank: 4, merit: 55.1),
        ],
        cutLine: Portfolio.CutLine(
            binding: "KAM hours", nextAccount: ID("A3"), price: 48_400, shortBy: Hours(64), gainOfOneMore: 18_400_000,
            lossIfForced: 3_100_000,
            reasons: [reason("cut_line", "2 key accounts can be served; KAM hours run out.", "選定できるのは2社。KAMの時間が不足する。")]),
        conflicts: [],
        assumptions: [Phrase("The uplift of 20 % is assumed, not measured.", ja: "上乗せ20 %は想定値(実測ではない)。")],
        floor: 61.5,
        curve: [
            CurvePoint(
                kams: 1, isPresent: false, objective: 49_600_000, selected: 1, marginalAccount: ID("A1"),
                marginalValue: 49_600_000),
            CurvePoint(
                kams: 2, isPresent: true, objective: 74_200_000, selected: 2, marginalAccount: ID("A2"),
                marginalValue: 24_600_000),
            CurvePoint(
                kams: 3, isPresent: false, objective: 95_700_000, selected: 3, marginalAccount: ID("A3"),
                marginalValue: 21_500_000),
        ],
        robustness: RobustnessCard(
            draws: 2000, seed: 7, weightVariation: 0.2, methodQuality: 0.998, bands: [.core: 1, .likely: 1],
            tornado: [
                RobustnessCard.Bar(
                    criterion: "growth", less: swing,
                    more: RobustnessCard.Swing(weight: 0.72, change: 1_900_000, entering: [], leaving: []))
            ], isTornadoExact: true,
            revenueOnly: RobustnessCard.RevenueOnly(
                selected: [ID("A1"), ID("A4")], common: 1, overlap: 1.0 / 3, advantage: 8_300_000),
            regret: RobustnessCard.Regret(mean: 1_650_000, standardError: 42_000, share: 0.0217),
            reasons: [reason("card", "One account is sure.", "確実なのは1社。")]),
        stability: Stability(
            past: past, quarter: before, stayBar: 56.5, enterBar: 66.5, cost: 2_100_000,
            kept: [
                Stability.Entry(
                    account: ID("A2"), name: "株式会社山田製作所",
                    reason: reason("kept", "Only one quarter under the bar.", "基準割れは1四半期のみ。"), price: 2_100_000)
            ],
            waiting: [
                Stability.Entry(
                    account: ID("A3"), name: "ﾃﾞﾙﾀ Systems",
                    reason: reason("waits", "Not 5 points above the floor.", "下限の総合スコア+5点に届かない。"), price: nil)
            ], yielded: []))

    static let scoring = ScoringDocument(
        method: "weighted_sum", weighting: "ahp",
        weights: [
            WeightDocument(criterion: "growth", name: "Growth", nameJa: "成長", axis: "attractiveness", weight: 0.6),
            WeightDocument(criterion: "tenure", name: "Relationship", nameJa: "関係", axis: "strength", weight: 0.4),
        ])

    static let document = document(of: portfolio)

    static func document(of portfolio: Portfolio) -> PortfolioDocument {
        PortfolioDocument(portfolio, plan: plan, snapshot: snapshot, scoring: scoring)
    }

    /// The portfolio with nobody chosen, its card still there.
    static func emptyPortfolio(_ status: Outcome.Status, objective: Double?) -> Portfolio {
        Portfolio(
            outcome: Outcome(status: status, objective: objective, bound: objective), selected: [],
            rejected: portfolio.rejected,
            cutLine: Portfolio.CutLine(binding: nil, nextAccount: nil, price: nil, shortBy: nil), conflicts: [],
            assumptions: portfolio.assumptions, robustness: portfolio.robustness)
    }

    /// Newcomers who wait, the last of them the best.
    static func stability(waiting count: Int) -> StabilityDocument {
        let waiting = (0..<count).map { place in
            Stability.Entry(
                account: ID("W\(place)"), name: "W\(place)",
                reason: Reason("waits", Phrase("Waits.", ja: "待つ。"), figures: ["merit": Double(40 + place)]), price: nil
            )
        }
        return StabilityDocument(
            Stability(
                past: past, quarter: before, stayBar: 56.5, enterBar: 66.5, cost: 0, kept: [], waiting: waiting,
                yielded: []), Purse(currency: yen))
    }

    static let comparison = ComparisonDocument(
        PortfolioComparison(
            old: past, oldQuarter: before,
            enters: [
                PortfolioComparison.Row(
                    account: ID("A1"), name: "Acme Europe", meritBefore: 58, meritNow: 68.24,
                    reason: reason("merit_up", "Merit rose by 10.2.", "総合スコアが10.2上昇。"))
            ],
            leaves: [
                PortfolioComparison.Row(
                    account: ID("A9"), name: "A9", meritBefore: 59, meritNow: nil,
                    reason: reason("gone", "Is no longer among the accounts.", "取引先の一覧に存在しない。"))
            ], stays: [],
            staysByHysteresis: [
                PortfolioComparison.Row(
                    account: ID("A2"), name: "株式会社山田製作所", meritBefore: 64, meritNow: 61.5,
                    reason: reason("kept", "Only one quarter under the bar.", "基準割れは1四半期のみ。"))
            ]),
        before: PastPortfolio(id: past, quarter: before, selected: [ID("A2"), ID("A9")], merits: [:], floor: 60.25),
        portfolio: document)

    private static func known<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("a fixture is no value") }
        return value
    }
}
