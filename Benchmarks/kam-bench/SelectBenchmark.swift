import ArgumentParser
import Foundation
import KAMEngine
import KAMModel
import KAMStore

/// `kam-bench select`: seconds for a whole portfolio, with values, scores, cut line, flips, draws and a reason for every account.
///
/// The peer is the proved choice on the same problem and nothing else: the ratio is what all the explaining costs.
struct SelectBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "select", abstract: "A portfolio with all its reasons against the bare optimisation.")

    @Option(parsing: .upToNextOption, help: "How many accounts the companies have.")
    var accounts = [300, 2000, 10_000, 20_000]

    @Option(help: "How many times each list is made under doubt.")
    var draws = 2000

    @OptionGroup var options: BenchmarkOptions

    func run() async throws {
        try await Workbench.with { bench in
            try bench.startServer()
            for count in accounts {
                let size = SampleCompany.Size(
                    accounts: count, opportunities: count * 13, members: max(60, count / 5))
                let world = try await SampleWorld(size, on: bench)
                let policy = try policy(on: bench)
                print(try await contest(world, policy).run(options.runs).report(asJSON: options.json))
            }
        }
    }

    /// The policy that kam is delivered with, with so many draws.
    private func policy(on bench: Workbench) throws -> Policy {
        let path = "\(bench.folder)/draws.yaml"
        try Data("selection:\n  robustness:\n    draws: \(draws)\n".utf8).write(to: URL(fileURLWithPath: path))
        return try PolicyFile.load(defaultPath: Resources.find().policy, overridePath: path).policy
    }

    private func contest(_ world: SampleWorld, _ policy: Policy) -> Contest {
        Contest(
            benchmark: "select",
            name: "\(world.snapshot.accounts.count) accounts, \(draws) draws, against the choice without reasons",
            unit: "s", isLessBetter: true,
            ours: {
                try Lap {
                    try Selection.portfolio(of: world.snapshot, policy: policy, quarter: world.quarter)
                        .outcome.gap
                }
            },
            peer: {
                let problem = try Selection(world.snapshot, policy: policy, quarter: world.quarter).problem
                return try Lap { try HighsSelection().solve(problem).outcome.gap }
            })
    }
}
