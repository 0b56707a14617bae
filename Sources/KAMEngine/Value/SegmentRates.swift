/// What accounts of a segment bought in a quarter on average, and how much that varies.
struct SegmentRates {
    private let means: [String: Double]
    private let deviations: [String: Double]
    private let overall: (mean: Double, deviation: Double)
    /// The usual coefficient of variation by quarter.
    ///
    /// The root of the mean of squares over accounts of three quarters or more. Where there are none it is that of accounts
    /// of two, then that between accounts: short history is no certainty. It is 0 only where nothing varies.
    let volatility: Double

    /// Averages the run rates of accounts, each with its segment.
    init(_ rates: [(segment: String, rate: RunRate)]) {
        var bySegment: [String: [Double]] = [:]
        var all: [Double] = []
        for (segment, rate) in rates {
            guard let mean = rate.quarterMean else { continue }
            bySegment[segment, default: []].append(mean)
            all.append(mean)
        }
        let moments = bySegment.mapValues(SampleMoments.init)
        means = moments.mapValues(\.mean)
        // One account shows no spread, which is not a spread of nothing.
        deviations = moments.compactMapValues(\.deviation)
        let total = SampleMoments(all)
        overall = (total.mean, total.deviation ?? 0)
        volatility =
            SegmentRates.usual(rates.compactMap { $0.rate.variation(from: 3) })
            ?? SegmentRates.usual(rates.compactMap { $0.rate.variation(from: 2) })
            ?? (overall.mean > 0 ? overall.deviation / overall.mean : 0)
    }

    private static func usual(_ variations: [Double]) -> Double? {
        guard !variations.isEmpty else { return nil }
        return (variations.reduce(0) { $0 + $1 * $1 } / Double(variations.count)).squareRoot()
    }

    /// The mean of a segment; of all where it has none.
    func mean(of segment: String) -> Double { means[segment] ?? overall.mean }

    /// The standard deviation between accounts of a segment; of all where fewer than two of it were observed.
    func deviation(of segment: String) -> Double { deviations[segment] ?? overall.deviation }
}
