internal import func Glibc.exp
internal import func Glibc.log
internal import KAMModel

/// What weights and data may be instead: draws of merits and gains, whose means are what the choice uses.
///
/// Weights are Dirichlet around the policy's, with the concentration κ at which the squared coefficient of variation, in
/// the mean over the weights, is cv²: (*J* − 1) ÷ (κ + 1) = cv² for *J* criteria of some weight. Points that are not known
/// are drawn from two triangles that meet at their value, worth from `DoubtfulWorth`; each account by itself. The uplift is
/// common to all accounts, so it stays what it is: another one scales every gain alike.
///
/// Every account has its own stream, made of the seed, the draw's number and its id, so its draws do not depend on what
/// other accounts there are, nor on their order.
/// - Source: Marsaglia & Tsang, *ACM Trans. Mathematical Software* 26, 2000, for gamma variates.
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
    private let salts: [UInt64]
    private let doubtful: [(account: Int, places: [Int])]
    private let worths: [DoubtfulWorth]
    private let concentration: Double?

    /// Prepares draws of accounts with some ids, points and worth; a `variation` of 0 keeps the weights as they are.
    init(
        _ aggregation: Aggregation, ids: [ID<Account>], points: PointsTable, worths: [DoubtfulWorth], variation: Double,
        seed: UInt64
    ) {
        self.seed = seed
        self.aggregation = aggregation
        self.points = points
        self.worths = worths
        salts = ids.map { Doubt.salt($0.raw) }
        doubtful = ids.indices.compactMap { account in
            let row = account * points.criteria..<(account + 1) * points.criteria
            let places = row.filter { points.low[$0] < points.high[$0] }
            return places.isEmpty && worths[account].isExact ? nil : (account, places)
        }
        let weighted = aggregation.weights.count { $0 > 0 }
        concentration =
            variation > 0 && weighted > 1 ? max(0.01, Double(weighted - 1) / (variation * variation) - 1) : nil
    }

    /// The draw of a number, the same whatever others were drawn.
    func draw(_ number: Int) -> Draw {
        var mixer = SplitMix64(seed: seed &+ UInt64(truncatingIfNeeded: number) &* 0xD1B5_4A32_D192_ED03)
        let base = mixer.next()
        var common = SplitMix64(seed: base)
        let weights = self.weights(&common)
        var values = points.value
        var gains = worths.map(\.gain)
        for (account, places) in doubtful {
            var random = SplitMix64(seed: base ^ salts[account])
            for place in places {
                values[place] = Doubt.triangles(
                    points.low[place], points.value[place], points.high[place], random.unit())
            }
            gains[account] = worths[account].draw(&random)
        }
        let merits = aggregation.merits(points: values, weights: weights)
        for account in gains.indices { gains[account] = gains[account] * merits[account] / Selection.middleMerit }
        return Draw(weights: weights, merits: merits, gains: gains)
    }

    /// A number of an id, the same in every run.
    ///
    /// - Source: FNV-1a of 64 bits, Fowler, Noll & Vo, 1991, then the mixing of SplitMix64, for ids that differ little.
    private static func salt(_ id: String) -> UInt64 {
        let hash = id.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        var mixer = SplitMix64(seed: hash)
        return mixer.next()
    }

    private func weights(_ random: inout SplitMix64) -> [Double] {
        guard let concentration else { return aggregation.weights }
        let shapes = aggregation.weights.map { concentration * $0 }
        let parts = shapes.map { $0 > 0 ? Doubt.gamma($0, &random) : 0 }
        let total = parts.reduce(0, +)
        return total > 0 ? parts.map { $0 / total } : aggregation.weights
    }

    /// The quantile of two triangles that rise to the peak from either end, with so much in each that the peak is the mean.
    ///
    /// A triangle's mean lies a third of its width from the peak, so each holds as much as the other's width of the whole.
    private static func triangles(_ low: Double, _ peak: Double, _ high: Double, _ share: Double) -> Double {
        let below = (high - peak) / (high - low)
        return share < below
            ? low + (peak - low) * (share / below).squareRoot()
            : high - (high - peak) * ((1 - share) / (1 - below)).squareRoot()
    }

    private static func gamma(_ shape: Double, _ random: inout SplitMix64) -> Double {
        if shape < 1 {
            let boost = exp(log(max(random.unit(), 0x1p-53)) / shape)
            return gamma(shape + 1, &random) * boost
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = Normal.draw(&random)
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            let u = max(random.unit(), 0x1p-53)
            if log(u) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }
}
