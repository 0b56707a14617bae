import ArgumentParser
import KAMEngine
import KAMModel
import KAMStore

/// `kam-bench select`: seconds for a whole portfolio, with values, scores, cut line and a reason for every account.
///
/// The peer is HiGHS on the same mixed-integer program and nothing else: the ratio is what all the explaining costs.
struct SelectBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "select", abstract: "A portfolio with all its reasons against the bare optimisation.")

    @Option(parsing: .upToNextOption, help: "How many accounts the companies have.")
    var accounts = [300, 2000, 10_000]

    @OptionGroup var options: BenchmarkOptions

    func run() async throws {
        try await Workbench.with { bench in
            try bench.startServer()
            for count in accounts {
                let size = SampleCompany.Size(
                    accounts: count, opportunities: count * 13, members: max(60, count / 5))
                let world = try await SampleWorld(size, on: bench)
                print(try await contest(world).run(options.runs).report(asJSON: options.json))
            }
        }
    }

    private func contest(_ world: SampleWorld) -> Contest {
        Contest(
            benchmark: "select", name: "\(world.snapshot.accounts.count) accounts, against HiGHS without reasons",
            unit: "s", isLessBetter: true,
            ours: {
                try Lap {
                    try Selection.portfolio(of: world.snapshot, policy: world.policy, quarter: world.quarter)
                        .outcome.gap
                }
            },
            peer: {
                let problem = try Selection(world.snapshot, policy: world.policy, quarter: world.quarter).problem
                return try Lap { try HighsSelection().solve(problem).outcome.gap }
            })
    }
}
