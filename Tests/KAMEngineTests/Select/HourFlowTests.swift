@testable import KAMEngine
import Testing

@Suite("Flow of hours")
struct HourFlowTests {
    @Test("finds the hours short that the worst set of kinds lacks")
    func shortageIsTheLeastCut() {
        var random = SelectionRandom(seed: 31)
        for _ in 0..<3000 {
            let needs = random.int(1...5)
            let suppliers = random.int(0...5)
            let demand = (0..<needs).map { _ in Double(random.int(0...20)) }
            let supply = (0..<suppliers).map { _ in Double(random.int(0...25)) }
            let serves = (0..<(needs * suppliers)).map { _ in random.chance(0.4) }
            func lack(_ set: [Int]) -> Double {
                let reached = supply.indices.filter { supplier in set.contains { serves[supplier * needs + $0] } }
                return set.reduce(0) { $0 + demand[$1] } - reached.reduce(0) { $0 + supply[$1] }
            }
            let worst = (0..<(1 << needs)).map { mask in lack((0..<needs).filter { mask >> $0 & 1 == 1 }) }.max() ?? 0
            let shortages = HourFlow(demand: demand, supply: supply, serves: serves).shortages
            #expect(abs(shortages.reduce(0) { $0 + $1.hours } - worst) < 1e-9)
            for shortage in shortages { #expect(abs(lack(shortage.needs) - shortage.hours) < 1e-9) }
        }
    }
}
