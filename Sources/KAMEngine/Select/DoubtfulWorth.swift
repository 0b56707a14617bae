internal import func Glibc.exp
internal import func Glibc.log
internal import KAMModel

/// What an account may gain as key: the uplift of what its future may be worth, with the worth used as the mean.
///
/// An interval above 0 is taken as lognormal, each half with its own spread about the median at which the mean is the value
/// used, so that both ends are quantiles. One that reaches 0 is nothing with a chance p, else lognormal with the mean and the
/// upper end kept; p is the least, from a tenth on, with which that is possible. An interval that no such numbers fit keeps
/// the mean and comes as near to the ends as it can. Values that may be negative are normal. What the pipeline adds is not
/// in doubt.
struct DoubtfulWorth {
    /// The gain used, at a merit of 50.
    let gain: Double
    /// Whether nothing is in doubt.
    var isExact: Bool { spread == .none }

    private enum Spread: Equatable {
        case none
        case normal(deviation: Double)
        /// Of what it is if not nothing: the median, and the deviation of the logarithm below and above it.
        case lognormal(nothing: Double, median: Double, below: Double, above: Double)
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
                lifetime.low > 0 ? DoubtfulWorth.halves(lifetime) : DoubtfulWorth.mixture(lifetime)
            }
    }

    /// A draw of the gain at a merit of 50.
    func draw(_ random: inout SplitMix64) -> Double {
        switch spread {
        case .none: return gain
        case .normal(let deviation): return uplift * (lifetime + deviation * Normal.draw(&random) + pipeline)
        case .lognormal(let nothing, let median, let below, let above):
            if nothing > 0, random.unit() < nothing { return uplift * pipeline }
            let normal = Normal.draw(&random)
            return uplift * (median * exp(normal * (normal < 0 ? below : above)) + pipeline)
        }
    }

    private static func halves(_ estimate: Estimate) -> Spread {
        /// The deviations about a median, and what the mean then is more than the value used.
        func spread(_ median: Double) -> (below: Double, above: Double, excess: Double) {
            let below = log(median / estimate.low) / Normal.tenth
            let above = log(estimate.high / median) / Normal.tenth
            let mean =
                exp(below * below / 2) * Normal.probability(-below) + exp(above * above / 2) * Normal.probability(above)
            return (below, above, median * mean - estimate.value)
        }
        // The mean falls with the median, until a long half above raises it again: the first crossing is the tamer one.
        let step = exp(log(estimate.low / estimate.high) / 32)
        var (upper, nearest) = (estimate.high, estimate.high)
        for _ in 0..<32 {
            var lower = max(estimate.low, upper * step)
            let isAbove = spread(upper).excess > 0
            if abs(spread(lower).excess) < abs(spread(nearest).excess) { nearest = lower }
            guard (spread(lower).excess > 0) != isAbove else {
                upper = lower
                continue
            }
            for _ in 0..<40 {
                let middle = (lower + upper) / 2
                if (spread(middle).excess > 0) == isAbove { upper = middle } else { lower = middle }
            }
            nearest = upper
            break
        }
        let found = spread(nearest)
        return .lognormal(
            nothing: 0, median: nearest * estimate.value / (estimate.value + found.excess), below: found.below,
            above: found.above)
    }

    private static func mixture(_ estimate: Estimate) -> Spread {
        let high = estimate.high / estimate.value
        // With an upper end at the value used, all that is more lies beyond the interval.
        let nothing = high > 1 ? bisected(0.1, 0.9) { reach(nothing: $0) >= high } : 0.9
        let deviation = deviation(nothing: nothing, high: high)
        return .lognormal(
            nothing: nothing, median: estimate.value / (1 - nothing) * exp(-deviation * deviation / 2),
            below: deviation, above: deviation)
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
}
