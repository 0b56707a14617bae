import ArgumentParser
import Foundation
import Highs
import KAMEngine
import KAMModel

/// `kam-bench matrix`: a generated matrix, its loss, our bound, and HiGHS on the whole program in the same run.
///
/// The matrix is that of `GeneratedMatrix`. The time is that of `AssignmentProblem.solve` alone, from the arrays to the
/// checked answer; the memory is that of the whole program while it ran. The peer solves the program of
/// `SegmentProgram` on one thread, with its default options but for the gap and the time.
struct MatrixBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix", abstract: "A generated matrix: loss, own bound, gap, time, memory, against plain HiGHS.")

    @Option(help: "How many key accounts.")
    var accounts = 500

    @Option(help: "How many members.")
    var members = 100

    @Option(help: "The seconds after which the search stops.")
    var seconds = 20.0

    @Option(help: "How many threads the search may use.")
    var threads = 2

    @Option(help: "The seed of the matrix.")
    var seed: UInt64 = 1

    @Option(help: "The gap that counts as proof.")
    var gap = 1e-6

    @Option(help: "The peer to run afterwards: highs.")
    var peer: String?

    @Option(help: "The seconds after which the peer stops.")
    var peerSeconds = 120.0

    @Flag(help: "Print a JSON object.")
    var json = false

    func validate() throws {
        guard accounts > 0, members >= 20 else { throw ValidationError("at least 1 account and 20 members") }
        guard peer == nil || peer == "highs" else { throw ValidationError("the only peer is highs") }
    }

    func run() async throws {
        var generated = GeneratedMatrix(accounts: accounts, members: members, seed: seed)
        let problem = try generated.problem()
        var line = try measured(problem)
        if peer != nil { try run(peerOn: problem, &line) }
        print(try line.text(asJSON: json))
    }

    private func measured(_ problem: AssignmentProblem) throws -> MatrixLine {
        Memory.forgetPeak()
        let began = ContinuousClock.now
        let seconds = seconds
        let options = AssignmentOptions(gap: gap, effort: 1e6, threads: threads, seed: 1, leaveAlone: 0) { _ in
            (ContinuousClock.now - began).inSeconds > seconds
        }
        let solution = try problem.solve(options)
        let taken = (ContinuousClock.now - began).inSeconds
        let peak = Memory.peakMiB
        let check = AssignmentCheck(problem, solution)
        var stressed = 0.0
        for (load, cost) in zip(check.planned, problem.loadCosts) { stressed += max(0, load - (cost.ends.first ?? 0)) }
        return MatrixLine(
            accounts: accounts, members: members, seed: seed, threads: threads,
            status: solution.outcome.status.rawValue, loss: solution.loss.total, bound: solution.outcome.bound ?? 0,
            gap: solution.outcome.gap ?? 1, seconds: taken, peakMiB: peak, isConfirmed: check.isFeasible,
            steps: solution.stepCount, open: check.open.count, changes: check.changeCount,
            hours: check.planned.reduce(0, +), stressed: stressed)
    }

    private func run(peerOn problem: AssignmentProblem, _ line: inout MatrixLine) throws {
        var options = SolverOptions()
        options.relativeGap = gap
        options.timeLimit = peerSeconds
        let scale = 1000.0
        let program = SegmentProgram(problem, scale: scale).linear
        let began = ContinuousClock.now
        let found = try Solver().solve(program, options: options)
        line.peerSeconds = (ContinuousClock.now - began).inSeconds
        line.peerColumns = program.columns.count
        line.peerLoss = found.objective.map { $0 * scale }
        line.peerBound = found.dualBound.map { $0 * scale }
    }
}

/// What one run came to.
struct MatrixLine: Encodable {
    enum CodingKeys: String, CodingKey {
        case accounts, members, seed, threads, status, loss, bound, gap, seconds, steps, open, changes, hours, stressed
        case peakMiB = "peak_mib"
        case isConfirmed = "confirmed"
        case peerLoss = "highs_loss"
        case peerBound = "highs_bound"
        case peerSeconds = "highs_seconds"
        case peerColumns = "highs_columns"
    }

    let accounts: Int
    let members: Int
    let seed: UInt64
    let threads: Int
    let status: String
    let loss: Double
    let bound: Double
    let gap: Double
    let seconds: Double
    let peakMiB: Double?
    let isConfirmed: Bool
    let steps: Int
    let open: Int
    let changes: Int
    /// The hours planned, and those of them above the ceiling of 85 %.
    let hours: Double
    let stressed: Double
    var peerLoss: Double?
    var peerBound: Double?
    var peerSeconds: Double?
    var peerColumns: Int?

    func text(asJSON: Bool) throws -> String {
        if asJSON {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
        var text =
            "matrix · \(accounts) × \(members), seed \(seed), \(threads) threads: loss \(Int(loss)), bound \(Int(bound)), "
        text +=
            "gap \(rounded(gap * 100, 1e4)) %, \(rounded(seconds, 10)) s, peak \(Int(peakMiB ?? 0)) MiB, \(status), "
        text += isConfirmed ? "confirmed" : "NOT CONFIRMED"
        text += "; open \(open), changed \(changes), \(Int(stressed)) of \(Int(hours)) h above the ceiling"
        if let peerSeconds {
            text += "; HiGHS loss \(peerLoss.map { "\(Int($0))" } ?? "none"), "
            text += "bound \(peerBound.map { "\(Int($0))" } ?? "none"), \(rounded(peerSeconds, 10)) s"
        }
        return text
    }

    private func rounded(_ value: Double, _ places: Double) -> Double { (value * places).rounded() / places }
}
