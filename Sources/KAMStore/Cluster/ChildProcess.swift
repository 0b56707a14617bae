import Foundation
import Glibc
import Synchronization

/// A program to run with exactly the arguments, environment and descriptors given here.
struct ChildCommand: Sendable {
    var executable: String
    var arguments: [String]
    var environment: [String: String]
    /// Descriptors that the child sees as 3, 4, …; all others above 2 are closed in it.
    var passing: [Int32] = []

    /// The words of the command line, the program first.
    var words: [String] { [executable] + arguments }
}

/// How a child ended and what it said.
struct ChildOutcome: Sendable {
    /// The exit status, or 128 and the signal that ended it.
    let status: Int32
    let output: String
    let complaint: String

    /// The last lines of what it said on its error output, or else on its output.
    var tail: String {
        let text = complaint.isEmpty ? output : complaint
        return text.split(whereSeparator: \.isNewline).suffix(12).joined(separator: "\n")
    }
}

extension ChildCommand {
    /// Runs to the end on a thread of its own; a cancelled task ends the child with SIGTERM.
    func run() async throws -> ChildOutcome {
        let child = RunningChild()
        return try await withTaskCancellationHandler {
            let outcome = try await onOwnThread { try child.run(self) }
            try Task.checkCancellation()
            return outcome
        } onCancel: {
            child.terminate()
        }
    }

    /// Starts the program with its output going to `log`; the result tells when it has ended.
    func launch(log: Int32) throws -> LaunchedChild {
        let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(null) }
        return LaunchedChild(process: try spawn(standard: [null, log, log]))
    }

    /// Starts the program with these three descriptors as its standard ones.
    func spawn(standard: [Int32]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // Descriptors first move out of the way of the numbers they are to have.
        let sources = try (standard + passing).map { try Self.moved($0) }
        defer { sources.forEach { close($0) } }
        for (target, source) in sources.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, source, Int32(target))
        }
        for descriptor in Self.openDescriptors() where descriptor >= sources.count {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var process = pid_t()
        let arguments = words.map { strdup($0) }
        let variables = environment.map { strdup("\($0.key)=\($0.value)") }
        defer { (arguments + variables).forEach { free($0) } }
        let code = posix_spawn(&process, executable, &actions, &attributes, arguments + [nil], variables + [nil])
        guard code == 0 else {
            throw DatabaseError.toolFailed(tool: executable, output: String(cString: strerror(code)))
        }
        return process
    }

    private static func moved(_ descriptor: Int32) throws -> Int32 {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 64)
        guard copy >= 0 else {
            throw DatabaseError.toolFailed(tool: "a child process", output: String(cString: strerror(errno)))
        }
        return copy
    }

    private static func openDescriptors() -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }
    }
}

/// A child that is running, so that another thread may end it.
final class RunningChild: Sendable {
    private enum State {
        case waiting
        case cancelled
        case running(pid_t)
        case ended
    }

    private let state = Mutex(State.waiting)

    func terminate() {
        state.withLock { state in
            if case .running(let process) = state { kill(process, SIGTERM) }
            if case .waiting = state { state = .cancelled }
        }
    }

    func run(_ command: ChildCommand) throws -> ChildOutcome {
        let output = Pipe()
        let complaint = Pipe()
        let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(null) }
        let process = try state.withLock { state in
            if case .cancelled = state { throw CancellationError() }
            let writers = [output, complaint].map { $0.fileHandleForWriting.fileDescriptor }
            let process = try command.spawn(standard: [null] + writers)
            state = .running(process)
            return process
        }
        try output.fileHandleForWriting.close()
        try complaint.fileHandleForWriting.close()
        let texts = Self.drain([output, complaint].map { $0.fileHandleForReading.fileDescriptor })
        return ChildOutcome(status: reap(process), output: texts[0], complaint: texts[1])
    }

    /// Waits without reaping first, so that `terminate` never hits a number that was given to another process.
    private func reap(_ process: pid_t) -> Int32 {
        var information = siginfo_t()
        while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        return state.withLock { state in
            state = .ended
            return LaunchedChild.wait(process)
        }
    }

    /// Reads all of the descriptors to their end, whichever speaks.
    private static func drain(_ descriptors: [Int32]) -> [String] {
        var texts = descriptors.map { _ in [UInt8]() }
        var watched = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var block = [UInt8](repeating: 0, count: 65_536)
        while watched.contains(where: { $0.fd >= 0 }) {
            guard poll(&watched, nfds_t(watched.count), -1) >= 0 || errno == EINTR else { break }
            for index in watched.indices where watched[index].fd >= 0 && watched[index].revents != 0 {
                let count = read(watched[index].fd, &block, block.count)
                if count > 0 {
                    texts[index] += block[..<count]
                } else if count == 0 || errno != EINTR {
                    watched[index].fd = -1
                }
            }
        }
        return texts.map { String(decoding: $0, as: UTF8.self) }
    }
}

/// A child that may outlive kam; a thread waits for it so that it never stays as a zombie.
final class LaunchedChild: Sendable {
    let process: pid_t
    private let ended = Mutex<Int32?>(nil)

    init(process: pid_t) {
        self.process = process
        Thread.detachNewThread { [self] in
            let status = Self.wait(process)
            ended.withLock { $0 = status }
        }
    }

    /// The exit status once it has ended.
    var status: Int32? { ended.withLock { $0 } }

    static func wait(_ process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return 127 }
        }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }
}

/// Runs what blocks on a thread of its own, away from Swift's few cooperative threads.
func onOwnThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
            continuation.resume(with: Swift.Result { try body() })
        }
    }
}
