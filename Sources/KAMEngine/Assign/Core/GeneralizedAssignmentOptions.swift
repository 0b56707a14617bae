/// When to stop, and where to begin.
///
/// With a seed and without `shouldStop` the same problem gives the same answer, on one thread and on two.
public struct GeneralizedAssignmentOptions: Sendable {
    /// How many rounds to make at most; each takes the work of some tenths of a second, the first ones less.
    public var roundLimit: Int
    /// The seed of every random choice.
    public var seed: UInt64
    /// An agent for each job to begin with, `[job]`; it need not keep the capacities.
    public var start: [Int]?
    /// Asked some hundred times a second; stops the search by returning true.
    public var shouldStop: (@Sendable () -> Bool)?
    /// Is told of each better solution and each better bound.
    public var progress: (@Sendable (GeneralizedAssignmentProgress) -> Void)?

    /// Makes options.
    ///
    /// - Parameters:
    ///   - roundLimit: The most rounds; 100 by default.
    ///   - seed: The seed.
    ///   - start: An agent for each job to begin with.
    ///   - shouldStop: Stops the search by returning true.
    ///   - progress: Is told of what is better.
    public init(
        roundLimit: Int = 100, seed: UInt64 = 0, start: [Int]? = nil, shouldStop: (@Sendable () -> Bool)? = nil,
        progress: (@Sendable (GeneralizedAssignmentProgress) -> Void)? = nil
    ) {
        self.roundLimit = roundLimit
        self.seed = seed
        self.start = start
        self.shouldStop = shouldStop
        self.progress = progress
    }
}

/// Where a search stands.
public struct GeneralizedAssignmentProgress: Sendable, Equatable {
    /// How many rounds are over.
    public let round: Int
    /// The cost of the best solution so far; nothing without one.
    public let value: Int?
    /// No solution costs less than this.
    public let bound: Int
}
