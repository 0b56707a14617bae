import KAMEngine
import KAMModel

/// A company of three stages, four teams and as many members and accounts as a test needs.
struct SmallCompany {
    var region = AssignmentPolicy.FitRule.prefer
    var language = AssignmentPolicy.FitRule.prefer
    var skill = AssignmentPolicy.FitRule.prefer
    var seniority = AssignmentPolicy.FitRule.prefer
    var poolsByRegion = false
    var keyShare = 0.5
    var changeLoss = 0.2
    var jointSaving = 0.5
    var jointBudget: Double?
    var maximumAccountsPerKAM = 8
    var kamLeads = false
    var rivalsApart = AssignmentPolicy.RivalRule.kam
    var candidates = 30
    var load = AssignmentPolicy.Load(ceiling: 0.8)
    var stability = AssignmentPolicy.Stability()
    var hires: [AssignmentPolicy.Hire] = []
    var rules: [MatrixRule] = []
    var from: Day?
    var rampWeeks = 0.0
    var members: [Member] = []
    var accounts: [Account] = []
    var keyAccounts: [Assignment.KeyAccount] = []
    var managesKeyAccounts = true

    static let start = day(2018, 1, 1)
    static let end = day(2018, 4, 1)
    static let always = DayRange(start: day(2010, 1, 1), end: nil)

    static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
        Day(year: year, month: month, day: day) ?? Day(ordinal: 0)
    }

    /// Adds a member who works 40 h a week, 520 h in the quarter without holidays and administration.
    mutating func add(
        _ id: String, _ team: String, region: String? = "East", skills: Set<String> = ["finance"],
        languages: Set<String> = [], seniority: Int? = nil, since start: Day? = nil, until end: Day? = nil,
        weekly: Double = 40
    ) {
        let employment = DayRange(start: start ?? Self.always.start, end: end)
        members.append(
            Member(
                id: ID(id), name: "\(id)-san",
                memberships: [Membership(team: ID(team), role: "seller", region: region, valid: employment)],
                skills: skills, languages: languages, weeklyHours: Hours(weekly), employment: employment,
                seniority: seniority))
    }

    /// Adds a key account with hours at need, closing and expansion.
    mutating func add(
        account id: String, region: String? = "East", segment: String = "finance", contribution: Double = 100_000,
        kamHours: Double = 40, hours: [Double] = [20, 30, 10], owners: [String: String] = [:], owner: String? = nil,
        language: String? = nil, seniority: Int? = nil, rivals: String? = nil
    ) {
        let history = AccountHistory(
            wonAmounts: [], wonCounts: [], lostCounts: [], openedCounts: [], solutions: 0, since: nil, lastWin: nil)
        let stageOwners = owners.reduce(into: [ID<Stage>: ID<Member>]()) { $0[ID($1.key)] = ID($1.value) }
        accounts.append(
            Account(
                id: ID(id), name: id, segment: segment, region: region, owner: owner.map { ID($0) }, history: history,
                stageOwners: stageOwners, language: language, seniority: seniority, rivals: rivals))
        let stages: [ID<Stage>] = [ID("need"), ID("closing"), ID("expansion")]
        keyAccounts.append(
            Assignment.KeyAccount(
                account: ID(id), contribution: contribution, kamHours: Hours(kamHours),
                hours: zip(stages, hours).reduce(into: [:]) { $0[$1.0] = Hours($1.1) }))
    }

    /// One member of each team, and two accounts.
    static func standard() -> SmallCompany {
        var company = SmallCompany()
        company.add("I1", "inside")
        company.add("I2", "inside", region: "West")
        company.add("F1", "field")
        company.add("F2", "field", region: "West")
        company.add("C1", "success")
        company.add("K1", "kam")
        company.add("K2", "kam", region: "West")
        company.add(account: "Acme")
        company.add(account: "Bolt", region: "West")
        return company
    }

    var policy: Policy {
        Policy(
            calendar: FiscalCalendar(),
            stages: [
                Stage(id: ID("need"), name: "Need", nameJa: "ニーズ分析", teams: [ID("inside")]),
                Stage(id: ID("closing"), name: "Closing", teams: [ID("field")]),
                Stage(id: ID("expansion"), name: "Expansion", teams: [ID("success"), ID("field")]),
            ],
            teams: [
                Team(id: ID("inside"), name: "Inside Sales"), Team(id: ID("field"), name: "Field Sales"),
                Team(id: ID("success"), name: "Customer Success"),
                Team(id: ID("kam"), name: "KAM", managesKeyAccounts: managesKeyAccounts),
            ],
            capacity: CapacityPolicy(administrativeShare: 0, rampWeeks: rampWeeks, rampStart: 1),
            effort: EffortPolicy(
                standard: .init(opportunity: [ID("expansion"): 6], account: [:]), keyFactor: 1),
            conversion: ConversionPolicy(prior: [:], priorWeight: 1),
            economics: EconomicPolicy(
                grossMargin: 0.5, discountRate: 0.1, horizonYears: 3, retention: 0.8, upliftIfKey: 0.1,
                walletShareOfRevenue: 0.01, hourlyCost: 50, shrinkageQuarters: 4),
            scoring: ScoringPolicy(
                criteria: [], attractivenessWeight: 0.6, attractivenessThreshold: 60, strengthThreshold: 50),
            gates: GatePolicy(
                minimumCompleteness: 0, minimumSolutions: 0, requiresCounterpart: false,
                requiresContributionAboveCost: false, passesWhenUnknown: true),
            selection: SelectionPolicy(kamHours: 40, poolsByRegion: poolsByRegion, keyShare: keyShare),
            assignment: AssignmentPolicy(
                region: region, language: language, skill: skill, seniority: seniority,
                losses: .init(region: 0.1, skill: 0.1, change: changeLoss, handoff: 0.05),
                joint: .init(saving: jointSaving, hours: 4, budget: jointBudget), load: load, stability: stability,
                maximumAccountsPerKAM: maximumAccountsPerKAM, kamLeads: kamLeads, rivalsApart: rivalsApart,
                candidates: candidates, hires: hires),
            allocation: AllocationPolicy(
                proficiency: [:], learningLoss: 0, moveCost: 0, maximumMovedShare: 1, minimumService: 0))
    }

    func snapshot() throws -> Snapshot {
        guard let currency = Currency("USD") else { throw Missing() }
        return Snapshot(
            id: ID("s"), asOf: Self.day(2017, 12, 31), currency: currency, accounts: accounts, members: members,
            flows: [], typicalDeal: nil)
    }

    func assignment(previous: Matrix? = nil) throws -> Assignment {
        guard let quarter = Quarter("2018Q1") else { throw Missing() }
        return try Assignment(
            snapshot(), policy: policy, keyAccounts: keyAccounts, quarter: quarter, previous: previous,
            rules: rules, from: from)
    }

    func matrix(previous: Matrix? = nil) throws -> Matrix { try assignment(previous: previous).matrix() }

    struct Missing: Error {}
}

extension Matrix {
    func cell(_ account: String, _ stage: String) -> Cell? {
        cells.first { $0.account.raw == account && $0.stage.raw == stage }
    }

    func lead(_ account: String, _ stage: String) -> String? { cell(account, stage)?.lead?.raw }

    func kam(_ account: String) -> String? { kams.first { $0.account.raw == account }?.kam?.raw }

    func load(_ member: String) -> Load? { loads.first { $0.member.raw == member } }
}
