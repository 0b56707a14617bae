import Foundation
@testable import KAMEngine
import KAMModel
import Testing

@Suite("Lifetime values")
struct LifetimeTests {
    @Test("the plain formula sums its years, grows, and discounts risk")
    func formula() throws {
        let account = ValueFixture.account("a", won: [1000, 3000, 1000, 3000])
        let (values, _, _) = try ValueFixture.values(
            [account], ValueFixture.economics(model: .formula, growth: 0.05, riskPremium: 0.1))
        let lifetime = values[0].lifetime
        let volatility = try #require(values[0].volatility)
        #expect(lifetime.model == .formula && abs(lifetime.discountRate - (0.1 + 0.1 * volatility)) < 1e-12)
        let annuity = Annuity(years: 3, retention: 0.9, discountRate: lifetime.discountRate, growth: 0.05)
        #expect(abs(lifetime.value.value - 0.5 * 8000 * annuity.factor) < 1e-8)
        #expect(ValueFixture.sum(lifetime) == lifetime.value.value)
        #expect(abs(lifetime.cash[1].revenue - 8000 * 0.81 * 1.05 * 1.05) < 1e-9)
        // Four quarters of deviation 1,154.7: half an interval is 1.2816 × 4 × 577.35 × g × A.
        let half = lifetime.value.high - lifetime.value.value
        let deviation = (4_000_000.0 / 3).squareRoot() / 2
        let exact = Normal.tenth * 4 * deviation * 0.5 * annuity.factor
        #expect(abs(half - exact) < 1e-6)
    }

