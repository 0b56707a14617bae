/// Where a run stands; passed to the caller's closure from time to time.
public struct Progress: Sendable, Equatable {
    /// What HiGHS is doing.
    public enum Phase: Sendable, Equatable {
        /// The simplex method on a linear program.
        case simplex
        /// The interior point method on a linear program.
        case interiorPoint
        /// Branch and bound.
        case branchAndBound
    }

    /// What HiGHS is doing.
    public var phase: Phase
    /// Seconds since the run began, by HiGHS's own clock.
    public var seconds: Double
    /// Iterations of the linear programs so far.
    public var iterations: Int
    /// Nodes explored so far.
    public var nodeCount: Int
    /// The objective of the best solution so far; nil when there is none, and in a linear program.
    public var objective: Double?
    /// The proven bound so far; nil when there is none, and in a linear program.
    public var dualBound: Double?
    /// The relative gap of the two; nil without both.
    public var relativeGap: Double?
}

/// What a run is to do next.
public enum Control: Sendable, Equatable {
    /// Carry on.
    case proceed
    /// Stop as soon as possible, and return what was found so far.
    case stop
}
