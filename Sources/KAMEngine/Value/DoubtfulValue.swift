internal import func Glibc.exp
internal import func Glibc.log
internal import KAMModel

/// The interval of 80 % of a value that is nothing with some chance, else spread about its mean.
///
/// The spread is lognormal with the given coefficient of variation; the tenths of the mixture bound the interval, which is
/// widened where it must be to hold the value itself.
struct DoubtfulValue {
    /// The value to use, 0 or more: the mean of the mixture.
    let value: Double
    /// The chance that it is not nothing, 0…1.
    let alive: Double
    /// The squared coefficient of variation of what it is if not nothing.
    let variation: Double

    /// The interval.
    var estimate: Estimate {
        guard value > 0, alive > 0 else { return Estimate(exactly: value) }
        return Estimate(low: min(value, quantile(0.1)), value: value, high: max(value, quantile(0.9)))
    }

    private func quantile(_ share: Double) -> Double {
        let within = (share - (1 - alive)) / alive
        guard within > 0 else { return 0 }
        let spread = log(1 + variation)
        return value / alive * exp(spread.squareRoot() * Normal.quantile(within) - spread / 2)
    }
}

extension Estimate {
    /// A product of two doubtful quantities that are independent, with an interval of 80 %.
    ///
    /// Each half of the interval is the root of the sum of squares of what either factor's half makes of it (first-order
    /// propagation); the product of the outer bounds would be too wide, for both are rarely bad together.
    static func product(_ left: Estimate, _ right: Estimate) -> Estimate {
        let value = left.value * right.value
        func half(_ leftHalf: Double, _ rightHalf: Double) -> Double {
            let first = right.value * leftHalf
            let second = left.value * rightHalf
            return (first * first + second * second).squareRoot()
        }
        // A negative factor turns the halves of the other round.
        let (down, up) = (left.value - left.low, left.high - left.value)
        let (under, over) = (right.value - right.low, right.high - right.value)
        let low = half(right.value < 0 ? up : down, left.value < 0 ? over : under)
        let high = half(right.value < 0 ? down : up, left.value < 0 ? under : over)
        return Estimate(low: value - low, value: value, high: value + high)
    }

    /// The estimate with a number added that is not in doubt.
    func adding(_ number: Double) -> Estimate {
        Estimate(low: low + number, value: value + number, high: high + number)
    }
}
