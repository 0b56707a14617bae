internal import func Glibc.exp
internal import func Glibc.log
internal import func Glibc.log1p
internal import func Glibc.pow
internal import func Glibc.sin

/// Gauss's hypergeometric function ₂F₁(a, b; c; z) for real arguments, z ≤ 1.
///
/// The power series where |z| ≤ 0.9; below that Pfaff's transformation; above it the connection to 1 − z, unless
/// c − a − b is near a whole number or the two parts cancel, where the series goes on with Euler's transformation.
/// At z = 1 Gauss's sum.
/// - Source: Abramowitz & Stegun, 15.1.1, 15.1.20, 15.3.3, 15.3.4 and 15.3.6.
enum GaussHypergeometric {
    /// How many terms the series takes at most; enough for z up to 0.9999.
    private static let mostTerms = 1_000_000

    /// ₂F₁(a, b; c; z).
    ///
    /// - Returns: Not a number for z > 1, for a c of 0, −1, −2 …, or where the series does not converge.
    static func value(_ a: Double, _ b: Double, _ c: Double, _ z: Double) -> Double {
        guard a.isFinite, b.isFinite, c.isFinite, z <= 1, !(c <= 0 && c == c.rounded()) else { return .nan }
        if z == 0 { return 1 }
        if z < -0.5 { return pow(1 - z, -a) * value(a, c - b, c, z / (z - 1)) }
        if z <= 0.9 { return series(a, b, c, z) }
        let excess = c - a - b
        if z == 1 { return excess > 0 ? gamma([c, excess], over: [c - a, c - b]) : .infinity }
        if abs(excess - excess.rounded()) > 1e-3, let connected = connected(a, b, c, z) { return connected }
        return excess < 0 ? pow(1 - z, excess) * series(c - a, c - b, c, z) : series(a, b, c, z)
    }

    private static func series(_ a: Double, _ b: Double, _ c: Double, _ z: Double) -> Double {
        var term = 1.0
        var sum = 1.0
        for index in 0..<mostTerms {
            let n = Double(index)
            let ratio = (a + n) * (b + n) / ((c + n) * (n + 1)) * z
            term *= ratio
            sum += term
            // The rest is a geometric series at most, once the ratio has settled below 1.
            if abs(ratio) < 1, abs(term) <= 1e-17 * abs(sum) * (1 - abs(ratio)) { return sum }
            if !sum.isFinite { return .nan }
        }
        return .nan
    }

    /// The connection to 1 − z; nothing where its two parts cancel each other.
    private static func connected(_ a: Double, _ b: Double, _ c: Double, _ z: Double) -> Double? {
        let excess = c - a - b
        let first = gamma([c, excess], over: [c - a, c - b]) * series(a, b, 1 - excess, 1 - z)
        let second =
            exp(excess * log1p(-z)) * gamma([c, -excess], over: [a, b])
            * series(c - a, c - b, 1 + excess, 1 - z)
        let sum = first + second
        guard sum.isFinite, abs(sum) > 1e-3 * max(abs(first), abs(second)) else { return nil }
        return sum
    }

    /// A quotient of products of gamma functions; 0 where a pole is below.
    private static func gamma(_ above: [Double], over below: [Double]) -> Double {
        var logarithm = 0.0
        var sign = 1.0
        for (arguments, side) in [(above, 1.0), (below, -1.0)] {
            for argument in arguments {
                if argument <= 0, argument == argument.rounded() { return side < 0 ? 0 : .nan }
                if argument > 0 {
                    logarithm += side * LogGamma.value(argument)
                } else {
                    // Γ(x)·Γ(1 − x) = π ÷ sin πx.
                    let sine = sin(Double.pi * argument)
                    logarithm += side * (log(Double.pi / abs(sine)) - LogGamma.value(1 - argument))
                    if sine < 0 { sign = -sign }
                }
            }
        }
        return sign * exp(logarithm)
    }
}
