/// A Lagrangian bound: hours, numbers of accounts, rival KAMs and both budgets get prices, and each account its best chain.
///
/// With *φ* the convex cost of a load, the bound at prices *λ* is
/// Σ *best chain of each account* + Σ min over *L* of (*φ*(*L*) − *λ* *L*) − Σ *price* × *limit* of the other rules;
/// it holds at any prices. That of rivals among leads is left out, which keeps it valid. Prices rise by a deflected
/// subgradient with Polyak's step, proximal in each member's load so that a price stays on a kink where its load lies
/// inside a band. The relaxation has integral subproblems, so its best value is that of the linear relaxation
/// of the segment formulation (with disturbance and KAMs exact even a little above).
///
/// - Complexity: O(*segments*) a step; the accounts are cut into a fixed number of parts, whose sums are added in order, so
///   that the number of threads changes nothing.
/// - Source: Held, Wolfe & Crowder, *Math. Prog.* 6, 1974; deflection as Camerini, Fratta & Maffioli, *Math. Prog. Study* 3,
///   1975; averages as Barahona & Anbil, *Math. Prog.* 87, 2000.
struct ChainBound {
    /// How many parts the accounts are cut into.
    static let parts = 16

    /// What the best chains of a part take.
    struct Take: Sendable {
        var value = 0.0
        var loads: [Double]
        var counts: [Double]
        var rivals: [Double]
        var changes = 0.0
        var jointHours = 0.0

        init(_ members: Int, pairs: Int) {
            loads = Array(repeating: 0, count: members)
            counts = loads
            rivals = Array(repeating: 0, count: pairs)
        }

        /// Empties it.
        mutating func reset() {
            (value, changes, jointHours) = (0, 0, 0)
            for member in loads.indices { (loads[member], counts[member]) = (0, 0) }
            for pair in rivals.indices { rivals[pair] = 0 }
        }

        /// This part and a share of another.
        mutating func blend(_ other: Take, _ share: Double) {
            value += share * (other.value - value)
            changes += share * (other.changes - changes)
            jointHours += share * (other.jointHours - jointHours)
            for member in loads.indices {
                loads[member] += share * (other.loads[member] - loads[member])
                counts[member] += share * (other.counts[member] - counts[member])
            }
            for pair in rivals.indices { rivals[pair] += share * (other.rivals[pair] - rivals[pair]) }
        }
    }

    /// A part of the accounts with what its search needs.
    private struct Part: Sendable {
        let accounts: Range<Int>
        var search: ChainSearch
        var take: Take
    }

    let problem: AssignmentProblem
    let pairs: RivalPairs
    private var parts: [Part]
    private let threads: Int
    /// The prices of the best bound.
    private(set) var best: ChainPrices
    /// The best bound, rounded down safely; no loss is below it.
    private(set) var value = -Double.infinity
    private(set) var stepCount = 0
    /// The typical hours of a piece of work and of joining, which make steps of hours and of counts comparable.
    private let unit: Double
    private let jointUnit: Double
    /// How much the bound is hoped to rise in a step at least, so that it leaves 0: the stakes of an account in a thousand.
    private let growth: Double

    init(_ problem: AssignmentProblem, _ table: SegmentTable, threads: Int) {
        self.problem = problem
        self.threads = threads
        pairs = RivalPairs(problem)
        let count = problem.accountCount
        let pairCount = pairs.count
        parts = (0..<min(ChainBound.parts, max(1, count))).map { part in
            let size = min(ChainBound.parts, max(1, count))
            return Part(
                accounts: part * count / size..<(part + 1) * count / size, search: ChainSearch(problem, table),
                take: Take(problem.memberCount, pairs: pairCount))
        }
        let hours = table.hours.reduce(0, +) + table.ownHours.reduce(0, +)
        unit = max(1e-6, hours / Double(max(1, table.hours.count + table.ownHours.count)))
        jointUnit = max(1e-6, problem.jointHours.reduce(0, +) / Double(max(1, problem.cellCount)))
        growth = (problem.value.reduce(0, +) + problem.kamValue.reduce(0, +)) / Double(max(1000, count))
        best = ChainPrices(
            hours: problem.loadCosts.map { $0.prices.first ?? 0 },
            counts: Array(repeating: 0, count: problem.memberCount), rivals: Array(repeating: 0, count: pairCount))
    }

    // MARK: - One evaluation

