import KAMModel

/// A pipeline of three stages, and snapshots for it.
enum PlanFixture {
    static let stages = ["find", "close", "keep"].map { Stage(id: ID($0), name: $0, teams: [ID("team")]) }

    static func policy(
        prior: [Double] = [0.5, 0.5, 0.5], weight: Double = 20, perOpportunity: [Double] = [1, 2, 3],
        perAccount: [Double] = [0, 0, 0], segments: [String: EffortPolicy.Standard] = [:]
    ) -> Policy {
        Policy(
            calendar: FiscalCalendar(), stages: stages, teams: [Team(id: ID("team"), name: "Team")],
            capacity: CapacityPolicy(administrativeShare: 0.2, rampWeeks: 0, rampStart: 1),
            effort: EffortPolicy(
                standard: EffortPolicy.Standard(opportunity: byStage(perOpportunity), account: byStage(perAccount)),
                segments: segments, keyFactor: 1.5),
            conversion: ConversionPolicy(prior: byStage(prior), priorWeight: weight),
            economics: EconomicPolicy(
                grossMargin: 0.5, discountRate: 0.1, horizonYears: 3, retention: 0.8, upliftIfKey: 0.2,
                walletShareOfRevenue: 0.1, hourlyCost: 50, shrinkageQuarters: 4),
            scoring: ScoringPolicy(
                criteria: [], attractivenessWeight: 0.6, attractivenessThreshold: 60, strengthThreshold: 50),
            gates: GatePolicy(
                minimumCompleteness: 0, minimumSolutions: 0, requiresCounterpart: false,
                requiresContributionAboveCost: false, passesWhenUnknown: true),
            selection: SelectionPolicy(kamHours: 60, poolsByRegion: false, keyShare: 1),
            assignment: AssignmentPolicy(
                region: .ignore, losses: .init(region: 0, skill: 0, change: 0, handoff: 0),
                joint: .init(saving: 0, hours: 0), load: .init(ceiling: 1), maximumAccountsPerKAM: 9),
            allocation: AllocationPolicy(
                proficiency: [:], learningLoss: 0, moveCost: 0, maximumMovedShare: 1, minimumService: 0))
    }

    static func byStage(_ values: [Double]) -> [ID<Stage>: Double] {
        Dictionary(uniqueKeysWithValues: zip(stages.map(\.id), values))
    }

    static func flow(_ stage: Int, entered: Int, advanced: Int, lost: Int) -> StageFlow {
        StageFlow(
            stage: stages[stage].id, entered: entered, advanced: advanced, lost: lost, open: entered - advanced - lost,
            enteredLastQuarter: 0, medianDays: nil)
    }

    static func account(
        _ id: String, opened: [Int], open: [Int] = [0, 0, 0], segment: String = "unknown"
    ) -> Account {
        let work = zip(stages, open).map { ($0.id, StageWork(opportunities: $1, amount: 0)) }
        return Account(
            id: ID(id), name: id, segment: segment,
            history: AccountHistory(
                wonAmounts: [], wonCounts: [], lostCounts: [], openedCounts: opened, solutions: 0, since: nil,
                lastWin: nil),
            pipeline: Dictionary(uniqueKeysWithValues: work.filter { $0.1.opportunities > 0 }))
    }

    static func snapshot(accounts: [Account] = [], flows: [StageFlow] = []) -> Snapshot {
        Snapshot(
            id: ID("s"), asOf: Day(ordinal: 17_531), currency: dollar, accounts: accounts, members: [],
            flows: flows, typicalDeal: nil)
    }

    private static let dollar: Currency = {
        guard let dollar = Currency("USD") else { preconditionFailure("USD is a currency") }
        return dollar
    }()
}
