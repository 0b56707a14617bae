/// Finds a smallest set of demands that cannot be met together: none can be left out of it.
///
/// - Source: Junker, "QuickXplain: preferred explanations and relaxations for over-constrained problems", *AAAI* 2004.
enum ConflictSearch {
    /// Searches the demands, of which `isInfeasible` tells whether a set of them is proved to have no answer.
    ///
    /// - Parameters:
    ///   - demands: The demands, those that should rather be dropped first.
    ///   - isInfeasible: Whether a set of demands has no answer.
    /// - Returns: The conflict, in the order of the demands; nothing when they can all be met.
    /// - Throws: What `isInfeasible` throws.
    /// - Complexity: O(*k* log (*n* ÷ *k*)) questions for a conflict of *k* among *n* demands.
    static func smallest<Demand: Hashable, Failure: Error>(
        of demands: [Demand], isInfeasible: (Set<Demand>) throws(Failure) -> Bool
    ) throws(Failure) -> [Demand] {
        guard try isInfeasible(Set(demands)), !demands.isEmpty else { return [] }
        let found = Set(try explain([], isAdded: false, demands[...], isInfeasible))
        return demands.filter(found.contains)
    }

    private static func explain<Demand: Hashable, Failure: Error>(
        _ background: Set<Demand>, isAdded: Bool, _ demands: ArraySlice<Demand>,
        _ isInfeasible: (Set<Demand>) throws(Failure) -> Bool
    ) throws(Failure) -> [Demand] {
        if isAdded, try isInfeasible(background) { return [] }
        guard demands.count > 1 else { return Array(demands) }
        let middle = demands.startIndex + demands.count / 2
        let first = demands[..<middle]
        let second = demands[middle...]
        let ofSecond = try explain(background.union(first), isAdded: true, second, isInfeasible)
        let ofFirst = try explain(background.union(ofSecond), isAdded: !ofSecond.isEmpty, first, isInfeasible)
        return ofFirst + ofSecond
    }
}
