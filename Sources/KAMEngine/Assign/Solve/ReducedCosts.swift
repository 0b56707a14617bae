/// How much the bound rises when a segment or a KAM is forced into the plan: what exceeds the gap can be in no better plan.
///
/// The best chain through a segment is the best way to its first border, the segment, and the best way on from its last, in
/// whichever version of the account is cheaper. Own segments of all KAMs may help on the way, under the cheapest KAM, so
/// the figure is a lower bound of the exact one.
///
/// - Source: variable fixing by Lagrangian reduced costs, Posta, Ferland & Michelon, *Comput. Optim. Appl.* 52, 2012.
struct ReducedCosts: Sendable {
    /// By how much each segment raises the bound, alone and joining, `[segment]`.
    private(set) var singles: [Double]
    private(set) var joins: [Double]
    /// By how much each KAM of each account raises it, `[entry]`.
    private(set) var kams: [Double]

    init(_ bound: ChainBound, _ table: SegmentTable) {
        let problem = bound.problem
        singles = Array(repeating: .infinity, count: table.members.count)
        joins = singles
        kams = Array(repeating: .infinity, count: problem.kams.members.count)
        var search = ChainSearch(problem, table)
        for account in 0..<problem.accountCount { add(account, bound, table, &search) }
    }

    /// Whether more segments than so many, alone or joining, have a reduced cost below a room.
    func hasMore(than most: Int, below room: Double) -> Bool {
        var count = 0
        for index in singles.indices {
            if singles[index] < room { count += 1 }
            if joins[index] < room { count += 1 }
            if count > most { return true }
        }
        return false
    }

    private mutating func add(
        _ account: Int, _ bound: ChainBound, _ table: SegmentTable, _ search: inout ChainSearch
    ) {
        let problem = bound.problem
        let prices = bound.best
        let pricing = HourPrices(prices: prices.hours)
        ChainBound.prepare(account, &search, prices, problem, bound.pairs)
        let best = search.search(account, pricing, prices.rates)
        let answers = search.answers
        let disturbance = problem.present.disturbance[account]
        for isKept in disturbance > 0 ? [false, true] : [false] {
            let paid = isKept ? 0 : disturbance
            addVersion(account, table, &search, pricing, prices.rates, answers, isKept: isKept, paid - best)
        }
    }

    private mutating func addVersion(
        _ account: Int, _ table: SegmentTable, _ search: inout ChainSearch, _ pricing: HourPrices,
        _ rates: ChainSearch.Rates, _ answers: [Double], isKept: Bool, _ constant: Double
    ) {
        let problem = search.problem
        let cells = problem.cells(of: account)
        let entries = problem.kams.entries(of: account)
        let present = problem.present.kams[account]
        search.prepare(account, cells, rates, isKept: isKept)
        for entry in entries { search.mergeOwn(entry, cells, pricing, rates, isKept: isKept) }
        let hope = search.chain(cells, rates)
        var answer = problem.needsKAM[account] ? problem.kamValue[account] + (present == nil ? 0 : rates.change) : 0
        if isKept && present != nil { answer = .infinity }
        if problem.needsKAM[account] {
            for (offset, entry) in entries.enumerated() {
                if isKept, let present, present != Int(problem.kams.members[entry]) { continue }
                kams[entry] = min(kams[entry], constant + answers[offset] + hope)
                answer = min(answer, answers[offset])
            }
        }
        let rest = backward(search, cells, rates)
        for last in 0..<cells.count {
            for first in 0...last {
                let slot = table.slotStarts[account] + SegmentTable.slot(first, last)
                let cell = cells.lowerBound + first
                let border = first > 0 ? problem.handoffLoss[cell] : 0
                let ahead = constant + answer + rest.led[last + 1]
                let fresh = min(search.open[first], search.led[first] + border) + ahead
                let joint = problem.jointHours[cell]
                let joined =
                    search.led[first] + border * (1 - problem.jointSaving[cell]) + rates.jointHour * joint + ahead
                let end = isKept ? table.splits[slot] : table.starts[slot + 1]
                for index in table.starts[slot]..<end {
                    let member = Int(table.members[index])
                    let hours = table.hours[index]
                    let cost = table.costs[index] + rates.change * Double(table.changes[index])
                    singles[index] = min(singles[index], fresh + cost + pricing.loss(member, hours))
                    joins[index] = min(joins[index], joined + cost + pricing.loss(member, hours + joint))
                }
            }
        }
    }

    /// The least loss from each border to the end, from a led and from an open cell.
    private func backward(
        _ search: ChainSearch, _ cells: Range<Int>, _ rates: ChainSearch.Rates
    ) -> (led: [Double], open: [Double]) {
        let problem = search.problem
        var led = [Double](repeating: 0, count: cells.count + 1)
        var open = led
        for first in stride(from: cells.count - 1, through: 0, by: -1) {
            let cell = cells.lowerBound + first
            let border = first > 0 ? problem.handoffLoss[cell] : 0
            let joint = border * (1 - problem.jointSaving[cell]) + rates.jointHour * problem.jointHours[cell]
            led[first] = search.nobody[first] + open[first + 1]
            open[first] = led[first]
            for last in first..<cells.count {
                let least = search.merged[SegmentTable.slot(first, last)]
                open[first] = min(open[first], least.single + led[last + 1])
                led[first] = min(led[first], min(least.single + border, least.joined + joint) + led[last + 1])
            }
        }
        return (led, open)
    }
}
