public import KAMModel

extension Assignment {
    /// Why a member does not take a cell or an account: a rule forbids it, or what it would cost, by solving again.
    ///
    /// - Parameters:
    ///   - member: The member.
    ///   - account: The account.
    ///   - stage: The stage; nothing for the KAM.
    ///   - matrix: A matrix of this assignment.
    ///   - isReplan: Whether it keeps to few changes, so that its bound says nothing of plans that change more.
    ///   - options: How far to search.
    /// - Returns: Every rule that forbids it; or the cost of the best plan with it, and what else moves.
    /// - Throws: `AssignmentError.refused` when the matrix has no such cell or there is no such member; as `matrix` else.
    public func whyNot(
        _ member: ID<Member>, _ account: ID<Account>, _ stage: ID<Stage>?, in matrix: Matrix,
        isReplan: Bool = false, options: AssignmentOptions = AssignmentOptions()
    ) throws(AssignmentError) -> WhyNot {
        let demand = try demand(account, stage)
        let index = try place(of: member)
        let duty = report(of: matrix).duty(demand)
        let isOffered = problem.entry(demand, index) != nil
        let obstacles = fitting.obstacles(index, duty, isOffered: isOffered).filter {
            if case .notOffered = $0 { false } else { true }
        }
        func answer(_ verdict: WhyNot.Verdict, _ reasons: [Reason]) -> WhyNot {
            WhyNot(member: member, account: account, stage: stage, verdict: verdict, reasons: reasons)
        }
        let wide = isOffered || !obstacles.isEmpty ? self : try offering(demand, index, duty)
        let report = wide.report(of: matrix, isReplan: isReplan)
        guard obstacles.isEmpty else {
            return answer(.forbidden, obstacles.map { report.words.reason($0, index, duty) })
        }
        switch try wide.problem.whyNot(index, demand, in: report.solution, pins: pinned, chosen(options)) {
        case .serves: return answer(.assigned, [report.servesReason(index, duty)])
        case .forbidden(let obstacle): return answer(.forbidden, [report.ruleReason(obstacle)])
        case .possible(let price):
            let direct = report.situation.alternatives(to: demand).alternatives.first { $0.member == index }
            let obstacles = direct?.change.obstacles ?? []
            return report.priced(price, index, demand, stage, obstacles, isReplan: isReplan)
        }
    }

    /// The demands that are pinned.
    private var pinned: Set<AssignmentDemand> {
        let cells = duties.cells.indices.filter { duties.cells[$0].pin != nil }.map { AssignmentDemand.cell($0) }
        return Set(cells + duties.answers.indices.filter { duties.answers[$0].pin != nil }.map { .account($0) })
    }

    /// The same with one member more whom a duty is offered to.
    private func offering(
        _ demand: AssignmentDemand, _ member: Int, _ duty: Duty
    ) throws(AssignmentError) -> Assignment {
        let candidate = CandidateTable.Candidate(
            member: member, cost: fitting.terms(member, duty).total, hours: fitting.hours(member, duty))
        var parts = AssignmentParts(problem)
        switch demand {
        case .cell(let row): parts.leads[row].append(candidate)
        case .account(let account): parts.kams[account].append(candidate)
        }
        var wide = self
        wide.problem = try parts.whole()
        return wide
    }
}

extension AssignmentReport {
    fileprivate func servesReason(_ member: Int, _ duty: Duty) -> Reason {
        let (name, place) = (words.name(member), words.place(duty))
        return Reason("assigned", Phrase("\(name) has \(place.english).", ja: "\(name)が\(place.japanese)を担当している。"))
    }

    fileprivate func ruleReason(_ obstacle: AssignmentObstacle) -> Reason {
        let phrase = words.phrase(obstacle)
        let (code, figures): (String, [String: Double]) =
            switch obstacle {
            case .notEligible: ("not_eligible", [:])
            case .hours(_, let needed, let left): ("no_hours_left", ["needed_hours": needed, "left_hours": left])
            case .accounts(_, let most): ("too_many_accounts", ["most": Double(most)])
            case .rivals: ("rival", [:])
            case .foreignLead: ("not_its_account", [:])
            case .changes(let count, let most): ("too_many_changes", ["changes": Double(count), "most": Double(most)])
            case .jointHours(let needed, let left): ("no_joint_hours", ["needed_hours": needed, "left_hours": left])
            }
        return Reason(code, Phrase("\(phrase.english).", ja: "\(phrase.japanese)。"), figures: figures)
    }

