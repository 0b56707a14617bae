public import KAMModel

extension Assignment {
    /// What the whole matrix gains over planning team by team, and over planning without joint work.
    ///
    /// Each way decides by its own view and is then measured by the rules of the whole: its handoffs count, whether or
    /// not it looked at them. The present plan gets no preference but the price of change. A way that
    /// changes more than may change, as where no plan keeps the budget, is told to do so and has no bound.
    ///
    /// - Throws: As `matrix`.
    public func modes(_ options: AssignmentOptions = AssignmentOptions()) throws(AssignmentError) -> MatrixModes {
        var options = options
        options.leaveAlone = 0
        let apart = try TeamByTeam(self, options).decision
        let withoutJoins = try problem.withoutJoins().solve(options)
        let full = try problem.solve(options)
        let ways: [(MatrixModes.Kind, AssignmentDecision, Double?)] = [
            (.teamByTeam, apart, nil), (.withoutJoins, withoutJoins.decision.withoutJoins, withoutJoins.outcome.bound),
            (.full, full.decision, full.outcome.bound),
        ]
        let measured = try ways.map { kind, decision, _ throws(AssignmentError) in
            let check = AssignmentCheck(problem, decision)
            let faults = check.violations.filter { if case .tooManyChanges = $0 { false } else { true } }
            guard faults.isEmpty else { throw .notConfirmed(faults) }
            let outcome = Outcome(status: .feasible, objective: check.objective, bound: nil)
            let solution = AssignmentSolution(decision: decision, loss: check.loss, outcome: outcome)
            return (kind, LossTerm.totals(AssignmentReport(self, solution, []).allTerms), check)
        }
        let best = measured.last.map { $0.1.reduce(0) { $0 + $1.loss } } ?? 0
        let words = MatrixWords(self)
        return MatrixModes(
            modes: measured.map { kind, terms, check in
                mode(kind, terms, check, bound: ways.first { $0.0 == kind }?.2, best: best, words)
            }, stake: fitting.accounts.reduce(0) { $0 + $1.stake })
    }

    private func mode(
        _ kind: MatrixModes.Kind, _ terms: [LossTerm], _ check: AssignmentCheck, bound: Double?, best: Double,
        _ words: MatrixWords
    ) -> MatrixModes.Mode {
        let loss = terms.reduce(0) { $0 + $1.loss }
        let (amount, more) = (words.money(loss), words.money(abs(loss - best)))
        let open = check.open.count
        var clauses = Clauses()
        let title = kind.title
        clauses.add(
            Phrase("\(title.english) loses \(amount.english)", ja: "\(title.japanese)の損失は\(amount.japanese)"),
            ["loss": loss, "lost": loss - best, "open": Double(open)])
        if case .tooManyChanges(let count, let most)? = check.violations.first {
            clauses.add(
                Phrase(
                    "it breaks the change budget: \(count) of those who could go on do not, \(most) may",
                    ja: "変更数の上限に反する:継続できる担当の変更が\(count)件(上限\(most)件)"),
                ["changes": Double(count), "most": Double(most)])
        } else if kind != .full {
            clauses.add(
                loss >= best
                    ? Phrase("\(more.english) more than the whole", ja: "全体最適より\(more.japanese)多い")
                    : Phrase(
                        "\(more.english) less than the whole, which leaves less undone",
                        ja: "全体最適より\(more.japanese)少ないが、残る業務が多い"))
        }
        if open > 0 {
            clauses.add(
                Phrase(
                    "\(open) \(open == 1 ? "cell or KAM stays" : "cells and KAMs stay") open", ja: "\(open)件が担当者なし"))
        }
        return MatrixModes.Mode(
            kind: kind, isFeasible: check.isFeasible, loss: loss, terms: terms, lost: loss - best, openCount: open,
            bound: check.isComplete && check.isFeasible ? bound : nil, reason: clauses.reason(kind.rawValue))
    }
}

extension AssignmentProblem {
    /// The same without joint work.
    fileprivate func withoutJoins() throws(AssignmentError) -> AssignmentProblem {
        try AssignmentProblem(
            cellStarts: cellStarts, leads: leads, kams: kams, needsKAM: needsKAM, value: value, kamValue: kamValue,
            handoffLoss: handoffLoss, jointHours: jointHours, jointSaving: jointSaving.map { _ in 0 },
            loadCosts: loadCosts, maximumAccounts: maximumAccounts, leadsOwnAccountsOnly: leadsOwnAccountsOnly,
            rivals: rivals, present: present, jointBudget: 0)
    }
}

extension AssignmentDecision {
    /// The same in which nobody joins.
    fileprivate var withoutJoins: AssignmentDecision {
        AssignmentDecision(leads: leads, joins: joins.map { _ in false }, kams: kams)
    }
}

extension MatrixModes.Kind {
    /// The way to plan in words.
    fileprivate var title: Phrase {
        switch self {
        case .teamByTeam: Phrase("Team by team", ja: "チーム別の計画")
        case .withoutJoins: Phrase("Without joint work", ja: "合同作業なしの計画")
        case .full: Phrase("The whole matrix", ja: "全体最適の計画")
        }
    }
}
