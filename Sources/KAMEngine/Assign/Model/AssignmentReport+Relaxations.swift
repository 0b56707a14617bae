internal import KAMModel

extension AssignmentReport {
    /// What would repair a conflict: what costs money first, the cheapest first, then what changes a rule.
    func relaxations(_ conflict: AssignmentConflict) -> [MatrixConflict.Relaxation] {
        let all = conflict.relaxations.map(relaxation)
        let priced = all.enumerated().filter { $0.element.cost != nil }.sorted {
            ($0.element.cost ?? 0, $0.offset) < ($1.element.cost ?? 0, $1.offset)
        }
        return priced.map(\.element) + all.filter { $0.cost == nil }
    }

    private func relaxation(_ found: AssignmentRelaxation) -> MatrixConflict.Relaxation {
        switch found {
        case .hours(let member, let extra): moreHours([(member, extra)])
        case .sharedHours(let extras): moreHours(extras.map { ($0.member, $0.hours) })
        case .accounts(let member, let extra): moreAccounts(member, extra)
        case .rivals(let group): rivalsTogether(group)
        case .changes(let extra): moreChanges(extra)
        case .pin(let demand): withoutRule(demand)
        case .open(let demand, _): leftOpen(demand)
        }
    }

    private func moreHours(_ extras: [(member: Int, hours: Double)]) -> MatrixConflict.Relaxation {
        let cost = extras.reduce(0) { sum, extra in
            sum + extra.hours * (members[extra.member].member.hourlyCost ?? assignment.policy.economics.hourlyCost)
        }
        let hours = extras.reduce(0) { $0 + $1.hours }
        let list = extras.map { (words.hours($0.hours), words.name($0.member)) }
        let amount = words.money(cost)
        return MatrixConflict.Relaxation(
            kind: .hours,
            reason: Reason(
                "more_hours",
                Phrase(
                    "With \(Wording.list(list.map { "\($0.0.english) more of \($0.1)" })) it can be met; that costs "
                        + "\(amount.english).",
                    ja: "\(Wording.listJa(list.map { "\($0.1)を\($0.0.japanese)" }))増やせば両立する(費用\(amount.japanese))。"),
                figures: ["hours": hours, "cost": cost]), members: extras.map { id($0.member) }, cost: cost)
    }

    private func moreAccounts(_ member: Int, _ extra: Int) -> MatrixConflict.Relaxation {
        let name = words.name(member)
        return MatrixConflict.Relaxation(
            kind: .accounts,
            reason: Reason(
                "more_accounts",
                Phrase(
                    "If \(name) answers for \(Wording.count(extra, "account")) more than the policy allows, it can be met.",
                    ja: "\(name)がポリシーの上限より\(extra)社多く担当すれば両立する。"), figures: ["accounts": Double(extra)]),
            members: [id(member)])
    }

    private func rivalsTogether(_ group: Int) -> MatrixConflict.Relaxation {
        let names = problem.rivals[group].accounts.map(words.accountOfProblem)
        return MatrixConflict.Relaxation(
            kind: .rivals,
            reason: Reason(
                "rivals_together",
                Phrase(
                    "If one member may serve several of \(Wording.list(names)), it can be met.",
                    ja: "競合する\(Wording.listJa(names))の兼任を認めれば両立する。")))
    }

    private func moreChanges(_ extra: Int) -> MatrixConflict.Relaxation {
        MatrixConflict.Relaxation(
            kind: .changes,
            reason: Reason(
                "more_changes",
                Phrase(
                    "With \(Wording.count(extra, "change")) more it can be met.", ja: "変更の上限を\(extra)件増やせば両立する。"),
                figures: ["changes": Double(extra)]))
    }

    private func withoutRule(_ demand: AssignmentDemand) -> MatrixConflict.Relaxation {
        let place = words.place(duty(demand))
        return MatrixConflict.Relaxation(
            kind: .rule,
            reason: Reason(
                "without_rule",
                Phrase(
                    "Without the rule about \(place.english) it can be met.", ja: "\(place.japanese)に関するルールを外せば両立する。")))
    }

    private func leftOpen(_ demand: AssignmentDemand) -> MatrixConflict.Relaxation {
        let duty = duty(demand)
        let (place, amount) = (words.place(duty), words.money(duty.stake))
        return MatrixConflict.Relaxation(
            kind: .open,
            reason: Reason(
                "left_open",
                Phrase(
                    "If \(place.english) stays undone, the rest can be met; \(amount.english) is at stake with it.",
                    ja: "\(place.japanese)を見送れば残りは両立する(対象価値\(amount.japanese))。"), figures: ["stake": duty.stake]),
            cost: duty.stake)
    }
}
