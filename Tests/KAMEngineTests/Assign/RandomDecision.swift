import KAMEngine

extension AssignmentDecision {
    /// A legal decision that is not good: demands in random order to random candidates, as long as no rule breaks.
    static func random(_ problem: AssignmentProblem, seed: UInt64) -> AssignmentDecision? {
        var random = SplitMix(seed)
        var decision = AssignmentDecision(
            leads: Array(repeating: nil, count: problem.cellCount),
            joins: Array(repeating: false, count: problem.cellCount),
            kams: Array(repeating: nil, count: problem.accountCount))
        func keepIfLegal(_ change: (inout AssignmentDecision) -> Void) {
            var changed = decision
            change(&changed)
            let before = AssignmentCheck(problem, decision).violations.count
            if AssignmentCheck(problem, changed).violations.count <= before { decision = changed }
        }
        for account in (0..<problem.accountCount).shuffled(using: &random) where problem.needsKAM[account] {
            let row = problem.kams.entries(of: account).map { Int(problem.kams.members[$0]) }
            if let member = row.randomElement(using: &random) { keepIfLegal { $0.kams[account] = member } }
        }
        for cell in (0..<problem.cellCount).shuffled(using: &random) {
            let row = problem.leads.entries(of: cell).map { Int(problem.leads.members[$0]) }
            if let member = row.randomElement(using: &random) { keepIfLegal { $0.leads[cell] = member } }
        }
        for cell in 0..<problem.cellCount where random.chance(0.5) { keepIfLegal { $0.joins[cell] = true } }
        return AssignmentCheck(problem, decision).isFeasible ? decision : nil
    }
}
