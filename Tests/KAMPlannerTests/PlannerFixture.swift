import KAMModel
import KAMStore

@testable import KAMPlanner

/// Answers of which nothing is known, as documents.
enum PlannerFixture {
    static let stage = ID<Stage>("closing")
    static let account = ID<Account>("A")
    static let yen = known(Currency("JPY"))
    static let quarter = known(Quarter("2026Q2"))
    static let day = known(Day("2026-03-31"))
    private static let nothing = Outcome(status: .unknown, objective: nil, bound: nil)
    private static let reason = Reason("code", "Words.")

    static let snapshot = Snapshot(
        id: ID("0190a0a0-0000-7000-8000-0000000000aa"), asOf: day, currency: yen, accounts: [], members: [], flows: [],
        typicalDeal: nil, assumptions: [])

    static func plan(_ kind: Plan.Kind, id: String = "0190a0a0-0000-7000-8000-0000000000bb") -> Plan {
        Plan(
            id: ID(id), kind: kind, quarter: quarter, snapshot: snapshot.id, portfolio: nil,
            policy: String(repeating: "0", count: 64), seed: .max, engineVersion: "0", outcome: nothing)
    }

    static let score = AccountScore(
        attractiveness: Estimate(low: 0, value: 50, high: 100), strength: Estimate(low: 0, value: 50, high: 100),
        merit: Estimate(low: 0, value: 50, high: 100), completeness: 0,
        contributions: [AccountScore.Contribution(criterion: "growth", value: nil, source: nil, points: 50)],
        failedGates: [reason])

    static let portfolio = Portfolio(
        outcome: nothing,
        selected: [
            Portfolio.Selected(
                account: account, name: "A", rank: 1, score: score, contribution: 1, kamHours: Hours(1),
                hours: [stage: Hours(2)], reasons: [reason], chance: Chance(chosen: 190, of: 200), flips: flips)
        ],
        rejected: [
            Portfolio.Rejected(
                account: ID("B"), name: "B", rank: 2, score: score, contribution: 1, reason: reason)
        ],
        cutLine: Portfolio.CutLine(
            binding: nil, nextAccount: nil, price: nil, shortBy: nil,
            oneMoreKAM: [KAMPrice(region: nil, hours: Hours(88), gain: 1, entering: [ID("B")], leaving: [])],
            reasons: [reason]), conflicts: [],
        assumptions: [Phrase("It is assumed.", ja: "仮定。")], floor: 48,
        curve: [
            CurvePoint(kams: 1, isPresent: true, objective: 1, selected: 1, marginalAccount: nil, marginalValue: 1)
        ], robustness: card, stability: stability)

    private static let swing = RobustnessCard.Swing(weight: 0.5, change: 0, entering: [ID("B")], leaving: [account])

    static let card = RobustnessCard(
        draws: 200, seed: .max, weightVariation: 0.2, methodQuality: 1, bands: [.core: 1],
        tornado: [RobustnessCard.Bar(criterion: "growth", less: swing, more: swing)], isTornadoExact: true,
        revenueOnly: RobustnessCard.RevenueOnly(selected: [account], common: 1, overlap: 1, advantage: 0),
        regret: RobustnessCard.Regret(mean: 1, standardError: 0.1, share: 0.5), reasons: [reason])

    static let stability = Stability(
        past: ID("0190a0a0-0000-7000-8000-0000000000cc"), quarter: quarter, stayBar: nil, enterBar: nil, cost: 0,
        kept: [Stability.Entry(account: account, name: "A", reason: reason, price: nil)], waiting: [], yielded: [])

    static let flips = Flips(
        money: nil, merit: nil, values: [Flips.Value(criterion: "growth", from: nil, to: 1, points: 2)], cannot: ["x"],
        weights: Flips.Weights(distance: 0.1, weights: [1]))

    static let scoring = ScoringDocument(
        method: "weighted_sum", weighting: "given",
        weights: [
            WeightDocument(criterion: "growth", name: "Growth", nameJa: "成長", axis: "attractiveness", weight: 1)
        ])

    static let portfolioDocument = PortfolioDocument(
        portfolio, plan: plan(.portfolio), snapshot: snapshot, scoring: scoring)

