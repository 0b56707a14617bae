import Foundation
import Glibc
import Synchronization

/// A program run to its end: how long it took, how much memory it held, what it printed.
struct ChildRun {
    /// A program that failed.
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    /// The program that runs now, 0 when none does.
    private static let current = Atomic<pid_t>(0)

    let seconds: Double
    let peakMiB: Double
    let output: String

    /// Runs a program with the environment of this one.
    ///
    /// - Throws: `Failed` with what it wrote when it cannot start or does not end with 0.
    @discardableResult
    init(_ arguments: [String]) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kam-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let began = ContinuousClock.now
        let process = try ChildRun.start(arguments, output: file.path)
        ChildRun.current.store(process, ordering: .sequentiallyConsistent)
        defer { ChildRun.current.store(0, ordering: .sequentiallyConsistent) }
        var status: Int32 = 0
        var peak = 0.0
        // The kernel's own figure at the end begins with the memory of this program. Looked at so often, the last look
        // misses little: the figure never falls, and kam takes its memory long before it ends.
        while true {
            peak = max(peak, Memory.peakMiB(of: process) ?? 0)
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process { break }
            guard ended == 0 || errno == EINTR else { throw Failed(description: "\(arguments[0]) was lost") }
            usleep(10_000)
        }
        seconds = (ContinuousClock.now - began).inSeconds
        output = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        guard status == 0 else {
            throw Failed(description: "\(arguments.joined(separator: " ")) failed (\(status)): \(output.suffix(2000))")
        }
        peakMiB = peak
    }

    /// Asks the program that runs now, if any, to end.
    static func interrupt() {
        let process = current.load(ordering: .sequentiallyConsistent)
        if process > 0 { kill(process, SIGTERM) }
    }

    private static func start(_ arguments: [String], output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What this program ignores so that it can clean up, the other shall not.
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in Workbench.endings { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var process: pid_t = 0
        let problem = posix_spawnp(&process, arguments[0], &actions, &attributes, &words, environ)
        guard problem == 0 else {
            throw Failed(description: "\(arguments[0]) cannot start: \(String(cString: strerror(problem)))")
        }
        return process
    }
}

extension Duration {
    /// The length as a number.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
