internal import KAMModel

/// What turns an account's expected revenue by year into money of today.
struct LifetimeTerms {
    /// The share of revenue that stays.
    let grossMargin: Double
    /// The yearly discount rate of the account.
    let discountRate: Double
    /// What serving the account costs a year while it stays.
    let yearlyCost: Double

    /// Lays out years of expected revenue and sums them.
    ///
    /// `years`: The share of business still expected and the revenue, by year.
    /// - Returns: The years, and the sum of discount factor × margin in their order.
    func cash(_ years: [(survival: Double, revenue: Double)]) -> (years: [CashYear], value: Double) {
        var factor = 1.0
        var value = 0.0
        let cash = years.enumerated().map { index, year in
            factor /= 1 + discountRate
            let row = CashYear(
                year: index + 1, survival: year.survival, revenue: year.revenue, margin: grossMargin * year.revenue,
                costToServe: yearlyCost * year.survival, discountFactor: factor)
            value += row.discountFactor * row.margin
            return row
        }
        return (cash, value)
    }
}
