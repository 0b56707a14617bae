import Foundation
@testable import KAMEngine
import KAMModel
import Testing

@Suite("Forecasts of repeat purchases")
struct RepeatForecastTests {
    private static let horizon = 3 * RepeatLifetime.daysPerYear

    /// Within how many of its own standard errors the logarithm of an expectation lies from the true one, at 80 %.
    private struct Coverage {
        var (within, count) = (0.0, 0.0)
        var share: Double { within / max(1, count) }

        mutating func add(_ expected: Double, _ truth: Double, doubt: Double) {
            count += 1
            if abs(log(expected / truth)) <= Normal.tenth * doubt.squareRoot() { within += 1 }
        }
    }

    @Test("80 % of accounts have the expectation at the true parameters within what 40 customers leave open")
    func parameterDoubt() throws {
        var generator = SplitMix64(seed: 40)
        var (times, amounts, values) = (Coverage(), Coverage(), Coverage())
        var fits = 0
        for _ in 0..<120 {
            let drawn = DrawnCustomers(40, &generator)
            let histories = drawn.accounts.compactMap { PurchaseHistory($0, until: SelectionFixture.asOf) }
            guard let spending = try? RepeatForecast.Spending(histories),
                let forecast = try? RepeatForecast(
                    .bgNBD, table: PurchaseTable(histories.map(\.repeats)), spending: spending)
            else { continue }
            fits += 1
            let lifetime = RepeatLifetime(.bgNBD, forecast: forecast, years: 3)
            let terms = LifetimeTerms(grossMargin: 0.5, discountRate: 0.1, yearlyCost: 0)
            for (history, worth) in zip(histories, drawn.worths) {
                let outlook = try #require(forecast.outlook(history, times: [Self.horizon]))
                times.add(
                    outlook.purchases[0] / outlook.alive,
                    DrawnCustomers.times.purchasesIfAlive(in: Self.horizon, after: history.repeats),
                    doubt: outlook.parameterDoubt)
                let truth = try #require(
                    DrawnCustomers.amounts.expectedMean(count: history.paid, mean: history.mean))
                let own = try #require(spending.model.doubt(count: history.paid))
                amounts.add(outlook.spend, truth, doubt: (1 + outlook.spendDoubt) / (1 + own * own) - 1)
                let estimate = try #require(
                    lifetime.lifetime(history, terms: terms) { _ in Reason("", Phrase("", ja: "")) }
                ).value
                values.count += 1
                if estimate.low <= worth && worth <= estimate.high { values.within += 1 }
            }
        }
        // Of 40 customers half the draws bound every parameter; the rest are refused.
        #expect(fits >= 50)
        #expect((0.75...0.9).contains(times.share), "purchases: \(times.share)")
        #expect((0.75...0.95).contains(amounts.share), "amounts: \(amounts.share)")
        #expect((0.78...0.93).contains(values.share), "values: \(values.share)")
    }

    @Test("is less sure of an account that never came back than of those with a long history")
    func byAccount() throws {
        var generator = SplitMix64(seed: 41)
        let drawn = DrawnCustomers(300, &generator)
        let base = CustomerBase(try SelectionFixture(accounts: drawn.accounts).snapshot(), until: SelectionFixture.asOf)
        for model in [LifetimeModel.bgNBD, .paretoNBD] {
            let forecast = try #require(base.forecasts([model])[model]).get()
            func doubt(_ repeats: Int) throws -> Double {
                try forecast.timing.doubt(
                    in: Self.horizon,
                    after: RepeatPurchases(repeats: repeats, recency: repeats == 0 ? 0 : 590, age: 600))
            }
            let (none, some, many) = (try doubt(0), try doubt(10), try doubt(60))
            let longer = (least: min(some, many), most: max(some, many))
            #expect(none > 1.5 * longer.most && longer.least > 0, "\(model): \(none), \(some), \(many)")
        }
    }

    @Test("takes the formula, and says why, where the data does not bound the amounts")
    func amountsAtBound() throws {
        var generator = SplitMix64(seed: 42)
        let drawn = DrawnCustomers(200, &generator).accounts
        // All purchases of the same amount: the shape of the amounts runs to the end of its range.
        let alike = drawn.map { account in
            ValueFixture.account(
                account.id.raw,
                purchases: account.history.purchases.map {
                    (day: $0.day.ordinal - SelectionFixture.asOf.ordinal, amount: 10)
                })
        }
        let histories = alike.compactMap { PurchaseHistory($0, until: SelectionFixture.asOf) }
        let fitted = try GammaGamma.fit(SpendTable(histories.map { (count: $0.paid, mean: $0.mean) }))
        #expect(fitted.report.isAtBound || fitted.report.covariance == nil)
        let found = try ValueFixture.values(alike, ValueFixture.economics(model: .bgNBD)).values
        for value in found {
            #expect(value.lifetime.model == .formula && value.lifetime.reason.code == "model_not_fitted")
            #expect(value.lifetime.reason.text.contains("gamma-gamma"))
        }
        let sound = try ValueFixture.values(drawn, ValueFixture.economics(model: .bgNBD)).values
        #expect(sound.allSatisfy { $0.lifetime.model == .bgNBD })
    }

    @Test(
        "accepts no fit but one that ended with no gradient, within the range and with a covariance",
        arguments: [
            (FitReport.Status.converged, 1e-9, false, true, true), (.stalled, 1e-6, false, true, true),
            (.stalled, 1e-3, false, true, false), (.limit, 1e-9, false, true, false),
            (.failed, 1e-9, false, true, false), (.converged, 1e-9, true, true, false),
            (.converged, 1e-9, false, false, false),
        ])
    func ends(status: FitReport.Status, gradient: Double, isAtBound: Bool, isClosed: Bool, isSound: Bool) {
        let report = FitReport(
            status: status, logLikelihood: -1, gradientNorm: gradient, iterations: 1, evaluations: 1, starts: 3,
            agreeing: 3, isAtBound: isAtBound, covariance: isClosed ? [1] : nil)
        #expect((try? report.soundCovariance(of: "a model")) == (isSound ? [1] : nil))
    }

    @Test(
        "values one purchase on the last day as a new customer, and reports how the fits ended",
        arguments: [
            EconomicPolicy.ValueModel.bgNBD, .paretoNBD,
        ])
    func lastDay(model: EconomicPolicy.ValueModel) throws {
        var generator = SplitMix64(seed: 43)
        var fixture = SelectionFixture(
            accounts: DrawnCustomers(300, &generator).accounts
                + [ValueFixture.account("new", purchases: [(day: 0, amount: 70)])])
        fixture.economics = ValueFixture.economics(model: model)
        let valuation = try Selection(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter()).valuation
        let lifetime = try #require(valuation.values.last).lifetime
        let base = CustomerBase(try fixture.snapshot(), until: SelectionFixture.asOf)
        let kind: LifetimeModel = model == .bgNBD ? .bgNBD : .paretoNBD
        let forecast = try #require(base.forecasts([kind])[kind]).get()
        let times = (1...3).map { Double($0) * RepeatLifetime.daysPerYear }
        let new = try RepeatPurchases(repeats: 0, recency: 0, age: 0)
        let expected = times.map { forecast.timing.model.purchasesIfAlive(in: $0, after: new) }
        let spend = try #require(forecast.spending.model.expectedMean(count: 1, mean: 70))
        #expect(lifetime.model == kind && lifetime.reason.figures["alive"] == 1)
        #expect(lifetime.reason.figures["mean_amount"] == spend)
        for (index, year) in lifetime.cash.enumerated() {
            let revenue = (expected[index] - (index > 0 ? expected[index - 1] : 0)) * spend
            #expect(abs(year.revenue - revenue) < 1e-9 * revenue && revenue > 0)
        }
        #expect(lifetime.value.low < lifetime.value.value && lifetime.value.value < lifetime.value.high)
        let fits = try #require(
            valuation.assumptions.first { $0.english.hasPrefix("Fits by maximum likelihood: \(kind.name) (") })
        #expect(fits.english.contains("(converged, 3 of 3 starts agree, gradient < 1e-8)"))
        #expect(fits[.japanese].hasPrefix("最尤推定の結果") && fits[.japanese].contains("勾配< 1e-8"))
    }

    @Test("gives each account the same value and interval whatever its place, of more customers than are fitted")
    func permutation() throws {
        var generator = SplitMix64(seed: 44)
        var accounts = DrawnCustomers(CustomerBase.mostFitted + 300, &generator).accounts
        accounts += (0..<40).map { index in
            ValueFixture.account(
                "c\(index)",
                contract: Contract(
                    renewals: index % 5, hasLapsed: index % 4 == 0, amount: 900, periodDays: index % 2 == 0 ? 30 : 365))
        }
        accounts += (0..<20).map { ValueFixture.account("f\($0)", won: [100 * Double($0), 30.1, 0.7, 55]) }
        func values(_ accounts: [Account]) throws -> [ID<Account>: Lifetime] {
            let found = try ValueFixture.values(accounts, ValueFixture.economics(model: .bgNBD, shrinkage: 4)).values
            return Dictionary(zip(accounts, found.map(\.lifetime)).map { ($0.id, $1) }) { first, _ in first }
        }
        let given = try values(accounts)
        let shuffled = try values(accounts.shuffled(using: &generator))
        #expect(Set(given.values.map(\.model)) == [.bgNBD, .formula])
        for (id, one) in given {
            let other = try #require(shuffled[id])
            #expect(one.model == other.model)
            for (left, right) in [
                (one.value.low, other.value.low), (one.value.value, other.value.value),
                (one.value.high, other.value.high),
            ] { #expect(abs(left - right) <= 1e-12 * abs(left), "\(id): \(left), \(right)") }
        }
    }
}
