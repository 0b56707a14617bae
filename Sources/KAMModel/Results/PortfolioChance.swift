/// How often an account is chosen when weights and data are drawn as they are doubted.
public struct Chance: Hashable, Sendable, Codable {
    /// How sure a decision is.
    public enum Band: String, Hashable, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
        /// Chosen in 90 % of the draws or more.
        case core
        /// Chosen in 50 % or more.
        case likely
        /// Chosen in 10 % or more.
        case borderline
        /// Chosen in fewer.
        case unlikely
    }

    /// The share of draws in which the account is chosen, 0…1.
    public let share: Double
    /// The least chance that so many draws leave open, at 95 %.
    public let low: Double
    /// The greatest chance that so many draws leave open, at 95 %.
    public let high: Double

    /// Counts draws.
    ///
    /// - Precondition: `draws > 0` and `0 ≤ chosen ≤ draws`.
    /// - Source: Wilson, *J. American Statistical Association* 22, 1927, for the interval.
    public init(chosen: Int, of draws: Int) {
        precondition(draws > 0 && (0...draws).contains(chosen), "\(chosen) of \(draws) draws")
        let count = Double(draws)
        let share = Double(chosen) / count
        let normal = 1.959963984540054
        let square = normal * normal
        let middle = (share + square / (2 * count)) / (1 + square / count)
        let half =
            normal / (1 + square / count)
            * (share * (1 - share) / count + square / (4 * count * count)).squareRoot()
        self.share = share
        low = chosen == 0 ? 0 : max(0, middle - half)
        high = chosen == draws ? 1 : min(1, middle + half)
    }

    /// How sure the decision is.
    public var band: Band {
        if share >= 0.9 { return .core }
        if share >= 0.5 { return .likely }
        return share >= 0.1 ? .borderline : .unlikely
    }
}
