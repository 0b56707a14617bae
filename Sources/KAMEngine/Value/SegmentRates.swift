/// What accounts of a segment bought in a quarter on average, and how much that varies.
struct SegmentRates {
    private let means: [String: Double]
    private let deviations: [String: Double]
    private let overall: (mean: Double, deviation: Double)
    /// The usual coefficient of variation by quarter: the root of the mean of squares; 0 where none is known.
    let volatility: Double

    /// Averages the run rates of accounts, each with its segment.
    init(_ rates: [(segment: String, rate: RunRate)]) {
        var bySegment: [String: [Double]] = [:]
        var all: [Double] = []
        var (squares, known) = (0.0, 0.0)
        for (segment, rate) in rates {
            guard let mean = rate.quarterMean else { continue }
            bySegment[segment, default: []].append(mean)
            all.append(mean)
            if let volatility = rate.volatility {
                squares += volatility * volatility
                known += 1
            }
        }
        means = bySegment.mapValues(SegmentRates.mean)
        deviations = bySegment.mapValues(SegmentRates.deviation)
        overall = (SegmentRates.mean(all), SegmentRates.deviation(all))
        volatility = known > 0 ? (squares / known).squareRoot() : 0
    }

    /// The mean of a segment; of all where it has none.
    func mean(of segment: String) -> Double { means[segment] ?? overall.mean }

    /// The standard deviation between accounts of a segment; of all where it has none.
    func deviation(of segment: String) -> Double { deviations[segment] ?? overall.deviation }

    private static func mean(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }

    private static func deviation(_ values: [Double]) -> Double {
        guard values.count >= 2 else { return 0 }
        let mean = mean(values)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }
}
