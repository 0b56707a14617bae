import KAMModel
import KAMStore

@testable import KAMPlanner

/// A small matrix and the answers about it, with names in both scripts, that never change.
enum MatrixViewFixture {
    private static let yen = known(Currency("JPY"))
    private static let quarter = known(Quarter("2026Q2"))
    private static let day = known(Day("2026-05-16"))
    private static let acme = ID<Account>("A1")
    private static let yamada = ID<Account>("A2")
    private static let closing = ID<Stage>("closing")
    private static let expansion = ID<Stage>("expansion")

    private static let snapshot = Snapshot(
        id: ID("01a20000-0000-7000-8000-0000000000aa"), asOf: known(Day("2026-03-31")), currency: yen,
        accounts: [account(acme, "Acme Europe", "en"), account(yamada, "株式会社山田製作所", "ja")], members: [],
        flows: [], typicalDeal: nil)

    private static let plan = Plan(
        id: ID("01a20000-0000-7000-8000-000000000002"), kind: .matrix, quarter: quarter, snapshot: snapshot.id,
        portfolio: nil, policy: String(repeating: "0", count: 64), seed: 7, engineVersion: "0.1.0",
        outcome: outcome)

    private static let outcome = Outcome(status: .feasible, objective: 1_250_000, bound: 1_230_000)

    private static let suggestion = Suggestion(
        member: ID("FS2"), name: "佐藤 健", difference: 42_000, terms: [LossTerm(.skill, 42_000)], needed: Hours(31),
        left: Hours(120.5), fits: true, reason: reason("fits", "佐藤 健 costs JPY 42,000 more.", "佐藤 健なら損失が42,000円増える。"))

    private static let change = MatrixChange(
        account: acme, stage: closing, before: ID("FS1"), after: ID("FS2"), hoursBefore: Hours(31),
        hoursAfter: Hours(15),
        reason: reason("moves", "Acme Europe Closing goes from Ann to 佐藤 健.", "Acme Europeのクロージングは佐藤 健へ。"))

    private static let matrix = Matrix(
        outcome: outcome,
        cells: [
            Matrix.Cell(
                account: acme, stage: closing, lead: ID("FS2"),
                supporters: [
                    Matrix.Supporter(member: ID("CS1"), hours: Hours(4)),
                    Matrix.Supporter(member: ID("FS3"), hours: Hours(20), role: .shares),
                ], hours: Hours(31), reason: reason("leads", "佐藤 健 leads Closing.", "佐藤 健がクロージングを主担当する。"),
                terms: [LossTerm(.handoff, 250_000)], runnerUp: suggestion),
            Matrix.Cell(
                account: yamada, stage: expansion, lead: nil, supporters: [], hours: .zero,
                reason: reason("open", "Nobody can.", "担当できる人がいない。"), terms: [LossTerm(.open, 1_000_000)]),
        ],
        kams: [
            Matrix.Accountability(
                account: acme, kam: ID("KA1"), hours: Hours(88), reason: reason("kam", "KA1 answers.", "KA1が担う。")),
            Matrix.Accountability(
                account: yamada, kam: ID("KA2"), hours: Hours(88), reason: reason("kam", "KA2 answers.", "KA2が担う。")),
        ],
        loads: [
            Matrix.Load(member: ID("FS2"), name: "佐藤 健", capacity: Hours(400), planned: Hours(310)),
            Matrix.Load(member: ID("CS1"), name: "Ben Hale", capacity: Hours(380), planned: Hours(0)),
        ],
        conflicts: [
            MatrixConflict(
                demands: [MatrixConflict.Demand(account: yamada, stage: expansion, hours: Hours(40))], isMinimal: true,
                reason: reason(
                    "no_lead", "株式会社山田製作所 Expansion needs 40 h; Customer success has 22 h left.",
                    "株式会社山田製作所の拡大には40時間必要だが、カスタマーサクセスの残りは22時間。"),
                relaxations: [
                    MatrixConflict.Relaxation(
                        kind: .hours, reason: reason("hours", "18 h more of Ben Hale.", "Ben Haleの時間を18時間増やす。"),
                        members: [ID("CS1")], cost: 108_000)
                ])
        ],
        assumptions: [Phrase("At most 85 % of the hours.", ja: "時間の85 %まで。")],
        loss: [LossTerm(.handoff, 250_000), LossTerm(.open, 1_000_000)])

    /// A re-plan that was interrupted, with everything a matrix can have.
    static let document = MatrixDocument(
        matrix, plan: plan, snapshot: snapshot,
        on: MatrixBasis(
            effective: day, previous: ID("01a20000-0000-7000-8000-000000000001"),
            events: [MatrixEvent(.leave(ID("FS1")), on: day)], stop: .interrupt),
        replan: MatrixReplan(
            matrix: matrix, events: [], from: day, changes: [change], freeChangeCount: 0, freeObjective: 1_200_000,
            freeOutcome: outcome, cost: 50_000,
            reason: reason(
                "replan", "1 change, forced by the events; it costs JPY 50,000.", "変更は1件で、すべて避けられない。費用は50,000円。")))

    private static let place = PlaceDocument(
        MatrixPlace(account: account(acme, "Acme Europe", "en"), stage: stage), plan: plan)
    private static let stage = Stage(id: closing, name: "Closing", nameJa: "クロージング", teams: [])

    static let cell = CellDocument(
        CellExplanation(
            account: acme, stage: closing, member: ID("FS2"),
            reason: reason("leads", "佐藤 健 leads Closing.", "佐藤 健がクロージングを主担当する。"),
            terms: [LossTerm(.region, 30_000), LossTerm(.handoff, 250_000)], loss: 280_000, stake: 4_100_000,
            alternatives: [suggestion],
            excluded: [
                CellExplanation.Excluded(
                    member: ID("CS1"), name: "Ben Hale",
                    reason: reason("other_team", "Ben Hale is in Customer success.", "Ben Haleはカスタマーサクセス所属。"))
            ]), name: "佐藤 健", at: place, provenance: document.provenance, Purse(currency: yen))

    static let whyNot = WhyNotDocument(
        WhyNot(
            member: ID("FS3"), account: acme, stage: closing, verdict: .possible,
            reasons: [reason("possible", "It would lose JPY 70,000 more.", "損失が70,000円増える。")], cost: 70_000,
            terms: [LossTerm(.skill, 90_000), LossTerm(.handoff, -20_000)], changes: [change], outcome: outcome),
        name: "James Ascencio", at: place, provenance: document.provenance, Purse(currency: yen))

    private static func account(_ id: ID<Account>, _ name: String, _ language: String) -> Account {
        Account(
            id: id, name: name,
            history: AccountHistory(
                wonAmounts: [0], wonCounts: [0], lostCounts: [0], openedCounts: [0], solutions: 0, since: nil,
                lastWin: nil), language: language, seniority: 3, rivals: "Machine makers")
    }

    private static func reason(_ code: String, _ english: String, _ japanese: String) -> Reason {
        Reason(code, Phrase(english, ja: japanese))
    }

    private static func known<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("a fixture is no value") }
        return value
    }
}
