internal import KAMModel

/// What a fitted model of repeat purchases expects of customers: BG/NBD or Pareto/NBD for the times, gamma-gamma for the
/// amounts.
struct RepeatForecast {
    /// A model of the times.
    enum Timing {
        case bgNBD(Fitted<BGNBD>)
        case paretoNBD(Fitted<ParetoNBD>)
    }

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
        /// The squared coefficient of variation of the mean amount, as the history leaves it open.
        let spendDoubt: Double
    }

    /// The model of the times.
    let timing: Timing
    /// The model of the amounts.
    let spending: Fitted<GammaGamma>
    /// Whether counts and amounts go together, which the model of amounts does not allow for.
    let isDependent: Bool
    /// The squared coefficient of variation of what is expected, as the parameters leave it open.
    let parameterDoubt: Double

    /// Fits both models to the histories of customers.
    ///
    /// `histories`: Of at most so many customers as the fit is to count with.
    /// - Throws: `ValueError` when there is too little to fit, or the search does not end at a greatest likelihood.
    init(
        _ model: LifetimeModel, table: PurchaseTable, histories: [PurchaseHistory], spending: Spending, days: Double
    ) throws(ValueError) {
        self.spending = spending.fitted
        isDependent = spending.isDependent
        switch model {
        case .paretoNBD:
            let fitted = try ParetoNBD.fit(table)
            try RepeatForecast.requireEnd(fitted.report, model)
            timing = .paretoNBD(fitted)
            parameterDoubt = RepeatForecast.doubt(fitted, histories) { model, history in
                model.expectedPurchases(in: days, after: history)
            }
        default:
            let fitted = try BGNBD.fit(table)
            try RepeatForecast.requireEnd(fitted.report, model)
            timing = .bgNBD(fitted)
            parameterDoubt = RepeatForecast.doubt(fitted, histories) { model, history in
                model.expectedPurchases(in: days, after: history)
            }
        }
    }

    /// The fit of the amounts.
    struct Spending {
        let fitted: Fitted<GammaGamma>
        let isDependent: Bool

        /// Fits the amounts of customers who paid any.
        init(_ histories: [PurchaseHistory]) throws(ValueError) {
            let paid = histories.filter { $0.paid > 0 }
            let table = try SpendTable(paid.map { (count: $0.paid, mean: $0.mean) })
            fitted = try GammaGamma.fit(table)
            isDependent = table.isDependent
        }
    }

    /// How the search for the parameters of the times ended.
    var report: FitReport {
        switch timing {
        case .bgNBD(let fitted): fitted.report
        case .paretoNBD(let fitted): fitted.report
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
        let doubt = amounts.doubt(count: history.paid) ?? 1
        let repeats = Double(history.repeats.repeats)
        switch timing {
        case .bgNBD(let fitted):
            let model = fitted.model
            let alive = model.aliveProbability(history.repeats)
            return Outlook(
                alive: alive, purchases: times.map { model.expectedPurchases(in: $0, after: history.repeats) },
                rate: (model.r + repeats) / (model.alpha + history.repeats.age), shape: model.r + repeats,
                spend: spend, spendDoubt: doubt * doubt)
        case .paretoNBD(let fitted):
            let model = fitted.model
            let alive = model.aliveProbability(history.repeats)
            let rate = (model.r + repeats) / (model.alpha + history.repeats.age)
            return Outlook(
                alive: alive,
                purchases: times.map { alive * rate * model.expectedLife(in: $0, age: history.repeats.age) },
                rate: rate, shape: model.r + repeats, spend: spend, spendDoubt: doubt * doubt)
        }
    }

    private static func requireEnd(_ report: FitReport, _ model: LifetimeModel) throws(ValueError) {
        guard report.status == .converged || report.status == .stalled, report.gradientNorm < 1e-4 else {
            throw .tooLittle("the fit of \(model.name) did not converge")
        }
    }

    /// The squared coefficient of variation of what is expected that the covariance of the parameters gives, by the delta
    /// method, averaged over at most 100 customers spread evenly; 0 where the data leaves a parameter open.
    private static func doubt<Model: LikelihoodModel>(
        _ fitted: Fitted<Model>, _ histories: [PurchaseHistory], _ expected: (Model, RepeatPurchases) -> Double
    ) -> Double {
        guard let covariance = fitted.report.covariance, !histories.isEmpty else { return 0 }
        let center = fitted.model.logParameters
        let stride = max(1, histories.count / 100)
        var sum = 0.0
        var count = 0.0
        for index in Swift.stride(from: 0, to: histories.count, by: stride) {
            let history = histories[index].repeats
            let base = expected(fitted.model, history)
            guard base > 1e-9 else { continue }
            let slopes = center.indices.map { parameter in
                var shifted = center
                shifted[parameter] += 1e-4
                let up = expected(Model(logParameters: shifted), history)
                shifted[parameter] -= 2e-4
                return (up - expected(Model(logParameters: shifted), history)) / (2e-4 * base)
            }
            for row in center.indices {
                for column in center.indices {
                    sum += slopes[row] * slopes[column] * covariance[row * center.count + column]
                }
            }
            count += 1
        }
        return count > 0 ? max(0, sum / count) : 0
    }
}
