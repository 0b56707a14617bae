@testable import KAMEngine
import Foundation
import KAMModel
import Testing

/// Economics, accounts and draws for tests of values.
enum ValueFixture {
    static func economics(
        model: EconomicPolicy.ValueModel = .auto, growth: Double = 0, riskPremium: Double = 0, upliftDoubt: Double = 0,
        shrinkage: Double = 0, retention: Double = 0.9
    ) -> EconomicPolicy {
        EconomicPolicy(
            grossMargin: 0.5, discountRate: 0.1, horizonYears: 3, retention: retention, upliftIfKey: 0.2,
            walletShareOfRevenue: 0.1, hourlyCost: 10, typicalDeal: 100, shrinkageQuarters: shrinkage,
            valueModel: model, growth: growth, riskPremium: riskPremium, upliftDoubt: upliftDoubt)
    }

    static func account(
        _ id: String, purchases: [(day: Int, amount: Double)] = [], contract: Contract? = nil, won: [Double] = [],
        segment: String = "retail"
    ) -> Account {
        let bought = purchases.map { Purchase(day: SelectionFixture.asOf.advanced(by: $0.day), amount: $0.amount) }
        return Account(
            id: ID(id), name: id, segment: segment,
            history: AccountHistory(
                wonAmounts: won, wonCounts: won.map { $0 > 0 ? 1 : 0 }, lostCounts: won.map { _ in 0 },
                openedCounts: won.map { _ in 0 }, solutions: 1,
                since: won.isEmpty ? bought.first?.day : SelectionFixture.asOf.advanced(by: -2000),
                lastWin: bought.last?.day, purchases: bought, contract: contract))
    }

    /// The values of accounts; no hours, so no cost to serve.
    static func values(
        _ accounts: [Account], _ economics: EconomicPolicy, past: [PastPortfolio] = [],
        asOf: Day = SelectionFixture.asOf
    ) throws -> (values: [AccountValue], uplift: Uplift, choice: ModelChoice) {
        var fixture = SelectionFixture(accounts: accounts)
        fixture.economics = economics
        let base = try fixture.snapshot()
        let snapshot = Snapshot(
            id: base.id, asOf: asOf, currency: base.currency, accounts: accounts, members: base.members, flows: [],
            typicalDeal: base.typicalDeal)
        let uplift = Uplift(snapshot, policy: fixture.policy, past: past)
        let model = ValueModel(
            snapshot, policy: fixture.policy,
            rates: HourRates(
                snapshot, policy: fixture.policy, during: DayRange(start: snapshot.asOf, end: nil)),
            conversion: Conversion(snapshot, policy: fixture.policy), uplift: uplift)
        let values = accounts.indices.map { model.value(of: accounts[$0], at: $0, hours: [0, 0]) }
        return (values, uplift, model.choice)
    }

    /// The worth of the years, added in their order.
    static func sum(_ lifetime: Lifetime) -> Double {
        var sum = 0.0
        for year in lifetime.cash { sum += year.discountFactor * year.margin }
        return sum
    }
}

extension SplitMix64 {
    /// A draw of the standard normal distribution, by Box & Muller.
    mutating func normal() -> Double {
        let (first, second) = (unit(), unit())
        return (-2 * log(1 - first)).squareRoot() * cos(2 * Double.pi * second)
    }

    /// A draw of Gamma(shape, rate 1), by Marsaglia & Tsang.
    mutating func gamma(_ shape: Double) -> Double {
        if shape < 1 { return gamma(shape + 1) * pow(1 - unit(), 1 / shape) }
        let d = shape - 1.0 / 3
        while true {
            let normal = normal()
            let cube = pow(1 + normal / (9 * d).squareRoot(), 3)
            if cube > 0, log(1 - unit()) < 0.5 * normal * normal + d - d * cube + d * log(cube) { return d * cube }
        }
    }

    /// A draw of Beta(a, b).
    mutating func beta(_ a: Double, _ b: Double) -> Double {
        let first = gamma(a)
        return first / (first + gamma(b))
    }
}
