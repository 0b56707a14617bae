import ArgumentParser
import Highs
import KAMEngine
import KAMModel
import KAMStore

/// `kam-bench assign`: seconds until a matrix is proved to lie within 1 % of the best.
///
/// The peer is HiGHS on the same mixed-integer program, with its default options but for the gap and a time limit.
struct AssignBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Key accounts × stages × members against plain HiGHS.")

    @Option(help: "The seconds after which the peer gives up.")
    var limit = 60.0

    @OptionGroup var options: BenchmarkOptions

    /// Key accounts and members.
    private static let sizes = [(20, 30), (40, 62), (80, 100)]
    private static let gap = 0.01

    func run() async throws {
        try await Workbench.with { bench in
            try bench.startServer()
            for (accounts, members) in AssignBenchmark.sizes {
                let size = SampleCompany.Size(accounts: members * 5, opportunities: members * 65, members: members)
                let world = try await SampleWorld(size, on: bench)
                let problem = try AssignBenchmark.problem(world, accounts: accounts)
                let contest = contest(problem)
                print(try await contest.run(options.runs).report(asJSON: options.json))
            }
        }
    }

    /// The best accounts of the portfolio, to be assigned.
    private static func problem(_ world: SampleWorld, accounts: Int) throws -> AssignmentProblem {
        let portfolio = try Selection.portfolio(
            of: world.snapshot, policy: world.policy, quarter: world.quarter)
        guard portfolio.selected.count >= accounts else {
            throw ChildRun.Failed(
                description: "\(world.snapshot.members.count) members can serve \(portfolio.selected.count) key "
                    + "accounts, not \(accounts)")
        }
        let keys = portfolio.selected.prefix(accounts).map(Assignment.KeyAccount.init)
        return try Assignment(world.snapshot, policy: world.policy, keyAccounts: keys, quarter: world.quarter).problem
    }

    private func contest(_ problem: AssignmentProblem) -> Contest {
        Contest(
            benchmark: "assign",
            name: "\(problem.accountCount) key accounts × \(problem.memberCount) members, against plain HiGHS",
            unit: "s", isLessBetter: true,
            ours: { try Lap { try problem.solve(AssignmentOptions(gap: AssignBenchmark.gap)).outcome.gap } },
            peer: {
                try Lap {
                    let found = try Solver().solve(SegmentProgram(problem).linear, options: peerOptions)
                    return found.columnValues == nil ? nil : found.relativeGap
                }
            })
    }

    private var peerOptions: SolverOptions {
        var chosen = SolverOptions()
        chosen.relativeGap = AssignBenchmark.gap
        chosen.timeLimit = limit
        return chosen
    }
}
