extension AssignmentProblem {
    /// Why no decision meets all demands: sets of demands and restrictions that cannot all hold, and what repairs them.
    ///
    /// A set is *minimal* when the rest can hold without any one of its members: a demand left open, or a restriction
    /// lifted. Hours, numbers of accounts, rivals, the change budget and pins are restrictions; who may do which work,
    /// and that some members lead in their own accounts only, is not.
    ///
    /// - Parameters:
    ///   - decision: A decision that keeps every rule and leaves as little open as is known; without one the least is
    ///     looked for.
    ///   - free: The same problem without pins and forbids, if these are to be questioned too.
    ///   - options: The seed, and who may stop.
    /// - Returns: The conflicts, at most one for each open demand, and the cheapest repairs of all.
    /// - Throws: `AssignmentError.solverFailed` when HiGHS fails.
    /// - Complexity: A few hundred small linear and integer programs for each open demand.
    public func conflicts(
        in decision: AssignmentDecision? = nil, withoutPins free: AssignmentProblem? = nil,
        _ options: AssignmentOptions = AssignmentOptions()
    ) throws(AssignmentError) -> AssignmentConflicts {
        let study = DemandStudy(self, free: free ?? self, options)
        if let decision, leads.members.count + kams.members.count > Self.mostCandidates {
            return try study.conflicts(near: decision)
        }
        guard let least = try study.leastOpen() else {
            let set = ConflictSet(demands: [], restrictions: study.restrictions)
            let found = try DemandConflictSearch(study: study, members: [:]).exact(set)
            return AssignmentConflicts(
                conflicts: [try study.conflict(found)], leastOpen: .init(demands: [], stake: 0, isProven: false),
                leastHours: nil)
        }
        return AssignmentConflicts(
            conflicts: try study.conflicts(beside: decision.map(study.members(of:)) ?? least.members),
            leastOpen: least.open,
            leastHours: least.open.demands.isEmpty ? .init(extras: [], isProven: true) : try study.leastHours())
    }

    /// The most candidates of a problem whose cheapest repairs are looked for in the whole of it.
    private static let mostCandidates = 5000

    /// The problem in which all but some demands stay with who meets them.
    func narrowed(
        to demands: Set<AssignmentDemand>, _ members: [AssignmentDemand: Int]
    ) throws(AssignmentError) -> AssignmentProblem {
        var parts = AssignmentParts(self)
        var changes = 0
        for (demand, member) in members where !demands.contains(demand) {
            let isChange = presentMember(demand).map { $0 != member } ?? false
            changes += isChange ? 1 : 0
            switch demand {
            case .cell(let cell):
                parts.leads[cell].removeAll { $0.member != member }
                if isChange { parts.present.leads[cell] = nil }
            case .account(let account):
                parts.kams[account].removeAll { $0.member != member }
                if isChange { parts.present.kams[account] = nil }
            }
        }
        parts.present.changeBudget = present.changeBudget.map { max(0, $0 - changes) }
        return try parts.whole()
    }
}

extension DemandStudy {
    /// The most conflicts that are looked for.
    private static let most = 12
    /// The nodes of one search for the cheapest repairs of a large problem.
    private static let nodesNearby = 20
    /// The most demands that these searches move.
    private static let mostNearby = 400

    /// Who meets what in a decision.
    fileprivate func members(of decision: AssignmentDecision) -> [AssignmentDemand: Int] {
        Dictionary(uniqueKeysWithValues: demands.compactMap { demand in decision.member(demand).map { (demand, $0) } })
    }

