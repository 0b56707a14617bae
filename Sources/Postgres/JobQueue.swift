import CPostgres
import Glibc
import Synchronization

/// The jobs that wait for one thread, and the pipe that wakes it.
///
/// `@unchecked Sendable`: the mutable part lies behind a mutex; the descriptors never change.
final class JobQueue: @unchecked Sendable {
    /// One job and the executor it came through, kept alive until the job has run.
    struct Work {
        enum Home {
            case serial(ThreadExecutor)
            case preferred(TaskPreference)
        }

        let job: UnownedJob
        let home: Home

        func run() {
            switch home {
            case .serial(let executor): job.runSynchronously(on: executor.asUnownedSerialExecutor())
            case .preferred(let executor): job.runSynchronously(on: executor.asUnownedTaskExecutor())
            }
        }
    }

    /// A descriptor to look at while idle, and what to do when it is readable.
    struct Watch {
        let descriptor: Int32
        let action: () -> Void
    }

    private struct State {
        var jobs: [Work] = []
        var watch: Watch?
        var isWaiting = false
        var isStopped = false
    }

    private enum Step {
        case run([Work])
        case wait(Watch?)
        case stop
    }

    private let state = Mutex(UncheckedBox(State()))
    private let thread = Atomic<UInt>(0)
    private let readEnd: Int32
    private let writeEnd: Int32

    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends {
            _ = kam_set_nonblocking(end)
        }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        Glibc.close(readEnd)
        Glibc.close(writeEnd)
    }

    var isCurrentThread: Bool {
        thread.load(ordering: .acquiring) == UInt(pthread_self())
    }

    func push(_ work: Work) {
        change { $0.jobs.append(work) }
    }

    func watch(_ watch: Watch?) {
        change { $0.watch = watch }
    }

    func stop() {
        change { $0.isStopped = true }
    }

    /// Runs jobs until the queue is stopped and empty.
    func run() {
        thread.store(UInt(pthread_self()), ordering: .releasing)
        while true {
            switch nextStep() {
            case .run(let jobs): for work in jobs { work.run() }
            case .wait(let watch): wait(watching: watch)
            case .stop: return
            }
        }
    }

    private func nextStep() -> Step {
        state.withLock { box in
            if !box.value.jobs.isEmpty {
                let jobs = box.value.jobs
                box.value.jobs = []
                return .run(jobs)
            }
            if box.value.isStopped { return .stop }
            box.value.isWaiting = true
            return .wait(box.value.watch)
        }
    }

    private func wait(watching watch: Watch?) {
        var descriptors = [pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)]
        if let watch {
            descriptors.append(pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0))
        }
        _ = poll(&descriptors, nfds_t(descriptors.count), -1)
        state.withLock { $0.value.isWaiting = false }
        if descriptors[0].revents != 0 {
            var bytes: (UInt64, UInt64) = (0, 0)
            while read(readEnd, &bytes, 16) > 0 {}
        }
        if let watch, descriptors[1].revents != 0 { watch.action() }
    }

    private func change(_ body: (inout State) -> Void) {
        let mustWake = state.withLock { box in
            body(&box.value)
            return box.value.isWaiting
        }
        if mustWake {
            var byte: UInt8 = 1
            _ = write(writeEnd, &byte, 1)
        }
    }
}

/// Carries a value through a mutex although the compiler cannot see that it may cross threads.
///
/// `@unchecked Sendable`: used only for state that is read and written under a lock.
struct UncheckedBox<Value>: @unchecked Sendable {
    var value: Value

    init(_ value: Value) {
        self.value = value
    }
}
