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
        guard let least = try study.leastOpen() else {
            let set = ConflictSet(demands: [], restrictions: study.restrictions)
            let found = try DemandConflictSearch(study: study, members: [:]).exact(set)
            return AssignmentConflicts(
                conflicts: [try study.conflict(found)], leastOpen: .init(demands: [], stake: 0, isProven: false),
                leastHours: nil)
        }
        let members = decision.map { decision in
            Dictionary(
                uniqueKeysWithValues: study.demands.compactMap { demand in decision.member(demand).map { (demand, $0) }
                })
        }
        return AssignmentConflicts(
            conflicts: try study.conflicts(beside: members ?? least.members), leastOpen: least.open,
            leastHours: least.open.demands.isEmpty ? .init(extras: [], isProven: true) : try study.leastHours())
    }
}

extension DemandStudy {
    /// The most conflicts that are looked for.
    private static let most = 12

    /// Disjoint conflicts, for one open demand after the other, the greatest stake first.
    fileprivate func conflicts(
        beside members: [AssignmentDemand: Int]
    ) throws(AssignmentError) -> [AssignmentConflict] {
        let search = DemandConflictSearch(study: self, members: members)
        let open = demands.filter { members[$0] == nil }
            .enumerated().sorted { (-stake($0.element), $0.offset) < (-stake($1.element), $1.offset) }.map(\.element)
        var met = demands.filter { members[$0] != nil }
        var gone: Set<AssignmentDemand> = []
        var found: [AssignmentConflict] = []
        for demand in open where !gone.contains(demand) && found.count < Self.most {
            if let finding = try search.finding(of: demand, among: met, restrictions) {
                found.append(try conflict(finding, about: demand))
                gone.formUnion(finding.set.demands)
                met.removeAll(where: gone.contains)
            } else {
                met.append(demand)
            }
        }
        return found
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
