internal import func Glibc.cos
internal import func Glibc.erfc
internal import func Glibc.exp
internal import func Glibc.log
internal import func Glibc.sqrt

/// The standard normal distribution.
enum Normal {
    /// The quantile of 0.9, by which an interval of 80 % is made.
    static let tenth = 1.2815515655446004

    /// The probability of less than z.
    static func probability(_ z: Double) -> Double { 0.5 * erfc(-z * 0.5.squareRoot()) }

    /// The value below which the share p lies; infinite at 0 and 1.
    ///
    /// Halley's method from the logistic distribution that resembles the normal one.
    static func quantile(_ p: Double) -> Double {
        if p <= 0 { return -.infinity }
        if p >= 1 { return .infinity }
        var z = log(p / (1 - p)) * 0.5513
        for _ in 0..<60 {
            let density = Normal.density(z)
            let error = probability(z) - p
            let newton = error / max(density, 1e-300)
            let step = newton / (1 + z * newton / 2)
            z -= step
            if abs(step) < 1e-13 { break }
        }
        return z
    }

    private static func density(_ z: Double) -> Double { 0.3989422804014327 * exp(-z * z / 2) }

    /// A draw.
    ///
    /// - Source: Box & Muller, *Annals of Mathematical Statistics* 29, 1958.
    static func draw(_ generator: inout some RandomNumberGenerator) -> Double {
        let first = Double(generator.next() >> 11) * 0x1p-53
        let second = Double(generator.next() >> 11) * 0x1p-53
        return sqrt(-2 * log(1 - first)) * cos(2 * Double.pi * second)
    }
}
