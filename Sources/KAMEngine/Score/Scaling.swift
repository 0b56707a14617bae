internal import func Glibc.log1p
internal import KAMModel

extension ScoringPolicy.Criterion {
    /// The points of a value, 0…100: (g(value) − g(low)) ÷ (g(high) − g(low)), clipped.
    ///
    /// The anchors are fixed by the policy and not by the accounts at hand, so an account more reorders no others.
    func points(for value: Double) -> Double {
        let floor = spread(low)
        let share = (spread(value) - floor) / (spread(high) - floor)
        return 100 * min(1, max(0, share))
    }

    /// The value as its transform spreads it; the logarithm counts what is below 0 as 0.
    private func spread(_ value: Double) -> Double {
        switch transform {
        case .linear: value
        case .log: log1p(max(0, value))
        }
    }
}
