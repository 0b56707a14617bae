@testable import KAMEngine
import KAMModel
import Testing

@Suite("Valuation")
struct ValuationTests {
    private func valuation(_ fixture: SelectionFixture) throws -> Valuation {
        try Selection(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter()).valuation
    }

    private func value(_ account: Account, change: (inout SelectionFixture) -> Void = { _ in }) throws -> AccountValue {
        var fixture = SelectionFixture(accounts: [account])
        change(&fixture)
        return try #require(try valuation(fixture).values.first)
    }

    private let annuity = Annuity(years: 3, retention: 0.9, discountRate: 0.1).factor

    @Test("works out an account as by hand")
    func byHand() throws {
        let open = [ID<Stage>("closing"): StageWork(opportunities: 3, amount: 10_000)]
        let value = try value(SelectionFixture.account("a", revenue: 100_000, pipeline: open))
        #expect(value.observedQuarters == 4)
        #expect(value.ownRunRate == 4000)
        #expect(value.runRate == 4000)
        #expect(abs(value.lifetimeValue - 0.5 * 4000 * annuity) < 1e-9)
        // Two openings a quarter: 2 × 10 h closing, 2 × 0.5 × 5 h + 8 h growth; three open ones take 3 × 10 h once.
        let serve = 4 * (20 + 5 + 8) * 10 * annuity + 30 * 10
        #expect(abs(value.costToServe - serve) < 1e-9)
        // The chance from closing is 0.5 × 0.8; a quarter of the run rate is expected anyway.
        #expect(abs(value.pipelineValue - 0.5 * (10_000 * 0.4 - 1000)) < 1e-9)
        let gain = 0.2 * (value.lifetimeValue + value.pipelineValue)
        #expect(abs(value.contributionIfKey - gain) < 1e-9)
        let profitability = try #require(value.profitability)
        #expect(abs(profitability - 680.0 / 4000) < 1e-12)
        #expect(abs(try #require(value.winnableSpend) - 18_000) < 1e-9)
        #expect(abs(try #require(value.shareOfWallet) - 0.4) < 1e-12)
        #expect(value.volatility == 0)
        #expect(value.growth == nil)
        let tenure = try #require(value.tenure)
        #expect(abs(tenure - 1000 / 365.25) < 1e-12)
    }

    @Test("counts no quarter before the account's first day")
    func youngAccount() throws {
        let young = SelectionFixture.account(
            "a", won: [900, 300, 0, 0, 0, 0, 0, 0], since: SelectionFixture.asOf.advanced(by: -100))
        let value = try value(young)
        #expect(value.observedQuarters == 2)
        #expect(value.ownRunRate == 2400)
    }

    @Test("knows nothing of an account without history, and takes the mean of its segment")
    func noHistory() throws {
        var fixture = SelectionFixture(accounts: [
            SelectionFixture.account("a", won: [100, 300]), SelectionFixture.account("b", since: nil, revenue: 5000),
            SelectionFixture.account("c", won: [900], segment: "other"),
        ])
        fixture.economics = SelectionFixture.shrinking(by: 0)
        let valuation = try valuation(fixture)
        let unseen = valuation.values[1]
        #expect(unseen.runRate == 800)
        let facts = [
            unseen.ownRunRate, unseen.profitability, unseen.shareOfWallet, unseen.winnableSpend, unseen.tenure,
            unseen.growth, unseen.volatility,
        ]
        #expect(facts.allSatisfy { $0 == nil })
        #expect(valuation.assumptions.contains { $0.english.hasPrefix("1 account without history") })
    }

    @Test("shrinks the run rate towards the segment by the weight of its quarters")
    func shrinkage() throws {
        var fixture = SelectionFixture(accounts: [
            SelectionFixture.account("a", won: [400, 400, 400, 400]), SelectionFixture.account("b", won: [0, 0, 0, 0]),
        ])
        fixture.economics = SelectionFixture.shrinking(by: 4)
        let values = try valuation(fixture).values
        #expect(values.map(\.runRate) == [1200, 400])
    }

    @Test("takes what is usual from accounts of three quarters, else of two, else from what differs between accounts")
    func usualVariation() {
        func usual(_ quarters: [[Double]]) -> Double {
            SegmentRates(quarters.map { ("retail", RunRate(quarters: $0)) }).volatility
        }
        #expect(abs(usual([[10, 20, 30], [5, 25]]) - 0.5) < 1e-12)
        #expect(abs(usual([[10, 30], [5, 15], [7]]) - 0.5.squareRoot()) < 1e-12)
        #expect(abs(usual([[10], [20], [30]]) - 0.5) < 1e-12)
        #expect(usual([]) == 0 && usual([[0, 0, 0]]) == 0)
    }

