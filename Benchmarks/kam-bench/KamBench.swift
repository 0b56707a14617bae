import ArgumentParser

/// Measures kam against its peers: both in one go, in turn, several times.
@main
struct KamBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kam-bench", abstract: "Measure kam against its peers, in turn, in the same run.",
        subcommands: [ImportBenchmark.self])
}

/// What every benchmark is asked.
struct BenchmarkOptions: ParsableArguments {
    @Option(help: "How often each side runs; the median counts.")
    var runs = 3

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func validate() throws {
        guard runs >= 1 else { throw ValidationError("--runs must be at least 1") }
    }
}
