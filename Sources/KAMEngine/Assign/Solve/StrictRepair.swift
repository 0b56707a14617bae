extension EjectionSearch {
    /// Makes a plan legal: as long as a member is above its limit, it gives one of its accounts a chain without it.
    ///
    /// Of the accounts of the member the one goes whose other chain costs least for each hour that it frees; other members
    /// are not filled above their limits for it. Nobody always has room, so it ends.
    mutating func repair() {
        forbidExcess()
        state.refresh()
        for member in 0..<problem.memberCount {
            var rounds = state.served[member].count
            while state.marginal.excess(member) > 0, rounds > 0 {
                rounds -= 1
                guard relieve(member) else { break }
            }
        }
        dropJoins()
    }

    /// The plan in which all present leads and KAMs go on, joins are chosen and what is open is filled; nothing when one
    /// cannot go on.
    mutating func keepingPresent() -> AssignmentDecision? {
        forbidExcess()
        // All that is present goes in before anything new does, or a new account could take a place that is taken.
        let present = AssignmentDecision(
            leads: problem.present.leads, joins: Array(repeating: false, count: problem.cellCount),
            kams: problem.present.kams)
        state.adopt(present, accounts: 0..<problem.accountCount)
        guard state.isLegal, !(0..<problem.accountCount).contains(where: state.breaksRules) else { return nil }
        for _ in 0..<5 where sweep(guide: 0, isKept: true) == 0 { break }
        return state.isLegal ? state.decision() : nil
    }

    /// Takes a member out of one account.
    private mutating func relieve(_ member: Int) -> Bool {
        var best: (account: Int, chain: PlanState.Chain, rate: Double)?
        let accounts = Set(state.served[member].map(Int.init)).sorted()
        for account in accounts {
            let before = state.loss
            let load = state.marginal.loads[member]
            let old = state.chains[account]
            state.remove(account)
            insert(account, guide: 0, banning: member)
            let freed = load - state.marginal.loads[member]
            let found = state.chains[account]
            let rate = freed > 0 ? (state.loss - before) / freed : .infinity
            if freed > 0, rate < best?.rate ?? .infinity { best = (account, found, rate) }
            state.remove(account)
            state.assign(account, old)
            state.place(account)
        }
        guard let best else { return false }
        state.remove(best.account)
        state.assign(best.account, best.chain)
        state.place(best.account)
        return true
    }

    /// Drops the joins that save least for their hours as long as they exceed their budget.
    private mutating func dropJoins() {
        guard let budget = problem.jointBudget else { return }
        let most = budget + 1e-9 * max(1, budget)
        guard state.jointHours > most else { return }
        var joins: [(rate: Double, account: Int, first: Int)] = []
        for (account, chain) in state.chains.enumerated() where chain.jointHours > 0 {
            for piece in chain.pieces where piece.joins {
                let cell = problem.cellStarts[account] + piece.first
                let saved = problem.handoffLoss[cell] * problem.jointSaving[cell]
                joins.append((saved / max(1e-9, problem.jointHours[cell]), account, piece.first))
            }
        }
        joins.sort { ($0.rate, $0.account, $0.first) < ($1.rate, $1.account, $1.first) }
        for join in joins where state.jointHours > most { drop(join.account, join.first) }
    }

    /// Lets a lead not join the cell before a run.
    private mutating func drop(_ account: Int, _ first: Int) {
        var chain = state.chains[account]
        guard let index = chain.pieces.firstIndex(where: { $0.first == first }) else { return }
        let cell = problem.cellStarts[account] + first
        chain.pieces[index].joins = false
        chain.pieces[index].hours -= problem.jointHours[cell]
        chain.jointHours -= problem.jointHours[cell]
        chain.loss += problem.handoffLoss[cell] * problem.jointSaving[cell]
        state.remove(account)
        state.assign(account, chain)
        state.place(account)
    }
}
