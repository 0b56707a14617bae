import KAMModel

/// A small company to select for: two stages, two teams and KAMs; parts are replaced by the tests.
struct SelectionFixture {
    var accounts: [Account] = []
    var members: [Member] = [
        member("seller", team: "sales", region: nil), member("carer", team: "care", region: nil),
        member("kam", team: "kam", region: nil),
    ]
    var economics = EconomicPolicy(
        grossMargin: 0.5, discountRate: 0.1, horizonYears: 3, retention: 0.9, upliftIfKey: 0.2,
        walletShareOfRevenue: 0.1, hourlyCost: 10, typicalDeal: 100, shrinkageQuarters: 0)
    var criteria = [
        criterion("reference", .attractiveness, 30), criterion("market", .attractiveness, 10),
        criterion("fit", .strength, 20), criterion("access", .strength, 60),
    ]
    var gates = GatePolicy(
        minimumCompleteness: 0, minimumSolutions: 0, requiresCounterpart: false, requiresContributionAboveCost: false,
        passesWhenUnknown: true)
    var selection = SelectionPolicy(kamHours: 50, poolsByRegion: false, keyShare: 1)
    var effort = EffortPolicy(
        standard: EffortPolicy.Standard(opportunity: [ID("closing"): 10, ID("growth"): 5], account: [ID("growth"): 8]),
        keyFactor: 1.5)

    static let asOf = Day(ordinal: 18_000)
    static let currency = Currency("USD")

    static func member(_ id: String, team: String, region: String?, weekly: Double = 40) -> Member {
        let always = DayRange(start: Day(ordinal: 0), end: nil)
        return Member(
            id: ID(id), name: id,
            memberships: [Membership(team: ID(team), role: "member", region: region, valid: always)],
            weeklyHours: Hours(weekly), employment: always)
    }

    static func criterion(
        _ key: String, _ axis: ScoringPolicy.Axis, _ weight: Double, sources: [ScoringPolicy.Source] = [.rating],
        low: Double = 0, high: Double = 4, transform: ScoringPolicy.Transform = .linear
    ) -> ScoringPolicy.Criterion {
        ScoringPolicy.Criterion(
            key: key, name: key, axis: axis, weight: weight, sources: sources, low: low, high: high,
            transform: transform)
    }

    static func account(
        _ id: String, won: [Double] = [1000, 1000, 1000, 1000], openings: Int = 2, segment: String = "retail",
        region: String? = nil, parent: String? = nil, block: String? = nil, solutions: Int = 2,
        since: Day? = asOf.advanced(by: -1000), revenue: Double? = nil, pipeline: [ID<Stage>: StageWork] = [:],
        ratings: [String: Double] = ["reference": 2, "market": 2, "fit": 2, "access": 2]
    ) -> Account {
        Account(
            id: ID(id), name: id.uppercased(), parent: parent.map { ID($0) }, segment: segment, region: region,
            annualRevenue: revenue.flatMap { amount in currency.map { Money(amount, $0) } }, block: block,
            history: AccountHistory(
                wonAmounts: won, wonCounts: won.map { $0 > 0 ? 1 : 0 }, lostCounts: won.map { _ in 1 },
                openedCounts: won.map { _ in openings }, solutions: solutions, since: since, lastWin: nil),
            pipeline: pipeline, ratings: ratings.mapValues { Rating(value: $0, raters: ["a"], day: asOf) })
    }

    var policy: Policy {
        Policy(
            calendar: FiscalCalendar(),
            stages: [
                Stage(id: ID("closing"), name: "Closing", teams: [ID("sales")]),
                Stage(id: ID("growth"), name: "Growth", teams: [ID("care")]),
            ],
            teams: [
                Team(id: ID("sales"), name: "Sales"), Team(id: ID("care"), name: "Care"),
                Team(id: ID("kam"), name: "KAM", managesKeyAccounts: true),
            ],
            capacity: CapacityPolicy(administrativeShare: 0, rampWeeks: 0, rampStart: 1), effort: effort,
            conversion: ConversionPolicy(prior: [ID("closing"): 0.5, ID("growth"): 0.8], priorWeight: 10),
            economics: economics,
            scoring: ScoringPolicy(
                criteria: criteria, attractivenessWeight: 0.6, attractivenessThreshold: 60, strengthThreshold: 50),
            gates: gates, selection: selection,
            assignment: AssignmentPolicy(
                region: .ignore, losses: .init(region: 0, skill: 0, change: 0, handoff: 0),
                joint: .init(saving: 0, hours: 0), load: .init(ceiling: 1), maximumAccountsPerKAM: 20),
            allocation: AllocationPolicy(
                proficiency: [:], learningLoss: 0, moveCost: 0, maximumMovedShare: 0, minimumService: 0))
    }

    func snapshot() throws -> Snapshot {
        guard let currency = Self.currency else { throw Missing() }
        return Snapshot(
            id: ID("snapshot"), asOf: Self.asOf, currency: currency, accounts: accounts, members: members, flows: [],
            typicalDeal: 100, assumptions: ["The export had no roles."])
    }

    func quarter() throws -> Quarter {
        guard let quarter = FiscalCalendar().quarter(of: Self.asOf)?.next else { throw Missing() }
        return quarter
    }

    struct Missing: Error {}
}

extension SelectionFixture {
    /// The economics of the fixture with another shrinkage.
    static func shrinking(by quarters: Double) -> EconomicPolicy {
        let base = SelectionFixture().economics
        return EconomicPolicy(
            grossMargin: base.grossMargin, discountRate: base.discountRate, horizonYears: base.horizonYears,
            retention: base.retention, upliftIfKey: base.upliftIfKey, walletShareOfRevenue: base.walletShareOfRevenue,
            hourlyCost: base.hourlyCost, typicalDeal: base.typicalDeal, shrinkageQuarters: quarters)
    }

    /// The economics of the fixture with a doubt about the uplift, as a standard deviation.
    static func doubting(_ uplift: Double) -> EconomicPolicy {
        let base = SelectionFixture().economics
        return EconomicPolicy(
            grossMargin: base.grossMargin, discountRate: base.discountRate, horizonYears: base.horizonYears,
            retention: base.retention, upliftIfKey: base.upliftIfKey, walletShareOfRevenue: base.walletShareOfRevenue,
            hourlyCost: base.hourlyCost, typicalDeal: base.typicalDeal, shrinkageQuarters: base.shrinkageQuarters,
            upliftDoubt: uplift)
    }
}
