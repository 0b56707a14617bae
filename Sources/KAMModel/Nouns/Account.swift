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

    /// Makes an account.
    public init(
        id: ID<Account>, name: String, parent: ID<Account>? = nil, segment: String = "unknown", region: String? = nil,
        owner: ID<Member>? = nil, annualRevenue: Money? = nil, employees: Int? = nil, block: String? = nil,
        history: AccountHistory, pipeline: [ID<Stage>: StageWork] = [:], stageOwners: [ID<Stage>: ID<Member>] = [:],
        ratings: [String: Rating] = [:]
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

    /// Makes a history.
    public init(
        wonAmounts: [Double], wonCounts: [Int], lostCounts: [Int], openedCounts: [Int], solutions: Int, since: Day?,
        lastWin: Day?
    ) {
        self.wonAmounts = wonAmounts
        self.wonCounts = wonCounts
        self.lostCounts = lostCounts
        self.openedCounts = openedCounts
        self.solutions = solutions
        self.since = since
        self.lastWin = lastWin
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
