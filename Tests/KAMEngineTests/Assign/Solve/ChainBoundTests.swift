import Testing

@testable import KAMEngine

@Suite("The bound by chain prices")
struct ChainBoundTests {
    @Test("The bound rises from nothing when every account's best chain costs nothing")
    func fromNothing() throws {
        var generated = GeneratedAssignment()
        for _ in 0..<1000 {
            generated.addAccount(leads: [
                [.init(member: 0, cost: 0, hours: 1), .init(member: 1, cost: 10, hours: 1)]
            ])
        }
        for _ in 0..<2 { generated.addMember(LoadCost(limit: 600)) }
        let problem = try generated.problem()
        var bound = ChainBound(problem, SegmentTable(problem), threads: 1)
        bound.raise(steps: 200, target: nil) { _ in false }
        #expect(bound.value > 3900, "four hundred accounts must pay 10: \(bound.value)")
        #expect(bound.value <= 4000)
    }

    @Test("At any prices, however great, no bound lies above the least loss")
    func greatPrices() throws {
        var tried = 0
        for seed in 0..<600 as Range<UInt64> {
            let problem = try GeneratedAssignment(small: seed).problem()
            guard problem.present.changeBudget != nil, let least = BruteForce.leastLoss(problem) else { continue }
            var bound = ChainBound(problem, SegmentTable(problem), threads: 1)
            for price in [0, 1, 1e3, 9.1e15, 1.0329873526146104e16, 3.3e16, 5.3e17] {
                var prices = bound.best
                prices.rates.change = price
                prices.hours = prices.hours.map { $0 + price / 7 }
                let found = bound.bound(bound.evaluate(prices), prices)
                #expect(found <= least, "seed \(seed) at \(price): \(found) above \(least)")
                prices.hours = bound.best.hours
                let same = bound.bound(bound.evaluate(prices), prices)
                #expect(same <= least, "seed \(seed) at \(price): \(same) above \(least)")
            }
            tried += 1
        }
        #expect(tried > 20)
    }
}
