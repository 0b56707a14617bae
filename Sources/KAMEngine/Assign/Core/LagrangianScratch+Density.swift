extension LagrangianScratch {
    /// The least price of capacity, to a ten-thousandth, at which the items that are worth it fit.
    ///
    /// A bracket round the last price leaves few items whose side is open; only they are weighed again while it is halved.
    mutating func criticalPrice(near start: Double, _ count: Int, _ free: Int) -> Double {
        var (low, high) = start > 0 ? (start * 0.95, start * 1.05) : (0, greatestDensity(count))
        var parts = divide(low, high, count)
        for attempt in 0..<8 {
            if parts.surely > free {
                (low, high) = (high, attempt < 4 ? high * 1.4 : greatestDensity(count))
            } else if parts.surely + parts.open <= free {
                (low, high) = (attempt < 4 ? low * 0.6 : 0, low)
            } else {
                break
            }
            parts = divide(low, high, count)
        }
        var steps = 0
        while steps < 24, high - low > 1e-4 * high {
            let middle = 0.5 * (low + high)
            if parts.surely + weight(above: middle, parts.count) > free { low = middle } else { high = middle }
            steps += 1
        }
        return high
    }

    /// The greatest profit for a unit of capacity.
    private func greatestDensity(_ count: Int) -> Double {
        var most = 0.0
        for item in 0..<count { most = max(most, Double(profits[item]) / Double(max(1, weights[item]))) }
        return most
    }

    /// Adds up what the items take that are worth the higher price, and gathers those worth only the lower in the core.
    private mutating func divide(_ low: Double, _ high: Double, _ count: Int) -> (surely: Int, open: Int, count: Int) {
        var (surely, open, gathered) = (0, 0, 0)
        for item in 0..<count {
            let (profit, weight) = (profits[item], weights[item])
            if Double(profit) > high * Double(weight) {
                surely += Int(weight)
            } else if Double(profit) > low * Double(weight) {
                coreProfits[gathered] = profit
                coreWeights[gathered] = weight
                open += Int(weight)
                gathered += 1
            }
        }
        return (surely, open, gathered)
    }

    /// What the items of the core take that are worth a price.
    private func weight(above price: Double, _ count: Int) -> Int {
        let profits = coreProfits.span
        let weights = coreWeights.span
        var sum = 0
        for item in 0..<count {
            sum += Double(profits[item]) > price * Double(weights[item]) ? Int(weights[item]) : 0
        }
        return sum
    }
}