    @Test("leaves no account without doubt, however short its history")
    func shortHistory() throws {
        let accounts = [
            ValueFixture.account("a", won: [100, 300]), ValueFixture.account("b", won: [100, 300]),
            ValueFixture.account("c", won: [200]),
        ]
        let found = try ValueFixture.values(accounts, ValueFixture.economics(shrinkage: 4)).values
        for value in found {
            #expect(value.lifetime.value.low < value.lifetime.value.value)
            #expect(value.lifetime.value.value < value.lifetime.value.high)
        }
    }

    @Test("takes the spread of all for an account of a segment in which fewer than two were observed")
    func unseenInSmallSegment() throws {
        let accounts = [
            ValueFixture.account("a", won: [100, 300, 200]), ValueFixture.account("b", won: [900, 700, 800]),
            ValueFixture.account("c", won: [500, 400, 600], segment: "rare"),
            ValueFixture.account("d", segment: "rare"),
        ]
        let value = try ValueFixture.values(accounts, ValueFixture.economics(model: .formula)).values[3].lifetime
        // The quarters of a, b and c average 200, 800 and 500: 300 from account to account.
        let half = Normal.tenth * 4 * 300 * 0.5 * annuity
        #expect(abs(value.value.value - 0.5 * 2000 * annuity) < 1e-9)
        #expect(abs(value.value.high - value.value.value - half) < 1e-9)
    }

    @Test("shrinks an account's own variation to the usual one, so that three equal quarters are no certainty")
    func pooledVariation() throws {
        let even = RunRate(quarters: [200, 200, 200])
        #expect(abs(even.expectedVariation(usual: 0.6) - (4 * 0.36 / 6).squareRoot()) < 1e-12)
        let wild = RunRate(quarters: [0, 0, 0, 0, 800, 0, 0, 0])
        #expect(abs(wild.expectedVariation(usual: 0.6) - ((7 * 8 + 4 * 0.36) / 11).squareRoot()) < 1e-12)
        #expect(RunRate(quarters: [5]).expectedVariation(usual: 0.6) == 0.6)
        let accounts = [
            ValueFixture.account("a", won: [200, 200, 200]), ValueFixture.account("b", won: [100, 300, 500]),
        ]
        let lifetime = try ValueFixture.values(accounts, ValueFixture.economics(model: .formula)).values[0].lifetime
        #expect(lifetime.value.low < lifetime.value.value && lifetime.value.value < lifetime.value.high)
    }

    @Test("tells growth from eight quarters alone, and from nothing to something not at all")
    func growth() throws {
        let grown = try value(SelectionFixture.account("a", won: [30, 30, 30, 30, 20, 20, 20, 20]))
        #expect(grown.growth == 0.5)
        #expect(try value(SelectionFixture.account("a", won: [30, 30, 30, 30, 0, 0, 0, 0])).growth == nil)
        #expect(try value(SelectionFixture.account("a", won: [30, 30, 30, 30, 30])).growth == nil)
    }

    @Test("gains the uplift of lifetime and pipeline, whatever hours it takes")
    func uplift() throws {
        let busy = try value(SelectionFixture.account("a", won: [3000, 3000, 3000, 3000], openings: 60))
        let calm = try value(SelectionFixture.account("b", won: [3000, 3000, 3000, 3000], openings: 1))
        #expect(busy.costToServe > calm.costToServe)
        #expect(busy.contributionIfKey == calm.contributionIfKey)
        #expect(abs(calm.contributionIfKey - 0.2 * (calm.lifetimeValue + calm.pipelineValue)) < 1e-9)
    }

    @Test("counts members' own cost of an hour where there is one")
    func hourlyCost() throws {
        let account = SelectionFixture.account("a")
        let standard = try value(account)
        let dear = try value(account) { fixture in
            fixture.members = fixture.members.map { member in
                Member(
                    id: member.id, name: member.name, memberships: member.memberships, weeklyHours: member.weeklyHours,
                    employment: member.employment, hourlyCost: 30)
            }
        }
        #expect(abs(dear.costToServe - 3 * standard.costToServe) < 1e-9)
    }

    @Test("does not take a revenue in another currency for a wallet")
    func foreignRevenue() throws {
        let euro = try #require(Currency("EUR"))
        let plain = SelectionFixture.account("a")
        let account = Account(
            id: plain.id, name: plain.name, segment: plain.segment, annualRevenue: Money(1000, euro),
            history: plain.history)
        #expect(try value(account).shareOfWallet == nil)
    }
}
