internal import KAMModel

/// A choice with all that it was made from: the rules of the quarters before, and the choice without them.
struct SelectionDecision {
    /// The problem with everything the past demands.
    let problem: SelectionProblem
    /// The choice.
    let solution: SelectionSolution
    /// The choice without memory; the same where there is no past.
    let free: SelectionSolution
    /// What the past says; nothing without one.
    let hysteresis: Hysteresis?
    /// What it says of each account; empty without a past.
    let standings: [Hysteresis.Standing]
    /// The merit at the cut line.
    let floor: Double?

    /// Decides, first without memory.
    init(_ selection: Selection, method: HighsSelection) throws(SelectionError) {
        let merits = selection.scoring.scores.map(\.merit.value)
        let rules = selection.policy.selection.stability
        free = try method.solve(selection.problem)
        floor = rules.floor ?? SelectionDecision.floor(selection.problem, merits: merits, free: free)
        let past = Hysteresis(
            selection.snapshot.accounts, past: selection.past, quarter: selection.quarter, rules: rules, floor: floor)
        hysteresis = past
        guard let past else {
            standings = []
            problem = selection.problem
            solution = free
            return
        }
        standings = merits.indices.map { past.standing(of: $0, merit: merits[$0]) }
        problem = selection.problem.remembering(past, standings: standings, rules: rules)
        solution = try method.solve(problem)
    }

    /// The n-th highest merit of those that pass the gates, where n accounts are chosen without memory.
    private static func floor(
        _ problem: SelectionProblem, merits: [Double], free: SelectionSolution
    ) -> Double? {
        let count = free.chosen.count { $0 }
        let open = merits.indices.filter { !problem.forcedOut[$0] }.map { merits[$0] }.sorted(by: >)
        return count > 0 && count <= open.count ? open[count - 1] : nil
    }
}

extension SelectionProblem {
    /// The problem without memory, with what the past demands of candidates that stand so.
    ///
    /// Entering and leaving cost what the rules say: the cost of an entry is taken off the value of a newcomer, the cost of
    /// an exit is added to that of an incumbent and taken off as a whole.
    func remembering(
        _ past: Hysteresis, standings: [Hysteresis.Standing], rules: StabilityPolicy
    ) -> SelectionProblem {
        let costs = past.isIncumbent.map { $0 ? rules.exitCost : -rules.entryCost }
        return ruling(
            values: zip(values, costs).map { $0 + $1 },
            forcedOut: (0..<count).map { forcedOut[$0] || (standings[$0].waits && !forcedIn[$0]) },
            memory: Memory(
                isIncumbent: past.isIncumbent, isProtected: (0..<count).map { standings[$0].isProtected },
                maximumChanges: rules.maximumChanges,
                offset: -rules.exitCost * Double(past.isIncumbent.count { $0 })))
    }
}
