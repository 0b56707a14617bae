import KAMModel

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
                hours: [stage: Hours(2)], reasons: [reason])
        ],
        rejected: [
            Portfolio.Rejected(
                account: ID("B"), name: "B", rank: 2, score: score, contribution: 1, reason: reason)
        ],
        cutLine: Portfolio.CutLine(binding: nil, nextAccount: nil, price: nil, shortBy: nil), conflicts: [],
        assumptions: [Phrase("It is assumed.", ja: "仮定である。")])

    static let portfolioDocument = PortfolioDocument(portfolio, plan: plan(.portfolio), snapshot: snapshot)

    static func matrix(lead: ID<Member>? = nil, kam: ID<Member>? = nil) -> Matrix {
        Matrix(
            outcome: nothing,
            cells: [
                Matrix.Cell(
                    account: account, stage: stage, lead: lead,
                    supporters: [Matrix.Supporter(member: ID("M2"), hours: Hours(4))], hours: Hours(2), reason: reason)
            ],
            kams: [Matrix.Accountability(account: account, kam: kam, hours: Hours(1), reason: reason)],
            loads: [Matrix.Load(member: ID("M1"), name: "M", capacity: Hours(0), planned: Hours(0))],
            conflicts: [reason], assumptions: [])
    }

    static let matrixDocument = MatrixDocument(matrix(), plan: plan(.matrix), snapshot: snapshot)

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
