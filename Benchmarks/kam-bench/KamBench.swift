import ArgumentParser

/// Measures kam against its peers: both in one go, in turn, several times.
@main
struct KamBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kam-bench", abstract: "Measure kam against its peers, in turn, in the same run.",
        subcommands: [
            AllBenchmarks.self, ImportBenchmark.self, ValueBenchmark.self, ScoreBenchmark.self, SelectBenchmark.self,
            AssignBenchmark.self, MatrixBenchmark.self, GapBenchmark.self,
        ],
        defaultSubcommand: AllBenchmarks.self)
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

/// `kam-bench all`: every benchmark in turn, at its own sizes.
struct AllBenchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "all", abstract: "Every benchmark, one after the other; this is the default.")

    @OptionGroup var options: BenchmarkOptions

    func run() async throws {
        var common = ["--runs", "\(options.runs)"]
        if options.json { common.append("--json") }
        try await ImportBenchmark.parse(common).run()
        try await SelectBenchmark.parse(common).run()
        try await AssignBenchmark.parse(common).run()
        if ValueBenchmark.data == nil {
            print("value · not run: CDNOW is neither in KAM_SHARED_DATA nor in ../shared/data")
        } else {
            try await ValueBenchmark.parse(common).run()
        }
        try await ScoreBenchmark.parse(common).run()
    }
}
