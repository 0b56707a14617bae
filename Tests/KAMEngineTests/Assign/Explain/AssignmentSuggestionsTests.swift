import KAMEngine
import Testing

@Suite("Suggesting members")
struct AssignmentSuggestionsTests {
    @Test("Suggestions are legal, in order of what they cost, and cost what the check finds")
    func legal() throws {
        var (direct, chains) = (0, 0)
        for seed in 0..<200 {
            let problem = try GeneratedAssignment(small: UInt64(seed)).problem()
            guard let decision = AssignmentDecision.random(problem, seed: UInt64(seed)) else { continue }
            let before = AssignmentCheck(problem, decision)
            for cell in 0..<problem.cellCount {
                let found = problem.suggestions(for: .cell(cell), in: decision, top: 5)
                #expect(found.map(\.change.total) == found.map(\.change.total).sorted(), "seed \(seed)")
                for suggestion in found {
                    let after = AssignmentCheck(problem, suggestion.decision)
                    #expect(after.isFeasible, "seed \(seed)")
                    #expect(suggestion.decision.leads[cell] == suggestion.member, "seed \(seed)")
                    #expect(abs(suggestion.change.total - (after.objective - before.objective)) < 1e-9, "seed \(seed)")
                    #expect(
                        Set(decision.moves(to: suggestion.decision)) == Set(suggestion.change.moves), "seed \(seed)")
                    if suggestion.change.moves.count == 1 { direct += 1 } else { chains += 1 }
                }
                let fitting = problem.alternatives(to: .cell(cell), in: decision).alternatives.filter(\.change.fits)
                for alternative in fitting {
                    let suggested = found.first { $0.member == alternative.member }
                    #expect((suggested?.change.total ?? .infinity) <= alternative.change.total + 1e-9, "seed \(seed)")
                }
            }
        }
        #expect(direct > 25 && chains > 25, "\(direct) \(chains)")
    }

    @Test("A member without hours gives one demand to somebody else, who is named")
    func ejects() throws {
        var arrays = GeneratedAssignment()
        arrays.addAccount(leads: [[.init(member: 0, cost: 9, hours: 10), .init(member: 1, cost: 1, hours: 10)]])
        arrays.addAccount(leads: [[.init(member: 1, cost: 2, hours: 15), .init(member: 2, cost: 5, hours: 15)]])
        for _ in 0..<3 { arrays.addMember(LoadCost(limit: 20)) }
        let decision = AssignmentDecision(leads: [0, 1], joins: [false, false], kams: [nil, nil])
        let found = try arrays.problem().suggestions(for: .cell(0), in: decision, top: 5)
        #expect(found.map(\.member) == [1])
        #expect(found.first?.change.total == -5)
        #expect(
            found.first?.change.moves
                == [AssignmentMove(.cell(0), from: 0, to: 1), AssignmentMove(.cell(1), from: 1, to: 2)])
    }

    @Test("A KAM takes along what the former KAM led as such")
    func kamWithItsCells() throws {
        var arrays = GeneratedAssignment()
        arrays.addAccount(
            leads: [[.init(member: 0, cost: 1, hours: 5), .init(member: 1, cost: 2, hours: 5)]],
            kams: [.init(member: 0, cost: 1, hours: 5), .init(member: 1, cost: 4, hours: 5)])
        for _ in 0..<2 { arrays.addMember(LoadCost(limit: 20), maximumAccounts: 1, leadsOwnAccountsOnly: true) }
        let decision = AssignmentDecision(leads: [0], joins: [false], kams: [0])
        let problem = try arrays.problem()
        for demand in [AssignmentDemand.account(0), .cell(0)] {
            let found = problem.suggestions(for: demand, in: decision, top: 1)
            #expect(found.first?.decision == AssignmentDecision(leads: [1], joins: [false], kams: [1]))
            #expect(found.first?.change.total == 4)
        }
    }
}
