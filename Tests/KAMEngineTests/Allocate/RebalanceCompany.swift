import KAMEngine
import KAMModel
import Testing

/// A small company of three stages: inside sales finds and proposes, field sales may propose and delivers.
struct RebalanceCompany {
    let snapshot: Snapshot
    let policy: Policy

    init(openings: Int = 12, won: Int = 2, winStage: ID<Stage>? = nil) throws {
        let currency = try #require(Currency("USD"))
        let asOf = try #require(Day("2017-12-31"))
        let accounts = try [
            Self.account("A1", openings: openings, won: won, open: 3),
            Self.account("A2", openings: 8, won: won, open: 0),
        ]
        let members = try [
            Self.member("BO1", team: "back_office", weekly: 40), Self.member("FS1", team: "field_sales", weekly: 40),
            Self.member("IS1", team: "inside_sales", weekly: 40), Self.member("IS2", team: "inside_sales", weekly: 20),
            Self.member("KAM1", team: "key_account", weekly: 40),
            Self.member("OLD", team: "field_sales", weekly: 40, until: "2017-12-31"),
        ]
        let flows = [("find", 100, 50, 50), ("propose", 50, 25, 25)].map { stage, entered, advanced, lost in
            StageFlow(
                stage: ID(stage), entered: entered, advanced: advanced, lost: lost, open: 0, enteredLastQuarter: 0,
                medianDays: nil)
        }
        snapshot = Snapshot(
            id: ID("S"), asOf: asOf, currency: currency, accounts: accounts, members: members, flows: flows,
            typicalDeal: won > 0 ? 900 : nil)
        policy = Self.policy(winStage: winStage)
    }

    func rebalance(keyAccounts: [String] = ["A1"], quarter: Quarter? = nil) throws -> Rebalance {
        let first = try #require(Quarter(year: 2018, number: 1))
        return try Rebalance(
            snapshot, policy: policy, keyAccounts: Set(keyAccounts.map { ID($0) }), quarter: quarter ?? first)
    }

    private static func account(_ id: String, openings: Int, won: Int, open: Int) throws -> Account {
        let since = try #require(Day("2016-01-01"))
        let four = 0..<4
        return Account(
            id: ID(id), name: id,
            history: AccountHistory(
                wonAmounts: four.map { _ in Double(won) * 1000 }, wonCounts: four.map { _ in won },
                lostCounts: four.map { _ in 0 }, openedCounts: four.map { _ in openings }, solutions: 1, since: since,
                lastWin: nil),
            pipeline: [ID("propose"): StageWork(opportunities: open, amount: 0)])
    }

    private static func member(_ id: String, team: String, weekly: Double, until: String = "2029-12-31") throws
        -> Member
    {
        let end: Day = try #require(Day(until))
        let days = DayRange(start: try #require(Day("2015-01-01")), end: end)
        return Member(
            id: ID(id), name: id,
            memberships: [Membership(team: ID(team), role: "seller", region: nil, valid: days)],
            weeklyHours: Hours(weekly), employment: days)
    }

    private static func policy(winStage: ID<Stage>?) -> Policy {
        let (find, propose, deliver) = (ID<Stage>("find"), ID<Stage>("propose"), ID<Stage>("deliver"))
        let (inside, field, key) = (ID<Team>("inside_sales"), ID<Team>("field_sales"), ID<Team>("key_account"))
        return Policy(
            calendar: FiscalCalendar(),
            stages: [
                Stage(id: find, name: "Find", teams: [inside]), Stage(id: propose, name: "Propose", teams: [inside]),
                Stage(id: deliver, name: "Deliver", teams: [field]),
            ],
            teams: [
                Team(id: inside, name: "Inside Sales"), Team(id: field, name: "Field Sales"),
                Team(id: key, name: "Key Account", managesKeyAccounts: true),
                Team(id: ID("back_office"), name: "Back Office"),
            ],
            capacity: CapacityPolicy(administrativeShare: 0.2, rampWeeks: 0, rampStart: 1),
            effort: EffortPolicy(
                standard: EffortPolicy.Standard(
                    opportunity: [find: 2, propose: 4, deliver: 6], account: [deliver: 10]), keyFactor: 2),
            conversion: ConversionPolicy(prior: [find: 0.5, propose: 0.5, deliver: 0.5], priorWeight: 10),
            economics: EconomicPolicy(
                grossMargin: 0.5, discountRate: 0, horizonYears: 1, retention: 0.6561, upliftIfKey: 0.2,
                walletShareOfRevenue: 0.01, hourlyCost: 50, shrinkageQuarters: 2),
            scoring: ScoringPolicy(
                criteria: [], attractivenessWeight: 0.6, attractivenessThreshold: 60, strengthThreshold: 50),
            gates: GatePolicy(
                minimumCompleteness: 0, minimumSolutions: 0, requiresCounterpart: false,
                requiresContributionAboveCost: false, passesWhenUnknown: true),
            selection: SelectionPolicy(kamHours: 60, poolsByRegion: false, keyShare: 0.5),
            assignment: AssignmentPolicy(
                region: .ignore, losses: .init(region: 0, skill: 0, change: 0, handoff: 0),
                joint: .init(saving: 0, hours: 0), load: .init(ceiling: 0.9), maximumAccountsPerKAM: 8),
            allocation: AllocationPolicy(
                proficiency: [
                    inside: [find: 1, propose: 1, deliver: 0.5], field: [propose: 0.9, deliver: 1],
                    key: [propose: 1, deliver: 1],
                ],
                learningLoss: 0.3, moveCost: 2, maximumMovedShare: 0.4, minimumService: 0.25, winStage: winStage))
    }
}
