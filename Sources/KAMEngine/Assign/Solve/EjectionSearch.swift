/// Looks for better plans by ejection chains under the prices of the bound.
///
/// A step takes an account far from its best chain at the bound's prices, and throws out of each member on that chain an
/// account or two that it serves; then the first is put in again at what its hours really add to the loads, and
/// after it the others. It is accepted when the loss falls, or by the chance of annealing. Hours above a limit cost
/// a penalty in proportion to the member's own price, which rises from round to round.
///
/// - Complexity: O(*segments of the accounts touched*) a step.
/// - Source: ejection chains, Yagiura, Ibaraki & Glover, *INFORMS J. Computing* 16, 2004; large neighbourhoods, Shaw, *CP* 1998;
///   annealing, Kirkpatrick, Gelatt & Vecchi, *Science* 220, 1983.
struct EjectionSearch {
    let problem: AssignmentProblem
    let prices: ChainPrices
    var state: PlanState
    private(set) var search: ChainSearch
    /// The best loss of each account under the prices, `[account]`.
    private(set) var ideals: [Double]
    private var random: RandomSequence
    /// The prices of hours as a search uses them.
    private let linear: HourPrices
    private var saved: [(account: Int, chain: PlanState.Chain)] = []
    private var order: [Int] = []

    /// Begins with nothing placed, or with the plan of another search.
    init(_ bound: ChainBound, _ table: SegmentTable, seed: UInt64, state other: PlanState? = nil) {
        problem = bound.problem
        prices = bound.best
        linear = HourPrices(prices: prices.hours)
        search = ChainSearch(problem, table)
        random = RandomSequence(seed: seed)
        ideals = Array(repeating: 0, count: problem.accountCount)
        state = PlanState(
            problem, bound.pairs, penalties: EjectionSearch.penalties(prices, severity: 1.5), guides: prices.hours,
            changePenalty: 1e3 * EjectionSearch.scale(prices), jointPenalty: 3 * EjectionSearch.scale(prices))
        guard let other else { return }
        for account in 0..<problem.accountCount {
            ideals[account] = ideal(account)
            state.assign(account, other.chains[account])
            state.place(account)
        }
    }

    /// Begins again with a decision.
    mutating func adopt(_ decision: AssignmentDecision) {
        state.adopt(decision, accounts: 0..<problem.accountCount)
    }

    /// Makes what exceeds a limit or a budget so dear that nothing is worth it.
    mutating func forbidExcess() {
        let severe = 1e3 * max(1, problem.value.max() ?? 1, problem.kamValue.max() ?? 1)
        state.penalize(
            Array(repeating: severe, count: problem.memberCount), crossing: severe, change: severe, jointHour: severe)
    }

    /// Makes an hour above a member's limit cost so many times its price and a typical one.
    mutating func penalize(severity: Double) {
        let scale = EjectionSearch.scale(prices)
        state.penalize(
            EjectionSearch.penalties(prices, severity: severity),
            change: severity * (max(0, prices.rates.change) + problem.typicalStake),
            jointHour: severity * (max(0, prices.rates.jointHour) + scale))
    }

    /// A typical price of an hour.
    static func scale(_ prices: ChainPrices) -> Double {
        let positive = prices.hours.filter { $0 > 0 }
        return max(1e-6, positive.reduce(0, +) / Double(max(1, positive.count)))
    }

    /// What an hour above a member's limit costs.
    static func penalties(_ prices: ChainPrices, severity: Double) -> [Double] {
        let base = scale(prices)
        return prices.hours.map { severity * (max(0, $0) + base) }
    }

    // MARK: - Start

    /// Places every account on its best chain at the prices, in order, as far as counts and rivals allow.
    mutating func start() {
        for account in 0..<problem.accountCount {
            ideals[account] = ideal(account)
            state.forbid(account, &search, guides: prices, weight: 1)
            _ = search.search(account, linear, prices.rates)
            state.assign(account, search)
            state.place(account)
        }
    }

    /// Finds the best chain of an account at the prices, counts and rivals priced alone.
    private mutating func ideal(_ account: Int) -> Double {
        search.hasBlocked = false
        ChainBound.prepare(account, &search, prices, problem, state.pairs)
        return search.search(account, linear, prices.rates)
    }

    // MARK: - Best response

    /// Gives every account in turn its best chain against the loads of the others.
    ///
    /// - Returns: How many accounts changed.
    mutating func sweep(guide: Double, isKept: Bool = false) -> Int {
        var count = 0
        for account in shuffled() where respond(account, guide: guide, isKept: isKept) { count += 1 }
        return count
    }

    private mutating func shuffled() -> [Int] {
        var accounts = Array(0..<problem.accountCount)
        for index in stride(from: accounts.count - 1, to: 0, by: -1) {
            accounts.swapAt(index, random.below(index + 1))
        }
        return accounts
    }

