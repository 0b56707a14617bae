public import KAMModel

extension Assignment {
    /// The assignment of the rest of the quarter after some events, with the matrix of this one as the present plan.
    ///
    /// - A member who leaves has no hours from its day on; one who leaves later than the first day that is planned takes
    ///   nothing any more, as anyone who leaves inside a quarter.
    /// - A member who joins has hours from its day on; a hire who joins becomes a member of that key.
    /// - A won account's work up to the win stage is done; each later stage gets the hours of one opportunity more.
    /// - A lost account's work up to the win stage is gone.
    /// - A pin replaces a pin there before, and a forbid lifts the pin of that member.
    /// - The pins of a member who leaves wait from then on, and are told as assumptions.
    ///
    /// - Parameters:
    ///   - events: What happened.
    ///   - day: The first day to plan where nothing happened; nothing for that of this assignment.
    /// - Returns: The assignment of the rest of the quarter.
    /// - Throws: `AssignmentError.refused` with everything that is wrong with the events.
    public func following(_ events: [MatrixEvent], from day: Day? = nil) throws(AssignmentError) -> Assignment {
        let refusals = self.refusals(events)
        guard refusals.isEmpty else { throw .refused(refusals) }
        var (people, hires) = (snapshot.members, policy.assignment.hires)
        var (keys, rules, standing) = (keyAccounts, self.rules, self.standing)
        for event in events {
            switch event.kind {
            case .leave(let member):
                people = people.map { $0.id == member ? $0.employed(until: event.day) : $0 }
                hires.removeAll { $0.member == member }
                standing.formUnion(rules.filter { $0.kind == .pin && $0.member == member })
            case .join(let member):
                if let hire = hires.first(where: { $0.member == member }) {
                    hires.removeAll { $0.member == member }
                    people.append(Member(filling: hire, from: event.day))
                } else {
                    people = people.map { $0.id == member ? $0.employed(from: event.day) : $0 }
                }
            case .won(let account): keys = keys.map { $0.account == account ? won($0) : $0 }
            case .lost(let account): keys = keys.map { $0.account == account ? lost($0) : $0 }
            case .rule(let rule): rules = adding(rule, to: rules)
            }
        }
        return try Assignment(
            snapshot.replacing(people), policy: policy.replacing(hires), keyAccounts: keys, quarter: quarter,
            previous: previous, rules: rules, standing: standing, from: events.map(\.day).min() ?? day ?? from)
    }

    private func refusals(_ events: [MatrixEvent]) -> [AssignmentRefusal] {
        guard previous != nil else {
            return events.first.map { [.event($0, .noMatrix)] } ?? [.question("there is no matrix to re-plan from")]
        }
        let people = Dictionary(snapshot.members.map { ($0.id, $0) }) { first, _ in first }
        let places = Set(policy.assignment.hires.map(\.member))
        let keys = Set(keyAccounts.map(\.account))
        let days = policy.calendar.days(of: quarter)
        return events.flatMap { event -> [AssignmentRefusal] in
            var flaws: [MatrixEventFlaw] = []
            if event.day < days.start || event.day >= days.end { flaws.append(.outsideQuarter) }
            switch event.kind {
            case .leave(let member), .join(let member):
                if people[member] == nil, !places.contains(member) { flaws.append(.unknownMember) }
                if case .leave = event.kind, let end = people[member]?.employment.end, end <= event.day {
                    flaws.append(.hasLeft)
                }
            case .won(let account), .lost(let account): if !keys.contains(account) { flaws.append(.notKey) }
            case .rule: break
            }
            return flaws.map { .event(event, $0) }
        }
    }

    /// The stages up to the win, and those after it.
    private var winStages: (upTo: [Stage], after: [Stage]) {
        let last = policy.allocation.winStage.flatMap { win in policy.stages.firstIndex { $0.id == win } }
        let place = last ?? max(0, policy.stages.count - 2)
        return (Array(policy.stages[...place]), Array(policy.stages[(place + 1)...]))
    }

