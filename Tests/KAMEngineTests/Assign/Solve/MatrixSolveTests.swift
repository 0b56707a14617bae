import KAMEngine
import KAMModel
import Testing

@Suite("Solving the sparse matrix")
struct MatrixSolveTests {
    private let exact = AssignmentOptions(gap: 1e-7, leaveAlone: 0)

    @Test("Three thousand small problems end as brute force ends them")
    func bruteForce() throws {
        var infeasible = 0
        for seed in 0..<3000 as Range<UInt64> {
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
        #expect(infeasible < 900, "most cases must have an answer: \(infeasible)")
    }
}
