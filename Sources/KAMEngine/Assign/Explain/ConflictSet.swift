/// Demands and restrictions that may not all hold.
struct ConflictSet: Equatable {
    /// A demand or a restriction.
    enum Element: Hashable {
        case demand(AssignmentDemand)
        case restriction(AssignmentRestriction)
    }

    var elements: [Element]

    init(_ elements: [Element]) { self.elements = elements }

    init(demands: [AssignmentDemand], restrictions: [AssignmentRestriction]) {
        elements = demands.map { .demand($0) } + restrictions.map { .restriction($0) }
    }

    var count: Int { elements.count }

    var demands: [AssignmentDemand] {
        elements.compactMap { if case .demand(let demand) = $0 { demand } else { nil } }
    }

    var restrictions: [AssignmentRestriction] {
        elements.compactMap { if case .restriction(let restriction) = $0 { restriction } else { nil } }
    }

    /// What remains when all that can go without the rest becoming possible has gone, in halves first.
    ///
    /// - Parameters:
    ///   - most: The most questions; after them what remains may still be too much.
    ///   - core: A part of a set that cannot hold; nothing when the set can, or nobody knows.
    /// - Returns: A set without any one of whose elements `core` has nothing to say.
    /// - Throws: What `core` throws.
    /// - Complexity: O(*k* log *n*) questions for *k* elements that remain of *n*.
    /// - Source: deletion filter, Chinneck & Dravnieks, *ORSA J. Computing* 3, 1991; halving, Zeller & Hildebrandt,
    ///   *IEEE TSE* 28, 2002.
    func thinned(
        most: Int = .max, _ core: (ConflictSet) throws(AssignmentError) -> ConflictSet?
    ) throws(AssignmentError) -> ConflictSet {
        var kept = elements
        var needed: Set<Element> = []
        var size = max(1, kept.count / 2)
        var questions = 0
        while true {
            var untried = kept.filter { !needed.contains($0) }
            while !untried.isEmpty, questions < most {
                questions += 1
                let dropped = Set(untried.prefix(size))
                untried.removeFirst(min(size, untried.count))
                if let found = try core(ConflictSet(kept.filter { !dropped.contains($0) })) {
                    kept = found.elements
                    let left = Set(kept)
                    untried.removeAll { !left.contains($0) }
                } else if dropped.count == 1 {
                    needed.formUnion(dropped)
                }
            }
            if size == 1 || questions >= most { return ConflictSet(kept) }
            size = max(1, size / 2)
        }
    }
}
