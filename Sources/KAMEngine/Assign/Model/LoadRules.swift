internal import KAMModel

/// What each member's load costs by the policy: free up to the ceiling, at the stress price up to the limit, at the
/// spread price away from the team's utilisation, and at its pay for who is yet to be hired.
struct LoadRules: Sendable {
    /// The costs, `[member]`.
    let costs: [LoadCost]
    private let rules: AssignmentPolicy.Load
    private let roster: Roster
    /// The hours between which a member's utilisation is close enough to its team's; nothing where it does not count.
    private let bands: [ClosedRange<Double>?]

    init(_ fitting: Fitting, _ duties: DutyList) {
        let rules = fitting.policy.assignment.load
        self.rules = rules
        roster = fitting.roster
        let targets = LoadRules.targets(fitting, duties)
        bands = roster.entries.map { entry in
            guard let spread = rules.spread, entry.hirePrice == nil, entry.absence == nil, let team = entry.team,
                let target = targets[team]
            else { return nil }
            let (low, high) = (max(0, target - spread), min(rules.hardLimit, target + spread))
            return min(low, high) * entry.capacity...high * entry.capacity
        }
        costs = zip(roster.entries, bands).map { entry, band in LoadRules.cost(entry, band, rules) }
    }

    /// What a load costs, by kind; the terms sum to the cost of `costs`.
    func terms(_ member: Int, load: Double) -> [LossTerm] {
        let entry = roster.entries[member]
        var terms: [LossTerm] = []
        if let price = entry.hirePrice { terms.append(LossTerm(.hire, price * load)) }
        let over = max(0, load - rules.ceiling * entry.capacity)
        if rules.hardLimit > rules.ceiling { terms.append(LossTerm(.stress, rules.stressPrice * over)) }
        if let band = bands[member] {
            let distance = max(0, band.lowerBound - load) + max(0, load - band.upperBound)
            terms.append(LossTerm(.spread, rules.spreadPrice * distance))
        }
        return terms.filter { $0.loss != 0 }
    }

    private static func cost(
        _ entry: Roster.Entry, _ band: ClosedRange<Double>?, _ rules: AssignmentPolicy.Load
    ) -> LoadCost {
        let limit = entry.capacity * rules.hardLimit
        let ceiling = entry.capacity * rules.ceiling
        let ends = [band?.lowerBound, band?.upperBound, ceiling, limit].compactMap(\.self).filter {
            $0 > 0 && $0 <= limit
        }
        var (chosen, prices): ([Double], [Double]) = ([], [])
        for end in ends.sorted() where end > (chosen.last ?? 0) {
            let start = chosen.last ?? 0
            var price = entry.hirePrice ?? 0
            if start >= ceiling, limit > ceiling { price += rules.stressPrice }
            if let band, start >= band.upperBound { price += rules.spreadPrice }
            if let band, start < band.lowerBound { price -= rules.spreadPrice }
            chosen.append(end)
            prices.append(price)
        }
        return chosen.isEmpty ? LoadCost(limit: 0) : LoadCost(ends: chosen, prices: prices)
    }

    /// The utilisation of each team if each stage's hours go to its teams by their hours.
    private static func targets(_ fitting: Fitting, _ duties: DutyList) -> [ID<Team>: Double] {
        var capacity: [ID<Team>: Double] = [:]
        for entry in fitting.roster.entries where entry.absence == nil && entry.hirePrice == nil {
            if let team = entry.team { capacity[team, default: 0] += entry.capacity }
        }
        let kamTeams = fitting.policy.teams.filter(\.managesKeyAccounts).map(\.id)
        var hours: [ID<Team>: Double] = [:]
        func share(_ work: Double, among teams: [ID<Team>]) {
            let all = teams.reduce(0) { $0 + (capacity[$1] ?? 0) }
            for team in teams where all > 0 { hours[team, default: 0] += work * (capacity[team] ?? 0) / all }
        }
        for duty in duties.cells {
            if let stage = duty.stage { share(duty.hours, among: fitting.policy.stages[stage].teams) }
        }
        for duty in duties.answers { share(duty.hours, among: kamTeams) }
        return capacity.compactMapValues { $0 > 0 ? $0 : nil }.reduce(into: [:]) { targets, team in
            targets[team.key] = min(fitting.policy.assignment.load.ceiling, (hours[team.key] ?? 0) / team.value)
        }
    }
}
