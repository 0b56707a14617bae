/// When to stop, and where to begin.
///
/// With a seed and without a time limit the same problem gives the same answer.
public struct AssignmentOptions: Sendable {
    /// The distance from the bound, as a share of the loss, that counts as proof.
    public var gap: Double
    /// How many nodes of the search tree to explore at most.
    public var nodeLimit: Int
    /// How many nodes the first run may spend on a tenth of the gap: plans are better than asked for where that is cheap.
    public var fineNodes: Int
    /// How many steps of ruin and recreate to make at most where the first run proves too little.
    public var searchSteps: Int
    /// How many blocks of members to solve at most there.
    public var blockRounds: Int
    /// How many seconds to search at most; a plan made under it cannot be promised again.
    public var timeLimit: Double?
    /// The seed of the solver's random choices.
    public var seed: UInt64
    /// The decision that holds now: the search begins with it and keeps it when it is within `gap` of the bound.
    public var present: AssignmentDecision?
    /// Is told from time to time where the search stands; stops it by returning true.
    public var shouldStop: (@Sendable (AssignmentProgress) -> Bool)?

    /// Makes options.
    ///
    /// - Parameters:
    ///   - gap: The share of the loss that counts as proof; 1 % by default.
    ///   - nodeLimit: The most nodes of the search tree.
    ///   - fineNodes: The nodes spent on a tenth of the gap; 0 skips that run.
    ///   - searchSteps: The most steps of ruin and recreate.
    ///   - blockRounds: The most blocks of members.
    ///   - timeLimit: The most seconds; none by default.
    ///   - seed: The seed of the solver.
    ///   - present: The decision that holds now.
    ///   - shouldStop: Stops the search by returning true.
    public init(
        gap: Double = 0.01, nodeLimit: Int = 20_000, fineNodes: Int = 20, searchSteps: Int = 50_000,
        blockRounds: Int = 100, timeLimit: Double? = nil, seed: UInt64 = 0,
        present: AssignmentDecision? = nil, shouldStop: (@Sendable (AssignmentProgress) -> Bool)? = nil
    ) {
        self.gap = gap
        self.nodeLimit = nodeLimit
        self.fineNodes = fineNodes
        self.searchSteps = searchSteps
        self.blockRounds = blockRounds
        self.timeLimit = timeLimit
        self.seed = seed
        self.present = present
        self.shouldStop = shouldStop
    }
}

/// Where a search stands.
public struct AssignmentProgress: Hashable, Sendable {
    /// Nodes of the search tree explored so far.
    public let nodeCount: Int
    /// The loss of the best decision so far, in whole units of the base currency.
    public let objective: Double?
    /// The proven least loss so far, in the same unit.
    public let bound: Double?

    /// Makes a progress report.
    public init(nodeCount: Int, objective: Double?, bound: Double?) {
        self.nodeCount = nodeCount
        self.objective = objective
        self.bound = bound
    }
}
