internal import KAMModel

extension AssignmentReport {
    /// Why a cell has its lead, or an account its KAM, and who comes next.
    func explanation(_ demand: AssignmentDemand) -> (reason: Reason, runnerUp: Suggestion?) {
        let alternatives = situation.alternatives(to: demand)
        let second = alternatives.runnerUp ?? alternatives.bestThatDoesNotFit
        let next = second.map { suggestion($0, demand) }
        guard let member = decision.member(demand) else { return (openReason(demand), next) }
        return (reason(demand, member, next, second?.change.obstacles.first), next)
    }

    private func reason(
        _ demand: AssignmentDemand, _ member: Int, _ next: Suggestion?, _ obstacle: AssignmentObstacle?
    ) -> Reason {
        let duty = duty(demand)
        let isKept = duty.owner == id(member)
        var clauses = Clauses()
        clauses.add(headline(demand, member, isKept))
        if duty.pin == member { clauses.add(pinWords(member, duty)) }
        addFormer(&clauses, member, duty)
        addLosses(&clauses, demand, member)
        addHours(&clauses, member)
        addNext(&clauses, next, obstacle)
        let kind = duty.stage == nil ? "kam" : "lead"
        return clauses.reason(duty.pin == member ? "\(kind)_pinned" : isKept ? "\(kind)_kept" : "\(kind)_chosen")
    }

    private func headline(_ demand: AssignmentDemand, _ member: Int, _ isKept: Bool) -> Phrase {
        let (duty, name) = (duty(demand), words.name(member))
        guard duty.stage != nil else {
            let account = words.account(duty.account)
            return Phrase(
                "\(name) \(isKept ? "goes on answering" : "answers") for \(account)",
                ja: "\(name)が\(isKept ? "引き続き" : "")\(account)のKAMを担う")
        }
        let stage = words.stage(duty)
        return Phrase(
            "\(name) \(isKept ? "goes on leading" : "leads") \(stage.english)",
            ja: "\(name)が\(isKept ? "引き続き" : "")\(stage.japanese)をリードする")
    }

    /// That a rule decides, and which rules of the policy it goes above.
    private func pinWords(_ member: Int, _ duty: Duty) -> Phrase {
        var above: [Phrase] = []
        if !assignment.fitting.serves(member, duty) { above.append(words.words(.otherTeam, member, duty)) }
        for respect in Respect.allCases where assignment.fitting.rule(respect, duty) == .require {
            if !assignment.fitting.traits.fits(member, duty.account, respect) {
                above.append(words.unfit(respect, member, duty))
            }
        }
        guard !above.isEmpty else { return Phrase("pinned by a rule", ja: "ルールによる固定") }
        return Phrase(
            "pinned by a rule, though it \(Wording.list(above.map(\.english)))",
            ja: "ルールによる固定(ただし\(above.map(\.japanese).joined(separator: "、")))")
    }

    /// Whom the member follows, and why that one does not go on.
    private func addFormer(_ clauses: inout Clauses, _ member: Int, _ duty: Duty) {
        guard let owner = duty.owner, owner != id(member), let former = duty.ownerIndex else { return }
        let name = words.name(former)
        guard !duty.ownerStays || (duty.pin != nil && duty.pin != former) else {
            clauses.add(Phrase("takes over from \(name)", ja: "\(name)から引き継ぐ"))
            return
        }
        guard let obstacle = assignment.fitting.obstacles(former, duty, isOffered: false).first else { return }
        if case .pinned = obstacle {
            clauses.add(Phrase("takes over from \(name)", ja: "\(name)から引き継ぐ"))
        } else {
            let why = words.words(obstacle, former, duty)
            clauses.add(Phrase("\(name) \(why.english)", ja: "\(name)は\(why.japanese)"))
        }
    }

