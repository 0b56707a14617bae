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
        let here = try lead(of: account, in: decision.problem, decision.solution)
        let target = isLinear ? try merit(of: account, lead: here.value) : nil
        let values =
            target.map { self.values(of: account, to: $0) } ?? (found: [], cannot: isLinear ? fixed(account) : [])
        var weights: Flips.Weights?
        let isBound = decision.problem.memory.isProtected[account] || decision.problem.forcedOut[account]
        if isWeighed, !isBound, let other = here.other {
            let held = decision.problem.holding(as: decision.solution.chosen)
            let isChosen = decision.solution.chosen[account]
            weights = try WeightFlip(selection, held, account: account, isChosen: isChosen, method: method).nearest(
                from: decision.solution.chosen, to: other)
            if let found = weights, try !isTurning(account, found.weights) { weights = nil }
        }
        return Flips(
            money: here.value.isFinite ? abs(here.value) : nil, merit: target, values: values.found,
            cannot: values.cannot, weights: weights)
    }

    /// Whether the decision turns at some weights, and 99 % of the way there does not, with all merits held against the bars.
    ///
    /// The search for weights keeps the rules of the quarters before as they are now; another merit may change them.
    private func isTurning(_ account: Int, _ weights: [Double]) throws(SelectionError) -> Bool {
        guard let past = decision.hysteresis else { return true }
        for (share, isTurned) in [(1.001, true), (0.99, false)] {
            let mixed = zip(selection.scoring.aggregation.weights, weights).map { max(0, $0 + share * ($1 - $0)) }
            let merits = selection.scoring.aggregation.merits(
                points: selection.scoring.points.value, weights: mixed)
            let problem = selection.problem.valuing(selection.gains(merits: merits)).remembering(
                past, standings: merits.indices.map { past.standing(of: $0, merit: merits[$0]) },
                rules: selection.policy.selection.stability)
            let solution = try method.solve(problem)
            guard solution.outcome.objective != nil,
                (solution.chosen[account] != decision.solution.chosen[account]) == isTurned
            else { return false }
        }
        return true
    }

    private var criteria: [ScoringPolicy.Criterion] { selection.policy.scoring.criteria }

    /// What the best list with an account gains more than the best one without it, by the rules of a problem.
    ///
    /// Both hold as many of the protected as the problem's own best list, for that comes before money. Endless where no list
    /// without it does, and below all where none with it does. The list with the other decision comes along.
    private func lead(
        of account: Int, in problem: SelectionProblem, _ solution: SelectionSolution
    ) throws(SelectionError) -> (value: Double, other: [Bool]?) {
        let isIn = solution.chosen[account]
        guard let best = solution.outcome.objective else { return (isIn ? .infinity : -.infinity, nil) }
        let isWhole = problem.protected.allSatisfy { solution.chosen[$0] }
        if problem.forcedOut[account] { return (-.infinity, nil) }
        if isIn, isWhole, problem.memory.isProtected[account] { return (.infinity, nil) }
        let held = problem.holding(as: solution.chosen)
        let other = try method.solve(isIn ? held.excluding(account) : held.forcing(account))
        guard let value = other.outcome.objective else { return (isIn ? .infinity : -.infinity, nil) }
        let distance = max(0, best - value)
        return (isIn ? distance : -distance, other.chosen)
    }

    /// The merit at which the decision turns; nothing when none within 0…100 does.
    ///
    /// A merit moves the gain, and at a bar of the quarters before the rules for the account too. So the decision turns
    /// where the gain has moved by the lead, if that is on this side of the bar; else at the bar or, by the lead that the
    /// account has beyond it, farther on.
    private func merit(of account: Int, lead: Double) throws(SelectionError) -> Double? {
        let now = selection.scoring.scores[account].merit.value
        let uplift = selection.valuation.values[account].contributionIfKey / Selection.middleMerit
        let isChosen = decision.solution.chosen[account]
        func turning(_ lead: Double, _ isIn: Bool) -> Double {
            uplift > 0 && lead.isFinite ? now - lead / uplift : isIn ? -.infinity : .infinity
        }
        let here = turning(lead, isChosen)
        guard let past = decision.hysteresis,
            let bar = past.isIncumbent[account] ? past.stayBar : past.enterBar,
            isChosen ? bar <= now && here < bar : bar > now && here > bar
        else { return FlipSearch.within(here) }
        // Just under a bar is the other side of it; on the bar is this one.
        let beyond = past.standing(of: account, merit: isChosen ? bar.nextDown : bar)
        guard
            beyond.isProtected != decision.standings[account].isProtected
                || beyond.waits != decision.standings[account].waits
        else { return FlipSearch.within(here) }
        let problem = decision.problem.standing(
            account, isProtected: beyond.isProtected,
            isForcedOut: selection.problem.forcedOut[account] || beyond.waits)
        let solution = try method.solve(problem)
        let there = turning(try self.lead(of: account, in: problem, solution).value, solution.chosen[account])
        return FlipSearch.within(isChosen ? min(bar, there) : max(bar, there))
    }

    /// A merit on the scale, its ends included whatever was lost to rounding; nothing for others.
    private static func within(_ merit: Double) -> Double? {
        (-1e-9...100 + 1e-9).contains(merit) ? min(100, max(0, merit)) : nil
    }

    /// The criteria whose values turn nothing, whatever they are.
    private func fixed(_ account: Int) -> [String] {
        criteria.indices.filter { !movesGain($0, of: account) }.map { criteria[$0].key }
    }

    /// Whether the value of a criterion is the lifetime value, which moves the gain by itself besides the merit: what turns
    /// there is told by the money.
    private func movesGain(_ criterion: Int, of account: Int) -> Bool {
        let source = selection.scoring.scores[account].contributions[criterion].source
        return source == ScoringPolicy.Source.lifetimeValue.rawValue
    }

    /// The value of each criterion at which an account has a merit, all others as they are.
    private func values(of account: Int, to merit: Double) -> (found: [Flips.Value], cannot: [String]) {
        let change = merit - selection.scoring.scores[account].merit.value
        var found: [Flips.Value] = []
        var cannot: [String] = []
        for (index, criterion) in criteria.enumerated() where !movesGain(index, of: account) {
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
