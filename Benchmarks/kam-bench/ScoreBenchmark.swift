import ArgumentParser
import Foundation
import KAMEngine
import KAMModel
import KAMStore

/// `kam-bench score`: seconds for TOPSIS and the weighted sum of a million rows, the checks of the input included,
/// against numpy on one core; and the weighted sum in PostgreSQL against reading the rows and summing them here.
struct ScoreBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Decision methods against numpy, and sums here against sums in PostgreSQL.")

    @Option(help: "How many rows are scored.")
    var rows = 1_000_000

    @Option(help: "How many criteria they have.")
    var columns = 10

    @OptionGroup var options: BenchmarkOptions

    func validate() throws {
        guard rows >= 2, columns >= 1 else { throw ValidationError("--rows must be at least 2, --columns 1") }
    }

    func run() async throws {
        try await Workbench.with { bench in
            let table = ScoreTable(rows: rows, columns: columns)
            let file = "\(bench.folder)/table.bin"
            try table.write(to: file)
            for method in ScoreMethod.allCases {
                let contest = ScoreContest(table: table, file: file, method: method)
                print(try await contest.contest.run(options.runs).report(asJSON: options.json))
            }
            try bench.startServer()
            let sums = try ScoreInSQL(rows: rows, columns: columns, on: bench)
            print(try await sums.contest.run(options.runs).report(asJSON: options.json))
        }
    }
}

/// Random values by row and criterion, with weights and directions.
struct ScoreTable {
    let rows: Int
    let columns: Int
    let values: [Double]
    let weights: [Double]
    let directions: [DecisionMatrix.Direction]

    init(rows: Int, columns: Int) {
        var random = SplitMix64(seed: 1)
        self.rows = rows
        self.columns = columns
        values = (0..<rows * columns).map { _ in 0.1 + random.unit() }
        weights = (0..<columns).map { _ in 0.1 + random.unit() }
        directions = (0..<columns).map { $0 % 4 == 2 ? .cost : .benefit }
    }

    /// Writes the values row by row, then the weights, then the directions, as doubles.
    func write(to path: String) throws {
        let numbers = values + weights + directions.map { Double($0.rawValue) }
        try numbers.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: path)) }
    }
}

/// What is compared with numpy.
enum ScoreMethod: String, CaseIterable {
    case topsis
    case weightedSum = "weighted_sum"

    /// The scores, from a table that nobody has checked.
    func scores(of table: ScoreTable) throws -> [Double] {
        let matrix = try DecisionMatrix(
            values: table.values, weights: table.weights, directions: table.directions)
        switch self {
        case .topsis: return try TOPSIS.scores(of: matrix)
        case .weightedSum: return try WeightedSum.scores(of: matrix, normalization: .minMax)
        }
    }
}

/// One method against numpy.
struct ScoreContest {
    /// What the peer prints.
    private struct Answer: Decodable {
        let seconds: Double
        let sum: Double
        let best: Int
    }

    let table: ScoreTable
    let file: String
    let method: ScoreMethod

    var contest: Contest {
        Contest(
            benchmark: "score", name: "\(method.rawValue) of \(table.rows) × \(table.columns), against numpy",
            unit: "s", isLessBetter: true, ours: { try ours() }, peer: { try theirs() })
    }

    private func ours() throws -> Lap {
        // The peer warms up as well.
        _ = try method.scores(of: table)
        return try Lap {
            _ = try method.scores(of: table)
            return nil
        }
    }

    private func theirs() throws -> Lap {
        let script = try ScoreContest.script()
        let run = try ChildRun(["python3", script, method.rawValue, file, "\(table.rows)", "\(table.columns)"])
        let answer = try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
        try expectTheSame(answer)
        return Lap(figure: answer.seconds, peakMiB: run.peakMiB)
    }

    /// A peer that computes something else would lose or win for the wrong reasons.
    private func expectTheSame(_ answer: Answer) throws {
        let scores = try method.scores(of: table)
        let sum = scores.reduce(0, +)
        let best = scores.indices.max { scores[$0] < scores[$1] }
        guard abs(sum - answer.sum) < 1e-9 * abs(sum), best == answer.best else {
            throw ChildRun.Failed(
                description: "numpy scores \(answer.sum) with \(answer.best) first, we \(sum) with \(best ?? -1)")
        }
    }

    /// The peer's script, in a folder above this program.
    private static func script() throws -> String {
        var folder = URL(fileURLWithPath: Resources.runningProgram).deletingLastPathComponent()
        while folder.path != "/" {
            let path = folder.appendingPathComponent("Benchmarks/peers/score.py").path
            if FileManager.default.fileExists(atPath: path) { return path }
            folder.deleteLastPathComponent()
        }
        throw ChildRun.Failed(description: "there is no Benchmarks/peers/score.py above \(Resources.runningProgram)")
    }
}