    @Test("the years with their cost to serve sum to value less cost")
    func costToServe() throws {
        let open = [ID<Stage>("closing"): StageWork(opportunities: 3, amount: 10_000)]
        let fixture = SelectionFixture(accounts: [SelectionFixture.account("a", pipeline: open)])
        let value = try #require(
            try Selection(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter()).valuation.values.first
        )
        let once = 3.0 * 10 * 10
        let net = value.lifetime.cash.reduce(0) { $0 + $1.contribution }
        #expect(abs(net - (value.lifetimeValue - (value.costToServe - once))) < 1e-9)
    }

    @Test("a contract is worth its renewals, year by year, and loyal customers are worth more")
    func contracts() throws {
        var accounts = (0..<40).map { index in
            ValueFixture.account(
                "\(100 + index)",
                contract: Contract(renewals: index % 5, hasLapsed: index % 3 == 0, amount: 1000, periodDays: 365))
        }
        accounts.append(ValueFixture.account("plain", won: [100, 100]))
        let (values, _, choice) = try ValueFixture.values(accounts, ValueFixture.economics())
        let fitted = try #require(choice.contracts?.model(of: "retail"))
        for (account, value) in zip(accounts, values) {
            guard let contract = account.history.contract, !contract.hasLapsed else {
                #expect(value.lifetime.model == .formula)
                continue
            }
            let lifetime = value.lifetime
            #expect(lifetime.model == .shiftedBetaGeometric && lifetime.reason.code == "contract")
            #expect(ValueFixture.sum(lifetime) == lifetime.value.value)
            var worth = 0.0
            for year in 1...3 {
                worth += 500 * fitted.survival(year, afterRenewals: contract.renewals) * pow(1.1, -Double(year))
            }
            #expect(abs(lifetime.value.value - worth) < 1e-9)
            #expect(lifetime.value.low < worth && worth < lifetime.value.high)
        }
        let running = zip(accounts, values).filter { $0.0.history.contract?.hasLapsed == false }
        let loyal = running.filter { $0.0.history.contract?.renewals == 4 }.map { $0.1.lifetimeValue }
        let new = running.filter { $0.0.history.contract?.renewals == 0 }.map { $0.1.lifetimeValue }
        #expect(try #require(loyal.min()) > (try #require(new.max())))
        let lapsed = try #require(values.first { $0.lifetime.reason.code == "contract_lapsed" })
        #expect(lapsed.lifetimeValue == 0)
    }

    @Test("a yearly contract brings a year's amount each year, leap day or not", arguments: [364, 365, 366])
    func leapDays(period: Int) throws {
        let account = ValueFixture.account(
            "a", contract: Contract(renewals: 3, hasLapsed: false, amount: 1000, periodDays: period))
        let lifetime = try #require(try ValueFixture.values([account], ValueFixture.economics()).values.first).lifetime
        #expect(lifetime.model == .shiftedBetaGeometric)
        for year in lifetime.cash { #expect(year.revenue > 500, "\(year)") }
    }

    @Test("contracts that all go on or all end are valued with the policy's retention, and small segments lean on all")
    func degenerateContracts() throws {
        for hasLapsed in [true, false] {
            let accounts = (0..<10).map { index in
                ValueFixture.account(
                    "\(index)", contract: Contract(renewals: 0, hasLapsed: hasLapsed, amount: 100, periodDays: 365))
            }
            let (_, _, choice) = try ValueFixture.values(accounts, ValueFixture.economics(retention: 0.8))
            let retention = try #require(choice.contracts?.model(of: "retail")).retention(afterRenewals: 0)
            #expect(hasLapsed ? retention < 0.8 && retention > 0.02 : retention == 0.8 || abs(retention - 0.8) < 1e-6)
        }
        var accounts = (0..<200).map { index in
            ValueFixture.account(
                "\(1000 + index)",
                contract: Contract(renewals: index % 4, hasLapsed: index % 2 == 0, amount: 100, periodDays: 365))
        }
        accounts.append(
            ValueFixture.account(
                "z", contract: Contract(renewals: 0, hasLapsed: true, amount: 100, periodDays: 365), segment: "rare"))
        let (_, _, choice) = try ValueFixture.values(accounts, ValueFixture.economics())
        let contracts = try #require(choice.contracts)
        let (own, all) = (
            try #require(contracts.model(of: "rare")).retention(afterRenewals: 0),
            try #require(contracts.model(of: "x")).retention(afterRenewals: 0)
        )
        #expect(own < all && own > all - 0.15)
    }

    @Test(
        "a contract of 30 days is believed to be kept over a year as often as one of a year, and fitted apart from it")
    func periods() throws {
        func contract(_ id: String, _ days: Int, renewals: Int = 0, lapsed: Bool = false) -> Account {
            ValueFixture.account(
                id,
                contract: Contract(
                    renewals: renewals, hasLapsed: lapsed, amount: days == 30 ? 100 : 1200, periodDays: days))
        }
        let economics = ValueFixture.economics(retention: 0.8)
        let two = try ValueFixture.values([contract("a", 30), contract("b", 365)], economics)
        let contracts = try #require(two.choice.contracts)
        let (monthly, yearly) = (
            try #require(contracts.model(of: "retail", periodDays: 30)),
            try #require(contracts.model(of: "retail", periodDays: 365))
        )
        #expect(abs(monthly.retention(afterRenewals: 0) - pow(0.8, 1.0 / 12)) < 1e-6)
        #expect(abs(yearly.retention(afterRenewals: 0) - 0.8) < 1e-6)
        #expect(abs(monthly.survival(12) - 0.8) < 0.03 && abs(monthly.survival(36) - yearly.survival(3)) < 0.03)
        #expect(contracts.model(of: "retail", periodDays: 91) == nil)
        // Paid by the month, most of the first year's amount comes whoever leaves at its end.
        let worth = two.values.map(\.lifetimeValue)
        #expect(worth[0] > worth[1] && worth[0] < 1.2 * worth[1])
        // Many yearly contracts that lapsed say nothing of the monthly ones.
        let lost = (0..<100).map { contract("\(100 + $0)", 366, renewals: $0 % 2, lapsed: true) }
        let mixed = try #require(try ValueFixture.values([contract("a", 30)] + lost, economics).choice.contracts)
        #expect(try #require(mixed.model(of: "retail", periodDays: 31)) == monthly)
        #expect(try #require(mixed.model(of: "retail")).retention(afterRenewals: 0) < 0.6)
    }

    @Test("says how the fits of contracts ended, and values a contract that makes no sense by the formula")
    func contractFits() throws {
        var fixture = SelectionFixture(
            accounts: (0..<6).map { index in
                ValueFixture.account(
                    "\(index)",
                    contract: Contract(
                        renewals: index == 5 ? -1 : index, hasLapsed: index == 4, amount: 100,
                        periodDays: index % 2 == 0 ? 365 : 91))
            })
        fixture.economics = ValueFixture.economics()
        let valuation = try Selection(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter()).valuation
        #expect(valuation.values[0].lifetime.model == .shiftedBetaGeometric)
        #expect(valuation.values[5].lifetime.model == .formula)
        let phrase = try #require(valuation.assumptions.first { $0.english.hasPrefix("Fits with a belief") })
        #expect(phrase.english.contains("of 5 contracts") && phrase[.japanese].contains("契約5件"))
        #expect(phrase.english.contains("(4 of 4 converged, in 4 all starts agree, gradient < 1e-8)"))
    }

    @Test("80 % of drawn customers have their true expectation within the interval of repeat purchases")
    func coverage() throws {
        var generator = SplitMix64(seed: 21)
        let drawn = DrawnCustomers(1200, &generator)
        let (accounts, expected) = (drawn.accounts, drawn.worths)
        let (values, _, _) = try ValueFixture.values(accounts, ValueFixture.economics(model: .bgNBD))
        #expect(values.allSatisfy { $0.lifetime.model == .bgNBD })
        let within = zip(values, expected).count { $0.lifetime.value.low <= $1 && $1 <= $0.lifetime.value.high }
        let share = Double(within) / Double(values.count)
        #expect(share > 0.75 && share < 0.95, "\(share) of the intervals hold the truth")
        let bias = values.reduce(0) { $0 + $1.lifetimeValue } / expected.reduce(0, +) - 1
        #expect(abs(bias) < 0.1, "biased by \(bias)")
    }

    @Test("the product of two estimates holds its value and propagates its halves")
    func product() {
        let gain = Estimate.product(Estimate(low: 0.1, value: 0.2, high: 0.3), Estimate(low: 80, value: 100, high: 140))
        #expect(abs(gain.value - 20) < 1e-12 && abs(gain.low - (20 - (116.0).squareRoot())) < 1e-12)
        #expect(abs(gain.high - (20 + (164.0).squareRoot())) < 1e-12)
        let loss = Estimate.product(Estimate(low: -0.3, value: -0.1, high: 0.2), Estimate(exactly: 50))
        #expect(loss == Estimate(low: -15, value: -5, high: 10) || abs(loss.low + 15) + abs(loss.high - 10) < 1e-12)
    }
}
