internal import KAMModel

/// What is wrong with the rules that hold on to the past, or with the past itself.
enum StabilityRefusals {
    /// Everything found, in words; empty when all is well.
    static func found(_ policy: SelectionPolicy, _ past: [PastPortfolio]) -> [String] {
        let rules = policy.stability
        let amounts = [
            ("the cost of an entry", rules.entryCost), ("the cost of an exit", rules.exitCost),
            ("the points below the floor", rules.stayBelow), ("the points above the floor", rules.enterAbove),
            ("the floor", rules.floor ?? 0), ("the variation of the weights", policy.robustness.weightVariation),
        ]
        let counts = [
            ("the number of changes", rules.maximumChanges ?? 0, 0),
            ("the quarters of tenure", rules.minimumQuarters, 0),
            ("the quarters of cooling off", rules.coolingQuarters, 0), ("the quarters below", rules.quartersBelow, 1),
            ("the number of draws", policy.robustness.draws, 0),
            ("the number of accounts with flips", policy.robustness.flipAccounts, 0),
        ]
        var found = amounts.filter { !($0.1 >= 0 && $0.1.isFinite) }.map { "\($0.0) is \($0.1)" }
        found += counts.filter { $0.1 < $0.2 }.map { "\($0.0) is \($0.1)" }
        for portfolio in past {
            if let floor = portfolio.floor, !floor.isFinite {
                found.append("the floor of the portfolio \(portfolio.id) is \(floor)")
            }
            for (account, merit) in portfolio.merits.sorted(by: { $0.key < $1.key }) where !merit.isFinite {
                found.append("the merit of \(account) in the portfolio \(portfolio.id) is \(merit)")
            }
        }
        return found
    }
}
