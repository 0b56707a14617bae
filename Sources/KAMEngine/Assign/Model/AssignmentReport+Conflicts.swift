internal import KAMModel

extension AssignmentReport {
    /// A conflict in words: what is needed, what is left, and what takes the rest.
    func conflict(_ conflict: AssignmentConflict) -> Reason {
        let code: String
        switch conflict.demand {
        case .cell: code = "no_lead"
        case .account: code = "no_kam"
        }
        var words = "\(demandName(conflict.demand)) needs \(Wording.hours(conflict.needed)); "
        guard !conflict.candidates.isEmpty else {
            return Reason(code, words + "nobody may do it: \(obstacles(conflict)).")
        }
        words += "\(group(conflict)) has \(Wording.hours(conflict.left)) left"
        if conflict.candidates.count > 1 {
            words += ", with one member at most \(Wording.hours(conflict.mostLeft))"
        }
        if case .account = conflict.demand, conflict.mostLeft >= conflict.needed {
            words += ", and each may answer for \(assignment.policy.assignment.maximumAccountsPerKAM) accounts at most"
        }
        guard !conflict.others.isEmpty else { return Reason(code, words + ".") }
        let hours = conflict.others.reduce(0) { $0 + self.hours($1) }
        let names = conflict.others.map { "\(demandName($0)) (\(Wording.hours(self.hours($0))))" }
        words += conflict.proof != .none ? ". It cannot be met together with " : ". It competes with "
        words += Wording.list(names, most: 4) { "\($0) more" }
        words += ", which need \(Wording.hours(hours))"
        return Reason(code, words + (conflict.proof == .minimal ? "; without any one of these it can." : "."))
    }

    /// What an open cell or account says: the first sentence of its conflict.
    func openWords(_ demand: AssignmentDemand) -> String {
        guard let found = solution.conflicts.first(where: { $0.demand == demand }) else {
            return "\(demandName(demand)) is open: the search was stopped before an answer."
        }
        let text = conflict(found).text
        return "Open: " + (text.firstRange(of: ". ").map { String(text[..<$0.lowerBound]) + "." } ?? text)
    }

    func demandName(_ demand: AssignmentDemand) -> String {
        switch demand {
        case .cell(let index): "\(assignment.cells[index].account.name) \(assignment.cells[index].stage.name)"
        case .account(let index): "\(assignment.answers[index].account.name) KAM"
        }
    }

    private func hours(_ demand: AssignmentDemand) -> Double {
        switch demand {
        case .cell(let index): problem.hours[index]
        case .account(let index): problem.kamHours[index]
        }
    }

    /// The teams of the candidates, with their region when they all share one that the rule asks for.
    private func group(_ conflict: AssignmentConflict) -> String {
        let entries = conflict.candidates.map { members[$0] }
        let teams = assignment.policy.teams.filter { team in entries.contains { $0.team == team.id } }.map(\.name)
        let regions = Set(entries.map(\.region))
        let everywhere = Set(members.filter { $0.isAvailable && entries.map(\.team).contains($0.team) }.map(\.region))
        guard regions.count == 1, let region = regions.first ?? nil, everywhere.count > 1 else {
            return Wording.list(teams)
        }
        return "\(Wording.list(teams)) in \(region)"
    }

    /// Why nobody may meet a demand, counted over those whose team does such work.
    private func obstacles(_ conflict: AssignmentConflict) -> String {
        let suitability: Suitability
        switch conflict.demand {
        case .cell(let index): suitability = assignment.cells[index].suitability
        case .account(let index): suitability = assignment.answers[index].suitability
        }
        var (leaving, idle, elsewhere): ([String], [String], [String]) = ([], [], [])
        for (member, obstacle) in suitability.obstacles.enumerated() {
            switch obstacle {
            case .leaves(let day): leaving.append("\(name(member)) leaves after \(day)")
            case .noHours: idle.append("\(name(member)) has no hours in the quarter")
            case .otherRegion: elsewhere.append("\(name(member)) serves another region")
            case .otherTeam, nil: continue
            }
        }
        let found = leaving + idle + elsewhere
        return found.isEmpty ? "no member is in a team that does it" : Wording.list(found, most: 5)
    }
}