    /// Gives one account its best chain; keeps the old one unless the loss falls.
    private mutating func respond(_ account: Int, guide: Double, isKept: Bool) -> Bool {
        let before = state.loss
        let old = state.chains[account]
        state.remove(account)
        insert(account, guide: guide, isKept: isKept)
        if state.loss < before - 1e-9 * abs(before) / Double(problem.accountCount) { return true }
        state.remove(account)
        state.assign(account, old)
        state.place(account)
        return false
    }

    /// Puts a removed account in at the least marginal loss; false when it has no chain at all, and keeps the old one.
    @discardableResult
    mutating func insert(_ account: Int, guide: Double, isKept: Bool = false, banning member: Int? = nil) -> Bool {
        state.forbid(account, &search, guides: prices, weight: guide)
        if let member { search.ban(member, from: account) }
        state.marginal.guide = guide
        let guides = ChainSearch.Rates(
            change: guide * prices.rates.change, jointHour: guide * prices.rates.jointHour)
        let loss = search.search(account, state.marginal, state.rates(guides), isKept: isKept)
        if loss < .infinity { state.assign(account, search) }
        state.place(account)
        return loss < .infinity
    }

    // MARK: - Ejection chains

    /// Makes steps of ejection chains at a temperature.
    mutating func eject(steps: Int, temperature: Double) {
        for _ in 0..<steps { step(temperature) }
    }

    private mutating func step(_ temperature: Double) {
        let before = state.loss
        saved.removeAll(keepingCapacity: true)
        let seed = distant()
        chooseEjected(seed)
        let guide = random.unit()
        for account in order {
            saved.append((account, state.chains[account]))
            state.remove(account)
        }
        for account in order { insert(account, guide: guide) }
        let change = state.loss - before
        if change < 0 || (temperature > 0 && random.unit() < Exponential.of(-change / temperature)) { return }
        for account in order { state.remove(account) }
        for (account, chain) in saved {
            state.assign(account, chain)
            state.place(account)
        }
    }

    /// Of three accounts the one whose chain is farthest from its best at the prices.
    mutating func distant() -> Int {
        var (chosen, most) = (0, -Double.infinity)
        for _ in 0..<3 {
            let account = random.below(problem.accountCount)
            let excess = priced(account) - ideals[account]
            if excess > most { (chosen, most) = (account, excess) }
        }
        return chosen
    }

    /// The loss of an account's chain with its hours at the prices.
    private func priced(_ account: Int) -> Double {
        let chain = state.chains[account]
        var loss = chain.loss
        for piece in chain.pieces { loss += prices.hours[piece.member] * piece.hours }
        if chain.kam >= 0 {
            let member = Int(problem.kams.members[chain.kam])
            loss += prices.hours[member] * problem.kams.hours[chain.kam] + prices.counts[member]
        }
        return loss + prices.rates.change * Double(chain.changes) + prices.rates.jointHour * chain.jointHours
    }

    /// The seed, and in random order accounts of the members whom it lacks on its best chain.
    private mutating func chooseEjected(_ seed: Int) {
        order.removeAll(keepingCapacity: true)
        order.append(seed)
        _ = ideal(seed)
        for index in 0..<search.pieceCount { eject(from: search.pieces[index].member, seed) }
        if search.kam >= 0 { eject(from: Int(problem.kams.members[search.kam]), seed) }
        if order.count == 1 { order.append(random.below(problem.accountCount)) }
        if order[1] == seed { order.removeLast() }
        guard order.count > 2 else { return }
        for index in stride(from: order.count - 1, to: 1, by: -1) {
            order.swapAt(index, 1 + random.below(index))
        }
    }

    /// The members on an account's best chain at the prices, and those who serve it now.
    mutating func wanted(_ account: Int) -> [Int] {
        _ = ideal(account)
        var members = (0..<search.pieceCount).map { search.pieces[$0].member }
        if search.kam >= 0 { members.append(Int(problem.kams.members[search.kam])) }
        for piece in state.chains[account].pieces where !members.contains(piece.member) {
            members.append(piece.member)
        }
        return members
    }

    private mutating func eject(from member: Int, _ seed: Int) {
        let chain = state.chains[seed]
        let isThere =
            chain.pieces.contains { $0.member == member }
            || (chain.kam >= 0 && Int(problem.kams.members[chain.kam]) == member)
        let served = state.served[member].count
        guard !isThere, served > 0, order.count < 7 else { return }
        for _ in 0..<1 + random.below(2) {
            let account = Int(state.served[member][random.below(served)])
            if !order.contains(account) { order.append(account) }
        }
    }
}
