import KAMEngine

/// The least loss of a small problem, by trying every decision; nothing when none keeps the rules.
///
/// Written for tests: each account's leads, joins and KAM are listed with their loss and hours, and the accounts are
/// combined depth first.
struct BruteForce {
    private struct Option {
        let loss: Double
        let hours: [Double]
        let kam: Int
    }

    private let problem: AssignmentProblem
    private var options: [[Option]] = []
    private var best = Double.infinity

    static func leastLoss(_ problem: AssignmentProblem) -> Double? {
        var search = BruteForce(problem)
        search.combine(
            0, loss: 0, left: (0..<problem.memberCount).map(problem.limit), accounts: problem.maximumAccounts)
        return search.best.isFinite ? search.best : nil
    }

    private init(_ problem: AssignmentProblem) {
        self.problem = problem
        for account in 0..<problem.accountCount {
            var found: [Option] = []
            for kam in 0..<problem.memberCount {
                guard let cost = problem.kamCost(account: account, member: kam) else { continue }
                var hours = [Double](repeating: 0, count: problem.memberCount)
                hours[kam] += problem.kamHours[account]
                extend(problem.cells(of: account), lead: nil, loss: cost, hours: hours, kam: kam, into: &found)
            }
            options.append(found.sorted { $0.loss < $1.loss })
        }
    }

    private func extend(
        _ cells: Range<Int>, lead: Int?, loss: Double, hours: [Double], kam: Int, into found: inout [Option]
    ) {
        guard let cell = cells.first else {
            found.append(Option(loss: loss, hours: hours, kam: kam))
            return
        }
        for member in 0..<problem.memberCount {
            guard let cost = problem.cost(cell: cell, member: member) else { continue }
            for joins in [false, true] {
                let hasHandoff = lead != nil && lead != member
                guard hasHandoff || !joins else { continue }
                var taken = hours
                taken[member] += problem.hours[cell] + (joins ? problem.jointHours[cell] : 0)
                let handoff = hasHandoff ? problem.handoffLoss[cell] * (joins ? 1 - problem.jointSaving[cell] : 1) : 0
                extend(
                    cells.dropFirst(), lead: member, loss: loss + cost + handoff, hours: taken, kam: kam, into: &found)
            }
        }
    }

    private mutating func combine(_ account: Int, loss: Double, left: [Double], accounts: [Int]) {
        guard account < options.count else {
            best = min(best, loss)
            return
        }
        for option in options[account] {
            guard loss + option.loss < best else { return }
            guard accounts[option.kam] > 0, zip(left, option.hours).allSatisfy({ $0 - $1 >= -1e-9 }) else { continue }
            var fewer = accounts
            fewer[option.kam] -= 1
            combine(
                account + 1, loss: loss + option.loss, left: zip(left, option.hours).map { $0 - $1 }, accounts: fewer)
        }
    }
}