    static func matrix(lead: ID<Member>? = nil, kam: ID<Member>? = nil) -> Matrix {
        Matrix(
            outcome: nothing,
            cells: [
                Matrix.Cell(
                    account: account, stage: stage, lead: lead,
                    supporters: [Matrix.Supporter(member: ID("M2"), hours: Hours(4))], hours: Hours(2), reason: reason,
                    terms: terms, runnerUp: suggestion)
            ],
            kams: [
                Matrix.Accountability(
                    account: account, kam: kam, hours: Hours(1), reason: reason, terms: terms, runnerUp: suggestion)
            ],
            loads: [Matrix.Load(member: ID("M1"), name: "M", capacity: Hours(0), planned: Hours(0), terms: terms)],
            conflicts: [conflict], assumptions: [Phrase("It is assumed.", ja: "仮定。")], loss: terms)
    }

    static let terms = [LossTerm(.region, 3), LossTerm(.handoff, 4.5)]

    static let suggestion = Suggestion(
        member: ID("M3"), name: "N", difference: 2, terms: [LossTerm(.skill, 2)], needed: Hours(3), left: Hours(5),
        fits: true, reason: reason)

    static let conflict = MatrixConflict(
        demands: [MatrixConflict.Demand(account: account, stage: stage, hours: Hours(40))], isMinimal: true,
        reason: reason,
        relaxations: [MatrixConflict.Relaxation(kind: .hours, reason: reason, members: [ID("M1")], cost: 12)])

    static let change = MatrixChange(
        account: account, stage: stage, before: ID("M1"), after: nil, hoursBefore: Hours(2), hoursAfter: Hours(1),
        reason: reason)

    static let rule = MatrixRule(.pin, account: account, stage: stage, member: ID("M1"))

    static let basis = MatrixBasis(
        effective: day, previous: ID("0190a0a0-0000-7000-8000-0000000000dd"),
        rules: [MatrixBasis.Rule(rule, pin: ID("0190a0a0-0000-7000-8000-0000000000ee"))],
        events: [MatrixEvent(.leave(ID("M1")), on: day), MatrixEvent(.won(account), on: day)], stop: .timeLimit)

    static let replan = MatrixReplan(
        matrix: matrix(), events: basis.events, from: day, changes: [change], freeChangeCount: 1, freeObjective: 3,
        freeOutcome: nothing, cost: 2, reason: reason)

    static let purse = Purse(currency: yen)

    static let place = PlaceDocument(
        MatrixPlace(
            account: Account(
                id: account, name: "A",
                history: AccountHistory(
                    wonAmounts: [0], wonCounts: [0], lostCounts: [0], openedCounts: [0], solutions: 0, since: nil,
                    lastWin: nil)), stage: nil), plan: plan(.matrix))

    static let explanation = CellExplanation(
        account: account, stage: nil, member: nil, reason: reason, terms: terms, loss: 7.5, stake: 100,
        alternatives: [suggestion],
        excluded: [CellExplanation.Excluded(member: ID("M4"), name: "O", reason: reason)])

    static let whyNot = WhyNot(
        member: ID("M3"), account: account, stage: nil, verdict: .possible, reasons: [reason], cost: 2, terms: terms,
        changes: [change], outcome: nothing)

    static let matrixDocument = MatrixDocument(
        matrix(), plan: plan(.matrix), snapshot: snapshot, on: basis, replan: replan)

    static let allocation = Allocation(
        outcome: nothing,
        bottleneck: Allocation.Bottleneck(stage: nil, together: [], kind: .market, evidence: [reason]),
        nextBottleneck: Allocation.Bottleneck(stage: nil, together: [], kind: .market, evidence: [reason]),
        prices: [Allocation.Price(stage: stage, perHour: 1, perHourLost: 2, load: 0.5)],
        moves: [Allocation.Move(member: ID("M1"), from: nil, to: stage, hours: Hours(1), gain: 3)],
        throughputBefore: 1, throughputAfter: 2, conflicts: [], assumptions: [])

    static let allocationDocument = AllocationDocument(allocation, plan: plan(.allocation), snapshot: snapshot)

    private static func known<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("a fixture is no value") }
        return value
    }
}
