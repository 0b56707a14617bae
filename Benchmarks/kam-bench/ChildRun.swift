import Foundation
import Glibc

/// A program run to its end: how long it took, how much memory it held, what it printed.
struct ChildRun {
    /// A program that failed.
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    let seconds: Double
    let peakMiB: Double
    let output: String

    /// Runs a program with the environment of this one.
    ///
    /// - Throws: `Failed` with what it wrote when it cannot start or does not end with 0.
    init(_ arguments: [String]) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kam-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let began = ContinuousClock.now
        let process = try ChildRun.start(arguments, output: file.path)
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(process, &status, 0, &usage) == process else {
            throw Failed(description: "\(arguments[0]) was lost")
        }
        let elapsed = ContinuousClock.now - began
        output = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        guard status == 0 else {
            throw Failed(description: "\(arguments.joined(separator: " ")) failed (\(status)): \(output.suffix(2000))")
        }
        seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
        peakMiB = Double(usage.ru_maxrss) / 1024
    }

    private static func start(_ arguments: [String], output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var process: pid_t = 0
        let problem = posix_spawnp(&process, arguments[0], &actions, nil, &words, environ)
        guard problem == 0 else {
            throw Failed(description: "\(arguments[0]) cannot start: \(String(cString: strerror(problem)))")
        }
        return process
    }
}
