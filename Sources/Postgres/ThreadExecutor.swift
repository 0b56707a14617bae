import CPostgres
import Synchronization

/// Runs the jobs of one connection, in order, on a thread that belongs to it alone.
///
/// libpq blocks; on its own thread it may. While the thread has nothing to do it can watch one descriptor, which is
/// how notifications arrive without polling.
///
/// `@unchecked Sendable`: both stored properties are immutable and synchronised inside.
final class ThreadExecutor: SerialExecutor, @unchecked Sendable {
    private let queue: JobQueue

    /// A view of the same thread as a task executor, for bodies that must run where libpq may block.
    let preference: TaskPreference

    init() throws(PostgresError) {
        guard let queue = JobQueue() else { throw .resources("no pipe for a connection's thread") }
        self.queue = queue
        preference = TaskPreference(queue: queue)
        guard DetachedThread.start({ queue.run() }) else { throw .resources("no thread for a connection") }
    }

    deinit {
        queue.stop()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        queue.push(.init(job: UnownedJob(job), home: .serial(self)))
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    func checkIsolated() {
        precondition(queue.isCurrentThread, "a connection's state was touched from a thread that is not its own")
    }

    func isIsolatingCurrentContext() -> Bool? {
        queue.isCurrentThread
    }

    /// Calls `action` on the thread whenever `descriptor` is readable and no job waits; `nil` stops watching.
    func watch(_ watch: JobQueue.Watch?) {
        queue.watch(watch)
    }
}

/// The connection's thread seen as the place where a task prefers to run.
///
/// `@unchecked Sendable`: its only property is immutable and synchronised inside.
final class TaskPreference: TaskExecutor, @unchecked Sendable {
    private let queue: JobQueue

    init(queue: JobQueue) {
        self.queue = queue
    }

    func enqueue(_ job: consuming ExecutorJob) {
        queue.push(.init(job: UnownedJob(job), home: .preferred(self)))
    }

    func asUnownedTaskExecutor() -> UnownedTaskExecutor {
        UnownedTaskExecutor(ordinary: self)
    }
}
