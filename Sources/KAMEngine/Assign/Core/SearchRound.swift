/// What all lanes of a round begin with, and what each brings back.
struct SearchKnowledge: Sendable {
    /// The best placement that keeps the capacities; nothing before the first.
    var best: JobPlacement?
    /// No solution costs less than this.
    var bound: Int
    /// No solution of use costs more than this: one less than the best, or the sum of the greatest costs.
    var limit: Int

    /// Takes in what a lane found; the better counts.
    mutating func merge(_ other: SearchKnowledge) {
        if let theirs = other.best, theirs.cost < best?.cost ?? .max { best = theirs }
        bound = max(bound, other.bound)
        limit = min(limit, other.limit)
    }

    /// Takes a solution.
    mutating func accept(_ placement: JobPlacement) {
        guard placement.cost < best?.cost ?? .max else { return }
        best = placement
        limit = min(limit, placement.cost - 1)
    }

    /// Whether nothing is left to look for.
    var isClosed: Bool { bound > limit }
}

/// One lane of the search; it keeps its state from round to round.
protocol SearchLane: Sendable {
    /// Works for about so many table entries.
    mutating func run(
        from knowledge: SearchKnowledge, work: Int, shouldStop: @escaping @Sendable () -> Bool
    ) -> SearchKnowledge
}
