internal import func Glibc.expm1
internal import func Glibc.log1p
internal import KAMModel

extension ScoringPolicy.Criterion {
    /// The value that has so many points, between the anchors: the inverse of `points(for:)`.
    func value(for points: Double) -> Double {
        let share = points / 100
        switch transform {
        case .linear: return low + share * (high - low)
        case .log: return expm1(log1p(low) + share * (log1p(high) - log1p(low)))
        }
    }
}
