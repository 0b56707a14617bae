public import KAMModel

/// Where an account stands by both axes, and so what to do with it.
///
/// - Source: McDonald & Woodburn, *Key Account Management*, 2007.
public enum Quadrant: String, Hashable, Sendable, CaseIterable {
    /// Attractive, and we stand well.
    case invest
    /// Attractive, but we do not stand well yet.
    case selectivelyInvest = "selectively_invest"
    /// Less attractive, and we stand well.
    case maintain
    /// Less attractive, and we do not stand well.
    case streamline

    /// Finds the quadrant of a score by the thresholds of a policy; a score at a threshold is above it.
    public init(_ score: AccountScore, policy: ScoringPolicy) {
        let isAttractive = score.attractiveness.value >= policy.attractivenessThreshold
        let isStrong = score.strength.value >= policy.strengthThreshold
        self =
            isAttractive
            ? (isStrong ? .invest : .selectivelyInvest) : (isStrong ? .maintain : .streamline)
    }

    /// The quadrant in words, as `selectively invest`.
    public var name: String {
        switch self {
        case .invest: "invest"
        case .selectivelyInvest: "selectively invest"
        case .maintain: "maintain"
        case .streamline: "streamline"
        }
    }
}
