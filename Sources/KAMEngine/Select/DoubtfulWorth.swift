internal import func Glibc.exp
internal import func Glibc.log
internal import KAMModel

/// What an account may gain as key: the uplift of what its future may be worth, with the worth used as the mean.
///
/// The lifetime value is nothing with a chance p, else lognormal; p and the spread σ are those at which the mean is the value
/// used, the 90 % quantile the interval's upper end, and the 10 % quantile its lower one. A lower end of 0 takes the least p,
/// and an interval that no such pair fits keeps the mean and comes as near to the ends as it can. Values that may be negative
/// are normal. What the pipeline adds is not in doubt.
struct DoubtfulWorth {
    /// The gain used, at a merit of 50.
    let gain: Double
    /// Whether nothing is in doubt.
    var isExact: Bool { spread == .none }

    private enum Spread: Equatable {
        case none
        case normal(deviation: Double)
        /// `scale` is the median of what it is if not nothing.
        case lognormal(nothing: Double, scale: Double, deviation: Double)
    }

    private let uplift: Double
    private let lifetime: Double
    private let pipeline: Double
    private let spread: Spread

    /// Takes an account's worth as it was valued.
    init(_ value: AccountValue, uplift: Double) {
        self.init(lifetime: value.lifetime.value, pipeline: value.pipelineValue, uplift: uplift)
    }

    /// Takes a lifetime value with its interval of 80 %, what a pipeline adds, and the share gained of both.
    init(lifetime: Estimate, pipeline: Double, uplift: Double) {
        self.uplift = uplift
        self.lifetime = lifetime.value
        self.pipeline = pipeline
        gain = uplift * (lifetime.value + pipeline)
        spread =
            if lifetime.low >= lifetime.high || (lifetime.low >= 0 && lifetime.value == 0) {
                // What is never negative and has a mean of 0 is 0.
                .none
            } else if lifetime.low < 0 {
                .normal(deviation: (lifetime.high - lifetime.low) / (2 * Normal.tenth))
            } else {
                DoubtfulWorth.lognormal(lifetime)
            }
    }

    /// A draw of the gain at a merit of 50.
    func draw(_ random: inout SplitMix64) -> Double {
        switch spread {
        case .none: return gain
        case .normal(let deviation): return uplift * (lifetime + deviation * Normal.draw(&random) + pipeline)
        case .lognormal(let nothing, let scale, let deviation):
            if nothing > 0, random.unit() < nothing { return uplift * pipeline }
            return uplift * (scale * exp(deviation * Normal.draw(&random)) + pipeline)
        }
    }

    private static func lognormal(_ estimate: Estimate) -> Spread {
        let (low, high) = (estimate.low / estimate.value, estimate.high / estimate.value)
        var nothing = 0.0
        if high <= 1 {
            // All that lies above the value used lies above the interval too.
            nothing = 0.9
        } else {
            // The least chance of nothing at which the upper end is reached, then the one at which the lower one is.
            nothing = bisected(0, 0.9) { reach(nothing: $0) >= high }
            if low <= 0 {
                nothing = max(nothing, 0.1)
            } else if nothing < 0.1 {
                nothing = bisected(nothing, 0.1) { lower(nothing: $0, high: high) <= low }
            }
        }
        let deviation = deviation(nothing: nothing, high: high)
        return .lognormal(
            nothing: nothing, scale: estimate.value / (1 - nothing) * exp(-deviation * deviation / 2),
            deviation: deviation)
    }

    /// The least number between two from which on something holds, as far as twenty halvings tell.
    private static func bisected(_ from: Double, _ to: Double, _ holds: (Double) -> Bool) -> Double {
        if holds(from) { return from }
        var (below, above) = (from, to)
        for _ in 0..<20 {
            let middle = (below + above) / 2
            if holds(middle) { above = middle } else { below = middle }
        }
        return above
    }

    /// The greatest 90 % quantile, as a multiple of the mean, that any spread gives.
    private static func reach(nothing: Double) -> Double {
        let z = max(0, Normal.quantile((0.9 - nothing) / (1 - nothing)))
        return exp(z * z / 2) / (1 - nothing)
    }

    /// The least spread with an upper end: the smaller root of log(high·(1 − p)) = σz − σ²/2.
    private static func deviation(nothing: Double, high: Double) -> Double {
        let z = Normal.quantile((0.9 - nothing) / (1 - nothing))
        guard z > 0 else { return 0 }
        return max(0, z - max(0, z * z - 2 * log(high * (1 - nothing))).squareRoot())
    }

    /// The 10 % quantile, as a multiple of the mean, where the upper end is reached.
    private static func lower(nothing: Double, high: Double) -> Double {
        let within = (0.1 - nothing) / (1 - nothing)
        guard within > 0 else { return 0 }
        let deviation = deviation(nothing: nothing, high: high)
        return exp(deviation * Normal.quantile(within) - deviation * deviation / 2) / (1 - nothing)
    }
}
