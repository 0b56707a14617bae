@testable import KAMEngine
import Testing

@Suite("Alternatives to a demand")
struct AssignmentAlternativesTests {
    private func demands(_ problem: AssignmentProblem) -> [AssignmentDemand] {
        (0..<problem.cellCount).map { .cell($0) }
            + (0..<problem.accountCount).filter { problem.needsKAM[$0] }.map { .account($0) }
    }

    @Test("Each difference sums from its terms, is that of the check, and fits exactly where the check finds no fault")
    func exactDifferences() throws {
        var (fitting, blocked) = (0, 0)
        for seed in 0..<600 {
            let problem = try GeneratedAssignment(small: UInt64(seed)).problem()
            guard let decision = AssignmentDecision.random(problem, seed: UInt64(seed)) else { continue }
            let before = AssignmentCheck(problem, decision)
            let situation = AssignmentSituation(problem, decision)
            for demand in demands(problem) {
                for alternative in situation.alternatives(to: demand).alternatives {
                    let change = alternative.change
                    let after = AssignmentCheck(problem, change.applied(to: decision))
                    let difference = after.objective - before.objective
                    #expect(abs(alternative.terms.total - difference) < 1e-9, "seed \(seed): \(demand)")
                    #expect(abs(change.total - difference) < 1e-9, "seed \(seed): \(demand)")
                    for part in [\AssignmentLoss.leads, \.handoffs, \.kams, \.open, \.loads, \.disturbance] {
                        let found = after.loss[keyPath: part] - before.loss[keyPath: part]
                        #expect(abs(change.loss[keyPath: part] - found) < 1e-9, "seed \(seed): \(demand)")
                    }
                    #expect(change.fits == after.isFeasible, "seed \(seed): \(change.obstacles) \(after.violations)")
                    if change.fits { fitting += 1 } else { blocked += 1 }
                }
            }
        }
        #expect(fitting > 300 && blocked > 300)
    }

    @Test("No other choice of the joins at its borders makes an alternative better")
    func bestJoins() throws {
        for seed in 0..<300 {
            let problem = try GeneratedAssignment(small: UInt64(seed)).problem()
            guard let decision = AssignmentDecision.random(problem, seed: UInt64(seed)) else { continue }
            let before = AssignmentCheck(problem, decision).objective
            for cell in 0..<problem.cellCount {
                for alternative in problem.alternatives(to: .cell(cell), in: decision).alternatives {
                    for mask in 0..<4 {
                        var other = decision
                        other.leads[cell] = alternative.member
                        other.joins[cell] = mask & 1 != 0
                        let isLast = problem.cellStarts.contains(cell + 1)
                        if !isLast { other.joins[cell + 1] = mask & 2 != 0 }
                        let check = AssignmentCheck(problem, other)
                        guard check.isFeasible else { continue }
                        #expect(alternative.change.fits, "seed \(seed)")
                        #expect(alternative.change.total <= check.objective - before + 1e-9, "seed \(seed)")
                    }
                }
            }
        }
    }

    @Test("The runner-up fits, and one that would be better says with figures what is in its way")
    func runnerUp() throws {
        var arrays = GeneratedAssignment()
        arrays.addAccount(leads: [
            [
                .init(member: 0, cost: 5, hours: 10), .init(member: 1, cost: 9, hours: 10),
                .init(member: 2, cost: 6, hours: 12),
            ]
        ])
        arrays.addAccount(leads: [[.init(member: 2, cost: 0, hours: 30)]])
        arrays.addMember(LoadCost(limit: 20))
        arrays.addMember(LoadCost(ends: [5, 20], prices: [0, 0.5]))
        arrays.addMember(LoadCost(limit: 40))
        let decision = AssignmentDecision(leads: [0, 2], joins: [false, false], kams: [nil, nil])
        let found = try arrays.problem().alternatives(to: .cell(0), in: decision)
        let runnerUp = try #require(found.runnerUp)
        #expect(runnerUp.member == 1)
        #expect(runnerUp.terms.work == 4 && runnerUp.terms.load == 2.5 && runnerUp.terms.total == 6.5)
        let blocked = try #require(found.bestThatDoesNotFit)
        #expect(blocked.member == 2 && blocked.terms.total == 1)
        #expect(blocked.change.obstacles == [.hours(member: 2, needed: 12, left: 10)])
    }

    @Test("Two demands change places where one alone does not fit")
    func swaps() throws {
        var tried = 0
        for seed in 0..<300 {
            let problem = try GeneratedAssignment(small: UInt64(seed)).problem()
            guard let decision = AssignmentDecision.random(problem, seed: UInt64(seed)) else { continue }
            let before = AssignmentCheck(problem, decision).objective
            let situation = AssignmentSituation(problem, decision)
            let demands = demands(problem)
            for (index, one) in demands.enumerated() {
                for other in demands[(index + 1)...] {
                    guard let first = decision.member(one), let second = decision.member(other), first != second,
                        problem.candidates(of: one).contains(where: { $0.member == second }),
                        problem.candidates(of: other).contains(where: { $0.member == first })
                    else { continue }
                    let swap = situation.change([(one, second), (other, first)])
                    let after = AssignmentCheck(problem, swap.applied(to: decision))
                    #expect(abs(swap.total - (after.objective - before)) < 1e-9, "seed \(seed)")
                    #expect(swap.fits == after.isFeasible, "seed \(seed)")
                    tried += 1
                }
            }
        }
        #expect(tried > 100)
    }
}
