internal import KAMModel

/// What an account's trailing quarters say of its yearly won amount.
///
/// Of the quarters in the snapshot at most the latest eight count, and only those since the account's first day: a
/// quarter before it is not a quarter without wins. A year is four quarters of 91 days.
struct RunRate {
    /// The quarters that count, the latest first.
    let quarters: [Double]

    /// Takes the quarters of an account that count on a day.
    init(_ account: Account, asOf: Day) {
        guard let since = account.history.since, since <= asOf else {
            quarters = []
            return
        }
        let lived = (asOf.ordinal - since.ordinal) / 91 + 1
        quarters = Array(account.history.wonAmounts.prefix(min(lived, 8)))
    }

    /// Takes quarters, the latest first.
    init(quarters: [Double]) {
        self.quarters = quarters
    }

    /// The mean won amount a quarter; nothing when none was observed.
    var quarterMean: Double? {
        quarters.isEmpty ? nil : quarters.reduce(0, +) / Double(quarters.count)
    }

    /// The change from the four quarters before the last four, as a share; nothing without both or from nothing.
    var growth: Double? {
        guard quarters.count == 8 else { return nil }
        let before = quarters[4..<8].reduce(0, +)
        guard before > 0 else { return nil }
        return (quarters[0..<4].reduce(0, +) - before) / before
    }

    /// The standard deviation by quarter over the mean; nothing from fewer than three quarters or without a win.
    var volatility: Double? { variation(from: 3) }

    /// The standard deviation by quarter over the mean; nothing from fewer quarters or without a win.
    func variation(from least: Int) -> Double? {
        let moments = SampleMoments(quarters)
        guard quarters.count >= least, moments.mean > 0 else { return nil }
        return moments.deviation.map { $0 / moments.mean }
    }

    /// How many degrees of freedom the usual variation counts for against an account's own.
    static let usualFreedom = 4.0

    /// The standard deviation by quarter over the mean that is to be expected of the account.
    ///
    /// Its own variance with n − 1 degrees of freedom pooled with the usual one with `usualFreedom`: a few quarters that
    /// happen to be alike are no certainty. The usual one alone where the account has none.
    func expectedVariation(usual: Double) -> Double {
        guard let own = volatility else { return usual }
        let freedom = Double(quarters.count - 1)
        let squares = freedom * own * own + RunRate.usualFreedom * usual * usual
        return (squares / (freedom + RunRate.usualFreedom)).squareRoot()
    }

    /// The standard deviation of the quarter's mean, as these quarters and the weight of the segment's mean leave it open.
    ///
    /// The posterior of the linear Bayes estimate: by-quarter deviation ÷ √(quarters + weight).
    /// `usual`: The deviation over the mean of others, to which the own one is shrunk.
    func doubt(weight: Double, usual: Double, mean: Double) -> Double {
        let deviation = expectedVariation(usual: usual) * max(quarterMean ?? 0, volatility == nil ? mean : 0)
        let count = Double(quarters.count) + weight
        return count > 0 ? max(0, deviation) / count.squareRoot() : 0
    }

    /// The quarter's mean, shrunk to the mean of others that weighs as much as so many quarters.
    func shrunk(to mean: Double, weight: Double) -> Double {
        let count = Double(quarters.count)
        guard count + weight > 0 else { return mean }
        return (quarters.reduce(0, +) + weight * mean) / (count + weight)
    }
}
