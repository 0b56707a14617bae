/// Ruin and recreate over whole accounts, led by the prices of hours: finds good decisions where hours are tight.
///
/// An account is put back by the cheapest chain of segments, a shortest path over its cells, at true loss plus a random
/// weight of the price of hours, plus a penalty on hours beyond a limit that rises while a limit is broken and falls
/// while none is. Each step takes an account, ejects from each member on its ideal chain that it lacks one other
/// account, and puts all back, the first first; worse states are accepted as in simulated annealing. Only decisions
/// that keep every limit are returned.
///
/// - Complexity: O(*segments of an account*) an account put back; the number of steps is fixed beforehand.
/// - Source: Schrimpf, Schneider, Stamm-Wilbrandt & Dueck, *J. Comp. Physics* 159, 2000; ejection after Yagiura,
///   Ibaraki & Glover, *INFORMS J. Computing* 16, 2004; penalties after Gendreau, Hertz & Laporte, *Manag. Sci.* 40, 1994.
struct RuinRecreate {
    private let model: SegmentModel
    private let problem: AssignmentProblem
    private let prices: [Double]
    private let board: AccountBoard
    private var random: RandomSequence
    private var state: PlacementState
    private var penalty = 5.0
    private var best: (loss: Double, state: PlacementState)?

    /// Makes a search.
    ///
    /// - Parameters:
    ///   - model: The columns to choose from.
    ///   - prices: What an hour of each member is worth, in whole units of the base currency, `[member]`.
    ///   - start: The decision to begin with, if any.
    ///   - seed: The seed of every random choice.
    init(_ model: SegmentModel, prices: [Double], start: AssignmentDecision?, seed: UInt64) {
        self.model = model
        self.prices = prices
        problem = model.problem
        board = AccountBoard(model)
        random = RandomSequence(seed: seed)
        state = PlacementState(model.problem)
        if let start, let values = model.values(start) { state.adopt(values, board, model) }
    }

    /// Searches for a fixed number of steps.
    ///
    /// - Returns: The best decision that keeps every limit; nothing when none was met.
    mutating func search(steps: Int, shouldStop: () -> Bool) -> AssignmentDecision? {
        let accounts = problem.accountCount
        guard accounts > 0, steps > 0 else { return nil }
        for account in 0..<accounts where state.chains[account].isEmpty && state.answers[account] == nil {
            recreate(account, weight: 1)
        }
        remember()
        let scale = max(1e-9, state.loss / Double(accounts))
        for step in 0..<steps {
            if step % 64 == 63 { penalty *= state.keepsLimits(problem) ? 0.97 : 1.03 }
            if step % 256 == 0, shouldStop() { break }
            let rest = 1 - Double(step) / Double(steps)
            self.step(temperature: 0.05 * scale * rest * rest)
        }
        return decision()
    }

    private mutating func step(temperature: Double) {
        let before = state
        let account = random.below(problem.accountCount)
        let ruined = ruin(for: account)
        let old = penalised(before)
        for account in ruined { state.remove(account, model, problem) }
        for account in ruined { recreate(account, weight: random.unit()) }
        remember()
        let worse = penalised(state) - old
        if worse > 0, temperature <= 0 || random.unit() >= Exponential.of(-worse / temperature) { state = before }
    }

    /// The account, and one other of each member that its ideal chain has and it lacks; at most four in all.
    private mutating func ruin(for account: Int) -> [Int] {
        let own = Set(state.members(of: account, model))
        var ruined = [account]
        for member in board.ideal(account, prices, model) where !own.contains(member) && ruined.count < 4 {
            let others = state.accounts(of: member).filter { !ruined.contains($0) }
            if !others.isEmpty { ruined.append(others[random.below(others.count)]) }
        }
        while ruined.count < 2 + random.below(2), ruined.count < problem.accountCount {
            let other = random.below(problem.accountCount)
            if !ruined.contains(other) { ruined.append(other) }
        }
        return ruined
    }

    private mutating func recreate(_ account: Int, weight: Double) {
        let chain = board.chain(account, model) { segment in
            segment.cost + marginal(segment.member, segment.hours, weight)
        }
        state.place(account, chain, model)
        var least = (Double.infinity, -1)
        for index in board.answers[account] {
            let answer = model.answers[index]
            let crowd = state.answered[answer.member] >= problem.maximumAccounts[answer.member] ? 1e3 * penalty : 0
            let value =
                answer.cost + marginal(answer.member, problem.kamHours[account], weight)
                + crowd * (prices[answer.member] + board.hourlyLoss)
            if value < least.0 { least = (value, index) }
        }
        if least.1 >= 0 { state.answer(account, least.1, model) }
    }

    private func marginal(_ member: Int, _ hours: Double, _ weight: Double) -> Double {
        let limit = problem.limit(member)
        let over = max(0, state.loads[member] + hours - limit) - max(0, state.loads[member] - limit)
        return weight * prices[member] * hours + over * penalty * (prices[member] + board.hourlyLoss)
    }

    private func penalised(_ state: PlacementState) -> Double {
        var total = state.loss
        for member in 0..<problem.memberCount {
            let price = penalty * (prices[member] + board.hourlyLoss)
            total += max(0, state.loads[member] - problem.limit(member)) * price
            total += Double(max(0, state.answered[member] - problem.maximumAccounts[member])) * 1e3 * price
        }
        return total
    }

    private mutating func remember() {
        guard state.loss < best?.loss ?? .infinity, state.keepsLimits(problem) else { return }
        best = (state.loss, state)
    }

    private func decision() -> AssignmentDecision? {
        best.map { model.decision($0.state.values(model)) }
    }
}
