internal import KAMModel

extension AssignmentReport {
    /// The duty of a demand.
    func duty(_ demand: AssignmentDemand) -> Duty {
        switch demand {
        case .cell(let row): duties.cells[row]
        case .account(let account): duties.answers[account]
        }
    }

    /// An alternative in the nouns of the company, its difference by kinds of loss.
    func suggestion(_ alternative: AssignmentAlternative, _ demand: AssignmentDemand) -> Suggestion {
        let terms = terms(of: alternative.change)
        let difference = terms.reduce(0) { $0 + $1.loss }
        let needed = alternative.change.loads.first { $0.member == alternative.member }?.hours ?? alternative.hours
        return Suggestion(
            member: id(alternative.member), name: words.name(alternative.member), difference: difference, terms: terms,
            needed: Hours(needed), left: Hours(alternative.left), fits: alternative.change.fits,
            reason: reason(alternative, terms, difference, needed))
    }

    /// What a change makes the loss grow by, by kind; the stake of what is open, not its price in the problem.
    func terms(of change: AssignmentChange) -> [LossTerm] {
        var found: [LossTerm] = []
        for move in change.moves {
            let duty = duty(move.demand)
            found += loss(move.to, duty) + loss(move.from, duty).map { LossTerm($0.kind, -$0.loss) }
        }
        found.append(LossTerm(.handoff, change.loss.handoffs))
        for load in change.loads {
            let now = situation.loads[load.member]
            found += assignment.loads.terms(load.member, load: now + load.hours)
            found += assignment.loads.terms(load.member, load: now).map { LossTerm($0.kind, -$0.loss) }
        }
        found.append(LossTerm(.disturbance, change.loss.disturbance))
        return LossTerm.totals(found).filter { abs($0.loss) > 1e-9 }
    }

    private func loss(_ member: Int?, _ duty: Duty) -> [LossTerm] {
        member.map { assignment.fitting.terms($0, duty).list } ?? [LossTerm(.open, duty.stake)]
    }

    private func reason(
        _ alternative: AssignmentAlternative, _ terms: [LossTerm], _ difference: Double, _ needed: Double
    ) -> Reason {
        let name = words.name(alternative.member)
        var clauses = Clauses()
        let amount = words.money(abs(difference))
        let figures = ["difference": difference, "needed_hours": needed, "left_hours": alternative.left]
        if abs(difference) < 0.5 {
            clauses.add(Phrase("\(name) would do as well", ja: "\(name)でも損失は同じ"), figures)
        } else if difference > 0 {
            clauses.add(
                Phrase("\(name) would lose \(amount.english) more", ja: "\(name)なら損失が\(amount.japanese)増える"), figures)
        } else {
            clauses.add(
                Phrase("\(name) would lose \(amount.english) less", ja: "\(name)なら損失が\(amount.japanese)減る"), figures)
        }
        let shown = terms.filter { abs($0.loss) >= 0.5 }
        if !shown.isEmpty {
            let list = words.terms(shown)
            clauses.add(Phrase("by kind: \(list.english)", ja: "内訳は\(list.japanese)"))
        }
        for obstacle in alternative.change.obstacles { clauses.add(words.phrase(obstacle)) }
        return clauses.reason(alternative.change.fits ? "alternative" : "alternative_does_not_fit")
    }
}

extension MatrixWords {
    /// What a rule says against a change.
    func phrase(_ obstacle: AssignmentObstacle) -> Phrase {
        switch obstacle {
        case .notEligible(_, let member): return Phrase("\(name(member)) may not", ja: "\(name(member))は担当できない")
        case .hours(let member, let needed, let left):
            let (needed, left) = (hours(needed), hours(max(0, left)))
            return Phrase(
                "\(name(member)) needs \(needed.english) and has \(left.english) left",
                ja: "\(name(member))には\(needed.japanese)必要だが残りは\(left.japanese)")
        case .accounts(let member, let most):
            return Phrase(
                "\(name(member)) already answers for \(Wording.count(most, "account")), the most allowed",
                ja: "\(name(member))はすでに上限の\(most)社を担当している")
        case .rivals(let member, _, let other):
            return Phrase(
                "\(name(member)) already serves the rival \(accountOfProblem(other))",
                ja: "\(name(member))は競合の\(accountOfProblem(other))をすでに担当している")
        case .foreignLead(let cell, let member):
            let account = account(assignment.duties.cells[cell].account)
            return Phrase(
                "\(name(member)) leads only in accounts it answers for, and does not answer for \(account)",
                ja: "\(name(member))は自身が担当する取引先だけをリードし、\(account)の担当ではない")
        case .changes(let count, let most):
            return Phrase(
                "\(count) leads and KAMs would change, and \(most) may", ja: "変更が\(count)件になり、上限の\(most)件を超える")
        case .jointHours(let needed, let left):
            let (needed, left) = (hours(needed), hours(max(0, left)))
            return Phrase(
                "it needs \(needed.english) of joint work and \(left.english) are left in the budget",
                ja: "合同作業に\(needed.japanese)必要だが予算の残りは\(left.japanese)")
        }
    }

    /// The name of an account of the problem, which may be a share of a large cell.
    func accountOfProblem(_ index: Int) -> String {
        let count = assignment.fitting.accounts.count
        return index < count
            ? account(index) : account(assignment.duties.cells[assignment.duties.cellCount + index - count].account)
    }
}
