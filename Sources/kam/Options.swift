import ArgumentParser
import KAMModel
import KAMPlanner

/// Where the data is.
struct DatabaseOptions: ParsableArguments {
    @Option(name: .customLong("data"), help: "The folder of the private PostgreSQL.")
    var dataDirectory: String?

    @Option(name: .customLong("database-url"), help: "A PostgreSQL server to use instead, as a URL of libpq.")
    var databaseURL: String?

    @Option(name: .customLong("config"), help: "The configuration file; config/kam.yaml by default.")
    var configuration: String?
}

/// What to plan and by which rules.
struct PlanningOptions: ParsableArguments {
    @Option(help: "The fiscal quarter to plan, as 2018Q1.")
    var quarter: Quarter

    @OptionGroup var run: RunOptions

    var json: Bool { run.json }
    var showsAll: Bool { run.showsAll }
    var words: LanguageOptions { run.words }
}

/// By which rules to plan, and how to show the answer.
struct RunOptions: ParsableArguments {
    @Option(help: "A policy file; what it does not say is as in config/policy.yaml.")
    var policy: String?

    @Option(parsing: .unconditional, help: "The seed of every random choice.", transform: Seed.read)
    var seed: UInt64 = 1

    @Option(help: "The snapshot to plan from; the latest before the quarter by default.")
    var snapshot: String?

    @Flag(help: "Print the answer as JSON.")
    var json = false

    @Flag(name: .customLong("all"), help: "Show everything, not only the most important lines.")
    var showsAll = false

    @OptionGroup var words: LanguageOptions
}
