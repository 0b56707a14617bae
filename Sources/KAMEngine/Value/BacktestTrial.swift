internal import KAMModel

/// A day at which history is cut: what was known by then, and what came after.
struct BacktestTrial {
    /// What a model foretells of one account, with an interval of 80 % where it has one.
    struct Forecast {
        let value: Double
        let interval: Estimate?
    }

    /// The customers as they were known on the day.
    let base: CustomerBase
    /// What the accounts that had bought by then did after, in the order of the snapshot.
    let actual: [Double]
    private let snapshot: Snapshot
    private let policy: Policy
    private let measure: ValueBacktest.Measure
    private let split: Day
    private let days: Double
    /// The accounts that had bought, as indices of the snapshot, with their histories.
    private let customers: [(index: Int, history: PurchaseHistory)]

    init(_ snapshot: Snapshot, policy: Policy, measure: ValueBacktest.Measure, split: Day) {
        self.snapshot = snapshot
        self.policy = policy
        self.measure = measure
        self.split = split
        days = Double(snapshot.asOf.ordinal - split.ordinal)
        let base = CustomerBase(snapshot, until: split)
        self.base = base
        customers = base.histories.enumerated().compactMap { index, history in history.map { (index, $0) } }
        actual = customers.map { customer in
            BacktestTrial.bought(
                snapshot.accounts[customer.index], from: split.advanced(by: 1), to: snapshot.asOf, measure)
        }
    }

    /// Every model against what happened, the naive ones last.
    func rows() -> [ValueBacktest.Row] {
        let models: [LifetimeModel] = [.bgNBD, .paretoNBD]
        let fits = base.forecasts(models)
        var rows = [row(LifetimeModel.formula.rawValue, formula())]
        for model in models {
            switch fits[model] {
            case .success(let forecast):
                let note: Phrase? =
                    forecast.spending.isDependent
                    ? Phrase(
                        "Frequent buyers spend otherwise than rare ones, which the model of amounts does not allow for.",
                        ja: "購入頻度と購入単価に相関があり、金額モデルの前提に反する。") : nil
                rows.append(row(model.rawValue, repeats(forecast), note: note))
            case .failure(let error): rows.append(Self.unfit(model.rawValue, error.description))
            case nil: break
            }
        }
        rows.append(
            Self.unfit(
                LifetimeModel.shiftedBetaGeometric.rawValue,
                Phrase(
                    "Contracts carry no dates of their renewals, so they cannot be held out.",
                    ja: "契約に更新日の記録がないため、検証期間を分けられない。")))
        rows.append(row("naive_repeat", repetition()))
        rows.append(row("naive_mean", mean()))
        return rows
    }

    private func row(_ model: String, _ forecasts: [Forecast], note: Phrase? = nil) -> ValueBacktest.Row {
        let count = Double(max(1, forecasts.count))
        var (absolute, square, within) = (0.0, 0.0, 0)
        for (forecast, actual) in zip(forecasts, actual) {
            absolute += abs(forecast.value - actual)
            square += (forecast.value - actual) * (forecast.value - actual)
            if let interval = forecast.interval, interval.low <= actual, actual <= interval.high { within += 1 }
        }
        let predicted = forecasts.reduce(0) { $0 + $1.value }
        let happened = actual.reduce(0, +)
        return ValueBacktest.Row(
            model: model, isApplicable: !forecasts.isEmpty, predicted: predicted,
            meanAbsoluteError: absolute / count, rootMeanSquareError: (square / count).squareRoot(),
            bias: happened > 0 ? (predicted - happened) / happened : nil,
            intervalCoverage: forecasts.contains { $0.interval != nil } ? Double(within) / count : nil, note: note)
    }

    private static func unfit(_ model: String, _ problem: String) -> ValueBacktest.Row {
        unfit(model, Phrase("It cannot be fitted: \(problem).", ja: "推定できない(\(problem))。"))
    }

    private static func unfit(_ model: String, _ note: Phrase) -> ValueBacktest.Row {
        ValueBacktest.Row(
            model: model, isApplicable: false, predicted: nil, meanAbsoluteError: nil, rootMeanSquareError: nil,
            bias: nil, intervalCoverage: nil, note: note)
    }

