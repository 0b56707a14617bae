internal import func Glibc.exp
internal import func Glibc.log
internal import KAMModel

/// What weights and data may be instead: draws of merits and gains, each from its own stream of the seed.
///
/// Weights are Dirichlet around the policy's, with the concentration κ at which the squared coefficient of variation, in
/// the mean over the weights, is cv²: (*J* − 1) ÷ (κ + 1) = cv² for *J* criteria of some weight. Points that are not known
/// are triangular in their interval with the peak at their value. A gain's interval of 80 % is taken as lognormal, as
/// normal where it reaches 0 or below, each half with its own spread, so that all three figures are quantiles.
/// - Source: Marsaglia & Tsang, *ACM Trans. Mathematical Software* 26, 2000, for gamma variates; Marsaglia & Bray, *SIAM
///   Review* 6, 1964, for normal ones.
struct Doubt {
    /// One draw.
    struct Draw {
        /// The weights, as shares of the merit.
        var weights: [Double]
        /// The merit of each account.
        var merits: [Double]
        /// What each account gains as key.
        var gains: [Double]
    }

    private let seed: UInt64
    private let aggregation: Aggregation
    private let points: PointsTable
    private let doubtful: [Int]
    private let contributions: [Estimate]
    private let concentration: Double?

    /// Prepares draws; a `variation` of 0 keeps the weights as they are.
    init(
        _ aggregation: Aggregation, points: PointsTable, contributions: [Estimate], variation: Double, seed: UInt64
    ) {
        self.seed = seed
        self.aggregation = aggregation
        self.points = points
        self.contributions = contributions
        doubtful = points.value.indices.filter { points.low[$0] < points.high[$0] }
        let weighted = aggregation.weights.count { $0 > 0 }
        concentration =
            variation > 0 && weighted > 1 ? max(0.01, Double(weighted - 1) / (variation * variation) - 1) : nil
    }

    /// The draw of a number, the same whatever others were drawn.
    func draw(_ number: Int) -> Draw {
        var mixer = SplitMix64(seed: seed &+ UInt64(truncatingIfNeeded: number) &* 0xD1B5_4A32_D192_ED03)
        var random = SplitMix64(seed: mixer.next())
        let weights = self.weights(&random)
        var values = points.value
        for place in doubtful {
            values[place] = Doubt.triangular(points.low[place], points.value[place], points.high[place], random.unit())
        }
        let merits = aggregation.merits(points: values, weights: weights)
        var gains = merits
        for account in gains.indices {
            gains[account] *= Doubt.contribution(contributions[account], &random) / Selection.middleMerit
        }
        return Draw(weights: weights, merits: merits, gains: gains)
    }

    private func weights(_ random: inout SplitMix64) -> [Double] {
        guard let concentration else { return aggregation.weights }
        let shapes = aggregation.weights.map { concentration * $0 }
        let parts = shapes.map { $0 > 0 ? Doubt.gamma($0, &random) : 0 }
        let total = parts.reduce(0, +)
        return total > 0 ? parts.map { $0 / total } : aggregation.weights
    }

    private static func triangular(_ low: Double, _ peak: Double, _ high: Double, _ share: Double) -> Double {
        let width = high - low
        let left = (peak - low) / width
        return share < left
            ? low + (share * width * (peak - low)).squareRoot()
            : high - ((1 - share) * width * (high - peak)).squareRoot()
    }

    /// The standard normal quantile of 90 %.
    private static let ninety = 1.2815515655446004

    private static func contribution(_ estimate: Estimate, _ random: inout SplitMix64) -> Double {
        guard estimate.low < estimate.high else { return estimate.value }
        let normal = normal(&random)
        let end = normal < 0 ? estimate.low : estimate.high
        if estimate.low > 0 { return estimate.value * exp(abs(normal) / ninety * log(end / estimate.value)) }
        return estimate.value + abs(normal) / ninety * (end - estimate.value)
    }

    private static func normal(_ random: inout SplitMix64) -> Double {
        while true {
            let (x, y) = (2 * random.unit() - 1, 2 * random.unit() - 1)
            let square = x * x + y * y
            if square > 0, square < 1 { return x * (-2 * log(square) / square).squareRoot() }
        }
    }

    private static func gamma(_ shape: Double, _ random: inout SplitMix64) -> Double {
        if shape < 1 {
            let boost = exp(log(max(random.unit(), 0x1p-53)) / shape)
            return gamma(shape + 1, &random) * boost
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal(&random)
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            let u = max(random.unit(), 0x1p-53)
            if log(u) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }
}
