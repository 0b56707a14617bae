import KAMEngine
import KAMModel
import Testing

@Suite("Conversion")
struct ConversionTests {
    @Test("a stage that the log has not seen keeps the belief, and says so")
    func unseen() {
        let conversion = Conversion(PlanFixture.snapshot(), policy: PlanFixture.policy(prior: [0.3, 0.5, 0.9]))
        #expect(conversion.shares == [0.3, 0.5, 0.9])
        #expect(conversion.isAssumed == [true, true, true])
    }

    @Test("a stage whose visits are all open still keeps the belief")
    func open() {
        let flows = [PlanFixture.flow(1, entered: 9, advanced: 0, lost: 0)]
        let conversion = Conversion(
            PlanFixture.snapshot(flows: flows), policy: PlanFixture.policy(prior: [0.3, 0.5, 0.9]))
        #expect(conversion.shares == [0.3, 0.5, 0.9])
        #expect(conversion.isAssumed == [true, true, true])
    }

    @Test("what the log shows is weighed against the belief as that many opportunities")
    func posterior() {
        let flows = [PlanFixture.flow(1, entered: 100, advanced: 60, lost: 20)]
        let policy = PlanFixture.policy(prior: [0.3, 0.5, 0.9], weight: 20)
        let conversion = Conversion(PlanFixture.snapshot(flows: flows), policy: policy)
        #expect(abs(conversion.shares[1] - 0.7) < 1e-12, "(0.5 × 20 + 60) ÷ (20 + 60 + 20)")
        #expect(conversion.isAssumed == [true, false, true])
    }

    @Test("the share lies between the belief and what was seen, nearer to what was seen the more was seen")
    func shrinkage() {
        var random = SplitMix64(seed: 11)
        for _ in 0..<2000 {
            let (advanced, lost) = (Int.random(in: 0...500, using: &random), Int.random(in: 1...500, using: &random))
            let belief = Double.random(in: 0...1, using: &random)
            let seen = Double(advanced) / Double(advanced + lost)
            func share(_ times: Int) -> Double {
                let flow = PlanFixture.flow(0, entered: 5000, advanced: advanced * times, lost: lost * times)
                return Conversion(
                    PlanFixture.snapshot(flows: [flow]),
                    policy: PlanFixture.policy(prior: [belief, 0.5, 0.5], weight: 20)
                ).shares[0]
            }
            #expect(share(1) >= min(seen, belief) - 1e-12 && share(1) <= max(seen, belief) + 1e-12)
            #expect(abs(share(4) - seen) <= abs(share(1) - seen) + 1e-6)
        }
    }

    @Test("a share is never 0, for the stages before are divided by it")
    func positive() {
        let flows = [PlanFixture.flow(0, entered: 9, advanced: 0, lost: 9)]
        let conversion = Conversion(PlanFixture.snapshot(flows: flows), policy: PlanFixture.policy(prior: [0, 0.5, 1]))
        #expect(conversion.shares[0] > 0)
        #expect(conversion.shares[2] == 1)
    }
}
