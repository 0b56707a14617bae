/// When to stop, and how many cores to use.
///
/// With a seed and limits as counts the same problem gives the same answer, on one thread or several.
public struct AssignmentOptions: Sendable {
    /// The distance from the bound, as a share of the loss, that counts as proof; 0 asks for the very best.
    public var gap: Double
    /// How much of the search to make, as a multiple of what the size of the problem asks for by default.
    public var effort: Double
    /// How many threads to use; the answer is the same for each number.
    public var threads: Int
    /// The seed of every random choice.
    public var seed: UInt64
    /// The share of its loss that a new plan must save to replace a present one that still keeps every rule.
    public var leaveAlone: Double
    /// Is told from time to time where the search stands; stops it by returning true, and the best so far is the answer.
    public var shouldStop: (@Sendable (AssignmentProgress) -> Bool)?

    /// Makes options.
    ///
    /// - Parameters:
    ///   - gap: The share of the loss that counts as proof.
    ///   - effort: How much of the search to make; with a stopping rule of time, a large figure lets time alone decide.
    ///   - threads: The number of threads.
    ///   - seed: The seed.
    ///   - leaveAlone: The share of the loss below which a gain is no reason to change the present plan.
    ///   - shouldStop: Stops the search by returning true.
    public init(
        gap: Double = 1e-4, effort: Double = 1, threads: Int = 1, seed: UInt64 = 0, leaveAlone: Double = 0.01,
        shouldStop: (@Sendable (AssignmentProgress) -> Bool)? = nil
    ) {
        self.gap = gap
        self.effort = effort
        self.threads = threads
        self.seed = seed
        self.leaveAlone = leaveAlone
        self.shouldStop = shouldStop
    }
}

/// Where a search stands.
public struct AssignmentProgress: Hashable, Sendable {
    /// What the search is doing.
    public enum Phase: String, Hashable, Sendable {
        /// Raising the bound by the prices of hours.
        case bound
        /// Looking for better decisions.
        case search
        /// Proving that no decision is better.
        case proof
    }

    /// What the search is doing.
    public let phase: Phase
    /// The steps taken so far.
    public let stepCount: Int
    /// The loss of the best decision so far, in whole units of the base currency.
    public let objective: Double?
    /// The proven least loss so far, in the same unit.
    public let bound: Double?

    /// Makes a progress report.
    public init(phase: Phase, stepCount: Int, objective: Double?, bound: Double?) {
        self.phase = phase
        self.stepCount = stepCount
        self.objective = objective
        self.bound = bound
    }
}
