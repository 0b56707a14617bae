internal import func Glibc.exp
internal import func Glibc.log
internal import KAMModel

/// How many purchases a customer may make in a time, and of what amount.
///
/// With chance 1 − `alive` none; else a negative binomial number about the expectation, with the shape of the customer's
/// rate. The doubt about the parameters lowers the shape.
struct FuturePurchases {
    private let expected: Double
    private let alive: Double
    private let mean: Double
    private let shape: Double

    init(expected: Double, alive: Double, shape: Double, doubt: Double) {
        self.expected = expected
        self.alive = alive
        mean = alive > 0 ? expected / alive : 0
        self.shape = 1 / (1 / max(shape, 1e-9) + doubt)
    }

    /// The expected number with the tenths of its distribution, or the expectation where that lies beyond.
    var counts: Estimate {
        guard mean > 0, alive > 0 else { return Estimate(exactly: expected) }
        return Estimate(low: min(expected, quantile(0.1)), value: expected, high: max(expected, quantile(0.9)))
    }

    /// The expected amount with the tenths of its distribution.
    ///
    /// Given that there are purchases at all the amount is taken as lognormal with its mean and variance.
    /// `spend` is the mean amount of a purchase, `doubt` the squared coefficient of variation of that mean, and `shape` that
    /// of the gamma distribution of single amounts.
    func amounts(spend: Double, doubt: Double, shape amountShape: Double) -> Estimate {
        let value = expected * spend
        guard mean > 0, alive > 0 else { return Estimate(exactly: value) }
        let none = 1 - alive + alive * exp(self.shape * log(self.shape / (self.shape + mean)))
        let some = max(1e-12, 1 - none)
        let spread = 1 / mean * (1 + 1 / amountShape) + 1 / self.shape
        let square = alive * mean * mean * (1 + spread) * (1 + doubt) / some
        let center = expected / some
        let variation = max(0, square / (center * center) - 1)
        return DoubtfulValue(value: value, alive: some, variation: variation).estimate
    }

    /// The least number that has at least the share of the probability at or below it.
    private func quantile(_ share: Double) -> Double {
        let ratio = mean / (shape + mean)
        var term = alive * exp(shape * log(shape / (shape + mean)))
        var sum = 1 - alive + term
        var count = 0.0
        while sum < share, count < 1e6 {
            term *= (shape + count) / (count + 1) * ratio
            sum += term
            count += 1
        }
        return count
    }
}