    /// What the best plan with a wish costs, and what moves.
    fileprivate func priced(
        _ price: AssignmentPrice, _ member: Int, _ demand: AssignmentDemand, _ stage: ID<Stage>?,
        _ obstacles: [AssignmentObstacle], isReplan: Bool
    ) -> WhyNot {
        let duty = duty(demand)
        let other = AssignmentReport(
            assignment, AssignmentSolution(decision: price.decision, loss: price.loss, outcome: solution.outcome), [])
        let terms = LossTerm.totals(
            other.allTerms + allTerms.map { LossTerm($0.kind, -$0.loss) }
        ).filter { abs($0.loss) > 1e-9 }
        let cost = terms.reduce(0) { $0 + $1.loss }
        let opened = price.moves.filter { $0.to == nil }.map { words.place(self.duty($0.demand)) }
        let rest = price.moves.filter { $0.demand != demand }
        var reasons = [costReason(cost, price, member, duty, restCount: rest.count, isReplan: isReplan)]
        reasons += obstacles.map(ruleReason)
        if !opened.isEmpty {
            reasons.append(
                Reason(
                    "left_open",
                    Phrase(
                        "\(Wording.list(opened.map(\.english))) would stay open then.",
                        ja: "その場合\(Wording.listJa(opened.map(\.japanese)))は担当者なしになる。")))
        }
        return WhyNot(
            member: id(member), account: assignment.fitting.accounts[duty.account].account.id, stage: stage,
            verdict: opened.isEmpty ? .possible : .infeasible, reasons: reasons, cost: cost, terms: terms,
            changes: rest.map(change),
            outcome: outcome(price, cost, hasBound: opened.isEmpty))
    }

    /// What is proven of a price; nothing where the plan asked about is not the best, for what is proven is the difference
    /// of the two best plans.
    private func outcome(_ price: AssignmentPrice, _ cost: Double, hasBound: Bool) -> Outcome? {
        guard cost > -1e-6 else { return nil }
        // At nothing the bound may be cut off, and is one only where both plans are proven.
        let isBound = hasBound && (price.isExact || price.least > 0)
        return Outcome(
            status: price.isExact ? .optimal : .feasible, objective: cost, bound: isBound ? price.least : nil)
    }

    private func costReason(
        _ cost: Double, _ price: AssignmentPrice, _ member: Int, _ duty: Duty, restCount: Int, isReplan: Bool
    ) -> Reason {
        let (name, place, amount) = (words.name(member), words.place(duty), words.money(abs(cost)))
        let others = Phrase(
            restCount == 0 ? "nothing else moves" : "\(restCount) more \(restCount == 1 ? "move" : "moves")",
            ja: restCount == 0 ? "ほかの移動はない" : "ほかに\(restCount)件が移る")
        let figures = ["cost": cost, "least": price.least, "most": price.most, "moves": Double(restCount)]
        if abs(cost) < 0.5 {
            return Reason(
                "costs_nothing",
                Phrase(
                    "\(name) could have \(place.english) at no loss; \(others.english).",
                    ja: "\(name)が\(place.japanese)を担当しても損失は変わらない。\(others.japanese)。"), figures: figures)
        }
        return cost > 0
            ? Reason(
                "costs",
                Phrase(
                    "\(name) could have \(place.english), but the plan would lose \(amount.english) more; \(others.english).",
                    ja: "\(name)が\(place.japanese)を担当すると損失が\(amount.japanese)増える。\(others.japanese)。"), figures: figures
            )
            : Reason(
                "saves",
                Phrase(
                    "With \(name) at \(place.english) the plan would lose \(amount.english) less, "
                        + (isReplan ? "but this one keeps to few changes" : "too little to change it for")
                        + "; \(others.english).",
                    ja: "\(name)が\(place.japanese)を担当すると損失が\(amount.japanese)減るが、"
                        + (isReplan ? "この計画は変更を抑えている" : "計画を変えるほどではない") + "。\(others.japanese)。"),
                figures: figures)
    }
}
