/// A member who could meet a demand, with all that would move with it.
public struct AssignmentSuggestion: Hashable, Sendable {
    /// The member.
    public let member: Int
    /// What goes to other members, the demand first, and what the loss grows by; it fits.
    public let change: AssignmentChange
    /// The decision after it; it keeps every rule.
    public let decision: AssignmentDecision
}

extension AssignmentProblem {
    /// The members who could meet a demand at the least loss, each with what else moves.
    ///
    /// Each candidate is tried directly and with one ejection: a member that gets too much gives one other demand to
    /// somebody else. With a KAM goes what the former KAM led only as such, and with a cell its account where the member
    /// leads in its own accounts only. All moves and their joins are weighed by the whole loss.
    ///
    /// - Parameters:
    ///   - demand: The demand, open or met.
    ///   - decision: A decision that keeps every rule.
    ///   - count: The most suggestions.
    /// - Returns: The best by what the loss grows by, then by index; legal ones only.
    /// - Complexity: O(*candidates* × *demands of a member* × *candidates*) changes.
    public func suggestions(
        for demand: AssignmentDemand, in decision: AssignmentDecision, top count: Int
    ) -> [AssignmentSuggestion] {
        let situation = AssignmentSituation(self, decision)
        let found = candidates(of: demand).compactMap { candidate -> AssignmentSuggestion? in
            guard candidate.member != decision.member(demand) else { return nil }
            return situation.suggestion(demand, candidate.member)
        }
        let ranked = found.enumerated().sorted {
            ($0.element.change.total, $0.offset) < ($1.element.change.total, $1.offset)
        }
        return Array(ranked.prefix(max(0, count)).map(\.element))
    }
}

extension AssignmentSituation {
    /// The best way for a member to meet a demand, directly or with one ejection; nothing when neither is legal.
    func suggestion(_ demand: AssignmentDemand, _ member: Int) -> AssignmentSuggestion? {
        guard let gifts = gifts(demand, to: member) else { return nil }
        let direct = change(gifts)
        var best = direct.fits ? direct : nil
        for giver in givers(member, direct) {
            for more in ejections(from: giver, besides: Set(gifts.map(\.demand))) {
                let found = change(gifts + more)
                if found.fits, AssignmentChange.isBetter(found, best) { best = found }
            }
        }
        guard let best else { return nil }
        let changed = best.applied(to: decision)
        guard AssignmentCheck(problem, changed).isFeasible else { return nil }
        return AssignmentSuggestion(member: member, change: best, decision: changed)
    }

    /// Every way in which a member gives one demand to somebody else, with what follows it.
    private func ejections(from giver: Int, besides moved: Set<AssignmentDemand>) -> [[Gift]] {
        demands(of: giver).filter { !moved.contains($0) }.flatMap { ejected in
            problem.candidates(of: ejected).filter { $0.member != giver }.compactMap { taker -> [Gift]? in
                guard let more = gifts(ejected, to: taker.member) else { return nil }
                return more.contains { moved.contains($0.demand) } ? nil : more
            }
        }
    }

    /// Who may have to give something up: the member, and whoever lacks hours for a join.
    private func givers(_ member: Int, _ direct: AssignmentChange) -> [Int] {
        let short = direct.obstacles.compactMap { obstacle -> Int? in
            if case .hours(let other, _, _) = obstacle, other != member { other } else { nil }
        }
        return [member] + short
    }

    /// A demand to a member, with what has to follow it; nothing where something has nobody to follow to.
    private func gifts(_ demand: AssignmentDemand, to member: Int) -> [Gift]? {
        let account = account(of: demand)
        var gifts: [Gift] = [(demand, member)]
        let needsAccount = problem.leadsOwnAccountsOnly[member] && decision.kams[account] != member
        if case .cell = demand {
            guard needsAccount else { return gifts }
            guard problem.entry(.account(account), member) != nil, problem.needsKAM[account] else { return nil }
            gifts.append((.account(account), member))
        }
        guard let former = decision.kams[account], problem.leadsOwnAccountsOnly[former] else { return gifts }
        for cell in problem.cells(of: account) where decision.leads[cell] == former && .cell(cell) != demand {
            guard let heir = heir(cell, of: former, kam: member) else { return nil }
            gifts.append((.cell(cell), heir))
        }
        return gifts
    }

    /// Who leads a cell when its KAM goes: the new KAM, or else the least cost of those who may lead anywhere.
    private func heir(_ cell: Int, of former: Int, kam: Int) -> Int? {
        if problem.entry(.cell(cell), kam) != nil { return kam }
        let others = problem.candidates(of: .cell(cell)).filter {
            $0.member != former && !problem.leadsOwnAccountsOnly[$0.member]
        }
        return others.min { ($0.cost, $0.member) < ($1.cost, $1.member) }?.member
    }
}
