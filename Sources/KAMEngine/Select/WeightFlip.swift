internal import Highs
internal import KAMModel

/// The least change of the weights, as the sum of all changes, at which the decision on one account turns.
///
/// Gains are linear in the weights, so any two lists compare by a half-space. For a list with the other decision, a linear
/// program finds the nearest weights at which it is no worse than the lists known with this one; the best list with this
/// decision there is added until none is better (cutting planes), so the decision really turns. The best list with the
/// other decision there is then tried in place of the first, until nothing nearer comes out: each step is exact for its
/// list; that no third list turns nearer is not proved, but one hundredth of the way back is checked not to turn.
/// - Source: Kelley, *J. SIAM* 8, 1960, for the cutting planes.
struct WeightFlip {
    private let selection: Selection
    private let problem: SelectionProblem
    private let account: Int
    private let method: HighsSelection
    private let weights: [Double]
    private let costs: [Double]
    private let isChosen: Bool

    /// Prepares for an account that is, or is not, chosen in a problem that says how many of the protected stay.
    init(
        _ selection: Selection, _ problem: SelectionProblem, account: Int, isChosen: Bool, method: HighsSelection
    ) {
        self.selection = selection
        self.problem = problem
        self.account = account
        self.method = method
        self.isChosen = isChosen
        weights = selection.scoring.aggregation.weights
        costs = zip(problem.values, selection.problem.values).map { $0 - $1 }
    }

    /// Searches from the present list and one with the other decision; nothing when no weights were found.
    func nearest(from present: [Bool], to other: [Bool]) throws(SelectionError) -> Flips.Weights? {
        var cuts = [present]
        var alternative = other
        var best: Flips.Weights?
        for _ in 0..<4 {
            guard let found = try turning(to: alternative, &cuts) else { return best }
            if found.distance < best?.distance ?? .infinity { best = found }
            // Does another list turn nearer: here, or one hundredth back?
            let back = zip(weights, best?.weights ?? found.weights).map { $0 + 0.99 * ($1 - $0) }
            guard let rival = try solve(back, isTurned: true), let ours = try solve(back, isTurned: false) else {
                return best
            }
            let tolerance = 1e-9 * max(1, abs(ours.value))
            guard rival.value >= ours.value - tolerance, rival.chosen != alternative else { return best }
            alternative = rival.chosen
        }
        return best
    }

    private func turning(to alternative: [Bool], _ cuts: inout [[Bool]]) throws(SelectionError) -> Flips.Weights? {
        for _ in 0..<20 {
            guard let found = nearestWeights(alternative, cuts) else { return nil }
            guard let rival = try solve(found, isTurned: false) else { return nil }
            let own = value(of: alternative, at: found)
            if rival.value <= own + 1e-7 * max(1, abs(own)) || cuts.contains(rival.chosen) {
                let distance = zip(weights, found).reduce(0) { $0 + abs($1.0 - $1.1) }
                return Flips.Weights(distance: distance, weights: found)
            }
            cuts.append(rival.chosen)
        }
        return nil
    }

    /// The best list at some weights with the decision turned, or as it is.
    private func solve(
        _ weights: [Double], isTurned: Bool
    ) throws(SelectionError) -> (chosen: [Bool], value: Double)? {
        let merits = selection.scoring.aggregation.merits(points: selection.scoring.points.value, weights: weights)
        let values = zip(selection.gains(merits: merits), costs).map { $0 + $1 }
        let trial = problem.valuing(values)
        let solution = try method.solve(isChosen != isTurned ? trial.forcing(account) : trial.excluding(account))
        return solution.outcome.objective.map { (solution.chosen, $0) }
    }

    private func value(of chosen: [Bool], at weights: [Double]) -> Double {
        let line = line(of: chosen)
        return line.offset + zip(line.slopes, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// A list's value as a linear function of the weights.
    private func line(of chosen: [Bool]) -> (slopes: [Double], offset: Double) {
        var slopes = [Double](repeating: 0, count: weights.count)
        var offset = problem.memory.offset
        for index in chosen.indices where chosen[index] {
            let uplift = selection.valuation.values[index].contributionIfKey / Selection.middleMerit
            offset += costs[index]
            for criterion in slopes.indices {
                slopes[criterion] += uplift * selection.scoring.points.value[index * slopes.count + criterion]
            }
        }
        return (slopes, offset)
    }

    private func nearestWeights(_ alternative: [Bool], _ cuts: [[Bool]]) -> [Double]? {
        var model = LinearModel()
        let target = line(of: alternative)
        let changed = weights.map { weight in model.addColumn(lower: 0, upper: weight > 0 ? 1 : 0) }
        for (column, weight) in zip(changed, weights) {
            let size = model.addColumn(cost: 1)
            model.addRow([LinearModel.Term(size, 1), LinearModel.Term(column, -1)], lower: -weight)
            model.addRow([LinearModel.Term(size, 1), LinearModel.Term(column, 1)], lower: weight)
        }
        model.addRow(changed.map { LinearModel.Term($0, 1) }, lower: 1, upper: 1)
        for cut in cuts {
            let rival = line(of: cut)
            let slopes = zip(target.slopes, rival.slopes).map { $0 - $1 }
            let scale = slopes.reduce(0) { max($0, abs($1)) }
            guard scale > 0 else { return nil }
            model.addRow(
                zip(changed, slopes).map { LinearModel.Term($0, $1 / scale) },
                lower: (rival.offset - target.offset) / scale)
        }
        do {
            var settings = SolverOptions()
            settings.threads = 1
            let solution = try Solver().solve(model, options: settings)
            guard let values = solution.columnValues, solution.isOptimal else { return nil }
            let found = changed.map { max(0, values[$0]) }
            let total = found.reduce(0, +)
            return total > 0 ? found.map { $0 / total } : nil
        } catch {
            // A program of a dozen columns that the solver gives up on has lost its scale: then no weights are told.
            return nil
        }
    }
}
