/// How far suppliers' hours reach over the kinds of hours needed: a greatest flow, and what is short.
///
/// It is of the check, and `HourLedger`, by which quick choices are made, is of the method: the check shares no code with what
/// it checks, so the paths are searched for twice.
/// - Source: Ford & Fulkerson, *Canadian J. Math.* 8, 1956, along shortest paths (Edmonds & Karp, *J. ACM* 19, 1972).
///   The needs reached from an unmet one form a set whose suppliers are all used up: the least cut, by which Gale's
///   and Hall's condition fails.
struct HourFlow {
    /// Kinds of hours that together lack hours, because all their suppliers are used up.
    struct Shortage: Hashable, Sendable {
        /// The kinds, ascending.
        let needs: [Int]
        /// The hours that they lack together.
        let hours: Double
    }

    /// The disjoint sets of kinds that lack hours, by their first kind; empty when the hours suffice.
    private(set) var shortages: [Shortage] = []

    private let needCount: Int
    private let supply: [Double]
    private let serves: [Bool]
    private var flow: [Double]
    private var left: [Double]
    private let tolerance: Double

    /// Routes the hours.
    ///
    /// - Parameters:
    ///   - demand: The hours needed of each kind.
    ///   - supply: The hours of each supplier.
    ///   - serves: Whether a supplier may serve a kind, supplier-major.
    /// - Complexity: O(*kinds*² × *suppliers*²) at worst.
    init(demand: [Double], supply: [Double], serves: [Bool]) {
        needCount = demand.count
        self.supply = supply
        self.serves = serves
        flow = [Double](repeating: 0, count: supply.count * demand.count)
        left = supply
        tolerance = 1e-9 * max(1, demand.max() ?? 0)
        var unmet = demand
        for need in demand.indices {
            while unmet[need] > tolerance, let sent = augment(from: need, atMost: unmet[need]) { unmet[need] -= sent }
        }
        shortages = collectShortages(unmet)
    }

    /// Sends hours to a need along a shortest path from a supplier with hours left; nothing when there is none.
    private mutating func augment(from need: Int, atMost limit: Double) -> Double? {
        let search = reach(from: need)
        guard var supplier = search.end else { return nil }
        var path: [(supplier: Int, need: Int)] = []
        while let taker = search.needOfSupplier[supplier] {
            path.append((supplier, taker))
            guard taker != need, let giver = search.supplierOfNeed[taker] else { break }
            supplier = giver
        }
        var sent = min(limit, left[path[0].supplier])
        for step in 1..<max(1, path.count) {
            sent = min(sent, flow[path[step].supplier * needCount + path[step - 1].need])
        }
        left[path[0].supplier] -= sent
        for (index, step) in path.enumerated() {
            flow[step.supplier * needCount + step.need] += sent
            if index > 0 { flow[step.supplier * needCount + path[index - 1].need] -= sent }
        }
        return sent
    }

    private struct Search {
        var needs: [Int]
        var needOfSupplier: [Int?]
        var supplierOfNeed: [Int?]
        var end: Int?
    }

    /// Searches breadth first: a need reaches those who serve it, a supplier the needs it now gives hours to.
    private func reach(from need: Int) -> Search {
        var search = Search(
            needs: [need], needOfSupplier: [Int?](repeating: nil, count: supply.count),
            supplierOfNeed: [Int?](repeating: nil, count: needCount), end: nil)
        var isSeen = [Bool](repeating: false, count: needCount)
        isSeen[need] = true
        var next = 0
        while next < search.needs.count {
            let current = search.needs[next]
            next += 1
            for supplier in supply.indices
            where search.needOfSupplier[supplier] == nil && serves[supplier * needCount + current] {
                search.needOfSupplier[supplier] = current
                if left[supplier] > tolerance {
                    search.end = supplier
                    return search
                }
                for other in 0..<needCount where !isSeen[other] && flow[supplier * needCount + other] > tolerance {
                    isSeen[other] = true
                    search.supplierOfNeed[other] = supplier
                    search.needs.append(other)
                }
            }
        }
        return search
    }

    private func collectShortages(_ unmet: [Double]) -> [Shortage] {
        var groups: [(needs: Set<Int>, hours: Double)] = []
        for need in unmet.indices where unmet[need] > tolerance {
            var merged = (needs: Set(reach(from: need).needs), hours: unmet[need])
            groups.removeAll { group in
                guard !group.needs.isDisjoint(with: merged.needs) else { return false }
                merged.needs.formUnion(group.needs)
                merged.hours += group.hours
                return true
            }
            groups.append(merged)
        }
        return groups.map { Shortage(needs: $0.needs.sorted(), hours: $0.hours) }
            .sorted { ($0.needs.first ?? 0) < ($1.needs.first ?? 0) }
    }
}