    /// The conflicts beside a decision of a large problem, and the cheapest repairs that move nothing but what the
    /// candidates of open demands do.
    ///
    /// Each conflict leaves at least the least of its stakes open, and they share none: so is proven what is open.
    fileprivate func conflicts(near decision: AssignmentDecision) throws(AssignmentError) -> AssignmentConflicts {
        var members = members(of: decision)
        var open = demands.filter { members[$0] == nil }
        let narrowed = DemandStudy(try problem.narrowed(to: near(open, members), members), options)
        let stakeNow = open.reduce(0) { $0 + stake($1) }
        if !open.isEmpty, let least = try narrowed.leastOpen(nodes: Self.nodesNearby), least.open.stake < stakeNow {
            (members, open) = (least.members, least.open.demands)
        }
        guard !open.isEmpty else {
            return AssignmentConflicts(
                conflicts: [], leastOpen: .init(demands: [], stake: 0, isProven: true),
                leastHours: .init(extras: [], isProven: true))
        }
        let found = try conflicts(beside: members)
        let bound = found.filter { $0.proof != .none }.reduce(0.0) { sum, conflict in
            sum + (conflict.needs.map { stake($0.demand) }.min() ?? 0)
        }
        let openStake = open.reduce(0) { $0 + stake($1) }
        let hours = try narrowed.leastHours(nodes: Self.nodesNearby)
        return AssignmentConflicts(
            conflicts: found,
            leastOpen: .init(demands: open, stake: openStake, isProven: openStake <= bound + 1e-6),
            leastHours: hours.map { .init(extras: $0.extras, isProven: $0.extras.isEmpty) })
    }

    /// Open demands with what their candidates do and what else their accounts need, those of the greatest stakes first;
    /// then in turn with the same of these, as many as are quickly solved.
    func near(_ open: [AssignmentDemand], _ members: [AssignmentDemand: Int]) -> Set<AssignmentDemand> {
        var doneBy: [Int: [AssignmentDemand]] = [:]
        var ofAccount: [Int: [AssignmentDemand]] = [:]
        for demand in demands {
            ofAccount[problem.account(of: demand), default: []].append(demand)
            if let member = members[demand] { doneBy[member, default: []].append(demand) }
        }
        var near = Set(open)
        var queue = byStake(open)
        var next = 0
        while next < queue.count, near.count < Self.mostNearby {
            let linked = ofAccount[problem.account(of: queue[next])] ?? []
            let rivals = problem.candidates(of: queue[next]).flatMap { doneBy[$0.member] ?? [] }
            for demand in linked + rivals where near.insert(demand).inserted { queue.append(demand) }
            next += 1
        }
        return near
    }

    private func byStake(_ demands: [AssignmentDemand]) -> [AssignmentDemand] {
        demands.enumerated().sorted { (-stake($0.element), $0.offset) < (-stake($1.element), $1.offset) }.map(\.element)
    }

    /// Disjoint conflicts, for one open demand after the other, the greatest stake first.
    ///
    /// A demand that is not shown to conflict joins those that the next is tried beside; it is told only where no
    /// conflict is proven at all.
    fileprivate func conflicts(
        beside members: [AssignmentDemand: Int]
    ) throws(AssignmentError) -> [AssignmentConflict] {
        let search = DemandConflictSearch(study: self, members: members)
        var met = demands.filter { members[$0] != nil }
        var gone: Set<AssignmentDemand> = []
        var (found, unproven): ([AssignmentConflict], [AssignmentConflict]) = ([], [])
        for demand in byStake(demands.filter { members[$0] == nil }) where !gone.contains(demand) {
            guard found.count < Self.most else { break }
            guard let finding = try search.finding(of: demand, among: met, restrictions) else {
                met.append(demand)
                continue
            }
            let conflict = try conflict(finding, about: demand)
            if finding.proof == .none {
                met.append(demand)
                unproven.append(conflict)
            } else {
                found.append(conflict)
                gone.formUnion(finding.set.demands)
                met.removeAll(where: gone.contains)
            }
        }
        return found.isEmpty ? Array(unproven.prefix(Self.most)) : found
    }

    /// A conflict with its figures and repairs.
    func conflict(
        _ finding: DemandConflictSearch.Finding, about open: AssignmentDemand? = nil
    ) throws(AssignmentError) -> AssignmentConflict {
        let set = finding.set
        let ordered = set.demands.filter { $0 == open } + demands.filter { $0 != open && Set(set.demands).contains($0) }
        let limit = set.restrictions.reduce(0.0) { sum, restriction in
            if case .hours(let member) = restriction { sum + problem.loadCosts[member].limit } else { sum }
        }
        return AssignmentConflict(
            needs: ordered.map { demand in
                .init(
                    demand: demand, hours: leastHours(demand),
                    candidates: problem.candidates(of: demand).map(\.member))
            }, restrictions: set.restrictions, proof: finding.proof, relaxations: try relaxations(finding), limit: limit
        )
    }
}
