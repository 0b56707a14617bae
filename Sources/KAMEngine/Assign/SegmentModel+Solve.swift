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
    ///   - options: When to stop.
    ///   - gap: The relative gap at which to stop, at most that of the options.
    ///   - nodes: The most nodes.
    ///   - share: The share of the time limit that this run may take.
    ///   - start: The decision to begin with.
    func solve(
        _ options: AssignmentOptions, gap: Double, nodes: Int, share: Double, start: AssignmentDecision?
    ) throws(AssignmentError) -> Answered {
        let scale = scale
        let model = linearModel(scale: scale)
        guard !model.columns.isEmpty else {
            return Answered(decision: decision([]), bound: 0, isInfeasible: false, nodeCount: 0)
        }
        do throws(HighsError) {
            let solution = try Solver().solve(
                model, options: solverOptions(options, gap: gap, nodes: nodes, share: share),
                start: start.flatMap(values),
                progress: listener(options, scale: scale))
            return Answered(
                decision: solution.columnValues.map(decision), bound: solution.dualBound.map { max(0, $0 * scale) },
                isInfeasible: solution.status == .infeasible, nodeCount: solution.nodeCount)
        } catch {
            throw .solverFailed("\(error)")
        }
    }

    private func solverOptions(
        _ options: AssignmentOptions, gap: Double, nodes: Int, share: Double
    ) -> SolverOptions {
        var chosen = SolverOptions()
        chosen.relativeGap = gap
        chosen.absoluteGap = 1e-9
        chosen.nodeLimit = nodes
        chosen.timeLimit = options.timeLimit.map { $0 * share } ?? .infinity
        // The heuristic costs some 10 ms, more than a small model takes.
        chosen.feasibilityJump = segments.count > 500
        chosen.seed = Int(options.seed % 0x7fff_ffff)
        return chosen
    }

    private func listener(_ options: AssignmentOptions, scale: Double) -> ((Progress) -> Control)? {
        guard let shouldStop = options.shouldStop else { return nil }
        return { progress in
            let report = AssignmentProgress(
                nodeCount: progress.nodeCount,
                objective: progress.objective.map { $0 * scale }, bound: progress.dualBound.map { $0 * scale })
            return shouldStop(report) ? .stop : .proceed
        }
    }
}
