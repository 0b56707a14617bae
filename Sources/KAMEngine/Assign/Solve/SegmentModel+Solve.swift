internal import Highs

extension SegmentModel {
    /// What branch and bound found, in whole units of the base currency.
    struct Answered {
        /// The best decision; nothing when none was found.
        let decision: AssignmentDecision?
        /// The proven least loss; nothing when nothing is proven.
        let bound: Double?
        /// Whether it is proven that no decision meets all demands.
        let isInfeasible: Bool
        let nodeCount: Int
    }

    /// How far one run of branch and bound goes.
    struct Effort {
        /// The relative gap at which it stops.
        let gap: Double
        /// The most nodes.
        let nodes: Int
        /// The share of the time limit that it may take.
        let share: Double
        /// The most iterations of the simplex method in all; nothing for no limit.
        var iterations: Int? = nil
    }

    /// Whether each cell and account has a column at all.
    func coversAll() -> Bool {
        var cells: Set<Int> = []
        for segment in segments { cells.formUnion(segment.first...segment.last) }
        return cells.count == problem.cellCount
            && Set(answers.map(\.account)).count == problem.accountCount
    }

    /// Solves the program by branch and bound.
    ///
    /// - Parameters:
    ///   - options: The seed, the limit of time, and who may stop.
    ///   - effort: When to stop.
    ///   - start: The decision to begin with.
    /// - Returns: The best decision found and what is proven.
    /// - Throws: `AssignmentError.solverFailed` when HiGHS fails.
    func solve(
        _ options: AssignmentOptions, _ effort: Effort, start: AssignmentDecision?
    ) throws(AssignmentError) -> Answered {
        let scale = scale
        let model = linearModel(scale: scale)
        guard !model.columns.isEmpty else {
            return Answered(decision: decision([]), bound: 0, isInfeasible: false, nodeCount: 0)
        }
        do throws(HighsError) {
            let solution = try Solver().solve(
                model, options: solverOptions(options, effort), start: start.flatMap(values),
                progress: listener(options, effort, scale: scale))
            return Answered(
                decision: solution.columnValues.map(decision), bound: solution.dualBound.map { max(0, $0 * scale) },
                isInfeasible: solution.status == .infeasible, nodeCount: solution.nodeCount)
        } catch {
            throw .solverFailed("\(error)")
        }
    }

    private func solverOptions(_ options: AssignmentOptions, _ effort: Effort) -> SolverOptions {
        var chosen = SolverOptions()
        chosen.relativeGap = effort.gap
        chosen.absoluteGap = 1e-9
        chosen.nodeLimit = effort.nodes
        chosen.timeLimit = options.timeLimit.map { $0 * effort.share } ?? .infinity
        // The heuristic costs some 10 ms, more than a small model takes.
        chosen.feasibilityJump = segments.count > 500
        chosen.seed = Int(options.seed % 0x7fff_ffff)
        return chosen
    }

    private func listener(
        _ options: AssignmentOptions, _ effort: Effort, scale: Double
    ) -> ((Progress) -> Control)? {
        guard options.shouldStop != nil || effort.iterations != nil else { return nil }
        return { progress in
            // The solver reports at points of its own course, not of time, so that this stop is repeatable.
            if let most = effort.iterations, progress.iterations > most { return .stop }
            let report = AssignmentProgress(
                nodeCount: progress.nodeCount,
                objective: progress.objective.map { $0 * scale }, bound: progress.dualBound.map { $0 * scale })
            return options.shouldStop?(report) == true ? .stop : .proceed
        }
    }
}
