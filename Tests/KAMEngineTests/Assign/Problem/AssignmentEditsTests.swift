import KAMEngine
import Testing

@Suite("Changing a problem")
struct AssignmentEditsTests {
    private let exact = AssignmentOptions(gap: 0, leaveAlone: 0)

    @Test("A pin holds wherever any decision can hold it, though leaving its demand open were cheaper")
    func pinsHold() throws {
        var (held, impossible) = (0, 0)
        for seed in 0..<150 {
            let problem = try GeneratedAssignment(small: UInt64(seed)).problem()
            let demand = AssignmentDemand.cell(seed % problem.cellCount)
            for member in 0..<problem.memberCount {
                guard let pinned = try? problem.pinning(demand, to: member) else { continue }
                let possible = BruteForce.best(problem, where: (demand, member))
                let solution = try pinned.solve(exact)
                // The pin forces a change, which then counts against no budget.
                if possible != nil { #expect(solution.decision.member(demand) == member, "seed \(seed)") }
                if solution.decision.member(demand) == member { held += 1 } else { impossible += 1 }
            }
        }
        #expect(held > 80 && impossible > 20, "\(held) \(impossible)")
    }

    @Test("A member without eligibility can be neither pinned nor forbidden")
    func refused() throws {
        var arrays = GeneratedAssignment()
        arrays.addAccount(leads: [[.init(member: 0, cost: 0, hours: 1)]], kams: [])
        for _ in 0..<2 { arrays.addMember(LoadCost(limit: 9)) }
        let problem = try arrays.problem()
        let lead = AssignmentError.refused([.member(array: "leads", row: 0, member: 1)])
        #expect(throws: lead) { try problem.pinning(.cell(0), to: 1) }
        #expect(throws: lead) { try problem.forbidding(.cell(0), 1) }
        let kam = AssignmentError.refused([.member(array: "kams", row: 0, member: 1)])
        #expect(throws: kam) { try problem.pinning(.account(0), to: 1) }
    }

    @Test("Each edit narrows the problem as trying everything does")
    func edits() throws {
        for seed in 0..<300 {
            let problem = try GeneratedAssignment(small: UInt64(seed)).problem()
            let cell = seed % problem.cellCount
            let row = problem.leads.entries(of: cell).map { Int(problem.leads.members[$0]) }
            for member in row {
                let forbidden = try problem.forbidding(.cell(cell), member)
                #expect(forbidden.leads.entry(row: cell, member: member) == nil)
                #expect(forbidden.present.leads[cell] != member)
            }
            let gone = try problem.without(members: [0])
            #expect(BruteForce.best(gone)?.decision.leads.contains(0) != true, "seed \(seed)")
            let closed = try problem.closing([.cell(cell)])
            let best = BruteForce.best(closed)
            #expect(best?.decision.leads[cell] == nil, "seed \(seed)")
            if let best, closed.present.changeBudget == nil {
                let opened = AssignmentCheck(problem, best.decision)
                #expect(opened.loss.open >= problem.value[cell], "seed \(seed)")
            }
            let fixed = try problem.fixingPresent()
            if let best = BruteForce.best(fixed) {
                #expect(AssignmentCheck(problem, best.decision).changeCount == 0, "seed \(seed)")
            }
        }
    }
}
