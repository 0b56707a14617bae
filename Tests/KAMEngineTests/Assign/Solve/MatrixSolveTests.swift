@testable import KAMEngine
import KAMModel
import Testing

@Suite("Solving the sparse matrix")
struct MatrixSolveTests {
    private let exact = AssignmentOptions(gap: 1e-7, leaveAlone: 0)

    @Test("Six hundred small problems end as brute force ends them")
    func bruteForce() throws {
        var infeasible = 0
        for seed in 0..<600 as Range<UInt64> {
            let problem = try GeneratedAssignment(small: seed).problem()
            let solution = try problem.solve(exact)
            guard let least = BruteForce.leastLoss(problem) else {
                infeasible += 1
                #expect(solution.outcome.status == .infeasible, "seed \(seed)")
                continue
            }
            #expect(solution.outcome.status == .optimal, "seed \(seed): \(solution.outcome)")
            let objective = try #require(solution.outcome.objective, "seed \(seed)")
            #expect(abs(objective - least) <= 1e-6 * max(1, least), "seed \(seed): \(objective), not \(least)")
            let check = AssignmentCheck(problem, solution)
            #expect(check.isFeasible, "seed \(seed): \(check.violations)")
        }
        #expect(infeasible < 180, "most cases must have an answer: \(infeasible)")
    }

    @Test("Two threads give the answer of one")
    func threads() throws {
        for seed in 0..<40 as Range<UInt64> {
            let problem = try GeneratedAssignment(small: seed).problem()
            let one = try problem.solve(AssignmentOptions(threads: 1))
            let two = try problem.solve(AssignmentOptions(threads: 2))
            #expect(one == two, "seed \(seed)")
        }
    }

    @Test("Stopped at once or later, the answer is legal and its bound below its loss")
    func stopping() throws {
        for seed in 0..<100 as Range<UInt64> {
            let problem = try GeneratedAssignment(small: seed).problem()
            guard problem.present.changeBudget == nil, let least = BruteForce.leastLoss(problem) else { continue }
            for most in [0, 3, 250] {
                let solution = try problem.solve(AssignmentOptions(shouldStop: { $0.stepCount > most }))
                let check = AssignmentCheck(problem, solution)
                #expect(check.isFeasible, "seed \(seed): \(check.violations)")
                let bound = try #require(solution.outcome.bound, "seed \(seed)")
                #expect(bound <= least + 1e-6 * max(1, least), "seed \(seed): \(bound) above \(least)")
            }
        }
    }

    @Test("With its own answer as the present plan it changes nobody")
    func again() throws {
        for seed in 0..<80 as Range<UInt64> {
            var generated = GeneratedAssignment(small: seed)
            generated.changeBudget = nil
            let first = try generated.problem().solve(exact)
            generated.presentLeads = first.decision.leads
            generated.presentKAMs = first.decision.kams
            let problem = try generated.problem()
            let second = try problem.solve(AssignmentOptions(gap: 1e-7))
            #expect(problem.changeCount(of: second.decision) == 0, "seed \(seed)")
        }
    }
}
