internal import Highs
internal import KAMModel

/// A selection as a mixed-integer program, and what its columns and rows mean.
///
/// max Σ *v·k*, *k* ∈ {0, 1}, subject to Σ *h·k* ≤ Σ *y* for each kind of hours, Σ *y* ≤ supply for each supplier with
/// *y* ≥ 0 the hours it gives to a kind, and the rules of `SelectionRow`. The objective is scaled by a power of two, so that money of
/// any unit is solved by the same numbers.
struct SelectionModel {
    /// The program; column *a* is candidate *a*, and the hours given follow.
    private(set) var linear: LinearModel
    /// The row of each kind of hours.
    let needRows: [Int]
    /// The rules but the hours.
    let rules: [SelectionRow]
    /// The row of each of these rules.
    let ruleRows: [Int]
    /// By what money was multiplied.
    let scale: Double

    /// Writes a problem as a program.
    ///
    /// - Returns: Nothing when the demands contradict each other on their face: a candidate forced in and out, or a
    ///   quota's minimum above its maximum.
    init?(_ problem: SelectionProblem) {
        let quotas = [problem.quota] + problem.segmentQuotas
        guard !zip(problem.forcedIn, problem.forcedOut).contains(where: { $0 && $1 }),
            !quotas.contains(where: { $0.minimum > $0.maximum ?? .max })
        else { return nil }
        scale = SelectionModel.scale(problem)
        var model = LinearModel(sense: .maximize)
        for candidate in 0..<problem.count {
            model.addColumn(
                cost: problem.forcedOut[candidate] ? 0 : problem.values[candidate] * scale,
                lower: problem.forcedIn[candidate] ? 1 : 0,
                upper: problem.forcedOut[candidate] ? 0 : 1, kind: .binary)
        }
        needRows = SelectionModel.addHours(problem, to: &model)
        rules = SelectionRow.all(of: problem)
        ruleRows = rules.map { rule in
            model.addRow(
                rule.terms.map { LinearModel.Term($0.candidate, $0.coefficient) }, lower: rule.lower, upper: rule.upper)
        }
        linear = model
    }

    /// Whoever may not be chosen does not count: one absurd amount of theirs would make all others noise.
    private static func scale(_ problem: SelectionProblem) -> Double {
        let greatest = problem.values.indices.reduce(0) {
            problem.forcedOut[$1] ? $0 : max($0, abs(problem.values[$1]))
        }
        guard greatest.isNormal else { return 1 }
        return Double(sign: .plus, exponent: 9 - greatest.exponent, significand: 1)
    }

    private static func addHours(_ problem: SelectionProblem, to model: inout LinearModel) -> [Int] {
        var given = [[LinearModel.Term]](repeating: [], count: problem.needCount)
        for supplier in problem.supply.indices {
            var row: [LinearModel.Term] = []
            for need in 0..<problem.needCount where problem.serves(supplier, need) {
                let column = model.addColumn()
                row.append(LinearModel.Term(column, 1))
                given[need].append(LinearModel.Term(column, -1))
            }
            if !row.isEmpty { model.addRow(row, upper: problem.supply[supplier]) }
        }
        return (0..<problem.needCount).map { need in
            let taken = (0..<problem.count).filter { problem.hours(of: $0, need: need) > 0 }
                .map { LinearModel.Term($0, problem.hours(of: $0, need: need)) }
            return model.addRow(taken + given[need], upper: 0)
        }
    }

    /// Decides on a candidate beforehand, unless it is decided already.
    mutating func fix(_ candidate: Int, to value: Double) {
        guard linear.columns[candidate].lower < linear.columns[candidate].upper else { return }
        linear.columns[candidate].lower = value
        linear.columns[candidate].upper = value
    }
}
