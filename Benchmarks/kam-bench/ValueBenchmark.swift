import ArgumentParser
import Foundation
import KAMEngine
import KAMStore

/// `kam-bench value`: seconds to fit BG/NBD to the customers of CDNOW, against lifetimes.
///
/// Both sides read the same summary before the clock starts, fit once to warm up, and give the median of several fits. A
/// fit of ours counts the customers, searches from three starts and ends with the covariance of the parameters.
struct ValueBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "value", abstract: "The fit of a model of repeat purchases against lifetimes.")

    /// How often a lap fits.
    static let fits = 9

    @OptionGroup var options: BenchmarkOptions

    /// The summary of CDNOW in the folder named by KAM_SHARED_DATA, or in shared/data beside a folder above this program.
    static var data: String? {
        let name = "ltv/cdnow_customers_summary.csv"
        if let folder = ProcessInfo.processInfo.environment["KAM_SHARED_DATA"], !folder.isEmpty {
            return FileManager.default.fileExists(atPath: "\(folder)/\(name)") ? "\(folder)/\(name)" : nil
        }
        return above("shared/data/\(name)")
    }

    /// A file beside a folder above this program.
    static func above(_ name: String) -> String? {
        var folder = URL(fileURLWithPath: Resources.runningProgram).deletingLastPathComponent()
        while folder.path != "/" {
            let path = folder.appendingPathComponent(name).path
            if FileManager.default.fileExists(atPath: path) { return path }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    func run() async throws {
        guard let data = ValueBenchmark.data else {
            throw ChildRun.Failed(
                description: "value needs ltv/cdnow_customers_summary.csv in KAM_SHARED_DATA or ../shared/data")
        }
        print(try await ValueContest(data: data).contest.run(options.runs).report(asJSON: options.json))
    }
}

/// Our fit against that of lifetimes.
struct ValueContest {
    /// What the peer prints.
    private struct Answer: Decodable {
        enum CodingKeys: String, CodingKey {
            case seconds
            case logLikelihood = "log_likelihood"
        }

        let seconds: Double
        let logLikelihood: Double
    }

    private let data: String
    private let histories: [RepeatPurchases]

    init(data: String) throws {
        self.data = data
        let lines = try String(contentsOfFile: data, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
        histories = try lines.map { line in
            let cells = line.split(separator: ",")
            guard cells.count == 4, let repeats = Int(cells[1]), let recency = Double(cells[2]),
                let age = Double(cells[3])
            else { throw ChildRun.Failed(description: "\(data) has the line '\(line)'") }
            return try RepeatPurchases(repeats: repeats, recency: recency, age: age)
        }
    }

    var contest: Contest {
        Contest(
            benchmark: "value", name: "BG/NBD on \(histories.count) customers, against lifetimes", unit: "s",
            isLessBetter: true, ours: { try ours() }, peer: { try theirs() })
    }

    private func ours() throws -> Lap {
        _ = try BGNBD.fit(PurchaseTable(histories))
        Memory.forgetPeak()
        let seconds = try (0..<ValueBenchmark.fits).map { _ in
            let began = ContinuousClock.now
            _ = try BGNBD.fit(PurchaseTable(histories))
            return (ContinuousClock.now - began).inSeconds
        }
        return Lap(figure: median(seconds), peakMiB: Memory.peakMiB)
    }

    private func theirs() throws -> Lap {
        guard let script = ValueBenchmark.above("Benchmarks/peers/value.py") else {
            throw ChildRun.Failed(description: "there is no Benchmarks/peers/value.py above this program")
        }
        let run = try ChildRun(["python3", script, data, "\(ValueBenchmark.fits)"])
        let answer = try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
        try expectTheSame(answer.logLikelihood)
        return Lap(figure: answer.seconds, peakMiB: run.peakMiB)
    }

    /// A fit that ends elsewhere would win or lose for the wrong reason.
    private func expectTheSame(_ theirs: Double) throws {
        let ours = try BGNBD.fit(PurchaseTable(histories)).report.logLikelihood
        guard abs(ours - theirs) < 1e-3 else {
            throw ChildRun.Failed(description: "lifetimes ends at a log-likelihood of \(theirs), we at \(ours)")
        }
    }
}
