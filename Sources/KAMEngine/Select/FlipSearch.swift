internal import KAMModel

/// What would turn the decision on the accounts next to the line.
///
/// An account's gain enters the objective only with its own choice, so the list is better than the best one with the
/// other decision by exactly the amount that its gain must change. Merit times uplift gives the merit, the merit over a
/// criterion's weight the points, and the transform's inverse the value; bars of the quarters before count too.
struct FlipSearch {
    /// The flips found, by account.
    private(set) var flips: [Int: Flips] = [:]
    /// How many accounts could turn, whether worked out or not.
    let open: Int
    /// How many of them got the least change of weights too.
    private(set) var withWeights = 0

    private let selection: Selection
    private let decision: SelectionDecision
    private let method: HighsSelection
    private let isLinear: Bool

    /// Searches for the accounts nearest to the line, and for so many of them the least change of weights too.
    init(
        _ selection: Selection, _ decision: SelectionDecision, method: HighsSelection, weighed: Int = 8
    ) throws(SelectionError) {
        self.selection = selection
        self.decision = decision
        self.method = method
        isLinear = selection.scoring.aggregation.method == .weightedSum
        let problem = decision.problem
        // Whoever the policy or a gate decides on does not turn by merit.
        let candidates = (0..<problem.count).filter {
            !problem.forcedIn[$0] && !selection.problem.forcedOut[$0]
        }
        open = candidates.count
        guard decision.solution.outcome.objective != nil else { return }
        let gains = decision.solution.gains
        let order = candidates.sorted { (abs(gains[$0]), $0) < (abs(gains[$1]), $1) }
        let wanted = selection.policy.selection.robustness.flipAccounts
        let isLarge = problem.count > 5000
        for (place, account) in order.prefix(isLarge ? min(wanted, 10) : wanted).enumerated() {
            let isWeighed = isLinear && place < (problem.count > 1000 ? min(2, weighed) : weighed)
            flips[account] = try flip(account, isWeighed: isWeighed)
            if isWeighed { withWeights += 1 }
        }
    }

    private func flip(_ account: Int, isWeighed: Bool) throws(SelectionError) -> Flips {
        let solution = decision.solution
        let isChosen = solution.chosen[account]
        let isProtected = decision.problem.memory.isProtected[account]
        let held = decision.problem.holding(as: solution.chosen)
        var base = held.allowing(account)
        if isProtected {
            base = held.releasing(account)
            if isChosen { base = base.holding((held.memory.minimumProtected ?? 0) - 1) }
        }
        // The list as the account's own decision stands, and the best with the other one, its own bars apart.
        let other = try method.solve(isChosen ? base.excluding(account) : base.forcing(account))
        guard let best = solution.outcome.objective, let value = other.outcome.objective else {
            return Flips(money: nil, merit: nil, values: [], cannot: criteria.map(\.key), weights: nil)
        }
        let distance = best - value
        let target = isLinear ? merit(of: account, distance: distance) : nil
        let values =
            target.map { self.values(of: account, to: $0) } ?? (found: [], cannot: isLinear ? criteria.map(\.key) : [])
        var weights: Flips.Weights?
        if isWeighed, !isProtected, decision.problem.forcedOut[account] == false {
            weights = try WeightFlip(selection, held, account: account, isChosen: isChosen, method: method).nearest(
                from: solution.chosen, to: other.chosen)
        }
        return Flips(
            money: isProtected || decision.problem.forcedOut[account] ? nil : max(0, distance), merit: target,
            values: values.found, cannot: values.cannot, weights: weights)
    }

    private var criteria: [ScoringPolicy.Criterion] { selection.policy.scoring.criteria }

    /// The merit at which the decision turns; nothing when none within 0…100 does.
    private func merit(of account: Int, distance: Double) -> Double? {
        let now = selection.scoring.scores[account].merit.value
        let uplift = selection.valuation.values[account].contributionIfKey / Selection.middleMerit
        let isChosen = decision.solution.chosen[account]
        let moved = uplift > 0 ? now + (isChosen ? -distance : distance) / uplift : nil
        guard let past = decision.hysteresis else { return moved.flatMap { FlipSearch.within($0) } }
        switch decision.standings[account] {
        case .young, .cooling: return nil
        case .free:
            guard past.isIncumbent[account] else {
                guard isChosen, let bar = past.enterBar else { return moved.flatMap { FlipSearch.within($0) } }
                return FlipSearch.within(max(moved ?? bar, bar))
            }
            guard !isChosen, let bar = past.stayBar else { return moved.flatMap { FlipSearch.within($0) } }
            return FlipSearch.within(min(moved ?? bar, bar))
        case .belowEntry: return past.enterBar.flatMap { bar in moved.flatMap { FlipSearch.within(max($0, bar)) } }
        case .holds:
            guard isChosen, let bar = past.stayBar, past.standing(of: account, merit: bar - 1e-6) == .free else {
                return nil
            }
            return moved.flatMap { FlipSearch.within(min($0, bar)) }
        case .falling:
            guard let bar = past.stayBar, !isChosen else { return nil }
            return FlipSearch.within(bar)
        }
    }

    private static func within(_ merit: Double) -> Double? { (0...100).contains(merit) ? merit : nil }

    /// The value of each criterion at which an account has a merit, all others as they are.
    private func values(of account: Int, to merit: Double) -> (found: [Flips.Value], cannot: [String]) {
        let change = merit - selection.scoring.scores[account].merit.value
        var found: [Flips.Value] = []
        var cannot: [String] = []
        for (index, criterion) in criteria.enumerated() {
            let weight = selection.scoring.aggregation.weights[index]
            let place = account * criteria.count + index
            let now = selection.scoring.points.value[place]
            guard weight > 0, (0...100).contains(now + change / weight) else {
                cannot.append(criterion.key)
                continue
            }
            let points = now + change / weight
            found.append(
                Flips.Value(
                    criterion: criterion.key, from: selection.scoring.scores[account].contributions[index].value,
                    to: criterion.value(for: points), points: change / weight))
        }
        found.sort { abs($0.points) < abs($1.points) }
        return (found, cannot)
    }
}
