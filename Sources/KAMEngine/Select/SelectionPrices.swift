internal import Highs
internal import KAMModel

/// The prices of a selection's linear relaxation, in money, and the bound they prove.
struct SelectionPrices {
    /// What an hour of each kind is worth, at least 0.
    let needs: [Double]
    private let quota: Double
    private let segments: [Double]

    init(_ model: SelectionModel, duals: [Double]) {
        needs = model.needRows.map { max(0, duals[$0]) / model.scale }
        quota = duals[model.quotaRow] / model.scale
        segments = model.segmentRows.map { duals[$0] / model.scale }
    }

    /// A value that no selection exceeds, whatever solver found the prices.
    ///
    /// Weak duality: for any prices of hours ≥ 0 and of places (> 0 at a maximum, < 0 at a minimum), no selection gains
    /// more than the hours and places are worth plus what each candidate gains above what it takes. A supplier's hour
    /// is worth the dearest kind it serves.
    func bound(_ problem: SelectionProblem) -> Double {
        var total = 0.0
        for supplier in problem.supply.indices {
            let dearest = (0..<problem.needCount).reduce(0) { problem.serves(supplier, $1) ? max($0, needs[$1]) : $0 }
            total += dearest * problem.supply[supplier]
        }
        let place = SelectionPrices.valid(quota, problem.quota)
        let places = zip(segments, problem.segmentQuotas).map { SelectionPrices.valid($0, $1) }
        total += place.worth + places.reduce(0) { $0 + $1.worth }
        for candidate in 0..<problem.count where !problem.forcedOut[candidate] {
            var gain = problem.values[candidate] - place.price - places[problem.segments[candidate]].price
            for need in 0..<problem.needCount { gain -= needs[need] * problem.hours(of: candidate, need: need) }
            total += problem.forcedIn[candidate] ? gain : max(0, gain)
        }
        return total
    }

    /// A price that a quota can carry, and what its places are worth at it.
    private static func valid(_ price: Double, _ quota: SelectionProblem.Quota) -> (price: Double, worth: Double) {
        if price <= 0 { return (price, price * Double(quota.minimum)) }
        guard let maximum = quota.maximum else { return (0, 0) }
        return (price, price * Double(maximum))
    }
}
