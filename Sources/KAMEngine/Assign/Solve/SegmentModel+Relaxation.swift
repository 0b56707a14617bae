internal import Highs

extension SegmentModel {
    /// How the relaxation ended.
    enum Relaxed {
        case solved(Relaxation)
        /// Not even in parts can all demands be met.
        case infeasible
        /// A limit came first.
        case unknown
    }

    /// The linear relaxation: its value and prices, in whole units of the base currency.
    struct Relaxation {
        /// The least loss of any decision, a bound.
        let bound: Double
        /// What an hour of each member is worth, 0 or more, `[member]`.
        let prices: [Double]
        /// What each column adds beyond the bound when it is taken, 0 or more, `[column]`.
        let reducedCosts: [Double]
    }

    /// Solves the program without its whole numbers.
    func relax(_ options: AssignmentOptions) throws(AssignmentError) -> Relaxed {
        let scale = scale
        var model = linearModel(scale: scale)
        for column in model.columns.indices {
            model.columns[column].kind = .continuous
            // The rows of the cells keep them at 1 at most, so that no reduced cost is negative.
            model.columns[column].upper = .infinity
        }
        var chosen = SolverOptions()
        chosen.timeLimit = options.timeLimit ?? .infinity
        do throws(HighsError) {
            let solution = try Solver().solve(model, options: chosen)
            if solution.status == .infeasible { return .infeasible }
            guard solution.isOptimal, let bound = solution.dualBound, let duals = solution.rowDuals,
                let reduced = solution.reducedCosts
            else { return .unknown }
            return .solved(
                Relaxation(
                    bound: bound * scale, prices: hourPrices(model, duals, scale),
                    reducedCosts: reduced.map { max(0, $0 * scale) }))
        } catch {
            throw .solverFailed("\(error)")
        }
    }

    /// The model without the columns that no decision better than `objective` can hold; those of `kept` stay.
    func pruned(_ relaxation: Relaxation, below objective: Double, keeping kept: AssignmentDecision) -> SegmentModel {
        let values = values(kept)
        // The relaxation is only as exact as its tolerances.
        let room = objective - relaxation.bound + 1e-7 * max(1, objective)
        var pruned = self
        pruned.keep { column in relaxation.reducedCosts[column] <= room || values.map { $0[column] > 0.5 } ?? false }
        return pruned
    }

    private func hourPrices(_ model: LinearModel, _ duals: [Double], _ scale: Double) -> [Double] {
        var prices = [Double](repeating: 0, count: problem.memberCount)
        for row in model.rows.indices {
            guard let name = model.rows[row].name, let member = Int(name) else { continue }
            prices[member] = max(0, -duals[row] * scale)
        }
        return prices
    }
}
