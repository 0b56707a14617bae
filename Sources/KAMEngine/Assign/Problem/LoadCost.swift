/// What a member's load of hours costs: convex, piecewise linear, with a hard end.
///
/// One form holds every rule about loads. A free band up to the ceiling and a priced band up to the limit is stress and
/// overtime; a first band with a negative price is fairness, which pays for using a member whose utilisation lies
/// under its team's; a single free band is a plain capacity.
///
/// - Shape: band *b* runs from the end of the one before (0 for the first) to `ends[b]`.
/// - Units: hours a period; `prices` in whole units of the base currency an hour.
public struct LoadCost: Sendable, Equatable {
    /// Where each band ends, in hours, never falling; the last is the hard limit.
    public let ends: [Double]
    /// What an hour in each band costs, rising; negative where a load is wanted.
    public let prices: [Double]
    /// The cost of no load: what the bands of negative price can give back, so that no load costs less than nothing.
    public let atRest: Double

    /// Makes a load cost of its bands.
    public init(ends: [Double], prices: [Double]) {
        self.ends = ends
        self.prices = prices
        var rest = 0.0
        var start = 0.0
        for (end, price) in zip(ends, prices) {
            if price < 0 { rest -= price * (end - start) }
            start = end
        }
        atRest = rest
    }

    /// A load that is free up to a hard limit.
    public init(limit: Double) { self.init(ends: [limit], prices: [0]) }

    /// The most hours that may be planned.
    public var limit: Double { ends.last ?? 0 }

    /// The cost of a load, which above the limit goes on at the last price.
    ///
    /// - Complexity: O(*bands*).
    public func cost(_ load: Double) -> Double {
        var cost = atRest
        var start = 0.0
        for (band, end) in ends.enumerated() {
            let isLast = band == ends.count - 1
            let hours = isLast ? load - start : min(load, end) - start
            if hours > 0 { cost += prices[band] * hours }
            start = end
        }
        return cost
    }
}
