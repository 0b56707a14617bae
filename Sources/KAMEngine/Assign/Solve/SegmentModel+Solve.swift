internal import Highs

extension SegmentModel {
    /// What branch and bound found, in whole units of the base currency.
    struct Answered {
        /// The best decision, put into the decision that the search started with; nothing when none was found.
        let decision: AssignmentDecision?
        /// What HiGHS proves of the model's loss; nothing when nothing is proven.
        let bound: Double?
        /// Whether it is proven that no decision keeps the limits.
        let isInfeasible: Bool
        let nodeCount: Int
    }

    /// How far one run of branch and bound goes.
    struct Effort {
        /// The relative gap at which it stops.
        var gap = 1e-6
        /// The most nodes; nothing for no limit.
        var nodes: Int?
        /// The most iterations of the simplex method in all; nothing for no limit.
        var iterations: Int?
        var seed: UInt64 = 0
    }

    /// Solves the program by branch and bound.
    ///
    /// - Parameters:
    ///   - start: The decision to begin with, into which the answer is put; may break the model's limits.
    ///   - effort: When to stop.
    ///   - shouldStop: Is asked from time to time, with the nodes explored and the loss and bound of the model.
    /// - Returns: What was found and proven.
    /// - Throws: `AssignmentError.solverFailed` when HiGHS fails.
    func solve(
        from start: AssignmentDecision, _ effort: Effort,
        shouldStop: ((_ nodes: Int, _ objective: Double?, _ bound: Double?) -> Bool)? = nil
    ) throws(AssignmentError) -> Answered {
        let (model, layout) = program()
        let scale = layout.scale
        guard !model.columns.isEmpty else {
            return Answered(decision: start, bound: model.offset * scale, isInfeasible: false, nodeCount: 0)
        }
        var options = SolverOptions()
        options.relativeGap = effort.gap
        options.absoluteGap = 1e-9
        options.nodeLimit = effort.nodes
        // The heuristic costs some 10 ms, more than a small model takes.
        options.feasibilityJump = segments.count > 2000
        options.seed = Int(effort.seed % 0x7fff_ffff)
        let listener: ((Progress) -> Control)? =
            shouldStop == nil && effort.iterations == nil
            ? nil
            : { progress in
                // The solver reports at points of its own course, not of time, so that this stop is repeatable.
                if let most = effort.iterations, progress.iterations > most { return .stop }
                let isEnough = shouldStop?(
                    progress.nodeCount, progress.objective.map { $0 * scale }, progress.dualBound.map { $0 * scale })
                return isEnough == true ? .stop : .proceed
            }
        do throws(HighsError) {
            let found = try Solver().solve(
                model, options: options, start: values(of: start, layout, model), progress: listener)
            return Answered(
                decision: found.columnValues.map { decision($0, layout, into: start) },
                bound: found.dualBound.map { $0 * scale }, isInfeasible: found.status == .infeasible,
                nodeCount: found.nodeCount)
        } catch {
            throw .solverFailed("\(error)")
        }
    }

    /// The values of the whole columns that stand for a decision, and of the others what follows; nothing where the
    /// decision needs a column that does not exist.
    func values(of decision: AssignmentDecision, _ layout: Layout, _ model: LinearModel) -> [Double]? {
        var values = [Double](repeating: 0, count: model.columns.count)
        var wanted: [Int: (last: Int, member: Int, joins: Bool)] = [:]
        for (place, account) in accounts.enumerated() {
            let cells = problem.cells(of: account)
            var start = cells.lowerBound
            for cell in cells {
                let lead = decision.leads[cell]
                let before = cell > cells.lowerBound ? decision.leads[cell - 1] : nil
                if cell == cells.lowerBound || before != lead { start = cell }
                if let lead {
                    wanted[start] = (cell, lead, decision.joins[start])
                    if cell > cells.lowerBound, before == nil {
                        values[layout.rebates[place] + cell - cells.lowerBound - 1] = 1
                    }
                } else {
                    values[layout.nobody[place] + cell - cells.lowerBound] = 1
                }
            }
            if let none = layout.unanswered[place], decision.kams[account] == nil { values[none] = 1 }
            if let disturbed = layout.disturbed[place], problem.isChanged(account, by: decision) {
                values[disturbed] = 1
            }
        }
        var found = 0
        for (column, segment) in segments.enumerated() {
            guard let want = wanted[segment.first], want == (segment.last, segment.member, segment.joins) else {
                continue
            }
            values[column] = 1
            found += 1
        }
        for (offset, answer) in answers.enumerated()
        where decision.kams[answer.account] == Int(problem.kams.members[answer.entry]) {
            values[layout.answers + offset] = 1
            found += 1
        }
        guard found == wanted.count + accounts.count(where: { decision.kams[$0] != nil }) else { return nil }
        fillBands(&values, layout)
        return values
    }

    /// The members' loads over their bands.
    private func fillBands(_ values: inout [Double], _ layout: Layout) {
        var loads = remainder.loads
        for (column, segment) in segments.enumerated() where values[column] > 0.5 {
            loads[segment.member] += segment.hours
        }
        for (offset, answer) in answers.enumerated() where values[layout.answers + offset] > 0.5 {
            loads[Int(problem.kams.members[answer.entry])] += problem.kams.hours[answer.entry]
        }
        for (member, bands) in layout.members {
            var start = 0.0
            for (band, end) in problem.loadCosts[member].ends.enumerated() {
                values[bands + band] = max(0, min(loads[member], end) - start)
                start = end
            }
        }
    }
}
