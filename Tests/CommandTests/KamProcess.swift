import Foundation
import Glibc
import Synchronization

/// One run of the built `kam`, started as a user would start it: nothing on standard input, answers into files.
final class KamProcess: Sendable {
    /// How a run ended and what it said.
    struct Ending: Sendable, CustomStringConvertible {
        /// The exit code; 128 and the signal's number when a signal ended it, as a shell tells it.
        let code: Int32
        /// Standard output.
        let output: String
        /// Standard error.
        let errors: String
        /// Whether the time was up, so that the run was killed.
        let ranOutOfTime: Bool

        var description: String {
            "exit code \(code)\(ranOutOfTime ? ", killed as the time was up" : "")\n\(errors)\(output.prefix(2000))"
        }
    }

    /// The program that was built with the tests: it lies beside them.
    static let program: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("kam").path
        precondition(FileManager.default.isExecutableFile(atPath: beside), "there is no program \(beside)")
        return beside
    }()

    private let process = Process()
    private let folder: String
    private let ending: Task<Void, Never>
    private let timeout: Duration

    /// Starts a run.
    ///
    /// - Parameters:
    ///   - arguments: What follows `kam`.
    ///   - folder: The present folder, also the home folder.
    ///   - environment: Variables besides the plain ones; those of this process do not count.
    ///   - timeout: When the run is killed, counted from `end()`.
    /// - Throws: What keeps the program from starting.
    init(
        _ arguments: [String], in folder: String, environment: [String: String] = [:], timeout: Duration = .seconds(90)
    ) throws {
        self.folder = "\(folder)/.run-\(UUID().uuidString)"
        self.timeout = timeout
        try FileManager.default.createDirectory(atPath: self.folder, withIntermediateDirectories: true)
        process.executableURL = URL(fileURLWithPath: KamProcess.program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = KamProcess.plainEnvironment(home: folder).merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try KamProcess.writer("\(self.folder)/output")
        process.standardError = try KamProcess.writer("\(self.folder)/errors")
        let (ended, signal) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in signal.finish() }
        ending = Task { for await _ in ended {} }
        try process.run()
    }

    /// The number of the process.
    var id: Int32 { process.processIdentifier }

    /// Sends a signal to the process, if it is still there.
    func send(_ signal: Int32) {
        if process.isRunning { kill(id, signal) }
    }

    /// Waits for the end.
    func end() async throws -> Ending {
        let isLate = Mutex(false)
        let watch = Task { [timeout] in
            try await Task.sleep(for: timeout)
            isLate.withLock { $0 = true }
            send(SIGKILL)
        }
        await ending.value
        watch.cancel()
        _ = await watch.result
        let status = process.terminationStatus
        return Ending(
            code: process.terminationReason == .exit ? status : 128 + status, output: try read("output"),
            errors: try read("errors"), ranOutOfTime: isLate.withLock { $0 })
    }

    private func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")), as: UTF8.self)
    }

    private static func writer(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(fileURLWithPath: path))
        return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }

    private static func plainEnvironment(home: String) -> [String: String] {
        let given = ProcessInfo.processInfo.environment
        var plain = ["PATH": given["PATH"] ?? "/usr/bin:/bin", "HOME": home, "LC_ALL": "C.UTF-8"]
        for name in ["TMPDIR", "KAM_PG_BIN", "KAM_PG_USER", "LD_LIBRARY_PATH"] { plain[name] = given[name] }
        return plain
    }
}
