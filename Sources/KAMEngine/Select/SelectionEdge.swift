internal import KAMModel

/// The edge of a choice: the best candidate left out, what keeps it out, and what would let it in.
///
/// The price is measured and not taken from the relaxation: the problem is solved again with the hours that the
/// candidate lacks, and the gain is divided by them. With several kinds short, the kind whose hours gain most counts.
struct SelectionEdge {
    /// A supply that runs out, and what more of it brings.
    struct Binding: Hashable {
        /// The kinds of hours that run out together.
        let shortage: HourFlow.Shortage
        /// The gain of one hour more, as the mean over the hours that are short.
        let price: Double
        /// The same from the linear relaxation: the gain if accounts could be divided; a cross-check, and no limit of it.
        let relaxedPrice: Double
    }

    /// The best candidate left out though it may be chosen.
    let next: Int
    /// The rules that choosing it too would break.
    let obstacles: [SelectionRoom.Obstacle]
    /// The supply that keeps it out, when hours do.
    let binding: Binding?
    /// The choice in which it must be chosen; nothing when there is none.
    let forced: SelectionSolution?

    /// Finds the edge of a solution; nothing when every candidate that gains is chosen or forced out.
    init?(_ problem: SelectionProblem, _ solution: SelectionSolution, method: HighsSelection) throws(SelectionError) {
        let problem = problem.holding(as: solution.chosen)
        let open = (0..<problem.count).filter {
            !solution.chosen[$0] && !problem.forcedOut[$0] && problem.values[$0] > 0
        }
        guard let next = open.max(by: { (problem.values[$0], $1) < (problem.values[$1], $0) }) else { return nil }
        self.next = next
        obstacles = SelectionRoom(problem, chosen: solution.chosen).obstacles(to: next)
        var best: Binding?
        for case .hours(let shortage) in obstacles {
            let more = try method.solve(problem.adding(hours: shortage.hours, for: shortage.needs))
            guard let value = more.outcome.objective, let before = solution.outcome.objective else { continue }
            let price = max(0, value - before) / shortage.hours
            let relaxed = shortage.needs.reduce(0) { max($0, solution.prices[$1]) }
            if price > best?.price ?? -1 { best = Binding(shortage: shortage, price: price, relaxedPrice: relaxed) }
        }
        binding = best
        let trial = try method.solve(problem.forcing(next))
        forced = trial.outcome.objective == nil ? nil : trial
    }
}
