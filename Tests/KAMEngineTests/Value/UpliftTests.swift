@testable import KAMEngine
import KAMModel
import Testing

@Suite("Uplift")
struct UpliftTests {
    /// Accounts that buy every ten days; the first ones were key from 2018Q2 on and buy so much more since.
    private func world(treated: Int, others: Int, effect: Double, seed: UInt64) throws -> ([Account], [PastPortfolio]) {
        var generator = SplitMix64(seed: seed)
        let quarter = try #require(Quarter("2018Q2"))
        let start = FiscalCalendar().days(of: quarter).start
        let accounts = (0..<treated + others).map { index in
            let level = 500 + 1000 * generator.unit()
            let purchases = stride(from: -700, to: 0, by: 10).map { day -> (day: Int, amount: Double) in
                let isAfter = SelectionFixture.asOf.advanced(by: day) >= start
                let noise = 0.6 + 0.8 * generator.unit()
                // All fall by a tenth after the start; that is no effect.
                return (day, level * noise * (isAfter ? 0.9 * (index < treated ? 1 + effect : 1) : 1))
            }
            return ValueFixture.account("\(1000 + index)", purchases: purchases)
        }
        let selected = Set(accounts.prefix(treated).map(\.id))
        return (
            accounts,
            [PastPortfolio(id: ID("p"), quarter: quarter, selected: selected, merits: [:], floor: nil)]
        )
    }

    @Test("finds an effect that is there, and none where there is none", arguments: [0.0, 0.3, 0.6])
    func measured(effect: Double) throws {
        let (accounts, past) = try world(treated: 30, others: 120, effect: effect, seed: 5)
        var fixture = SelectionFixture(accounts: accounts)
        fixture.economics = ValueFixture.economics(upliftDoubt: 10)
        let uplift = Uplift(try fixture.snapshot(), policy: fixture.policy, past: past)
        #expect(uplift.treated == 30 && uplift.controls >= 8)
        let figures = uplift.reason.figures
        // With a wide belief what is measured is as good as taken alone.
        #expect(abs(try #require(figures["measured"]) - effect) < 0.06)
        guard effect > 0 else { return }
        #expect(uplift.isMeasured && abs(uplift.share.value - effect) < 0.06, "\(uplift.share)")
        #expect(uplift.share.low < uplift.share.value && uplift.share.value < uplift.share.high)
        #expect(uplift.reason.code == "uplift_measured" && uplift.reason.textJa?.contains("測定では") == true)
    }

