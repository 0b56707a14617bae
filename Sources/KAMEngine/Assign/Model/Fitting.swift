internal import KAMModel

/// What is lost, against the best that can be had, when a member takes a duty.
struct MemberTerms: Hashable, Sendable {
    var region = 0.0
    var language = 0.0
    var skill = 0.0
    var seniority = 0.0
    /// By replacing the present owner.
    var change = 0.0

    var total: Double { region + language + skill + seniority + change }

    /// The terms that are not nothing.
    var list: [LossTerm] {
        [
            LossTerm(.region, region), LossTerm(.language, language), LossTerm(.skill, skill),
            LossTerm(.seniority, seniority), LossTerm(.change, change),
        ].filter { $0.loss != 0 }
    }
}

/// Who may take a duty, at which loss and with which hours.
///
/// A loss counts only where some member who may avoids it: where nobody has the skill, its lack is no reason for or
/// against anyone, and where the present owner cannot go on, the change is nobody's fault.
struct Fitting: Sendable {
    let policy: Policy
    let roster: Roster
    let accounts: [AccountCase]
    let traits: Traits
    /// The members whose team may lead each stage and who can take anything, `[stage]`.
    ///
    /// Where KAMs lead cells of their own accounts, they are in none of these.
    let pools: [[Int]]
    /// The KAMs who can take anything.
    private let kams: [Int]

    init(_ policy: Policy, _ roster: Roster, _ accounts: [AccountCase]) {
        self.policy = policy
        self.roster = roster
        self.accounts = accounts
        traits = Traits(roster, accounts.map(\.account))
        let present = roster.entries.indices.filter { roster.entries[$0].absence == nil }
        let kamLeads = policy.assignment.kamLeads
        pools = policy.stages.map { stage in
            present.filter { member in
                let entry = roster.entries[member]
                return !(kamLeads && entry.isKAM) && entry.team.map(stage.teams.contains) ?? false
            }
        }
        kams = present.filter { roster.entries[$0].isKAM }
    }

    /// The rule of a respect for a duty.
    func rule(_ respect: Respect, _ duty: Duty) -> AssignmentPolicy.FitRule {
        switch respect {
        case .region: duty.stage == nil ? accounts[duty.account].kamRegion : policy.assignment.region
        case .language: policy.assignment.language
        case .skill: policy.assignment.skill
        case .seniority: policy.assignment.seniority
        }
    }

    /// Whether a member's team does such work.
    func serves(_ member: Int, _ duty: Duty) -> Bool {
        let entry = roster.entries[member]
        guard let stage = duty.stage else { return entry.isKAM }
        if policy.assignment.kamLeads, entry.isKAM { return duty.share == 0 }
        return entry.team.map(policy.stages[stage].teams.contains) ?? false
    }

    /// The most hours that may be planned of a member.
    func limit(_ member: Int) -> Double {
        roster.entries[member].capacity * policy.assignment.load.hardLimit
    }

    /// The limit of the member in the middle of those who may lead a stage; nothing without any.
    func typicalLimit(_ stage: Int) -> Double? {
        let limits = pools[stage].filter { roster.entries[$0].hirePrice == nil }.map(limit).sorted()
        return limits.isEmpty ? nil : limits[limits.count / 2]
    }

    /// What is lost when a member takes a duty.
    func terms(_ member: Int, _ duty: Duty) -> MemberTerms {
        terms(member, traits.fit(member, duty.account), duty)
    }

    /// The hours that a duty takes of a member: more of one who is new to the account.
    func hours(_ member: Int, _ duty: Duty) -> Double {
        let account = accounts[duty.account]
        let isNew = account.isServed && !account.serving.contains(member)
        return isNew ? duty.hours * (1 + policy.assignment.load.rampShare) : duty.hours
    }

