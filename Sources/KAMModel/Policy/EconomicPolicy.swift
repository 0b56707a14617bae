/// What money is worth to the company.
public struct EconomicPolicy: Hashable, Sendable {
    /// Which model values accounts.
    public enum ValueModel: String, Hashable, Sendable, Codable, CaseIterable {
        /// What the account's history allows and the back-test favours.
        case auto
        /// The plain formula for all.
        case formula
        /// BG/NBD where it can be fitted.
        case bgNBD = "bg_nbd"
        /// Pareto/NBD where it can be fitted.
        case paretoNBD = "pareto_nbd"
        /// Shifted beta-geometric for accounts with a contract.
        case shiftedBetaGeometric = "sbg"
    }

    /// The share of revenue that stays after the cost of the goods, 0…1.
    public let grossMargin: Double
    /// The yearly discount rate, 0 or more, of an account without risk of its own.
    public let discountRate: Double
    /// How many years ahead a value looks, 1 or more.
    public let horizonYears: Int
    /// The share of accounts that stay from year to year, 0…1.
    public let retention: Double
    /// How much more contribution an account brings if managed as key, as a share; assumed, not measured.
    public let upliftIfKey: Double
    /// The share of a customer's own revenue that it could spend on our solutions; assumed.
    public let walletShareOfRevenue: Double
    /// What an hour costs where a member has no cost of its own, in whole units of the base currency.
    public let hourlyCost: Double
    /// The amount of a typical deal in whole units of the base currency; nothing takes the median of the won ones.
    public let typicalDeal: Double?
    /// How many quarters of history the segment's mean weighs as much as, against the account's own.
    public let shrinkageQuarters: Double
    /// Which model values accounts.
    public let valueModel: ValueModel
    /// How much more a customer who stays is expected to buy from year to year, as a share above −1.
    public let growth: Double
    /// What a coefficient of variation of 1 in the won amount by quarter adds to the yearly discount rate.
    public let riskPremium: Double
    /// The standard deviation of the belief in `upliftIfKey`; what is measured counts against it.
    public let upliftDoubt: Double

    /// Makes the economics; what is left out adds neither growth, risk nor doubt.
    public init(
        grossMargin: Double, discountRate: Double, horizonYears: Int, retention: Double, upliftIfKey: Double,
        walletShareOfRevenue: Double, hourlyCost: Double, typicalDeal: Double? = nil, shrinkageQuarters: Double,
        valueModel: ValueModel = .auto, growth: Double = 0, riskPremium: Double = 0, upliftDoubt: Double = 0
    ) {
        self.grossMargin = grossMargin
        self.discountRate = discountRate
        self.horizonYears = horizonYears
        self.retention = retention
        self.upliftIfKey = upliftIfKey
        self.walletShareOfRevenue = walletShareOfRevenue
        self.hourlyCost = hourlyCost
        self.typicalDeal = typicalDeal
        self.shrinkageQuarters = shrinkageQuarters
        self.valueModel = valueModel
        self.growth = growth
        self.riskPremium = riskPremium
        self.upliftDoubt = upliftDoubt
    }
}
