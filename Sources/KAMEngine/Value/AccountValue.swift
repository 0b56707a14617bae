public import KAMModel

/// What is expected of one account, in whole units of the base currency unless said otherwise.
///
/// A fact that the data does not hold is nothing, never zero.
public struct AccountValue: Hashable, Sendable {
    /// How many of the trailing quarters the account was there to be seen in, 0…8.
    public let observedQuarters: Int
    /// The won amount a year in the observed quarters.
    public let ownRunRate: Double?
    /// The won amount a year that is expected: the own run rate, shrunk to the segment's mean.
    public let runRate: Double
    /// The lifetime value with its model, its years and its doubt.
    public let lifetime: Lifetime
    /// What serving the account over the horizon costs at the standard of an account that is not key.
    public let costToServe: Double
    /// The contribution of the open pipeline beyond what the run rate already expects of a quarter.
    public let pipelineValue: Double
    /// The gain over the horizon if an account of middling merit is managed as key; hours are limited, not charged.
    public let contributionIfKey: Double
    /// What that gain may be, as parameters and history leave it open: an interval of 80 %.
    public let contributionInterval: Estimate
    /// The contribution after the cost to serve, as a share of the won amount.
    public let profitability: Double?
    /// The change of the won amount from the four quarters before the last four, as a share.
    public let growth: Double?
    /// The coefficient of variation of the won amount by quarter.
    public let volatility: Double?
    /// What the customer could spend less what it spends, over the horizon.
    public let winnableSpend: Double?
    /// What the customer spends with us, as a share of what it could spend.
    public let shareOfWallet: Double?
    /// The share of closed opportunities that were won, shrunk to the mean of all accounts.
    public let winRate: Double?
    /// Years since the first business.
    public let tenure: Double?

    /// The expected contribution over the horizon, before the cost to serve, discounted and weighted by survival.
    public var lifetimeValue: Double { lifetime.value.value }
}
