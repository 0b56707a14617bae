/// Looks for the smallest reason why a demand stays open.
///
/// It begins with the demand and what its candidates do, and takes in more until these cannot all hold; then it drops
/// what can go while the rest still cannot: as if demands could be shared, which is quickly known, and exactly where
/// few remain.
struct DemandConflictSearch {
    /// The most members of a set that are thinned exactly, the most demands that are tried exactly at all, the nodes of
    /// one such trial, the most demands that are tried as if they could be shared, and the most such trials of a set.
    private static let limits = (exact: 60, tried: 80, nodes: 2000, shared: 1500, questions: 200)

    /// A set that cannot all hold, with what is proven of it.
    struct Finding {
        let set: ConflictSet
        let proof: AssignmentConflict.Proof
    }

    let study: DemandStudy
    /// Who meets each demand beside what is open.
    let members: [AssignmentDemand: Int]

    /// Why a demand cannot be met beside others; nothing when it can.
    func finding(
        of open: AssignmentDemand, among others: [AssignmentDemand], _ restrictions: [AssignmentRestriction]
    ) throws(AssignmentError) -> Finding? {
        var answer: Bool?
        for ring in rings(around: open, among: others, restrictions) {
            answer = nil
            guard ring.demands.count <= Self.limits.shared else { break }
            let relaxation = try DemandRelaxation(study, ring)
            if let core = try relaxation.core(ring) {
                // The duals of a degenerate program may name too little.
                let start = try relaxation.core(core) ?? ring
                let thin = try start.thinned(most: Self.limits.questions) { set throws(AssignmentError) in
                    try relaxation.core(set)
                }
                return try exact(thin)
            }
            guard ring.demands.count <= Self.limits.tried else { continue }
            answer = try study.canMeet(ring.demands, ring.restrictions, nodes: Self.limits.nodes)
            if answer == false { return try exact(ring) }
        }
        // The last ring holds all that matters.
        return answer == nil ? Finding(set: ConflictSet(demands: [open], restrictions: []), proof: .none) : nil
    }

    /// Thins what is known not to hold together.
    func exact(_ set: ConflictSet) throws(AssignmentError) -> Finding {
        guard set.count <= Self.limits.exact else { return Finding(set: set, proof: .conflicting) }
        var isCertain = true
        let thin = try set.thinned { set throws(AssignmentError) -> ConflictSet? in
            let answer = try study.canMeet(set.demands, set.restrictions, nodes: Self.limits.nodes)
            if answer == nil { isCertain = false }
            return answer == false ? set : nil
        }
        return Finding(set: thin, proof: isCertain ? .minimal : .conflicting)
    }

    /// The demand with what its candidates do, then with what the candidates of all these do, and so on; small demands
    /// first, which go first, the demand itself last.
    private func rings(
        around open: AssignmentDemand, among others: [AssignmentDemand], _ restrictions: [AssignmentRestriction]
    ) -> [ConflictSet] {
        let ordered = others.filter { $0 != open }.map { ($0, study.leastHours($0) ?? 0) }
            .enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element.0)
        var rings: [ConflictSet] = []
        var inside: [AssignmentDemand] = [open]
        while true {
            let reach = Set(inside.flatMap { study.free.candidates(of: $0).map(\.member) })
            let accounts = linkedAccounts(inside, restrictions)
            let wider =
                ordered.filter { demand in
                    members[demand].map(reach.contains) ?? true || accounts.contains(study.problem.account(of: demand))
                } + [open]
            if !rings.isEmpty && wider.count == inside.count { return rings }
            let reached = Set(wider.flatMap { study.free.candidates(of: $0).map(\.member) })
            let asked = Set(wider)
            let concerned = restrictions.filter { concerns($0, reached, asked) }
            rings.append(ConflictSet(demands: wider, restrictions: concerned))
            inside = wider
        }
    }

    /// The accounts of demands and their rivals; all where changes are limited, for a change anywhere counts.
    private func linkedAccounts(
        _ demands: [AssignmentDemand], _ restrictions: [AssignmentRestriction]
    ) -> Set<Int> {
        if restrictions.contains(.changes) { return Set(0..<study.problem.accountCount) }
        var accounts = Set(demands.map { study.problem.account(of: $0) })
        for group in study.problem.rivals where !accounts.isDisjoint(with: group.accounts) {
            accounts.formUnion(group.accounts)
        }
        return accounts
    }

    private func concerns(
        _ restriction: AssignmentRestriction, _ members: Set<Int>, _ demands: Set<AssignmentDemand>
    ) -> Bool {
        switch restriction {
        case .hours(let member), .accounts(let member): members.contains(member)
        case .pin(let demand): demands.contains(demand)
        case .rivals, .changes: true
        }
    }
}
