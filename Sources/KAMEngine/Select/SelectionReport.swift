internal import KAMModel

/// A solution as a portfolio: names, hours and reasons in words.
struct SelectionReport {
    let selection: Selection
    let solution: SelectionSolution
    let edge: SelectionEdge?
    let room: SelectionRoom

    init(_ selection: Selection, _ solution: SelectionSolution, edge: SelectionEdge?) {
        self.selection = selection
        self.solution = solution
        self.edge = edge
        room = SelectionRoom(selection.problem, chosen: solution.chosen)
    }

    /// The portfolio, its lists by rank.
    var portfolio: Portfolio {
        let order = selection.snapshot.accounts.indices.sorted {
            selection.scoring.ranks[$0] < selection.scoring.ranks[$1]
        }
        return Portfolio(
            outcome: solution.outcome, selected: order.filter { solution.chosen[$0] }.map(selected),
            rejected: order.filter { !solution.chosen[$0] }.map(rejected), cutLine: cutLine,
            conflicts: solution.conflicts.map(conflict), assumptions: assumptions)
    }

    private var assumptions: [Phrase] {
        let policy = selection.policy
        var texts =
            selection.snapshot.assumptions.map(Phrase.init(verbatim:)) + selection.valuation.assumptions
            + selection.scoring.assumptions
        texts.append(
            Phrase(
                verbatim:
                    "Key accounts may take \(Wording.percent(policy.selection.keyShare)) of each team's hours, and no more than "
                    + "\(Wording.percent(policy.assignment.utilisationCeiling)) of anybody's."))
        if policy.selection.poolsByRegion {
            let homeless = selection.snapshot.accounts.count {
                $0.region.map { !selection.hours.regions.contains($0) } ?? true
            }
            if homeless > 0 {
                texts.append(
                    Phrase(
                        verbatim:
                            "KAMs of any region may serve \(Wording.count(homeless, "account")) of none with KAM hours."
                    ))
            }
        }
        return texts
    }

    private func selected(_ index: Int) -> Portfolio.Selected {
        let account = selection.snapshot.accounts[index]
        let stages = selection.policy.stages.enumerated().map {
            ($1.id, Hours(selection.stageHours(of: index, $0)))
        }
        return Portfolio.Selected(
            account: account.id, name: account.name, rank: selection.scoring.ranks[index],
            score: selection.scoring.scores[index], contribution: selection.problem.values[index],
            kamHours: Hours(selection.policy.selection.kamHours(segment: account.segment)),
            hours: Dictionary(stages) { first, _ in first }, reasons: reasons(for: index))
    }

    private func rejected(_ index: Int) -> Portfolio.Rejected {
        let account = selection.snapshot.accounts[index]
        return Portfolio.Rejected(
            account: account.id, name: account.name, rank: selection.scoring.ranks[index],
            score: selection.scoring.scores[index], contribution: selection.problem.values[index],
            reason: reason(against: index))
    }

    private var cutLine: Portfolio.CutLine {
        guard let edge else { return Portfolio.CutLine(binding: nil, nextAccount: nil, price: nil, shortBy: nil) }
        let next = selection.snapshot.accounts[edge.next]
        if let binding = edge.binding {
            return Portfolio.CutLine(
                binding: selection.hours.name(of: binding.shortage.needs), nextAccount: next.id, price: binding.price,
                shortBy: Hours(binding.shortage.hours))
        }
        return Portfolio.CutLine(
            binding: edge.obstacles.first.map { words(for: $0, segment: next.segment) }, nextAccount: next.id,
            price: nil, shortBy: nil)
    }

    /// A rule that runs out, in words.
    func words(for obstacle: SelectionRoom.Obstacle, segment: String) -> String {
        switch obstacle {
        case .hours(let shortage): selection.hours.name(of: shortage.needs)
        case .maximum(let limit): "the number of key accounts, at most \(limit)"
        case .segmentMaximum(let limit): "the number of key accounts in \(segment), at most \(limit)"
        }
    }

    /// An amount in the currency of the snapshot.
    func money(_ amount: Double) -> String { Wording.money(amount, selection.snapshot.currency) }
}
