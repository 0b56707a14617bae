import TestSupport
import Testing

/// What each verb says of itself.
@Suite("Help")
struct HelpTests {
    private static let database = ["--data", "--database-url", "--config"]
    private static let search = ["--time-limit", "--effort", "--threads"]
    private static let planning =
        ["--quarter", "--policy", "--seed", "--snapshot", "--json", "--all", "--language"] + database

    /// The options of each verb, besides --version and --help.
    static let options: [(verb: String, options: [String])] = [
        (
            "import",
            [
                "--profile", "--guess", "--yes", "--save-profile", "--members", "--rates", "--currency", "--as-of",
                "--rejects", "--dry-run", "--json", "--language",
            ] + database
        ),
        ("check", ["--snapshot", "--json", "--language"] + database), ("db backup", database), ("db restore", database),
        ("select", ["--compare", "--dry-run"] + planning), ("rebalance", planning),
        (
            "assign",
            [
                "--pin", "--forbid", "--on", "--from", "--leave", "--join", "--won", "--lost", "--suggest", "--top",
                "--compare-modes", "--on-interrupt", "--dry-run",
            ] + search + planning
        ),
        (
            "pin add",
            ["--forbid", "--reason", "--by", "--quarter", "--policy", "--snapshot", "--json", "--language"] + database
        ),
        ("pin list", ["--quarter", "--all", "--json", "--language"] + database),
        ("pin remove", ["--reason", "--by", "--json", "--language"] + database),
        ("explain cell", ["--plan", "--quarter", "--all", "--json", "--language"] + database),
        ("explain why-not", ["--plan", "--quarter", "--all", "--seed", "--json", "--language"] + search + database),
        ("score", ["--account"] + planning), ("value", ["--account", "--backtest"] + planning),
        ("explain account", planning),
        ("plan list", ["--quarter", "--kind", "--json", "--language"] + database),
        ("plan show", ["--json", "--all", "--language"] + database),
        ("plan diff", ["--json", "--all", "--language"] + database),
        ("demo", ["--seed", "--files", "--language"] + database),
        ("db start", database), ("db stop", database), ("db status", ["--json"] + database), ("db url", database),
        ("db psql", database), ("db migrate", database),
    ]

    private func help(_ arguments: [String]) async throws -> String {
        let folder = try TemporaryFolder()
        let ending = try await KamProcess(arguments, in: folder.path).end()
        #expect(ending.code == 0 && ending.errors.isEmpty, "\(ending)")
        return ending.output
    }

    @Test("kam --help names every verb, and takes no database to say so")
    func root() async throws {
        let text = try await help(["--help"])
        for verb in [
            "import", "check", "select", "assign", "pin", "rebalance", "score", "value", "explain", "plan", "demo",
            "db",
        ] {
            #expect(text.contains("\n  \(verb) "), "\(verb)")
        }
    }

    @Test("A verb's help names exactly its options", arguments: options)
    func verb(_ verb: String, _ options: [String]) async throws {
        let text = try await help(verb.split(separator: " ").map(String.init) + ["--help"])
        let section = text.split(separator: "USAGE:").last.map(String.init) ?? ""
        let named = Set(section.matches(of: /(?m)^  (?:-[a-z], )?(--[a-z-]+)/).map { String($0.1) })
        #expect(named == Set(options + ["--version", "--help"]))
    }

    @Test("kam --version prints one version")
    func version() async throws {
        #expect(try await help(["--version"]).wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
    }
}
