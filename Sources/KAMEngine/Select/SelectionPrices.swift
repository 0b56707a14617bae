internal import Highs
internal import KAMModel

/// The prices of a selection's linear relaxation, in money, and the bound they prove.
struct SelectionPrices {
    /// What an hour of each kind is worth, at least 0.
    let needs: [Double]
    /// What a unit of each rule's limit is worth: above 0 at an upper limit, below 0 at a lower one.
    let rules: [Double]

    init(_ model: SelectionModel, duals: [Double]) {
        needs = model.needRows.map { max(0, duals[$0]) / model.scale }
        rules = zip(model.rules, model.ruleRows).map { rule, row in
            let price = duals[row] / model.scale
            return price > 0 ? (rule.upper < .infinity ? price : 0) : (rule.lower > -.infinity ? price : 0)
        }
    }

    /// What each candidate gains above the hours and the places it takes.
    func gains(_ problem: SelectionProblem, _ rows: [SelectionRow]) -> [Double] {
        var gains = problem.values
        for candidate in 0..<problem.count {
            for need in 0..<problem.needCount {
                gains[candidate] -= needs[need] * problem.hours(of: candidate, need: need)
            }
        }
        for (price, row) in zip(rules, rows) where price != 0 {
            for term in row.terms { gains[term.candidate] -= price * term.coefficient }
        }
        return gains
    }

    /// A value that no selection exceeds, whatever solver found the prices.
    ///
    /// Weak duality: for any prices of hours ≥ 0 and of places (> 0 at an upper limit, < 0 at a lower one), no selection
    /// gains more than the hours and places are worth plus what each candidate gains above what it takes. A supplier's
    /// hour is worth the dearest kind it serves.
    func bound(_ problem: SelectionProblem, _ rows: [SelectionRow]) -> Double {
        var total = problem.memory.offset
        for supplier in problem.supply.indices {
            let dearest = (0..<problem.needCount).reduce(0) { problem.serves(supplier, $1) ? max($0, needs[$1]) : $0 }
            total += dearest * problem.supply[supplier]
        }
        for (price, row) in zip(rules, rows) where price != 0 { total += price * (price > 0 ? row.upper : row.lower) }
        for (candidate, gain) in gains(problem, rows).enumerated() where !problem.forcedOut[candidate] {
            total += problem.forcedIn[candidate] ? gain : max(0, gain)
        }
        return total
    }
}
