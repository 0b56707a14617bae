import KAMEngine
public import KAMModel

/// What accounts are worth; `docs/json.md` describes it.
public struct ValueDocument: Hashable, Sendable, Codable {
    /// One year behind a value.
    public struct Year: Hashable, Sendable, Codable {
        /// The year from the day of the data, from 1.
        public let year: Int
        /// The business still expected, as a share.
        public let survival: Double
        /// The expected revenue.
        public let revenue: Money
        /// Revenue less the cost of the goods.
        public let margin: Money
        /// What serving the account costs.
        public let costToServe: Money
        /// What one unit at the end of the year is worth today.
        public let discountFactor: Double
        /// The worth today of margin less cost to serve.
        public let contribution: Money

        init(_ year: CashYear, _ purse: Purse) {
            self.year = year.year
            survival = year.survival
            revenue = purse.money(year.revenue)
            margin = purse.money(year.margin)
            costToServe = purse.money(year.costToServe)
            discountFactor = year.discountFactor
            contribution = purse.money(year.contribution)
        }
    }

    /// An account.
    public struct Row: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// Its name.
        public let name: String
        /// Its place by lifetime value among all accounts, from 1.
        public let rank: Int
        /// The model.
        public let model: LifetimeModel
        /// Why this model.
        public let reason: Reason
        /// The worth today over the horizon, before the cost to serve, with an interval of 80 %.
        public let lifetimeValue: MoneyEstimate
        /// What serving it over the horizon costs.
        public let costToServe: Money
        /// What the open pipeline brings beyond it.
        public let pipelineValue: Money
        /// What being managed as key adds, for an account of middling merit, with an interval of 80 %.
        public let gainIfKey: MoneyEstimate
        /// The won amount a year that is expected.
        public let runRate: Money
        /// The trailing quarters of 91 days in which it was there to be seen.
        public let observedQuarters: Int
        /// The yearly discount rate, the account's risk included.
        public let discountRate: Double
        /// The years behind the value.
        public let cash: [Year]

        init(_ account: Account, _ value: AccountValue, rank: Int, _ purse: Purse) {
            self.account = account.id
            name = account.name
            self.rank = rank
            model = value.lifetime.model
            reason = value.lifetime.reason
            lifetimeValue = purse.money(value.lifetime.value)
            costToServe = purse.money(value.costToServe)
            pipelineValue = purse.money(value.pipelineValue)
            gainIfKey = purse.money(value.contributionInterval)
            runRate = purse.money(value.runRate)
            observedQuarters = value.observedQuarters
            discountRate = value.lifetime.discountRate
            cash = value.lifetime.cash.map { Year($0, purse) }
        }
    }

    /// The quarter.
    public let quarter: Quarter
    /// What it was computed from.
    public let provenance: Provenance
    /// How many years the values look ahead.
    public let horizonYears: Int
    /// How much more an account brings if managed as key.
    public let uplift: Uplift
    /// The accounts, by value; one where one was asked for.
    public let accounts: [Row]
    /// What had to be assumed.
    public let assumptions: [String]
    /// The same in Japanese.
    public let assumptionsJa: [String]

    init(_ valuation: Valuation, _ request: Planner.Request, snapshot: Snapshot, only place: Int?) {
        let purse = Purse(currency: snapshot.currency)
        quarter = request.quarter
        provenance = Provenance(request, snapshot: snapshot)
        horizonYears = request.rules.economics.horizonYears
        uplift = valuation.uplift
        let rows = ValueDocument.order(valuation).enumerated().compactMap { rank, index -> Row? in
            guard place == nil || place == index else { return nil }
            return Row(snapshot.accounts[index], valuation.values[index], rank: rank + 1, purse)
        }
        accounts = rows
        assumptions = valuation.assumptions.map(\.english)
        assumptionsJa = valuation.assumptions.map(\.japanese)
    }

    /// The places of the accounts, the most valuable first.
    static func order(_ valuation: Valuation) -> [Int] {
        valuation.values.indices.sorted {
            (valuation.values[$1].lifetimeValue, $0) < (valuation.values[$0].lifetimeValue, $1)
        }
    }
}