    /// What a model of repeat purchases foretells.
    private func repeats(_ forecast: RepeatForecast) -> [Forecast] {
        customers.map { customer in
            guard let outlook = forecast.outlook(customer.history, times: [days]) else {
                return Forecast(value: 0, interval: nil)
            }
            let purchases = outlook.purchases[0]
            let future = FuturePurchases(
                expected: purchases, alive: outlook.alive, shape: outlook.shape, doubt: outlook.parameterDoubt)
            switch measure {
            case .purchases: return Forecast(value: purchases, interval: future.counts)
            case .amount:
                return Forecast(
                    value: purchases * outlook.spend,
                    interval: future.amounts(
                        spend: outlook.spend, doubt: outlook.spendDoubt, shape: forecast.spending.model.p))
            }
        }
    }

    /// What the plain formula foretells: the run rate while customers stay.
    private func formula() -> [Forecast] {
        let economics = policy.economics
        let rates = quarters()
        let means = SegmentRates(zip(customers, rates).map { (snapshot.accounts[$0.index].segment, $1) })
        let length = Annuity.volume(
            within: days / RepeatLifetime.daysPerYear, retention: economics.retention, growth: economics.growth)
        return zip(customers, rates).map { customer, rate in
            let mean = means.mean(of: snapshot.accounts[customer.index].segment)
            let quarter = rate.shrunk(to: mean, weight: economics.shrinkageQuarters)
            let doubt = rate.doubt(weight: economics.shrinkageQuarters, usual: means.volatility, mean: mean)
            let own = rate.expectedVariation(usual: means.volatility) * max(rate.quarterMean ?? 0, 0)
            let coming = 4 * length
            let deviation = (coming * coming * doubt * doubt + coming * own * own).squareRoot() * Normal.tenth
            let value = coming * quarter
            return Forecast(
                value: value,
                interval: Estimate(
                    low: min(value, max(0, value - deviation)), value: value, high: value + deviation))
        }
    }

    /// What each customer did in the stretch of the same length before the day.
    private func repetition() -> [Forecast] {
        let start = split.advanced(by: 1 - Int(days))
        return customers.map {
            Forecast(
                value: Self.bought(snapshot.accounts[$0.index], from: start, to: split, measure), interval: nil)
        }
    }

    /// What the mean customer did in a day since its first purchase, for all alike.
    private func mean() -> [Forecast] {
        var (bought, lived) = (0.0, 0.0)
        for customer in customers {
            let history = customer.history
            bought += Self.bought(snapshot.accounts[customer.index], from: history.first, to: split, measure)
            lived += history.repeats.age + 1
        }
        return customers.map { _ in Forecast(value: lived > 0 ? bought / lived * days : 0, interval: nil) }
    }

    /// The trailing quarters of each customer as of the day, the latest first, none before it was seen.
    private func quarters() -> [RunRate] {
        customers.map { customer in
            let account = snapshot.accounts[customer.index]
            let since = min(account.history.since ?? customer.history.first, customer.history.first)
            let lived = (split.ordinal - since.ordinal) / 91 + 1
            var quarters = [Double](repeating: 0, count: min(8, max(1, min(lived, base.days / 91))))
            for index in quarters.indices {
                let end = split.advanced(by: -91 * index)
                quarters[index] = Self.bought(account, from: end.advanced(by: -90), to: end, measure)
            }
            return RunRate(quarters: quarters)
        }
    }

    private static func counts(_ purchase: Purchase) -> Bool { purchase.amount.isFinite && purchase.amount >= 0 }

    private static func bought(_ account: Account, from: Day, to: Day, _ measure: ValueBacktest.Measure) -> Double {
        // Purchases are in order of day, and those of one day are one.
        var (sum, count) = (0.0, 0.0)
        var latest: Day?
        for purchase in account.history.purchases where purchase.day >= from && purchase.day <= to && counts(purchase) {
            sum += purchase.amount
            if purchase.day != latest { count += 1 }
            latest = purchase.day
        }
        return measure == .amount ? sum : count
    }
}
