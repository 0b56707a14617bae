internal import func Glibc.log

/// The logarithm of the gamma function and its derivatives, for positive arguments.
///
/// Stirling's series from 8 on, the recurrence below: absolute error under 1e-13 where the result is of order 1, relative
/// error near 1e-15 where it is large.
/// - Source: Abramowitz & Stegun, *Handbook of Mathematical Functions*, 6.1.40, 6.3.18 and 6.4.11.
enum LogGamma {
    private static let halfLogTwoPi = 0.918938533204672741780329736406

    /// ln Γ(x); infinite at 0, not a number below.
    static func value(_ x: Double) -> Double {
        guard x > 0 else { return x == 0 ? .infinity : .nan }
        var argument = x
        var product = 1.0
        while argument < 8 {
            product *= argument
            argument += 1
        }
        let inverse = 1 / argument
        let square = inverse * inverse
        let tail =
            inverse
            * (1 / 12.0 - square
                * (1 / 360.0 - square
                    * (1 / 1260.0 - square
                        * (1 / 1680.0 - square * (1 / 1188.0 - square * (691 / 360_360.0 - square / 156))))))
        return (argument - 0.5) * log(argument) - argument + halfLogTwoPi + tail - (product == 1 ? 0 : log(product))
    }

    /// ψ(x), the derivative of ln Γ; not a number at 0 and below.
    static func derivative(_ x: Double) -> Double {
        guard x > 0 else { return .nan }
        var argument = x
        var sum = 0.0
        while argument < 8 {
            sum += 1 / argument
            argument += 1
        }
        let inverse = 1 / argument
        let square = inverse * inverse
        let tail =
            square
            * (1 / 12.0 - square
                * (1 / 120.0 - square
                    * (1 / 252.0 - square
                        * (1 / 240.0 - square * (1 / 132.0 - square * (691 / 32_760.0 - square / 12))))))
        return log(argument) - 0.5 * inverse - tail - sum
    }

    /// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b).
    static func beta(_ a: Double, _ b: Double) -> Double { value(a) + value(b) - value(a + b) }
}
