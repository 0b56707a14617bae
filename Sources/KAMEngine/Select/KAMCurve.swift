internal import KAMModel

/// The list that other numbers of KAMs could serve: each worked out anew, with the hours of theirs and all other rules.
///
/// The regions keep their present proportion as far as whole KAMs allow (largest remainders); of fewer KAMs those with
/// most hours count first, each one more has the hours of the middle one.
struct KAMCurve {
    /// The points, by the number of KAMs.
    let points: [CurvePoint]
    /// Whether numbers were left out, so that no more lists than `most` are worked out.
    let isGrid: Bool

    private static let most = 12

    init(_ selection: Selection, _ decision: SelectionDecision, method: HighsSelection) throws(SelectionError) {
        let pools = selection.hours.pools
        let present = pools.reduce(0) { $0 + $1.hours.count }
        guard present > 0 else {
            points = []
            isGrid = false
            return
        }
        let wanted = KAMCurve.numbers(present, isLarge: selection.problem.count > 5000)
        isGrid = wanted.count < present + 3
        // Without any KAM every incumbent leaves, at the cost of an exit each.
        let nobody = decision.problem.memory.offset
        var points: [CurvePoint] = []
        for kams in wanted {
            var supply = decision.problem.supply
            for (pool, count) in zip(pools, KAMCurve.shares(of: kams, among: pools.map(\.hours.count))) {
                let beyond = max(0, count - pool.hours.count)
                supply[pool.supplier] = pool.hours.prefix(count).reduce(0, +) + Double(beyond) * pool.middle
            }
            let isPresent = kams == present
            let solution = isPresent ? decision.solution : try method.solve(decision.problem.supplying(supply))
            guard let value = solution.outcome.objective else { continue }
            let chosen = solution.chosen.indices.filter { solution.chosen[$0] }
            let last = chosen.min { decision.problem.values[$0] < decision.problem.values[$1] }
            let before = points.last
            points.append(
                CurvePoint(
                    kams: kams, isPresent: isPresent, objective: value, selected: chosen.count,
                    marginalAccount: last.map { selection.snapshot.accounts[$0].id },
                    marginalValue: (value - (before?.objective ?? nobody)) / Double(kams - (before?.kams ?? 0))))
        }
        self.points = points
    }

    /// The numbers to work out: all up to three more than there are, or an even grid up to there and the three.
    private static func numbers(_ present: Int, isLarge: Bool) -> [Int] {
        let most = isLarge ? most / 2 : most
        guard present + 3 > most else { return Array(1...(present + 3)) }
        let steps = isLarge ? most - 2 : most - 3
        let grid = (1...steps).map { ($0 * present + steps - 1) / steps }
        let beyond = isLarge ? [present + 1, present + 3] : [present + 1, present + 2, present + 3]
        return Array(Set(grid + beyond)).sorted()
    }

    /// A number shared in proportion to counts, by largest remainders, ties to the first.
    static func shares(of number: Int, among counts: [Int]) -> [Int] {
        let total = counts.reduce(0, +)
        var shares = counts.map { number * $0 / total }
        let order = counts.indices.sorted {
            (number * counts[$1] % total, $0) < (number * counts[$0] % total, $1)
        }
        for index in order.prefix(number - shares.reduce(0, +)) { shares[index] += 1 }
        return shares
    }

    /// What one more KAM would bring, in each pool and anywhere, the best first.
    static func prices(
        _ selection: Selection, _ decision: SelectionDecision, method: HighsSelection
    ) throws(SelectionError) -> [KAMPrice] {
        guard let best = decision.solution.outcome.objective else { return [] }
        let hours = selection.hours
        let held = decision.problem.holding(as: decision.solution.chosen)
        var offers = hours.pools.map { pool in
            (
                region: hours.suppliers[pool.supplier].region, hours: pool.middle,
                needs: hours.needs(servedBy: pool.supplier).filter(hours.kamNeeds.contains)
            )
        }
        if !offers.contains(where: { $0.region == nil }), hours.hoursOfOneMore > 0 {
            offers.append((nil, hours.hoursOfOneMore, Array(hours.kamNeeds)))
        }
        var prices: [KAMPrice] = []
        for offer in offers.prefix(selection.problem.count > 5000 ? 4 : 40) {
            let more = try method.solve(held.adding(hours: offer.hours, for: offer.needs))
            guard let value = more.outcome.objective else { continue }
            let ids = selection.snapshot.accounts.map(\.id)
            prices.append(
                KAMPrice(
                    region: offer.region, hours: Hours(offer.hours), gain: max(0, value - best),
                    entering: ids.indices.filter { more.chosen[$0] && !decision.solution.chosen[$0] }.map { ids[$0] },
                    leaving: ids.indices.filter { !more.chosen[$0] && decision.solution.chosen[$0] }.map { ids[$0] }))
        }
        return prices.sorted { ($1.gain, $0.region ?? "") < ($0.gain, $1.region ?? "") }
    }
}
