internal import func Glibc.exp

/// How much a difference in favour of one alternative makes it preferred, 0…1; none when the difference is against it.
///
/// - Source: Brans & Vincke, "A preference ranking organisation method", *Management Science* 31, 1985.
public enum PreferenceFunction: Hashable, Sendable {
    /// Any difference counts wholly.
    case usual
    /// Evenly up to a difference from which it counts wholly, more than 0.
    case vShape(full: Double)
    /// Nothing up to an indifference, then evenly up to a difference from which it counts wholly; both alike make a step.
    case linear(indifference: Double, full: Double)
    /// 1 − exp(−*d*² ÷ 2*s*²) with a spread *s* above 0.
    case gaussian(spread: Double)

    /// The preference of a difference.
    public func value(_ difference: Double) -> Double {
        guard difference > 0 else { return 0 }
        switch self {
        case .usual: return 1
        case .vShape(let full): return min(1, difference / full)
        case .linear(let indifference, let full):
            if difference <= indifference { return 0 }
            return full > indifference ? min(1, (difference - indifference) / (full - indifference)) : 1
        case .gaussian(let spread): return 1 - exp(-difference * difference / (2 * spread * spread))
        }
    }

    /// Where the preference starts and where it is whole; nothing for the Gaussian, which has no such places.
    var thresholds: (indifference: Double, full: Double)? {
        switch self {
        case .usual: (0, 0)
        case .vShape(let full): (0, full)
        case .linear(let indifference, let full): (indifference, full)
        case .gaussian: nil
        }
    }

    /// What is wrong with its numbers; nothing when all is well.
    var fault: String? {
        switch self {
        case .usual: nil
        case .vShape(let full): full > 0 && full.isFinite ? nil : "is whole from \(full)"
        case .linear(let indifference, let full):
            indifference >= 0 && full >= indifference && full.isFinite
                ? nil : "is indifferent up to \(indifference) and whole from \(full)"
        case .gaussian(let spread): spread > 0 && spread.isFinite ? nil : "has a spread of \(spread)"
        }
    }
}
