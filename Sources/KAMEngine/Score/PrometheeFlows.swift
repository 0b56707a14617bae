internal import KAMModel

/// The outranking flows of one criterion: how much an alternative is preferred to the others, and they to it.
///
/// Functions made of straight pieces need no pairs: with the opponents sorted and their sums running, what each
/// alternative is preferred to lies between two places. The Gaussian is summed pair by pair.
///
/// - Complexity: O(*n* log *n*); O(*n*²) for the Gaussian.
struct PrometheeFlows {
    private let function: PreferenceFunction

    init(_ function: PreferenceFunction) { self.function = function }

    init(_ preference: ScoringPolicy.Preference) {
        function = .linear(indifference: preference.indifference, full: preference.full)
    }

    /// The net flow of one column of a row-major table against the same column of the opponents, −1…1.
    func net(column: Int, of points: [Double], width: Int, against opponents: [Double]) -> [Double] {
        let own = stride(from: column, to: points.count, by: width).map { points[$0] }
        let others = stride(from: column, to: opponents.count, by: width).map { opponents[$0] }
        let flows = self.flows(own, against: others)
        return zip(flows.positive, flows.negative).map { $0 - $1 }
    }

    /// The positive and negative flows of values, more being better, against opponents at the same places; none is
    /// compared with the opponent at its own place.
    func flows(_ values: [Double], against opponents: [Double]) -> (positive: [Double], negative: [Double]) {
        guard values.count > 1 else { return (values.map { _ in 0 }, values.map { _ in 0 }) }
        let others = Double(values.count - 1)
        var positive = [Double](repeating: 0, count: values.count)
        var negative = positive
        if let thresholds = function.thresholds {
            let sums = SortedSums(opponents, thresholds)
            for (index, value) in values.enumerated() {
                positive[index] = sums.below(value)
                negative[index] = sums.above(value)
            }
        } else {
            for (index, value) in values.enumerated() {
                for opponent in opponents {
                    positive[index] += function.value(value - opponent)
                    negative[index] += function.value(opponent - value)
                }
            }
        }
        for (index, value) in values.enumerated() {
            let difference = value - opponents[index]
            positive[index] = max(0, positive[index] - function.value(difference)) / others
            negative[index] = max(0, negative[index] - function.value(-difference)) / others
        }
        return (positive, negative)
    }

    /// Opponents in order with their running sums.
    private struct SortedSums {
        private let sorted: [Double]
        private let running: [Double]
        private let indifference: Double
        private let full: Double

        init(_ values: [Double], _ thresholds: (indifference: Double, full: Double)) {
            sorted = values.sorted()
            var running = [0.0]
            running.reserveCapacity(values.count + 1)
            for value in sorted { running.append(running[running.count - 1] + value) }
            self.running = running
            (indifference, full) = thresholds
        }

        /// The preference of a value to all opponents.
        func below(_ value: Double) -> Double {
            let end = place { $0 < value - indifference }
            guard full > indifference else { return Double(end) }
            let start = min(end, place { $0 <= value - full })
            let part = Double(end - start) * (value - indifference) - (running[end] - running[start])
            return Double(start) + part / (full - indifference)
        }

        /// The preference of all opponents to a value.
        func above(_ value: Double) -> Double {
            let start = place { $0 <= value + indifference }
            guard full > indifference else { return Double(sorted.count - start) }
            let end = max(start, place { $0 < value + full })
            let part = (running[end] - running[start]) - Double(end - start) * (value + indifference)
            return Double(sorted.count - end) + part / (full - indifference)
        }

        /// How many opponents hold a condition that the lesser ones hold.
        private func place(_ holds: (Double) -> Bool) -> Int {
            var (low, high) = (0, sorted.count)
            while low < high {
                let middle = (low + high) / 2
                if holds(sorted[middle]) { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}
