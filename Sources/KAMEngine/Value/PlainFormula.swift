internal import KAMModel

/// Margin × retention × growth ÷ discount: the value where history is short.
///
/// In year t the account brings R·(1 + growth)ᵗ·retentionᵗ, with the run rate R; its doubt is that of R alone, for
/// retention and growth are assumed.
/// - Source: Gupta & Lehmann, "Customers as assets", *J. Interactive Marketing* 17, 2003.
struct PlainFormula {
    let economics: EconomicPolicy

    /// The discount rate of an account: the policy's, and its risk premium for each 1 of the coefficient of variation.
    func discountRate(volatility: Double?) -> Double {
        economics.discountRate + economics.riskPremium * (volatility ?? 0)
    }

    /// The lifetime value of an account.
    ///
    /// `runRate` is the expected won amount a year, `deviation` the standard deviation of it.
    func lifetime(runRate: Double, deviation: Double, terms: LifetimeTerms, reason: Reason) -> Lifetime {
        let annuity = Annuity(
            years: economics.horizonYears, retention: economics.retention, discountRate: terms.discountRate,
            growth: economics.growth)
        let (cash, value) = terms.cash(
            annuity.years.map { (survival: $0.survival, revenue: runRate * $0.survival * $0.volume) })
        let half = Normal.tenth * economics.grossMargin * deviation * annuity.factor
        return Lifetime(
            model: .formula, reason: reason, discountRate: terms.discountRate,
            value: Estimate(low: min(value, max(0, value - half)), value: value, high: value + half), cash: cash)
    }
}