    /// The sums over all accounts' best chains at some prices.
    mutating func evaluate(_ prices: ChainPrices) -> Take {
        let (problem, pairs) = (problem, pairs)
        Lanes.run(&parts, threads: threads) { _, part in
            part.take.reset()
            let pricing = HourPrices(prices: prices.hours)
            for account in part.accounts {
                ChainBound.prepare(account, &part.search, prices, problem, pairs)
                part.take.value += part.search.search(account, pricing, prices.rates)
                ChainBound.add(account, part.search, &part.take, problem, pairs)
            }
        }
        var sum = Take(problem.memberCount, pairs: pairs.count)
        for part in parts {
            sum.value += part.take.value
            sum.changes += part.take.changes
            sum.jointHours += part.take.jointHours
            for member in sum.loads.indices {
                sum.loads[member] += part.take.loads[member]
                sum.counts[member] += part.take.counts[member]
            }
            for pair in sum.rivals.indices { sum.rivals[pair] += part.take.rivals[pair] }
        }
        return sum
    }

    /// Prices an account's KAMs.
    static func prepare(
        _ account: Int, _ search: inout ChainSearch, _ prices: ChainPrices, _ problem: AssignmentProblem,
        _ pairs: RivalPairs
    ) {
        search.prepareAnswers(account, counts: prices.counts)
        let first = problem.kams.starts[account]
        for place in pairs.starts[account]..<pairs.starts[account + 1] {
            search.answers[pairs.entries[place] - first] += prices.rivals[pairs.pairs[place]]
        }
    }

    private static func add(
        _ account: Int, _ search: ChainSearch, _ take: inout Take, _ problem: AssignmentProblem, _ pairs: RivalPairs
    ) {
        let start = problem.cellStarts[account]
        var changes = 0
        for index in 0..<search.pieceCount {
            let piece = search.pieces[index]
            take.loads[piece.member] += piece.hours
            changes += piece.changes
            if piece.joins { take.jointHours += problem.jointHours[start + piece.first] }
        }
        if search.kam >= 0 {
            let member = Int(problem.kams.members[search.kam])
            take.loads[member] += problem.kams.hours[search.kam]
            take.counts[member] += 1
            for place in pairs.starts[account]..<pairs.starts[account + 1] where pairs.entries[place] == search.kam {
                take.rivals[pairs.pairs[place]] += 1
            }
        }
        guard problem.present.changeBudget != nil else { return }
        changes += problem.openChanges(account, search)
        take.changes += Double(changes)
    }

    /// The bound at prices whose chains take so much.
    func bound(_ take: Take, _ prices: ChainPrices) -> Double {
        var rest = 0.0
        // What is taken off again; where prices are great, the digits of the difference are lost.
        var limits = 0.0
        for (member, cost) in problem.loadCosts.enumerated() {
            rest += cost.atRest
            var start = 0.0
            for (end, price) in zip(cost.ends, cost.prices) {
                limits += max(0, prices.hours[member] - price) * (end - start)
                start = end
            }
            if prices.counts[member] > 0 {
                limits += prices.counts[member] * Double(problem.maximumAccounts[member])
            }
        }
        for price in prices.rivals { limits += price }
        if let budget = problem.present.changeBudget { limits += prices.rates.change * Double(budget) }
        if let budget = problem.jointBudget { limits += prices.rates.jointHour * budget }
        let sum = take.value + rest - limits
        return sum - 1e-9 * abs(sum) - 1e-12 * (abs(take.value) + limits)
    }

    // MARK: - Raising the bound

    /// Raises the bound from the best prices so far.
    ///
    /// - Parameters:
    ///   - steps: The most steps.
    ///   - target: The loss of a decision, if one is known.
    ///   - shouldStop: Is asked after each step.
    mutating func raise(steps: Int, target: Double?, _ shouldStop: (ChainBound) -> Bool) {
        var prices = best
        var average: Take?
        var (theta, idle) = (1.0, 0)
        for _ in 0..<steps {
            let take = evaluate(prices)
            stepCount += 1
            let found = bound(take, prices)
            if found > value + 1e-7 * abs(value) { idle = 0 } else { idle += 1 }
            if found > value { (value, best) = (found, prices) }
            if shouldStop(self) { return }
            if idle >= 10 {
                (theta, idle) = (theta * 0.66, 0)
                // Far from where it was best, it begins there again.
                prices = best
            }
            if theta < 1e-3 { return }
            if average == nil { average = take } else { average?.blend(take, 0.3) }
            guard let direction = average else { return }
            let hoped = value + max(0.05 * abs(value), growth)
            let goal = target.map { min($0, hoped) } ?? hoped
            let distance = max(goal - found, 1e-6 * max(abs(value), growth))
            let norm = squaredNorm(direction, prices)
            // A direction of next to nothing would throw the prices beyond all digits.
            guard norm > 1e-12 else { return }
            move(&prices, direction, step: theta * distance / norm)
        }
    }

