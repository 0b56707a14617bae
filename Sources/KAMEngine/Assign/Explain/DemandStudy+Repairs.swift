extension DemandStudy {
    /// The nodes of one search for a repair, of a conflict and of the whole.
    static let nodes = (one: 2000, whole: 200)
    /// The most demands and restrictions of a conflict whose repairs are looked for one by one.
    private static let most = 60

    /// The least hours that a demand takes of anyone; nothing when nobody may meet it.
    func leastHours(_ demand: AssignmentDemand) -> Double? {
        problem.candidates(of: demand).map(\.hours).min()
    }

    /// Who meets which demand when the least stake stays open; nothing when even that breaks a restriction.
    func leastOpen(nodes: Int = DemandStudy.nodes.whole) throws(AssignmentError) -> (
        members: [AssignmentDemand: Int], open: AssignmentConflicts.LeastOpen
    )? {
        let demands = demands
        let greatest = demands.reduce(1e-9) { max($0, stake($1)) }
        // Even a demand without a stake is not left open for nothing.
        let question = DemandProgram.Question(
            demands: demands, restrictions: Set(restrictions),
            openPrice: { max(stake($0) / greatest, 1e-5) })
        guard let (answer, program) = try least(question, nodes: nodes) else { return nil }
        var members: [AssignmentDemand: Int] = [:]
        var open: [AssignmentDemand] = []
        for (column, meaning) in program.columns.enumerated() where answer.values[column] > 0.5 {
            switch meaning {
            case .choice(let demand, let member): members[demand] = member
            case .open(let demand): open.append(demand)
            default: continue
            }
        }
        let stakes = open.reduce(0) { $0 + stake($1) }
        return (members, .init(demands: open, stake: stakes, isProven: answer.isProven))
    }

    /// The fewest hours that, added to members, let all demands be met that anyone may meet; nothing when there is no such
    /// way.
    func leastHours(nodes: Int = DemandStudy.nodes.whole) throws(AssignmentError) -> AssignmentConflicts.LeastHours? {
        let able = demands.filter { leastHours($0) != nil }
        guard let found = try extras(able, restrictions, of: Set(0..<problem.memberCount), nodes: nodes)
        else { return nil }
        return .init(extras: found.extras, isProven: found.isProven)
    }

    private func extras(
        _ demands: [AssignmentDemand], _ restrictions: [AssignmentRestriction], of members: Set<Int>, nodes: Int
    ) throws(AssignmentError) -> (extras: [AssignmentRelaxation.Extra], isProven: Bool)? {
        let question = DemandProgram.Question(
            demands: demands, restrictions: Set(restrictions), openPrice: nil, stretched: members)
        guard let (answer, program) = try least(question, nodes: nodes) else { return nil }
        let extras = program.columns.enumerated().compactMap { column, meaning -> AssignmentRelaxation.Extra? in
            guard case .extraHours(let member) = meaning, answer.values[column] > 1e-6 else { return nil }
            return .init(member: member, hours: answer.values[column])
        }
        return (extras, answer.isProven)
    }

    /// What would repair a conflict, each way alone.
    func relaxations(_ finding: DemandConflictSearch.Finding) throws(AssignmentError) -> [AssignmentRelaxation] {
        let set = finding.set
        var found: [AssignmentRelaxation] = []
        if finding.proof != .none && set.count <= Self.most {
            for restriction in set.restrictions { found += try relaxation(restriction, set) }
        }
        let members = set.restrictions.compactMap { if case .hours(let member) = $0 { member } else { nil } }
        if members.count > 1, finding.proof != .none,
            let shared = try extras(set.demands, set.restrictions, of: Set(members), nodes: Self.nodes.one),
            shared.extras.count > 1
        {
            found.append(.sharedHours(shared.extras))
        }
        let cheapest = set.demands.min { (stake($0)) < (stake($1)) }
        return found + (cheapest.map { [.open($0, stake: stake($0))] } ?? [])
    }

    private func relaxation(
        _ restriction: AssignmentRestriction, _ set: ConflictSet
    ) throws(AssignmentError) -> [AssignmentRelaxation] {
        let others = set.restrictions.filter { $0 != restriction }
        switch restriction {
        case .rivals(let group): return [.rivals(group: group)]
        case .pin(let demand): return [.pin(demand)]
        case .hours(let member):
            let found = try extras(set.demands, set.restrictions, of: [member], nodes: Self.nodes.one)
            return found?.extras.first.map { [.hours(member: member, extra: $0.hours)] } ?? []
        case .accounts(let member):
            let question = DemandProgram.Question(
                demands: set.demands, restrictions: Set(set.restrictions), openPrice: nil, counted: member)
            guard let found = try least(question, nodes: Self.nodes.one)?.answer else { return [] }
            return [.accounts(member: member, extra: Int(found.objective.rounded()))]
        case .changes:
            guard let count = try leastChanges(set.demands, others), let budget = problem.present.changeBudget,
                count.changes > budget
            else { return [] }
            return [.changes(extra: count.changes - budget)]
        }
    }

    /// The fewest changes with which demands can be met under restrictions but the change budget; nothing when there is
    /// no way.
    func leastChanges(
        _ demands: [AssignmentDemand], _ restrictions: [AssignmentRestriction], nodes: Int = 2000
    ) throws(AssignmentError) -> (changes: Int, isProven: Bool)? {
        let question = DemandProgram.Question(
            demands: demands, restrictions: Set(restrictions).subtracting([.changes]), openPrice: nil, changePrice: 1)
        guard let found = try least(question, nodes: nodes)?.answer else { return nil }
        return (presentCount + Int(found.objective.rounded()), found.isProven)
    }

    /// How many leads and KAMs may go on.
    var presentCount: Int {
        problem.present.leads.count { $0 != nil } + problem.present.kams.count { $0 != nil }
    }
}
