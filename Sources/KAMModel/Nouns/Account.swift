/// A customer organisation, with the facts of its history that the engine works from.
public struct Account: Hashable, Sendable {
    /// The CRM's key.
    public let id: ID<Account>
    /// The name to show.
    public let name: String
    /// The account that owns this one.
    public let parent: ID<Account>?
    /// The market segment, as an industry; `unknown` where the export has none.
    public let segment: String
    /// The sales region; nothing where the export has none.
    public let region: String?
    /// The member who owns the account in the CRM.
    public let owner: ID<Member>?
    /// The customer's own yearly revenue.
    public let annualRevenue: Money?
    /// The customer's number of employees.
    public let employees: Int?
    /// Why no business may be done, as a credit or legal block; nothing when it may.
    public let block: String?
    /// What happened with the account so far.
    public let history: AccountHistory
    /// The open work at each stage.
    public let pipeline: [ID<Stage>: StageWork]
    /// The members who own the account's present work, by stage.
    public let stageOwners: [ID<Stage>: ID<Member>]
    /// The judgements made by hand, by criterion.
    public let ratings: [String: Rating]
    /// The language to serve it in, as an ISO 639 code; nothing when any will do.
    public let language: String?
    /// The least level of those who serve it, as `Member.seniority`; nothing when any will do.
    public let seniority: Int?
    /// The name of the group of competitors it belongs to; nothing when it competes with none.
    public let rivals: String?

    /// Makes an account.
    public init(
        id: ID<Account>, name: String, parent: ID<Account>? = nil, segment: String = "unknown", region: String? = nil,
        owner: ID<Member>? = nil, annualRevenue: Money? = nil, employees: Int? = nil, block: String? = nil,
        history: AccountHistory, pipeline: [ID<Stage>: StageWork] = [:], stageOwners: [ID<Stage>: ID<Member>] = [:],
        ratings: [String: Rating] = [:], language: String? = nil, seniority: Int? = nil, rivals: String? = nil
    ) {
        self.id = id
        self.name = name
        self.parent = parent
        self.segment = segment
        self.region = region
        self.owner = owner
        self.annualRevenue = annualRevenue
        self.employees = employees
        self.block = block
        self.history = history
        self.pipeline = pipeline
        self.stageOwners = stageOwners
        self.ratings = ratings
        self.language = language
        self.seniority = seniority
        self.rivals = rivals
    }
}

/// What happened with an account before the day of the snapshot, in quarters of 91 days counted back from it.
public struct AccountHistory: Hashable, Sendable {
    /// Won amounts by trailing quarter, in whole units of the base currency; the latest quarter first.
    public let wonAmounts: [Double]
    /// Opportunities won by trailing quarter; the latest first.
    public let wonCounts: [Int]
    /// Opportunities lost by trailing quarter; the latest first.
    public let lostCounts: [Int]
    /// Opportunities opened by trailing quarter; the latest first.
    public let openedCounts: [Int]
    /// How many different solutions (products) were bought.
    public let solutions: Int
    /// The first day on which anything happened with the account.
    public let since: Day?
    /// The day of the last win.
    public let lastWin: Day?
    /// Every win since the log began, in order of day; wins of one day are one purchase.
    public let purchases: [Purchase]
    /// What became of the account's contract; nothing where the log has no renewals of it.
    public let contract: Contract?

    /// Makes a history.
    public init(
        wonAmounts: [Double], wonCounts: [Int], lostCounts: [Int], openedCounts: [Int], solutions: Int, since: Day?,
        lastWin: Day?, purchases: [Purchase] = [], contract: Contract? = nil
    ) {
        self.wonAmounts = wonAmounts
        self.wonCounts = wonCounts
        self.lostCounts = lostCounts
        self.openedCounts = openedCounts
        self.solutions = solutions
        self.since = since
        self.lastWin = lastWin
        self.purchases = purchases
        self.contract = contract
    }
}

/// What an account bought on one day.
public struct Purchase: Hashable, Sendable {
    /// The day.
    public let day: Day
    /// The amount, in whole units of the base currency, 0 or more.
    public let amount: Double

    /// Makes a purchase.
    public init(day: Day, amount: Double) {
        self.day = day
        self.amount = amount
    }
}

/// A contract that is renewed or not at the end of each period.
public struct Contract: Hashable, Sendable {
    /// How many times it was renewed.
    public let renewals: Int
    /// Whether the last decision was not to renew.
    public let hasLapsed: Bool
    /// The amount of the last period, in whole units of the base currency.
    public let amount: Double
    /// The length of a period in days: the median distance of renewals; 365 where there is but one.
    public let periodDays: Int

    /// Makes a contract.
    public init(renewals: Int, hasLapsed: Bool, amount: Double, periodDays: Int) {
        self.renewals = renewals
        self.hasLapsed = hasLapsed
        self.amount = amount
        self.periodDays = periodDays
    }
}

/// The open work of an account at a stage.
public struct StageWork: Hashable, Sendable {
    /// How many opportunities stand at the stage.
    public let opportunities: Int
    /// Their amounts together, in whole units of the base currency.
    public let amount: Double

    /// Makes the open work.
    public init(opportunities: Int, amount: Double) {
        self.opportunities = opportunities
        self.amount = amount
    }
}

/// A judgement that a person made by hand about an account.
public struct Rating: Hashable, Sendable {
    /// The value, in the unit of its criterion; the mean where several raters judged.
    public let value: Double
    /// Who judged.
    public let raters: [String]
    /// The day of the last judgement.
    public let day: Day

    /// Makes a rating.
    public init(value: Double, raters: [String], day: Day) {
        self.value = value
        self.raters = raters
        self.day = day
    }
}
