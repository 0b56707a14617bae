import KAMEngine
import KAMModel

extension ExplanationDocument {
    /// Says of the account at a place of the snapshot what a choice found.
    init(_ choice: Planner.Choice, at place: Int, _ request: Planner.Request, snapshot: Snapshot) {
        let account = snapshot.accounts[place]
        let selection = choice.selection
        let policy = request.rules
        let purse = Purse(currency: snapshot.currency)
        let rank = ValueDocument.order(selection.valuation).firstIndex(of: place) ?? 0
        self.init(
            account: account.id, name: account.name, segment: account.segment, region: account.region,
            quarter: request.quarter, provenance: Provenance(request, snapshot: snapshot),
            facts: Fact.all(account, snapshot: snapshot, stages: policy.stages),
            score: Score(selection.scoring, at: place, policy.scoring),
            value: ValueDocument.Row(account, selection.valuation.values[place], rank: rank + 1, purse),
            uplift: selection.valuation.uplift,
            decision: Verdict(choice, at: place, policy, purse, account: account.id),
            assumptions: choice.portfolio.assumptions.map(\.english),
            assumptionsJa: choice.portfolio.assumptions.map(\.japanese))
    }
}

extension ExplanationDocument.Score {
    fileprivate init(_ scoring: Scoring, at place: Int, _ policy: ScoringPolicy) {
        let score = scoring.scores[place]
        let table = scoring.points
        self.init(
            rank: scoring.ranks[place], among: scoring.scores.count, merit: score.merit,
            attractiveness: score.attractiveness, strength: score.strength,
            quadrant: Quadrant(score, policy: policy).rawValue, completeness: score.completeness,
            criteria: policy.criteria.enumerated().map { index, criterion in
                let part = score.contributions[index]
                let cell = place * table.criteria + index
                return ExplanationDocument.Criterion(
                    criterion: criterion.key, name: criterion.title.english, nameJa: criterion.title.japanese,
                    axis: criterion.axis.rawValue, weight: scoring.aggregation.weights[index], value: part.value,
                    unit: criterion.unit, unitJa: criterion.unitTitle?.japanese, source: part.source,
                    scale: Estimate(low: table.low[cell], value: table.value[cell], high: table.high[cell]),
                    points: part.points)
            }, failedGates: score.failedGates)
    }
}

extension ExplanationDocument.Verdict {
    fileprivate init(
        _ choice: Planner.Choice, at place: Int, _ policy: Policy, _ purse: Purse, account: ID<Account>
    ) {
        let (portfolio, problem) = (choice.portfolio, choice.selection.problem)
        let needs = problem.hours[place * problem.needCount..<(place + 1) * problem.needCount]
        let hours = zip(policy.stages, needs).map { ($0.id.raw, Hours($1)) }
        let selected = portfolio.selected.first { $0.account == account }
        let rejected = portfolio.rejected.first { $0.account == account }
        self.init(
            verdict: selected == nil ? "rejected" : "selected",
            reasons: selected?.reasons ?? rejected.map { [$0.reason] } ?? [],
            contribution: purse.money(problem.values[place]),
            kamHours: Hours(needs.dropFirst(policy.stages.count).reduce(0, +)),
            hours: [String: Hours](hours) { first, _ in first },
            chance: (selected?.chance ?? rejected?.chance).map(ChanceDocument.init),
            flips: (selected?.flips ?? rejected?.flips).map { FlipsDocument($0, purse) },
            withoutFlips: Self.withoutFlips(choice, at: place, policy.selection, account), floor: portfolio.floor,
            stability: portfolio.stability.flatMap { stability in
                [("kept", stability.kept), ("waiting", stability.waiting), ("yielded", stability.yielded)]
                    .first { $0.1.contains { $0.account == account } }?.0
            }, status: portfolio.outcome.status)
    }

    /// Why nobody worked out what would turn the decision on an account; nothing where somebody did.
    private static func withoutFlips(
        _ choice: Planner.Choice, at place: Int, _ policy: SelectionPolicy, _ account: ID<Account>
    ) -> Reason? {
        let portfolio = choice.portfolio
        let known = portfolio.selected.map(\.flips) + portfolio.rejected.map(\.flips)
        let count = known.count { $0 != nil }
        let own = portfolio.selected.first { $0.account == account }?.flips
        guard own == nil, portfolio.rejected.first(where: { $0.account == account })?.flips == nil else { return nil }
        if policy.forcedIn.contains(account) || policy.forcedOut.contains(account) {
            return Reason(
                "pinned",
                Phrase(
                    "The policy decides on it: no merit and no gain turns that.", ja: "ポリシーで指定されているため、総合スコアや増分では変わらない。")
            )
        }
        if choice.selection.problem.forcedOut[place] {
            return Reason("gates", Phrase("The gates come first: it must pass them.", ja: "まず足切り条件を満たす必要がある。"))
        }
        if portfolio.outcome.objective == nil {
            return Reason("no_answer", Phrase("No choice was made, so nothing turns it.", ja: "選定が行われなかったため、変わる条件もない。"))
        }
        guard policy.robustness.flipAccounts > 0 else {
            return Reason(
                "not_asked",
                Phrase(
                    "The policy asks for none (selection.robustness.flip_accounts is 0).",
                    ja: "ポリシーで対象外(selection.robustness.flip_accountsが0)。"))
        }
        return Reason(
            "far",
            Phrase(
                "It is not among the \(count) accounts nearest to the line, for which this is worked out.",
                ja: "選定ラインに近い\(count)社に入らないため、計算していない。"), figures: ["accounts": Double(count)])
    }
}
