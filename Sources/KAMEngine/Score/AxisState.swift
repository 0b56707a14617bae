internal import func Glibc.exp
internal import func Glibc.log

/// The last step of each method: what its sums over the criteria come to, 0…100.
enum AxisState {
    /// The logarithm of points as a share of 100; no points give −∞.
    static func log(_ points: Double) -> Double { points > 0 ? Glibc.log(points / 100) : -.infinity }

    /// The weighted product, of the weighted sum of the logarithms.
    static func product(_ logarithm: Double) -> Double { min(100, 100 * exp(logarithm)) }

    static func square(_ value: Double) -> Double { value * value }

    /// The closeness to the ideal, of the squared distances to the ideal and from its opposite.
    static func closeness(_ toIdeal: Double, _ fromOpposite: Double) -> Double {
        100 * share(toIdeal.squareRoot(), fromOpposite.squareRoot())
    }

    /// *far* ÷ (*near* + *far*), 0 where both are 0; written so that rounding, too, falls with *near* and rises with *far*.
    static func share(_ near: Double, _ far: Double) -> Double { far > 0 ? 1 / (1 + near / far) : 0 }

    /// The compromise of both regrets, in points, with equal say.
    static func compromise(_ mean: Double, _ worst: Double) -> Double { min(100, max(0, 100 - (mean + worst) / 2)) }
}
