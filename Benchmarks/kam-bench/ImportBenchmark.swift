import ArgumentParser
import Foundation
import KAMModel
import KAMPlanner
import KAMStore

/// `kam-bench import`: rows a second of `kam import`, the whole process, against `psql \copy` of the same rows.
///
/// Both write to the same private PostgreSQL with durable commits. The memory is that of `kam`; what the server takes
/// is not in it, on either side.
struct ImportBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "kam import against psql \\copy of the same rows.")

    @Option(help: "How many opportunities are generated.")
    var rows = 1_000_000

    @OptionGroup var options: BenchmarkOptions

    func validate() throws {
        guard rows >= 1 else { throw ValidationError("--rows must be at least 1") }
    }

    func run() async throws {
        try await Workbench.with { bench in
            let sample = try ImportSample(rows: rows, in: bench.folder)
            try bench.startServer()
            for peer in ImportPeer.allCases {
                for withHistory in [false, true] {
                    let contest = ImportContest(bench: bench, sample: sample, peer: peer, withHistory: withHistory)
                    print(try await contest.contest.run(options.runs).report(asJSON: options.json))
                }
            }
        }
    }
}

/// The files of a generated company, with and without the history of stages.
struct ImportSample {
    static let lastDay = Day(year: 2026, month: 3, day: 31)

    private let folder: String
    /// How many opportunities there are.
    let opportunities: Int
    /// The rows of all files but the history.
    let plainRows: Int
    /// The rows of the history.
    let historyRows: Int

    init(rows: Int, in folder: String) throws {
        guard let day = ImportSample.lastDay else { preconditionFailure("31 March 2026 is no day") }
        self.folder = folder
        opportunities = rows
        let whole = "\(folder)/whole"
        let plain = "\(folder)/plain"
        let size = SampleCompany.Size(accounts: 20_000, opportunities: rows, members: 500)
        try SampleCompany(size: size, asOf: day).write(to: whole)
        try FileManager.default.createDirectory(atPath: plain, withIntermediateDirectories: true)
        let files = ["members.csv", "accounts.csv", "ratings.csv", "opportunities.csv"]
        for file in files { try FileManager.default.linkItem(atPath: "\(whole)/\(file)", toPath: "\(plain)/\(file)") }
        plainRows = try files.reduce(0) { try $0 + ImportSample.rows(of: "\(whole)/\($1)") }
        historyRows = try ImportSample.rows(of: "\(whole)/stage_history.csv")
    }

    /// The folder of the files.
    func folder(withHistory: Bool) -> String { "\(folder)/\(withHistory ? "whole" : "plain")" }

    /// The rows of the files.
    func rows(withHistory: Bool) -> Int { plainRows + (withHistory ? historyRows : 0) }

    /// Lines below the header; no cell of the sample holds a line end.
    private static func rows(of path: String) throws -> Int {
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        return data.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 } - 1
    }
}

/// One case of the benchmark.
struct ImportContest {
    let bench: Workbench
    let sample: ImportSample
    let peer: ImportPeer
    let withHistory: Bool

    var contest: Contest {
        Contest(
            benchmark: "import",
            name: (withHistory ? "with the history of stages" : "opportunities only") + ", against \(peer.name)",
            unit: "rows/s", ours: { try ours() }, peer: { try theirs() })
    }

    private func ours() throws -> Lap {
        try bench.settle()
        let run = try bench.kam(
            "import", "--profile", "kam", "--currency", "JPY", "--as-of", "2026-03-31", "--rejects",
            "\(bench.folder)/rejects.csv", "--json", sample.folder(withHistory: withHistory))
        try expectAllRows(run)
        try bench.psql([ImportContest.removal])
        return lap(run)
    }

    /// A lap that left rows out would win for the wrong reason.
    private func expectAllRows(_ run: ChildRun) throws {
        let document = try JSONText.decode(ImportDocument.self, from: run.output)
        guard document.isNew, document.counts["opportunity"] == sample.opportunities else {
            throw ChildRun.Failed(
                description: "kam imported \(document.counts), not \(sample.opportunities) opportunities")
        }
    }

    /// Takes the snapshot out again, which nobody but the server's administrator can, so that the next lap is new.
    private static let removal = """
        DO $$
        DECLARE
            parent text;
            child regclass;
        BEGIN
            TRUNCATE kam.snapshot CASCADE;
            FOREACH parent IN ARRAY ARRAY['kam.stage_event', 'kam.opportunity'] LOOP
                FOR child IN SELECT i.inhrelid FROM pg_inherits AS i WHERE i.inhparent = parent::regclass LOOP
                    EXECUTE format('DROP TABLE %s', child);
                END LOOP;
            END LOOP;
        END
        $$
        """

    private func theirs() throws -> Lap {
        try bench.psql(peer.preparation)
        try bench.settle()
        return lap(
            try bench.psql(
                peer.load(from: sample.folder(withHistory: withHistory), withHistory: withHistory),
                inOneTransaction: true))
    }

    private func lap(_ run: ChildRun) -> Lap {
        Lap(figure: Double(sample.rows(withHistory: withHistory)) / run.seconds, peakMiB: run.peakMiB)
    }
}
