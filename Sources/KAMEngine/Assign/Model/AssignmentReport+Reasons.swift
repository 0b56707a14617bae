internal import KAMModel

extension AssignmentReport {
    /// Why a cell has its lead: what the choice loses, term by term, the hours left, and who comes next.
    func leadReason(_ index: Int) -> Reason {
        let entry = assignment.cells[index]
        guard let lead = decision.leads[index] else {
            return Reason("lead_open", openWords(.cell(index)))
        }
        let terms = terms(entry.suitability, lead) + borderTerms(index, lead)
        let isKept = entry.suitability.owner == members[lead].member.id
        let words = [
            "\(name(lead)) \(isKept ? "goes on leading" : "leads") \(entry.stage.name)",
            changeWords(entry.suitability, lead), lossWords(terms, stake: entry.stake), leftWords(lead),
            runnerUpWords(alternatives.runnerUp(cell: index)),
        ]
        return Reason(isKept ? "lead_kept" : "lead_chosen", words.filter { !$0.isEmpty }.joined(separator: "; ") + ".")
    }

    /// Why an account has its KAM.
    func kamReason(_ index: Int) -> Reason {
        let entry = assignment.answers[index]
        guard let kam = decision.kams[index] else { return Reason("kam_open", openWords(.account(index))) }
        let isKept = entry.suitability.owner == members[kam].member.id
        let words = [
            "\(name(kam)) \(isKept ? "goes on answering" : "answers") for \(entry.account.name)",
            changeWords(entry.suitability, kam), lossWords(terms(entry.suitability, kam), stake: entry.stake),
            leftWords(kam), runnerUpWords(alternatives.runnerUp(account: index)),
        ]
        return Reason(isKept ? "kam_kept" : "kam_chosen", words.filter { !$0.isEmpty }.joined(separator: "; ") + ".")
    }

    private func terms(_ suitability: Suitability, _ member: Int) -> [String] {
        guard let loss = suitability.losses[member] else { return [] }
        return [
            ("another region", loss.region), ("without the segment's skill", loss.skill),
            ("another owner than now", loss.change),
        ].filter { $0.1 > 0 }.map { "\($0.0) \(money($0.1))" }
    }

    private func borderTerms(_ index: Int, _ lead: Int) -> [String] {
        guard let before = cellBefore(index), let other = decision.leads[before], other != lead else { return [] }
        let loss = problem.handoffLoss[index]
        guard loss > 0 else { return [] }
        guard decision.joins[index] else { return ["handoff from \(name(other)) \(money(loss))"] }
        let saved = loss * problem.jointSaving[index]
        return [
            "handoff from \(name(other)) \(money(loss - saved)) (joining \(assignment.cells[before].stage.name) for "
                + "\(Wording.hours(problem.jointHours[index])) saves \(money(saved)))"
        ]
    }

    private func lossWords(_ terms: [String], stake: Double) -> String {
        terms.isEmpty
            ? "loses nothing of \(money(stake)) at stake"
            : "of \(money(stake)) at stake it loses: \(Wording.list(terms))"
    }

    private func leftWords(_ member: Int) -> String {
        let limit = problem.limit(member)
        let left = max(0, limit - alternatives.loads[member])
        return "\(Wording.hours(left)) of \(Wording.hours(limit)) are left after this plan"
    }

    private func changeWords(_ suitability: Suitability, _ member: Int) -> String {
        guard let owner = suitability.owner, owner != members[member].member.id,
            let former = members.firstIndex(where: { $0.member.id == owner })
        else { return "" }
        return switch suitability.obstacles[former] {
        case .leaves(let day): "\(name(former)) leaves after \(day)"
        case .noHours: "\(name(former)) has no hours in the quarter"
        case .otherTeam: "\(name(former)) is in no team that does this"
        case .otherRegion: "\(name(former)) serves another region"
        case nil: "takes over from \(name(former))"
        }
    }

    private func runnerUpWords(_ next: AssignmentAlternatives.Alternative?) -> String {
        guard let next else { return "nobody else may" }
        let other = name(next.member)
        guard next.fits else {
            let difference = next.difference > 0 ? "\(money(next.difference)) worse" : "no worse"
            return next.needed > next.left + 1e-9
                ? "next is \(other), \(difference), but needs \(Wording.hours(next.needed)) and has "
                    + "\(Wording.hours(max(0, next.left))) left"
                : "next is \(other), \(difference), but another limit stands against it"
        }
        if next.difference < -0.5 {
            return "\(other) would lose \(money(-next.difference)) less, too little to change a plan for"
        }
        return next.difference < 0.5
            ? "\(other) would do as well" : "next is \(other), who would lose \(money(next.difference)) more"
    }
}
