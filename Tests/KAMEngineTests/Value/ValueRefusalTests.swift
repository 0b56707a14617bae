@testable import KAMEngine
import KAMModel
import Testing

/// What is refused, and what is taken in a documented way.
@Suite("Refusals of values")
struct ValueRefusalTests {
    @Test(
        "refuses histories that contradict themselves, naming their figures",
        arguments: [
            (1, 0.0, 10.0), (0, 3.0, 10.0), (2, 11.0, 10.0), (-1, 0.0, 10.0), (1, -2.0, 10.0), (1, .nan, 10.0),
            (1, 5.0, .infinity),
        ])
    func histories(repeats: Int, recency: Double, age: Double) {
        let error = #expect(throws: ValueError.self) {
            try RepeatPurchases(repeats: repeats, recency: recency, age: age)
        }
        #expect(error?.description.contains("x = \(repeats)") == true)
    }

    @Test("refuses amounts and cohorts that cannot be", arguments: [0.0, -5, .nan, .infinity])
    func amounts(amount: Double) {
        #expect(throws: ValueError.self) { try SpendTable([(count: 2, mean: amount)]) }
        #expect(throws: ValueError.self) { try SpendTable([(count: 0, mean: 5)]) }
        #expect(throws: ValueError.self) { try RenewalTable(cohort: [100, amount == 0 ? 101 : amount]) }
    }

    @Test("fits nothing to customers of whom none bought again, nor to contracts that all lasted or all ended")
    func nothingToFit() throws {
        let once = PurchaseTable(try (0..<50).map { try RepeatPurchases(repeats: 0, recency: 0, age: Double($0)) })
        #expect(throws: ValueError.self) { try BGNBD.fit(once) }
        #expect(throws: ValueError.self) { try ParetoNBD.fit(once) }
        #expect(throws: ValueError.self) { try BGNBD.fit(PurchaseTable([])) }
        #expect(throws: ValueError.self) { try GammaGamma.fit(SpendTable([(count: 3, mean: 5)])) }
        for survivors in [[100, 100, 100], [100, 0], [100.0, 100]] as [[Double]] {
            #expect(throws: ValueError.self) { try ShiftedBetaGeometric.fit(RenewalTable(cohort: survivors)) }
        }
        #expect(throws: ValueError.self) { try RenewalTable(cohort: [100]) }
        // One period alone is fitted, but leaves a ray of parameters open, which the report says.
        let one = try ShiftedBetaGeometric.fit(RenewalTable(cohort: [100, 80]))
        #expect(abs(one.model.retention(afterRenewals: 0) - 0.8) < 1e-4)
    }

    @Test("warns of counts and amounts that go together above 0.3")
    func dependence() throws {
        let together = try SpendTable((1...30).map { (count: $0, mean: 10 + Double($0)) })
        #expect(together.isDependent)
        let apart = try SpendTable((1...30).map { (count: $0, mean: Double(10 + $0 % 2)) })
        #expect(!apart.isDependent)
        #expect(try SpendTable([(count: 1, mean: 5), (count: 2, mean: 5)]).correlation == nil)
    }

    @Test("takes a purchase on the last day as one of age 0, which bears no rate")
    func lastDay() throws {
        let account = ValueFixture.account("a", purchases: [(day: 0, amount: 70)])
        let history = try #require(PurchaseHistory(account, until: SelectionFixture.asOf))
        #expect(history.repeats == (try RepeatPurchases(repeats: 0, recency: 0, age: 0)))
        let model = BGNBD(r: 0.3, alpha: 4, a: 0.8, b: 2.4)
        #expect(model.aliveProbability(history.repeats) == 1)
        #expect(abs(model.logLikelihood(PurchaseTable([history.repeats]))) < 1e-12)
        #expect(model.expectedPurchases(in: 9, after: history.repeats) == model.expectedPurchases(in: 9))
        let other = ParetoNBD(r: 0.55, alpha: 10, s: 0.6, beta: 12)
        #expect(abs(other.aliveProbability(history.repeats) - 1) < 1e-12)
        #expect(abs(other.logLikelihood(PurchaseTable([history.repeats]))) < 1e-12)
        let (known, new) = (other.expectedPurchases(in: 9, after: history.repeats), other.expectedPurchases(in: 9))
        #expect(abs(known - new) < 1e-12)
    }

    @Test("leaves out corrections and amounts that are no numbers, and counts gifts without an amount")
    func corrections() throws {
        let account = ValueFixture.account(
            "a",
            purchases: [(-90, 100), (-80, -40), (-70, .nan), (-60, 0), (-60, 20), (-30, 0), (5, 900)])
        let history = try #require(PurchaseHistory(account, until: SelectionFixture.asOf))
        #expect(history.repeats == (try RepeatPurchases(repeats: 2, recency: 60, age: 90)))
        #expect(history.paid == 2 && history.mean == 60)
        #expect(PurchaseHistory(ValueFixture.account("b", purchases: [(5, 9)]), until: SelectionFixture.asOf) == nil)
    }

    @Test("says insufficient history of a short log or of few accounts, and keeps the plain formula")
    func insufficient() throws {
        let short = (0..<60).map { index in
            ValueFixture.account("\(100 + index)", purchases: [(-300 + index, 10), (-100, 20), (-20 - index, 5)])
        }
        let few = (0..<5).map { index in
            ValueFixture.account("\(index)", purchases: [(-900, 10), (-500 + index, 20), (-20, 5)])
        }
        for accounts in [short, few, []] {
            let (values, _, choice) = try ValueFixture.values(accounts, ValueFixture.economics())
            let test = try #require(choice.backtest)
            #expect(test.winner == nil && test.verdict.code == "insufficient_history")
            #expect(test.verdict.text.hasPrefix("Insufficient history"))
            #expect(values.allSatisfy { $0.lifetime.model == .formula })
            #expect(values.allSatisfy { $0.lifetime.reason.textJa?.hasPrefix("簡易式。履歴不足") == true })
        }
    }

    @Test("values by the formula, and says why, where the model that the policy names cannot be fitted")
    func namedModel() throws {
        let accounts = [ValueFixture.account("a", purchases: [(-40, 10)])]
        for model in [EconomicPolicy.ValueModel.bgNBD, .paretoNBD] {
            let (values, _, _) = try ValueFixture.values(accounts, ValueFixture.economics(model: model))
            #expect(values[0].lifetime.model == .formula && values[0].lifetime.reason.code == "model_not_fitted")
        }
    }

    @Test(
        "refuses a growth, a risk premium or a doubt about the uplift that cannot be, before anything is valued",
        arguments: [
            ("growth", -1.0), ("growth", -1.5), ("growth", .nan), ("growth", .infinity), ("risk premium", -0.01),
            ("risk premium", .nan), ("doubt", -0.1), ("doubt", .infinity),
        ])
    func economics(name: String, number: Double) throws {
        var fixture = SelectionFixture(accounts: [SelectionFixture.account("a", won: [1000, 500, 0, 2000])])
        fixture.economics = ValueFixture.economics(
            growth: name == "growth" ? number : 0, riskPremium: name == "risk premium" ? number : 0,
            upliftDoubt: name == "doubt" ? number : 0)
        let error = #expect(throws: SelectionError.self) {
            try Selection(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
        }
        guard case .refused(let problems) = error else {
            Issue.record("not refused: \(String(describing: error))")
            return
        }
        #expect(problems.count == 1 && problems[0].contains(name) && problems[0].contains("\(number)"))
    }

    @Test("values at a growth below nothing")
    func shrinking() throws {
        let account = ValueFixture.account("a", won: [1000, 500, 0, 2000])
        let lifetime = try ValueFixture.values([account], ValueFixture.economics(growth: -0.5)).values[0].lifetime
        #expect(abs(lifetime.cash[0].revenue - 3500 * 0.9 * 0.5) < 1e-9)
    }
}
