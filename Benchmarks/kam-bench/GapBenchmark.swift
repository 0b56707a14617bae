import ArgumentParser
import Foundation
import KAMEngine

/// `kam-bench gap`: the generalized assignment core on instances in the public file format.
///
/// One line an instance: name, value and bound reached, proven gap, seconds, and the best value known.
struct GapBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gap", abstract: "Generalized assignment instances: value, bound, gap and seconds.")

    /// A solver to compare with.
    enum Peer: String, ExpressibleByArgument, CaseIterable {
        case highs
    }

    @Argument(help: "Files: agents, jobs, costs, weights, capacities; best_known.csv beside them is read.")
    var files: [String] = []

    @Option(help: "Instead of files, an instance of this type by --agents, --jobs and --seed: C, D or E.")
    var generate: GapGenerator?

    @Option(help: "The agents of a generated instance.")
    var agents = 80

    @Option(help: "The jobs of a generated instance.")
    var jobs = 1600

    @Option(help: "The seconds for each instance, reading the file apart.")
    var seconds = 10.0

    @Flag(help: "Count seconds of the processor instead of the clock: for one core of a machine that others use.")
    var processorTime = false

    @Option(help: "How many cores to use: 1 or 2.")
    var threads = 1

    @Option(help: "A folder for the solutions: NAME.sol, the agent of each job, counted from 0, one a line.")
    var solutions: String?

    @Option(help: "Also run HiGHS on each instance, for as long, after ours.")
    var peer: Peer?

    @Option(help: "The seed of the search, and of a generated instance.")
    var seed: UInt64 = 0

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func validate() throws {
        guard seconds > 0 else { throw ValidationError("--seconds must be more than 0") }
        guard (1...2).contains(threads) else { throw ValidationError("--threads must be 1 or 2") }
        guard threads == 1 || !processorTime else { throw ValidationError("--processor-time is for one thread") }
        guard files.isEmpty == (generate != nil) else {
            throw ValidationError("name at least one file, or the type of an instance with --generate")
        }
        guard agents >= 1, jobs >= 1, agents * jobs <= 50_000_000 else {
            throw ValidationError("--agents and --jobs must be at least 1, and not beyond 50,000,000 pairs")
        }
    }

    func run() async throws {
        if let solutions {
            try FileManager.default.createDirectory(atPath: solutions, withIntermediateDirectories: true)
        }
        for path in files { try await report(GapFile(path: path)) }
        if let generate { try await report(generate.instance(agents: agents, jobs: jobs, seed: seed)) }
    }

    private func report(_ file: GapFile) async throws {
        let line = try await measure(file)
        print(try line.text(asJSON: json))
    }

    private func measure(_ file: GapFile) async throws -> GapLine {
        let (clock, limit) = (GapClock(ofProcessor: processorTime), seconds)
        let options = GeneralizedAssignmentOptions(
            roundLimit: .max, seed: seed, shouldStop: { clock.seconds >= limit })
        var search = GeneralizedAssignmentSearch(file.problem, options: options)
        let solution = threads == 1 ? search.solve() : await search.solveConcurrently()
        let taken = clock.seconds
        let breaches = GeneralizedAssignmentCheck(file.problem, solution).breaches
        guard breaches.isEmpty else { throw Refuted(name: file.name, breaches: breaches) }
        if let solutions, let agents = solution.agentOfJob {
            let text = agents.map { "\($0)\n" }.joined()
            let target = URL(fileURLWithPath: solutions).appendingPathComponent("\(file.name).sol")
            try Data(text.utf8).write(to: target)
        }
        let other = try peer.map { _ in
            try GapPeer.solve(
                file.problem, seconds: seconds, threads: threads, ofProcessor: processorTime)
        }
        return GapLine(file: file, solution: solution, seconds: taken, peer: other)
    }

    /// A solution that the check refutes: never to be reported as a result.
    struct Refuted: Error, CustomStringConvertible {
        let name: String
        let breaches: [GeneralizedAssignmentCheck.Breach]

        var description: String { "\(name): the check refutes the solution: \(breaches)" }
    }
}
