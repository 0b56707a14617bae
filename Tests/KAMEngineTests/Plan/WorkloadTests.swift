import KAMEngine
import KAMModel
import Testing

@Suite("Workload")
struct WorkloadTests {
    private func workload(_ snapshot: Snapshot, _ policy: Policy) -> Workload {
        Workload(snapshot, policy: policy, conversion: Conversion(snapshot, policy: policy))
    }

    @Test("openings enter the stage with most entries; before it more must have come in, after it fewer get through")
    func chain() {
        let flows = [PlanFixture.flow(1, entered: 10, advanced: 0, lost: 0)]
        let snapshot = PlanFixture.snapshot(accounts: [PlanFixture.account("a", opened: [8, 8, 8, 8])], flows: flows)
        let load = workload(snapshot, PlanFixture.policy(prior: [0.25, 0.5, 1], perAccount: [0, 0, 7]))
        #expect(load.referenceStage == 1)
        #expect(load.opportunities == [[32, 8, 4]])
        #expect(load.hours == [[32, 16, 19]])
    }

    @Test("the mean of at most the last four quarters is expected, and open work comes on top")
    func history() {
        let accounts = [
            PlanFixture.account("long", opened: [4, 0, 0, 0, 99, 99]), PlanFixture.account("short", opened: [3, 1]),
            PlanFixture.account("none", opened: []), PlanFixture.account("open", opened: [], open: [0, 5, 1]),
        ]
        let load = workload(PlanFixture.snapshot(accounts: accounts), PlanFixture.policy())
        #expect(load.referenceStage == 0, "the first stage when the log tells nothing")
        #expect(load.opportunities == [[1, 0.5, 0.25], [2, 1, 0.5], [0, 0, 0], [0, 5, 1]])
    }

    @Test("of stages with as many entries the first is the reference")
    func ties() {
        let flows = [
            PlanFixture.flow(2, entered: 5, advanced: 0, lost: 0),
            PlanFixture.flow(1, entered: 5, advanced: 0, lost: 0),
        ]
        #expect(workload(PlanFixture.snapshot(flows: flows), PlanFixture.policy()).referenceStage == 1)
    }

    @Test("a segment's own efforts count where it has them, the standard elsewhere")
    func segments() {
        let medical = EffortPolicy.Standard(opportunity: [ID("close"): 10], account: [ID("find"): 6])
        let policy = PlanFixture.policy(prior: [1, 1, 1], perAccount: [1, 1, 1], segments: ["medical": medical])
        let accounts = [
            PlanFixture.account("a", opened: [1], segment: "medical"), PlanFixture.account("b", opened: [1]),
        ]
        #expect(workload(PlanFixture.snapshot(accounts: accounts), policy).hours == [[7, 11, 4], [2, 3, 4]])
    }

    @Test("what passes a stage is what entered it times its share, and hours are what they are made of")
    func identities() {
        var random = SplitMix64(seed: 5)
        for _ in 0..<1000 {
            let prior = (0..<3).map { _ in Double.random(in: 0.05...1, using: &random) }
            let effort = (0..<3).map { _ in Double.random(in: 0...9, using: &random) }
            let care = (0..<3).map { _ in Double.random(in: 0...9, using: &random) }
            let accounts = (0..<4).map { index in
                PlanFixture.account(
                    "a\(index)",
                    opened: (0..<Int.random(in: 0...8, using: &random)).map { _ in
                        Int.random(in: 0...20, using: &random)
                    },
                    open: (0..<3).map { _ in Int.random(in: 0...5, using: &random) })
            }
            let flows = (0..<3).map { stage in
                PlanFixture.flow(stage, entered: Int.random(in: 0...99, using: &random), advanced: 0, lost: 0)
            }
            let snapshot = PlanFixture.snapshot(accounts: accounts, flows: flows)
            let policy = PlanFixture.policy(prior: prior, perOpportunity: effort, perAccount: care)
            let load = workload(snapshot, policy)
            for (account, index) in zip(accounts, accounts.indices) {
                let open = PlanFixture.stages.map { Double(account.pipeline[$0.id]?.opportunities ?? 0) }
                let fresh = zip(load.opportunities[index], open).map { $0 - $1 }
                let recent = account.history.openedCounts.prefix(4)
                let mean = recent.isEmpty ? 0 : Double(recent.reduce(0, +)) / Double(recent.count)
                #expect(abs(fresh[load.referenceStage] - mean) < 1e-9)
                for stage in 1..<3 { #expect(abs(fresh[stage] - fresh[stage - 1] * prior[stage - 1]) < 1e-6) }
                for stage in 0..<3 {
                    let made = load.opportunities[index][stage] * effort[stage] + care[stage]
                    #expect(abs(load.hours[index][stage] - made) < 1e-9)
                }
            }
        }
    }
}