    private func addLosses(_ clauses: inout Clauses, _ demand: AssignmentDemand, _ member: Int) {
        let duty = duty(demand)
        let stake = words.money(duty.stake * Double(duty.shareCount))
        let all: [LossTerm]
        switch demand {
        case .cell(let row): all = terms(ofCell: row)
        case .account(let account): all = terms(ofAccount: account)
        }
        var figures = Dictionary(uniqueKeysWithValues: all.map { ("loss_\($0.kind.rawValue)", $0.loss) })
        figures["stake"] = duty.stake * Double(duty.shareCount)
        let shown = all.filter { $0.loss > 0 }
        guard !shown.isEmpty else {
            clauses.add(
                Phrase("loses nothing of \(stake.english) at stake", ja: "対象価値\(stake.japanese)に対する損失なし"), figures)
            return
        }
        let list = shown.map { $0.kind == .handoff ? handoffWords(demand) : words.terms([$0]) }
        clauses.add(
            Phrase(
                "of \(stake.english) at stake it loses: \(Wording.list(list.map(\.english)))",
                ja: "対象価値\(stake.japanese)に対する損失は\(Wording.listJa(list.map(\.japanese)))"), figures)
    }

    private func handoffWords(_ demand: AssignmentDemand) -> Phrase {
        guard case .cell(let row) = demand, let before = cellBefore(row), let other = decision.leads[before] else {
            return Phrase(verbatim: "")
        }
        let (name, loss) = (words.name(other), problem.handoffLoss[row])
        guard decision.joins[row] else {
            let amount = words.money(loss)
            return Phrase("handoff from \(name) \(amount.english)", ja: "\(name)からの引継ぎ\(amount.japanese)")
        }
        let (rest, saved) = (
            words.money(loss * (1 - problem.jointSaving[row])), words.money(loss * problem.jointSaving[row])
        )
        let (stage, hours) = (words.stage(duties.cells[before]), words.hours(problem.jointHours[row]))
        return Phrase(
            "handoff from \(name) \(rest.english) (joining \(stage.english) for \(hours.english) saves \(saved.english))",
            ja: "\(name)からの引継ぎ\(rest.japanese)(\(stage.japanese)に\(hours.japanese)参加して\(saved.japanese)を抑える)")
    }

    private func addHours(_ clauses: inout Clauses, _ member: Int) {
        let limit = problem.loadCosts[member].limit
        let left = max(0, limit - situation.loads[member])
        let (some, all) = (words.hours(left), words.hours(limit))
        clauses.add(
            Phrase(
                "\(some.english) of \(all.english) are left after this plan",
                ja: "この計画のあとの残りは\(all.japanese)のうち\(some.japanese)"),
            ["left_hours": left, "limit_hours": limit])
    }

    private func addNext(_ clauses: inout Clauses, _ next: Suggestion?, _ obstacle: AssignmentObstacle?) {
        guard let next else {
            clauses.add(Phrase("nobody else may", ja: "ほかに担当できるメンバーはいない"))
            return
        }
        let figures = ["runner_up_difference": next.difference]
        let amount = words.money(abs(next.difference))
        if let obstacle {
            let worse =
                next.difference > 0
                ? Phrase("\(amount.english) worse", ja: "損失が\(amount.japanese)増える")
                : Phrase("no worse", ja: "損失は増えない")
            let why = words.phrase(obstacle)
            clauses.add(
                Phrase(
                    "next is \(next.name), \(worse.english), but \(why.english)",
                    ja: "次点は\(next.name)(\(worse.japanese))だが、\(why.japanese)"), figures)
        } else if next.difference < -0.5 {
            clauses.add(
                Phrase(
                    "\(next.name) would lose \(amount.english) less, too little to change a plan for",
                    ja: "\(next.name)なら損失が\(amount.japanese)減るが、計画を変えるほどではない"), figures)
        } else if next.difference < 0.5 {
            clauses.add(Phrase("\(next.name) would do as well", ja: "\(next.name)でも損失は同じ"), figures)
        } else {
            clauses.add(
                Phrase(
                    "next is \(next.name), who would lose \(amount.english) more",
                    ja: "次点は\(next.name)で、損失が\(amount.japanese)増える"), figures)
        }
    }
}