    /// The squared length of the subgradient in units of typical pieces.
    private func squaredNorm(_ take: Take, _ prices: ChainPrices) -> Double {
        var norm = 0.0
        for (member, cost) in problem.loadCosts.enumerated() {
            let hours = take.loads[member] - nearestLoad(cost, prices.hours[member], to: take.loads[member])
            norm += (hours / unit) * (hours / unit)
            let count = take.counts[member] - Double(problem.maximumAccounts[member])
            if count > 0 || prices.counts[member] > 0 { norm += count * count }
        }
        for pair in prices.rivals.indices {
            let excess = take.rivals[pair] - 1
            if excess > 0 || prices.rivals[pair] > 0 { norm += excess * excess }
        }
        if let budget = problem.present.changeBudget {
            let excess = take.changes - Double(budget)
            if excess > 0 || prices.rates.change > 0 { norm += excess * excess }
        }
        if let budget = problem.jointBudget {
            let excess = (take.jointHours - budget) / jointUnit
            if excess > 0 || prices.rates.jointHour > 0 { norm += excess * excess }
        }
        return norm
    }

    /// Of the loads that are best for a member at a price the one nearest to another load.
    private func nearestLoad(_ cost: LoadCost, _ price: Double, to load: Double) -> Double {
        var (low, high) = (0.0, 0.0)
        for (end, bandPrice) in zip(cost.ends, cost.prices) {
            if bandPrice < price { low = end }
            if bandPrice <= price { high = end }
        }
        return min(max(load, low), max(low, high))
    }

    private func move(_ prices: inout ChainPrices, _ take: Take, step: Double) {
        let hourStep = step / (unit * unit)
        for (member, cost) in problem.loadCosts.enumerated() {
            prices.hours[member] = proximal(cost, prices.hours[member] + hourStep * take.loads[member], hourStep)
            let count = take.counts[member] - Double(problem.maximumAccounts[member])
            prices.counts[member] = max(0, prices.counts[member] + step * count)
        }
        for pair in prices.rivals.indices {
            prices.rivals[pair] = max(0, prices.rivals[pair] + step * (take.rivals[pair] - 1))
        }
        if let budget = problem.present.changeBudget {
            prices.rates.change = max(0, prices.rates.change + step * (take.changes - Double(budget)))
        }
        if let budget = problem.jointBudget {
            let excess = (take.jointHours - budget) / (jointUnit * jointUnit)
            prices.rates.jointHour = max(0, prices.rates.jointHour + step * excess)
        }
    }

    /// The price *λ* with *λ* + *step* × *L* = `sum` for a load *L* that is best at *λ*.
    private func proximal(_ cost: LoadCost, _ sum: Double, _ step: Double) -> Double {
        var load = 0.0
        for (end, price) in zip(cost.ends, cost.prices) {
            // Below the band's price the load ends with the band before.
            if sum - step * load <= price { return max(sum - step * load, cost.prices[0]) }
            if sum - step * end <= price { return price }
            load = end
        }
        return sum - step * load
    }
}

extension AssignmentProblem {
    /// How many of an account's present leads and KAM a chain leaves to nobody, its KAM's change included.
    func openChanges(_ account: Int, _ search: ChainSearch) -> Int {
        var changes = 0
        if let now = present.kams[account] {
            if search.kam < 0 || Int(kams.members[search.kam]) != now { changes += 1 }
        }
        let cells = cells(of: account)
        var next = 0
        for index in 0...search.pieceCount {
            let piece = index < search.pieceCount ? search.pieces[index] : nil
            for offset in next..<(piece?.first ?? cells.count) where present.leads[cells.lowerBound + offset] != nil {
                changes += 1
            }
            next = (piece?.last ?? cells.count - 1) + 1
        }
        return changes
    }
}
