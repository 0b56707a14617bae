/// The smallest set of changes that restores a plan, the best decision within it, and what gentleness costs.
public struct AssignmentReplan: Hashable, Sendable {
    /// The decision, its loss and what is proven of it within the changes allowed.
    public let solution: AssignmentSolution
    /// How many leads and KAMs that could go on do not.
    public let changeCount: Int
    /// Whether fewer changes are proven not to restore as much.
    public let isLeast: Bool
    /// Whether the search was stopped before it looked for changes, so that more may be open than need be.
    public let isCutShort: Bool
    /// The free optimum; nothing when it was not asked for.
    public let free: AssignmentSolution?

    /// What keeping to the fewest changes loses against the free optimum, in whole units of the base currency.
    public var costOfGentleness: Double? { free.map { max(0, solution.loss.total - $0.loss.total) } }
}
