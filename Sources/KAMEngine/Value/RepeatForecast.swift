internal import KAMModel

/// What a fitted model of repeat purchases expects of customers: BG/NBD or Pareto/NBD for the times, gamma-gamma for the
/// amounts.
struct RepeatForecast {
    /// What is expected of one customer.
    struct Outlook {
        /// The chance that the customer has not left.
        let alive: Double
        /// The purchases expected up to the end of each time, given the history.
        let purchases: [Double]
        /// The rate of buying of the customer while alive, by day.
        let rate: Double
        /// The weight of the history in the rate, r + x: its coefficient of variation is 1 ÷ √shape.
        let shape: Double
        /// The mean amount of a purchase.
        let spend: Double
        /// The squared coefficient of variation of the mean amount, as history and parameters leave it open.
        let spendDoubt: Double
        /// The squared coefficient of variation of the purchases up to the last time, as the parameters leave it open.
        let parameterDoubt: Double
    }

    /// The model of the times.
    let timing: DoubtfulTiming
    /// The model of the amounts.
    let spending: Spending

    /// Fits the model of the times to the histories of customers.
    ///
    /// - Throws: `ValueError` when there is too little to fit, or the search does not come to a sound end.
    init(_ model: LifetimeModel, table: PurchaseTable, spending: Spending) throws(ValueError) {
        self.spending = spending
        timing =
            switch model {
            case .paretoNBD: try DoubtfulTiming(try ParetoNBD.fit(table), name: model.name)
            default: try DoubtfulTiming(try BGNBD.fit(table), name: model.name)
            }
    }

    /// The fit of the amounts.
    struct Spending {
        /// The model at the parameters of greatest likelihood.
        let model: GammaGamma
        /// How they were found.
        let report: FitReport
        /// Whether counts and amounts go together, which the model does not allow for.
        let isDependent: Bool
        fileprivate let covariance: [Double]

        /// Fits the amounts of customers who paid any.
        ///
        /// - Throws: `ValueError` when there is too little to fit, or the search does not come to a sound end.
        init(_ histories: [PurchaseHistory]) throws(ValueError) {
            let paid = histories.filter { $0.paid > 0 }
            let table = try SpendTable(paid.map { (count: $0.paid, mean: $0.mean) })
            let fitted = try GammaGamma.fit(table)
            covariance = try fitted.report.soundCovariance(of: "the gamma-gamma model of amounts")
            model = fitted.model
            report = fitted.report
            isDependent = table.isDependent
        }
    }

    /// What is expected of a customer up to the end of each of the times, in days.
    ///
    /// - Returns: Nothing when no mean amount can be expected of it.
    func outlook(_ history: PurchaseHistory, times: [Double]) -> Outlook? {
        let amounts = spending.model
        guard let spend = amounts.expectedMean(count: history.paid, mean: history.mean), spend.isFinite else {
            return nil
        }
        let own = amounts.doubt(count: history.paid) ?? 1
        let open = amounts.parameterDoubt(
            count: history.paid, mean: history.mean, covariance: spending.covariance)
        let model = timing.model
        let alive = model.aliveProbability(history.repeats)
        let shape = model.r + Double(history.repeats.repeats)
        return Outlook(
            alive: alive, purchases: times.map { alive * model.purchasesIfAlive(in: $0, after: history.repeats) },
            rate: shape / (model.alpha + history.repeats.age), shape: shape, spend: spend,
            spendDoubt: (1 + own * own) * (1 + open) - 1,
            parameterDoubt: times.last.map { timing.doubt(in: $0, after: history.repeats) } ?? 0)
    }
}
