import Highs

/// `min cost · x` over one covering row with whole and divisible columns; the case that misled an earlier presolve.
struct Cover {
    var wholeCosts: [Double]
    var wholeAmounts: [Double]
    var wholeLimit: Int
    var costs: [Double]
    var amounts: [Double]
    var limits: [Double]
    var need: Double

    init(_ random: inout Seeded) {
        let whole = random.whole(1...3)
        let divisible = random.whole(1...3)
        wholeCosts = (0..<whole).map { _ in Double(random.whole(1...9)) }
        wholeAmounts = (0..<whole).map { _ in Double(random.whole(1...4)) }
        wholeLimit = random.whole(1...5)
        costs = (0..<divisible).map { _ in Double(random.whole(1...9)) }
        amounts = (0..<divisible).map { _ in Double(random.whole(1...4)) }
        limits = (0..<divisible).map { _ in Double(random.whole(1...20)) / 2 }
        need = Double(random.whole(1...90)) / 4
    }

    var model: LinearModel {
        var model = LinearModel()
        var terms: [LinearModel.Term] = []
        for (cost, amount) in zip(wholeCosts, wholeAmounts) {
            terms.append(.init(model.addColumn(cost: cost, upper: Double(wholeLimit), kind: .integer), amount))
        }
        for (index, cost) in costs.enumerated() {
            terms.append(.init(model.addColumn(cost: cost, upper: limits[index]), amounts[index]))
        }
        model.addRow(terms, lower: need)
        return model
    }

    /// Every choice of the whole columns, the rest filled up with the cheapest divisible ones.
    var best: Double? {
        var best: Double?
        func choose(_ index: Int, spent: Double, covered: Double) {
            guard index < wholeCosts.count else {
                if let rest = fill(need - covered) { best = min(best ?? .infinity, spent + rest) }
                return
            }
            for count in 0...wholeLimit {
                choose(
                    index + 1, spent: spent + Double(count) * wholeCosts[index],
                    covered: covered + Double(count) * wholeAmounts[index])
            }
        }
        choose(0, spent: 0, covered: 0)
        return best
    }

    private func fill(_ amount: Double) -> Double? {
        var missing = amount
        var spent = 0.0
        for index in costs.indices.sorted(by: { costs[$0] / amounts[$0] < costs[$1] / amounts[$1] })
        where missing > 0 {
            let used = min(limits[index], missing / amounts[index])
            spent += used * costs[index]
            missing -= used * amounts[index]
        }
        return missing > 1e-9 ? nil : spent
    }
}