    private func won(_ key: KeyAccount) -> KeyAccount {
        let segment = snapshot.accounts.first { $0.id == key.account }?.segment ?? "unknown"
        let added = winStages.after.reduce(into: [ID<Stage>: Hours]()) { hours, stage in
            let more = policy.effort.perOpportunity(stage.id, segment: segment) * policy.effort.keyFactor
            if more > 0 { hours[stage.id] = Hours(more) }
        }
        let rest = lost(key)
        return KeyAccount(
            account: key.account, contribution: key.contribution, kamHours: key.kamHours, hours: rest.hours,
            newHours: rest.newHours.merging(added, uniquingKeysWith: +))
    }

    private func lost(_ key: KeyAccount) -> KeyAccount {
        let gone = Set(winStages.upTo.map(\.id))
        return KeyAccount(
            account: key.account, contribution: key.contribution, kamHours: key.kamHours,
            hours: key.hours.filter { !gone.contains($0.key) }, newHours: key.newHours.filter { !gone.contains($0.key) }
        )
    }

    private func adding(_ rule: MatrixRule, to rules: [MatrixRule]) -> [MatrixRule] {
        let kept = rules.filter { other in
            guard other.account == rule.account, other.stage == rule.stage else { return true }
            let isReplaced = rule.kind == .pin && (other.kind == .pin || other.member == rule.member)
            return !isReplaced && !(rule.kind == .forbid && other.kind == .pin && other.member == rule.member)
        }
        return kept + [rule]
    }
}

extension Member {
    /// The same whose employment ends before a day.
    fileprivate func employed(until end: Day) -> Member {
        replacing(employment: DayRange(start: min(employment.start, end), end: end), memberships)
    }

    /// The same who works from a day on, in the team it is in then or was in last.
    fileprivate func employed(from start: Day) -> Member {
        guard !employment.contains(start) else { return self }
        let place = membership(on: start) ?? memberships.max { $0.valid.start < $1.valid.start }
        let joined = place.map {
            Membership(team: $0.team, role: $0.role, region: $0.region, valid: DayRange(start: start, end: nil))
        }
        return replacing(employment: DayRange(start: start, end: nil), joined.map { [$0] } ?? [])
    }

    /// The person who fills a place from a day on.
    fileprivate init(filling hire: AssignmentPolicy.Hire, from start: Day) {
        let employment = DayRange(start: start, end: nil)
        self.init(
            id: hire.member, name: hire.name,
            memberships: [Membership(team: hire.team, role: "hire", region: hire.region, valid: employment)],
            skills: hire.skills, languages: hire.languages, weeklyHours: Hours(hire.weeklyHours),
            employment: employment, hourlyCost: hire.hourlyCost)
    }

    private func replacing(employment: DayRange, _ memberships: [Membership]) -> Member {
        Member(
            id: id, name: name, memberships: memberships, skills: skills, languages: languages,
            weeklyHours: weeklyHours, employment: employment, leave: leave, hourlyCost: hourlyCost,
            seniority: seniority)
    }
}

extension Snapshot {
    /// The same with other members.
    fileprivate func replacing(_ members: [Member]) -> Snapshot {
        Snapshot(
            id: id, asOf: asOf, currency: currency, accounts: accounts, members: members, flows: flows,
            typicalDeal: typicalDeal, assumptions: assumptions)
    }
}

extension Policy {
    /// The same with other places for hires.
    fileprivate func replacing(_ hires: [AssignmentPolicy.Hire]) -> Policy {
        let old = assignment
        return Policy(
            calendar: calendar, stages: stages, teams: teams, capacity: capacity, effort: effort,
            conversion: conversion, economics: economics, scoring: scoring, gates: gates, selection: selection,
            assignment: AssignmentPolicy(
                region: old.region, language: old.language, skill: old.skill, seniority: old.seniority,
                losses: old.losses, joint: old.joint, load: old.load, stability: old.stability,
                maximumAccountsPerKAM: old.maximumAccountsPerKAM, kamLeads: old.kamLeads,
                rivalsApart: old.rivalsApart, candidates: old.candidates, hires: hires),
            allocation: allocation)
    }
}
