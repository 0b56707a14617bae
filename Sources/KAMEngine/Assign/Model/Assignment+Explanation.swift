public import KAMModel

extension Assignment {
    /// Why a cell has its lead, or an account its KAM, with everybody else held against it.
    ///
    /// - Parameters:
    ///   - account: The account.
    ///   - stage: The stage; nothing for the KAM.
    ///   - matrix: A matrix of this assignment.
    /// - Returns: The reason with its terms, who else could at which difference, and who may not by which rule.
    /// - Throws: `AssignmentError.refused` when the matrix has no such cell.
    public func explanation(
        _ account: ID<Account>, _ stage: ID<Stage>?, in matrix: Matrix
    ) throws(AssignmentError) -> CellExplanation {
        let demand = try demand(account, stage)
        let report = report(of: matrix)
        let duty = report.duty(demand)
        let member = report.decision.member(demand)
        let terms: [LossTerm]
        switch demand {
        case .cell(let row): terms = report.terms(ofCell: row)
        case .account(let index): terms = report.terms(ofAccount: index)
        }
        let stored = stage.map { matrix.cell(account, $0)?.reason } ?? matrix.accountability(account)?.reason
        let reason = member == nil ? stored ?? report.openReason(demand) : report.explanation(demand).reason
        let alternatives = report.situation.alternatives(to: demand).alternatives
        let offered = Set(problem.candidates(of: demand).map(\.member))
        return CellExplanation(
            account: account, stage: stage, member: member.map(report.id), reason: reason, terms: terms,
            loss: terms.reduce(0) { $0 + $1.loss }, stake: duty.stake * Double(duty.shareCount),
            alternatives: alternatives.map { report.suggestion($0, demand) },
            excluded: fitting.roster.entries.indices.filter { !offered.contains($0) }.map { report.excluded($0, duty) })
    }

    /// Who else could take a cell or an account, and what would have to move with it.
    ///
    /// - Parameters:
    ///   - account: The account.
    ///   - stage: The stage; nothing for the KAM.
    ///   - matrix: A matrix of this assignment.
    ///   - count: The most suggestions.
    /// - Returns: The best by the loss they add; each keeps every rule, where needed by moving one thing more.
    /// - Throws: `AssignmentError.refused` when the matrix has no such cell.
    public func suggestions(
        _ account: ID<Account>, _ stage: ID<Stage>?, in matrix: Matrix, top count: Int = 5
    ) throws(AssignmentError) -> [Suggestion] {
        let demand = try demand(account, stage)
        let report = report(of: matrix)
        return problem.suggestions(for: demand, in: report.decision, top: count).map { report.suggestion($0, demand) }
    }
}

extension AssignmentReport {
    /// A member who may not take a duty, with every rule that forbids it.
    func excluded(_ member: Int, _ duty: Duty) -> CellExplanation.Excluded {
        let obstacles = assignment.fitting.obstacles(member, duty, isOffered: false)
        var clauses = Clauses()
        for (index, obstacle) in obstacles.enumerated() {
            let why = words.words(obstacle, member, duty)
            clauses.add(
                index == 0
                    ? Phrase("\(words.name(member)) \(why.english)", ja: "\(words.name(member))は\(why.japanese)") : why)
        }
        let code = obstacles.first.map { words.reason($0, member, duty).code } ?? "forbidden"
        return CellExplanation.Excluded(member: id(member), name: words.name(member), reason: clauses.reason(code))
    }

    /// A suggestion in the nouns of the company, with all that moves with it.
    func suggestion(_ found: AssignmentSuggestion, _ demand: AssignmentDemand) -> Suggestion {
        let terms = terms(of: found.change)
        let difference = terms.reduce(0) { $0 + $1.loss }
        let others = found.change.moves.filter { $0.demand != demand }
        let needed = problem.entry(demand, found.member)?.hours ?? 0
        let (name, amount) = (words.name(found.member), words.money(abs(difference)))
        var clauses = Clauses()
        let more = Phrase(
            difference >= 0 ? "costs \(amount.english) more" : "saves \(amount.english)",
            ja: difference >= 0 ? "損失が\(amount.japanese)増える" : "損失が\(amount.japanese)減る")
        clauses.add(
            Phrase("\(name) \(more.english)", ja: "\(name)なら\(more.japanese)"),
            ["difference": difference, "needed_hours": needed, "left_hours": situation.left(found.member)])
        for move in others {
            let (place, to) = (words.place(duty(move.demand)), move.to.map(words.name) ?? "")
            clauses.add(
                Phrase("\(place.english) goes to \(to) then", ja: "その場合\(place.japanese)は\(to)に移る"))
        }
        return Suggestion(
            member: id(found.member), name: name, difference: difference, terms: terms, needed: Hours(needed),
            left: Hours(situation.left(found.member)), fits: true, reason: clauses.reason("suggestion"),
            changes: others.map(change))
    }

    /// One move as a change of the matrix.
    func change(_ move: AssignmentMove) -> MatrixChange {
        let duty = duty(move.demand)
        return MatrixChange(
            account: assignment.fitting.accounts[duty.account].account.id, stage: duty.stage.map { _ in stageID(duty) },
            before: move.from.map(id), after: move.to.map(id), hoursBefore: hours(move.from, duty),
            hoursAfter: hours(move.to, duty), reason: moveReason(move))
    }

    private func hours(_ member: Int?, _ duty: Duty) -> Hours {
        Hours(member.map { assignment.fitting.hours($0, duty) } ?? 0)
    }

    private func moveReason(_ move: AssignmentMove) -> Reason {
        let place = words.place(duty(move.demand))
        switch (move.from, move.to) {
        case (let from?, let to?):
            return Reason(
                "moved",
                Phrase(
                    "\(place.english) goes from \(words.name(from)) to \(words.name(to)).",
                    ja: "\(place.japanese)は\(words.name(from))から\(words.name(to))に移る。"))
        case (nil, let to?):
            return Reason(
                "taken",
                Phrase("\(place.english) goes to \(words.name(to)).", ja: "\(place.japanese)は\(words.name(to))が担当する。"))
        case (let from?, nil):
            return Reason(
                "opened",
                Phrase(
                    "\(words.name(from)) gives up \(place.english), and nobody takes it.",
                    ja: "\(words.name(from))が\(place.japanese)を離れ、後任はいない。"))
        case (nil, nil):
            return Reason("open", Phrase("\(place.english) stays open.", ja: "\(place.japanese)は担当者なしのまま。"))
        }
    }
}
