internal import Highs

/// Whether demands can be met at all: each by one member, within hours and numbers of accounts, whatever it loses.
///
/// Borders and joins do not matter here, so a column is one member on one demand, as in the generalized assignment
/// problem; far fewer than segments.
struct DemandModel {
    /// A demand, its hours, its stake and the members who could meet it alone.
    struct Entry {
        let demand: AssignmentDemand
        let hours: Double
        let value: Double
        /// Eligible, whatever their hours.
        let candidates: [Int]
        /// Of these, those whose hours suffice for this demand alone.
        let able: [Int]
    }

    let problem: AssignmentProblem
    /// The demands: cells in order, then accounts.
    let entries: [Entry]

    init(_ problem: AssignmentProblem) {
        self.problem = problem
        let members = 0..<problem.memberCount
        let cells = (0..<problem.cellCount).map { cell in
            let candidates = members.filter { problem.cost(cell: cell, member: $0) != nil }
            let hours = problem.hours[cell]
            return Entry(
                demand: .cell(cell), hours: hours, value: problem.value[cell], candidates: candidates,
                able: candidates.filter { hours <= problem.limit($0) })
        }
        let accounts = (0..<problem.accountCount).map { account in
            let candidates = members.filter { problem.kamCost(account: account, member: $0) != nil }
            let hours = problem.kamHours[account]
            return Entry(
                demand: .account(account), hours: hours, value: problem.kamValue[account], candidates: candidates,
                able: candidates.filter { hours <= problem.limit($0) && problem.maximumAccounts[$0] > 0 })
        }
        entries = cells + accounts
    }

    /// Meets demands so that as little value as possible stays open.
    ///
    /// - Returns: The member of each demand, nothing where it stays open, and the proven least open value over the
    ///   greatest value of a demand, or nothing when the search ended without an answer.
    func meet(_ options: AssignmentOptions) throws(AssignmentError) -> (members: [Int?], leastOpen: Double)? {
        let all = Array(entries.indices)
        let most = max(entries.reduce(0) { max($0, $1.value) }, 1e-9)
        // Even a demand without value is not left open for nothing.
        let prices = entries.map { max($0.value / most, 1e-5) }
        let (model, columns) = linearModel(all, prices: prices)
        let solution = try solve(model, options, gap: options.gap / 10, nodes: min(500, options.nodeLimit), share: 0.25)
        guard let values = solution.columnValues else { return nil }
        var members = [Int?](repeating: nil, count: entries.count)
        for (column, choice) in columns.enumerated() where values[column] > 0.5 {
            members[choice.entry] = choice.member
        }
        return (members, solution.dualBound ?? 0)
    }

    /// Whether some of the demands can all be met.
    ///
    /// - Parameters:
    ///   - chosen: The demands.
    ///   - inParts: Whether each may be met by several members in parts. That is quickly known, and what cannot be met
    ///     even so cannot be met at all.
    ///   - options: The seed and the limit of time.
    /// - Returns: The answer; nothing when a limit came first.
    /// - Throws: `AssignmentError.solverFailed` when HiGHS fails.
    func canMeet(_ chosen: [Int], inParts: Bool, _ options: AssignmentOptions) throws(AssignmentError) -> Bool? {
        guard chosen.allSatisfy({ !entries[$0].able.isEmpty }) else { return false }
        var (model, _) = linearModel(chosen, prices: nil)
        if inParts {
            for column in model.columns.indices { model.columns[column].kind = .continuous }
        }
        let solution = try solve(model, options, gap: 1, nodes: 200, share: 0.01)
        if solution.status == .infeasible { return false }
        return solution.columnValues == nil ? nil : true
    }

    private func linearModel(
        _ chosen: [Int], prices: [Double]?
    ) -> (LinearModel, [(entry: Int, member: Int?)]) {
        var model = LinearModel()
        var columns: [(entry: Int, member: Int?)] = []
        var hourRows = [[LinearModel.Term]](repeating: [], count: problem.memberCount)
        var countRows = hourRows
        for entry in chosen {
            var row: [LinearModel.Term] = []
            for member in entries[entry].able {
                let column = model.addColumn(kind: .binary)
                columns.append((entry, member))
                row.append(.init(column, 1))
                if entries[entry].hours > 0 { hourRows[member].append(.init(column, entries[entry].hours)) }
                if case .account = entries[entry].demand { countRows[member].append(.init(column, 1)) }
            }
            if let prices {
                row.append(.init(model.addColumn(cost: prices[entry], kind: .binary), 1))
                columns.append((entry, nil))
            }
            model.addRow(row, lower: 1, upper: 1)
        }
        for member in 0..<problem.memberCount {
            if !hourRows[member].isEmpty { model.addRow(hourRows[member], upper: problem.limit(member)) }
            if countRows[member].count > problem.maximumAccounts[member] {
                model.addRow(countRows[member], upper: Double(problem.maximumAccounts[member]))
            }
        }
        return (model, columns)
    }

    private func solve(
        _ model: LinearModel, _ options: AssignmentOptions, gap: Double, nodes: Int, share: Double
    ) throws(AssignmentError) -> Solution {
        var chosen = SolverOptions()
        chosen.relativeGap = gap
        chosen.nodeLimit = nodes
        chosen.timeLimit = options.timeLimit.map { $0 * share } ?? .infinity
        chosen.feasibilityJump = model.columns.count > 500
        chosen.seed = Int(options.seed % 0x7fff_ffff)
        do throws(HighsError) {
            return try Solver().solve(model, options: chosen)
        } catch {
            throw .solverFailed("\(error)")
        }
    }
}
