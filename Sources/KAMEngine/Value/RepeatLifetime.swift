internal import KAMModel

/// The lifetime value of an account that buys without a contract, by a fitted model of repeat purchases.
struct RepeatLifetime {
    static let daysPerYear = 365.25

    let model: LifetimeModel
    let forecast: RepeatForecast
    /// The ends of the years of the horizon, in days from now.
    let times: [Double]

    init(_ model: LifetimeModel, forecast: RepeatForecast, years: Int) {
        self.model = model
        self.forecast = forecast
        times = (1...max(1, years)).map { Double($0) * RepeatLifetime.daysPerYear }
    }

    /// The lifetime value of an account.
    ///
    /// `reason`: Says why this model, from what is expected of the account.
    /// - Returns: Nothing when the model expects no amount of it.
    func lifetime(
        _ history: PurchaseHistory, terms: LifetimeTerms, reason: (RepeatForecast.Outlook) -> Reason
    ) -> Lifetime? {
        guard history.paid > 0, let outlook = forecast.outlook(history, times: times) else { return nil }
        var before = 0.0
        let full = outlook.rate * RepeatLifetime.daysPerYear
        let (cash, value) = terms.cash(
            outlook.purchases.map { purchases in
                let bought = max(0, purchases - before)
                before = max(before, purchases)
                return (survival: full > 0 ? min(1, bought / full) : 0, revenue: bought * outlook.spend)
            })
        let doubt = DoubtfulValue(
            value: value, alive: outlook.alive,
            variation: (1 + 1 / outlook.shape) * (1 + outlook.spendDoubt) * (1 + outlook.parameterDoubt) - 1)
        return Lifetime(
            model: model, reason: reason(outlook), discountRate: terms.discountRate, value: doubt.estimate, cash: cash)
    }
}