    @Test("takes no return to the mean for an effect, though the best of a noisy year were chosen")
    func returnToTheMean() throws {
        var generator = SplitMix64(seed: 11)
        let quarter = try #require(Quarter("2018Q2"))
        let start = FiscalCalendar().days(of: quarter).start
        let accounts = (0..<200).map { index in
            // Of the spread between accounts in a year, half is luck that does not last.
            let lasting = 800 + 400 * generator.unit()
            let (before, after) = (0.7 + 0.6 * generator.unit(), 0.7 + 0.6 * generator.unit())
            let purchases = stride(from: -700, to: 0, by: 10).map { day -> (day: Int, amount: Double) in
                (day, lasting * (SelectionFixture.asOf.advanced(by: day) >= start ? after : before))
            }
            return ValueFixture.account("\(1000 + index)", purchases: purchases)
        }
        // Every other one of the best: who is like them without being key there must be.
        let ranked = accounts.sorted { $0.history.purchases[0].amount > $1.history.purchases[0].amount }
        let best = stride(from: 0, to: 80, by: 2).map { ranked[$0] }
        let past = [
            PastPortfolio(
                id: ID("p"), quarter: quarter, selected: Set(best.map(\.id)), merits: [:], floor: nil, decidedOn: start)
        ]
        var fixture = SelectionFixture(accounts: accounts)
        fixture.economics = ValueFixture.economics(upliftDoubt: 10)
        let reason = Uplift(try fixture.snapshot(), policy: fixture.policy, past: past).reason
        let figures = reason.figures
        #expect(reason.code != "uplift_assumed", "\(reason.text)")
        let (measured, error) = (try #require(figures["measured"]), try #require(figures["standard_error"]))
        #expect(abs(measured) < 2 * error && abs(measured) < 0.08, "\(measured) ± \(error)")
        // Without the correction the chosen would seem to lose a tenth and more.
        let (early, late) = best.reduce((0.0, 0.0)) {
            ($0.0 + $1.history.purchases[0].amount, $0.1 + ($1.history.purchases.last?.amount ?? 0))
        }
        #expect(late / early < 0.9)
    }

    @Test("warns where those who became key were on the way up before")
    func risingBefore() throws {
        var generator = SplitMix64(seed: 12)
        let quarter = try #require(Quarter("2018Q2"))
        let start = FiscalCalendar().days(of: quarter).start
        for (rise, warns) in [(0.0, false), (0.4, true)] {
            let accounts = (0..<160).map { index in
                let level = 500 + 1000 * generator.unit()
                let purchases = stride(from: -700, to: 0, by: 10).map { day -> (day: Int, amount: Double) in
                    let distance = start.ordinal - SelectionFixture.asOf.advanced(by: day).ordinal
                    let isRising = index < 30 && distance <= 182
                    return (day, level * (0.8 + 0.4 * generator.unit()) * (isRising ? 1 + rise : 1))
                }
                return ValueFixture.account("\(1000 + index)", purchases: purchases)
            }
            let past = [
                PastPortfolio(
                    id: ID("p"), quarter: quarter, selected: Set(accounts.prefix(30).map(\.id)), merits: [:], floor: nil
                )
            ]
            var fixture = SelectionFixture(accounts: accounts)
            fixture.economics = ValueFixture.economics(upliftDoubt: 0.05)
            let reason = Uplift(try fixture.snapshot(), policy: fixture.policy, past: past).reason
            #expect(reason.code == "uplift_measured")
            #expect(reason.text.contains("Beware") == warns, "\(reason.text)")
            let placebo = try #require(reason.figures["placebo"])
            #expect(warns ? placebo > 0.1 : abs(placebo) < 0.05)
        }
    }

    @Test("counts no list that was made after its quarter, and keeps the belief where the past speaks against it")
    func notCounted() throws {
        var fixture = SelectionFixture(accounts: [])
        for (effect, decided, code) in [
            (0.3, 90, "uplift_measured"), (0.3, 91, "uplift_assumed"), (-0.5, 0, "uplift_contradicted"),
        ] {
            let (accounts, past) = try world(treated: 30, others: 120, effect: effect, seed: 5)
            fixture = SelectionFixture(accounts: accounts)
            fixture.economics = ValueFixture.economics(upliftDoubt: 10)
            let start = FiscalCalendar().days(of: past[0].quarter).start
            let stamped = PastPortfolio(
                id: past[0].id, quarter: past[0].quarter, selected: past[0].selected, merits: [:], floor: nil,
                decidedOn: start.advanced(by: decided))
            let uplift = Uplift(try fixture.snapshot(), policy: fixture.policy, past: [stamped])
            #expect(uplift.reason.code == code)
            #expect(uplift.isMeasured == (code == "uplift_measured"))
            #expect(uplift.isMeasured || uplift.share.value == 0.2)
        }
    }

    @Test("shrinks what is measured to the belief by the weights of the two, and says the same twice")
    func shrunk() throws {
        let (accounts, past) = try world(treated: 20, others: 80, effect: 0.6, seed: 6)
        var fixture = SelectionFixture(accounts: accounts)
        fixture.economics = ValueFixture.economics(upliftDoubt: 0.05)
        let uplift = Uplift(try fixture.snapshot(), policy: fixture.policy, past: past)
        let figures = uplift.reason.figures
        let (raw, error) = (try #require(figures["measured"]), try #require(figures["standard_error"]))
        let weight = 0.0025 / (0.0025 + error * error)
        #expect(abs(uplift.share.value - (weight * raw + (1 - weight) * 0.2)) < 1e-12)
        #expect(uplift == Uplift(try fixture.snapshot(), policy: fixture.policy, past: past))
    }

    @Test("assumes the policy's share, and says so, with too few accounts, no past or no doubt")
    func assumed() throws {
        let (accounts, past) = try world(treated: 5, others: 40, effect: 0.5, seed: 7)
        var fixture = SelectionFixture(accounts: accounts)
        for (doubt, past) in [(0.1, past), (0.1, []), (0, past)] {
            fixture.economics = ValueFixture.economics(upliftDoubt: doubt)
            let uplift = Uplift(try fixture.snapshot(), policy: fixture.policy, past: past)
            #expect(!uplift.isMeasured && uplift.share.value == 0.2)
            #expect(abs(uplift.share.high - (0.2 + Normal.tenth * doubt)) < 1e-12)
            #expect(uplift.reason.text.contains("is assumed, not measured"))
            #expect(uplift.reason.textJa?.contains("想定値") == true)
        }
    }

    @Test("the contribution's interval is that of uplift and value together")
    func contribution() throws {
        let account = ValueFixture.account("a", won: [1000, 3000, 1000, 3000])
        let (values, uplift, _) = try ValueFixture.values([account], ValueFixture.economics(upliftDoubt: 0.1))
        let product = Estimate.product(uplift.share, values[0].lifetime.value)
        #expect(values[0].contributionInterval == product && values[0].contributionIfKey == product.value)
        #expect(product.low < product.value && product.value < product.high)
    }
}
