import Foundation
@testable import KAMEngine
import KAMModel
import Testing

@Suite("CDNOW from its purchases", .enabled(if: PublishedValues.isPresent, PublishedValues.absence))
struct CDNOWTests {
    /// The customers of the sample as accounts, in the order of their ids.
    static func snapshot(asOf: Day) throws -> Snapshot {
        var purchases: [String: [Purchase]] = [:]
        for line in try PublishedValues.text("CDNOW_sample.txt").split(whereSeparator: \.isNewline) {
            let cells = line.split(separator: " ")
            let (year, month, day) = (cells[2].prefix(4), cells[2].dropFirst(4).prefix(2), cells[2].suffix(2))
            purchases[String(cells[1]), default: []].append(
                Purchase(
                    day: try #require(Day("\(year)-\(month)-\(day)")), amount: try #require(Double(cells[4]))))
        }
        let accounts = purchases.keys.sorted().map { key in
            let bought = (purchases[key] ?? []).sorted { $0.day < $1.day }
            return Account(
                id: ID(key), name: key,
                history: AccountHistory(
                    wonAmounts: [], wonCounts: [], lostCounts: [], openedCounts: [], solutions: 1,
                    since: bought.first?.day, lastWin: bought.last?.day, purchases: bought))
        }
        return Snapshot(
            id: ID("cdnow"), asOf: asOf, currency: try #require(Currency("USD")), accounts: accounts, members: [],
            flows: [], typicalDeal: nil)
    }

    static func split() throws -> Day { try #require(Day("1997-09-30")) }
    static func end() throws -> Day { try #require(Day("1998-06-30")) }

    @Test("the summary rebuilt from the raw purchases equals the shipped one")
    func summary() throws {
        let base = CustomerBase(try Self.snapshot(asOf: Self.end()), until: try Self.split())
        let shipped = try PublishedValues.summary()
        #expect(base.buyers == 2357 && shipped.count == 2357)
        for (rebuilt, row) in zip(base.histories, shipped) {
            let history = try #require(rebuilt).repeats
            #expect(history.repeats == row.repeats)
            // Days against weeks rounded to two decimals.
            #expect(abs(history.recency / 7 - row.recency) <= 0.00501 && abs(history.age / 7 - row.age) <= 0.00501)
        }
        #expect(base.repeaters == 946)
    }

    @Test("BG/NBD foretells 1,653 purchases for the 39 weeks held out, of which 1,882 were made")
    func holdout() throws {
        let test = ValueBacktest(
            try Self.snapshot(asOf: Self.end()), policy: SelectionFixture().policy, measure: .purchases,
            splitDay: try Self.split())
        #expect(test.accounts == 2357 && test.holdoutDays == 273)
        // Published: 1,882 actual. Purchases of one day are one.
        #expect(test.actual == 1882)
        let row = try #require(test.rows.first { $0.model == "bg_nbd" })
        #expect(abs(try #require(row.predicted) - 1653) < 1)
        let formula = try #require(test.rows.first { $0.model == "formula" })
        #expect(abs(try #require(formula.predicted) - 2191) < 1)
        let coverage = try #require(row.intervalCoverage)
        #expect(coverage >= 0.8 && coverage < 0.97)
        let winner = try #require(test.winner)
        #expect(winner == "bg_nbd" || winner == "pareto_nbd")
        let errors = Dictionary(test.rows.map { ($0.model, $0.rootMeanSquareError ?? .infinity) }) { first, _ in first }
        for other in ["formula", "naive_repeat", "naive_mean"] {
            #expect(try #require(errors[winner]) < (try #require(errors[other])))
        }
    }

    @Test("values CDNOW by the model that wins on held-out amounts, and each value is the sum of its years")
    func values() throws {
        let snapshot = try Self.snapshot(asOf: Self.end())
        let (values, _, choice) = try ValueFixture.values(
            snapshot.accounts, ValueFixture.economics(riskPremium: 0.05, upliftDoubt: 0.1), asOf: snapshot.asOf)
        let test = try #require(choice.backtest)
        let best = try #require(test.bestModel)
        #expect(best != .formula && test.verdict.textJa != nil)
        for value in values {
            let lifetime = value.lifetime
            #expect(ValueFixture.sum(lifetime) == lifetime.value.value)
            let isUnpriced: Bool = lifetime.model == .formula && lifetime.reason.code == "no_amount"
            #expect(lifetime.model == best || isUnpriced)
            #expect(lifetime.cash.allSatisfy { (0...1).contains($0.survival) })
            #expect(value.contributionInterval.low <= value.contributionIfKey)
            #expect(value.contributionInterval.high >= value.contributionIfKey)
        }
    }
}
