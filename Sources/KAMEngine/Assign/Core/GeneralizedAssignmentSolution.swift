/// What a search came to: who has each job, what it costs, and what is proved about it.
public struct GeneralizedAssignmentSolution: Sendable, Equatable {
    /// How a search ended.
    public enum Status: String, Sendable, Equatable {
        /// The solution is proved to be the cheapest.
        case optimal
        /// A solution, with a bound below its cost.
        case feasible
        /// It is proved that no solution keeps the capacities.
        case infeasible
        /// None was found, and none excluded.
        case unknown
    }

    /// How the search ended.
    public let status: Status
    /// The agent of each job, `[job]`; nothing without a solution.
    public let agentOfJob: [Int]?
    /// What the jobs cost together; nothing without a solution.
    public let value: Int?
    /// No solution costs less than this; nothing when the problem is infeasible.
    public let bound: Int?
    /// How many rounds of search were made.
    public let rounds: Int

    /// The distance of the value from the bound, as a share of the value; nothing without both.
    public var gap: Double? {
        guard let value, let bound else { return nil }
        return value == bound ? 0 : Double(value - bound) / max(1, abs(Double(value)))
    }
}
