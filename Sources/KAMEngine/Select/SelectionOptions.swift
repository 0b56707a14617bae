/// How far a selection is to be proved, and when to stop.
///
/// The same problem and options give the same answer, unless a time limit or the progress closure stops the search.
public struct SelectionOptions: Sendable {
    /// The proven distance from the best, as a share of the value, at which the search may stop.
    public var relativeGap: Double
    /// How many nodes of the search tree may be explored; nothing for no limit.
    public var nodeLimit: Int?
    /// The seed of the solver's random choices; its lowest 31 bits count.
    public var seed: UInt64
    /// How many seconds the search may take; nothing for no limit.
    ///
    /// An answer stopped by it is not reproducible.
    public var timeLimit: Double?
    /// Is told from time to time where the search stands; the search stops when it returns false.
    public var progress: (@Sendable (SelectionProgress) -> Bool)?

    /// Makes options; by default the best is proved to a millionth.
    public init(
        relativeGap: Double = 1e-6, nodeLimit: Int? = nil, seed: UInt64 = 0, timeLimit: Double? = nil,
        progress: (@Sendable (SelectionProgress) -> Bool)? = nil
    ) {
        self.relativeGap = relativeGap
        self.nodeLimit = nodeLimit
        self.seed = seed
        self.timeLimit = timeLimit
        self.progress = progress
    }
}

/// Where a search stands.
public struct SelectionProgress: Hashable, Sendable {
    /// The nodes explored so far.
    public let nodes: Int
    /// The value of the best selection so far, in money over the horizon.
    public let objective: Double?
    /// The proven limit on the value of any selection so far.
    public let bound: Double?
}