    /// Finds out who may take a duty, and what counts as a loss then.
    ///
    /// - Parameters:
    ///   - duty: Takes what counts, what nobody has, and whether its owner may go on.
    ///   - guests: Members beyond those whose team does such work: KAMs who may lead cells of their own accounts.
    /// - Returns: The best suited, the present owner, those who serve the account now, or who is pinned alone.
    func candidates(_ duty: inout Duty, guests: [Int] = []) -> [CandidateTable.Candidate] {
        let required = Respect.allCases.filter { rule($0, duty) == .require }.reduce(into: Respects.none) {
            $0.insert(Respects($1))
        }
        let pool = duty.stage.map { pools[$0] } ?? kams
        var able: [(member: Int, fit: Respects)] = []
        var known = Respects.none
        for member in guests.isEmpty ? pool : Set(pool + guests).sorted() where !duty.forbidden.contains(member) {
            let fit = traits.fit(member, duty.account)
            guard fit.isSuperset(of: required) else { continue }
            able.append((member, fit))
            known.formUnion(fit)
        }
        for respect in Respect.allCases where rule(respect, duty) == .prefer {
            if known.contains(respect) {
                duty.counted.insert(Respects(respect))
            } else if !able.isEmpty {
                duty.missing.insert(Respects(respect))
            }
        }
        duty.ownerStays = able.contains { $0.member == duty.ownerIndex }
        if let pin = duty.pin { return [candidate(pin, duty)] }
        // The cost hangs on where a member fits and whether it is the owner; many members are alike in that.
        let costs = (0..<16).map { terms(nil, Respects(rawValue: $0), duty).total }
        let change = duty.ownerStays ? policy.assignment.losses.change * duty.stake : 0
        let priced = able.map { member, fit in
            (member: member, cost: costs[Int(fit.rawValue)] + (member == duty.ownerIndex ? 0 : change))
        }
        return best(priced, duty).map { candidate($0, duty) }
    }

    /// The candidates of least loss, as many as the policy offers; who serves the account now is always among them.
    ///
    /// Where many suit alike, those are offered whose turn it is: it goes round by accounts, so that each member is offered
    /// alike often, and an account's cells are offered to the same ones.
    private func best(_ all: [(member: Int, cost: Double)], _ duty: Duty) -> [Int] {
        let most = policy.assignment.candidates
        guard all.count > most else { return all.map(\.member) }
        let first = duty.account * most % all.count
        var kept: [(member: Int, cost: Double)] = []
        kept.reserveCapacity(most + 1)
        for next in [all[first...], all[..<first]].joined() {
            if kept.count == most, let last = kept.last, last.cost <= next.cost { continue }
            // Those of equal cost stay in turn: the next comes after them.
            kept.insert(next, at: kept.partitioningIndex { $0.cost > next.cost })
            if kept.count > most { kept.removeLast() }
        }
        let chosen = Set(kept.map(\.member))
        let serving = accounts[duty.account].serving
        return (kept.map(\.member) + all.map(\.member).filter { serving.contains($0) && !chosen.contains($0) }).sorted()
    }

    private func candidate(_ member: Int, _ duty: Duty) -> CandidateTable.Candidate {
        CandidateTable.Candidate(member: member, cost: terms(member, duty).total, hours: hours(member, duty))
    }

    /// What is lost by who fits in some respects; without a member, by the owner.
    private func terms(_ member: Int?, _ fit: Respects, _ duty: Duty) -> MemberTerms {
        let losses = policy.assignment.losses
        func loss(_ respect: Respect, _ share: Double) -> Double {
            duty.counted.contains(respect) && !fit.contains(respect) ? share * duty.stake : 0
        }
        return MemberTerms(
            region: loss(.region, losses.region), language: loss(.language, losses.language),
            skill: loss(.skill, losses.skill), seniority: loss(.seniority, losses.seniority),
            change: duty.ownerStays && member != duty.ownerIndex ? losses.change * duty.stake : 0)
    }
}

extension Array {
    /// The first place from which on a condition holds, which holds for all after the first that it holds for.
    fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var range = startIndex..<endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = holds(self[middle]) ? range.lowerBound..<middle : middle + 1..<range.upperBound
        }
        return range.lowerBound
    }
}
