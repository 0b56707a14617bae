@testable import KAMEngine
import KAMModel
import Testing

@Suite("A part of a problem")
struct AssignmentPartTests {
    private let exact = AssignmentOptions(gap: 0, leaveAlone: 0)

    @Test("The loss of a part differs from the whole's by the same amount, and what it allows the whole allows")
    func sameDifference() throws {
        var tried = 0
        for seed in 0..<400 {
            let whole = try GeneratedAssignment(small: UInt64(seed)).problem()
            guard whole.accountCount > 1, let base = AssignmentDecision.random(whole, seed: UInt64(seed)) else {
                continue
            }
            let accounts = (0..<whole.accountCount).filter { $0 != seed % whole.accountCount }
            let part = try AssignmentPart(whole, accounts: accounts, beside: base, fixing: false)
            var differences: [Double] = []
            for draw in 0..<4 {
                guard let inside = AssignmentDecision.random(part.problem, seed: UInt64(draw)) else { continue }
                let check = AssignmentCheck(whole, part.whole(inside))
                #expect(check.isFeasible, "seed \(seed): \(check.violations)")
                differences.append(check.objective - AssignmentCheck(part.problem, inside).objective)
            }
            if let best = BruteForce.best(part.problem) {
                let check = AssignmentCheck(whole, part.whole(best.decision))
                #expect(check.objective <= AssignmentCheck(whole, base).objective + 1e-9, "seed \(seed)")
                differences.append(check.objective - best.loss)
            }
            for difference in differences { #expect(abs(difference - differences[0]) < 1e-9, "seed \(seed)") }
            tried += differences.count
        }
        #expect(tried > 400, "\(tried)")
    }

    @Test("Re-planned by parts, as few change as brute force needs, legally, without a claim of the whole")
    func replanned() throws {
        var (tried, moved) = (0, 0)
        for seed in 0..<700 {
            var arrays = GeneratedAssignment(small: UInt64(seed))
            (arrays.presentLeads, arrays.presentKAMs, arrays.changeBudget) = ([], [], nil)
            let before = try arrays.problem()
            guard before.memberCount > 1,
                let plan = BruteForce.best(before, required: BruteForce.everything(before))?.decision
            else { continue }
            (arrays.presentLeads, arrays.presentKAMs) = (plan.leads, plan.kams)
            let problem = try arrays.problem().without(members: [seed % before.memberCount])
            guard let least = BruteForce.best(problem, first: [.openStake, .changes]),
                AssignmentCheck(problem, least.decision).isComplete,
                let found = try problem.gentlestPart(plan, exact)
            else { continue }
            let (check, expected) = (
                AssignmentCheck(problem, found.solution), AssignmentCheck(problem, least.decision)
            )
            #expect(check.isFeasible && check.isComplete, "seed \(seed): \(check.violations)")
            #expect(check.changeCount == expected.changeCount, "seed \(seed)")
            #expect(check.objective >= least.loss - 1e-6, "seed \(seed)")
            #expect(found.solution.outcome.bound == nil && found.solution.outcome.status == .feasible)
            tried += 1
            moved += expected.changeCount > 0 ? 1 : 0
        }
        #expect(tried > 30 && moved > 2, "\(tried) \(moved)")
    }
}
