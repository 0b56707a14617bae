import Glibc

/// The lock that one process at a time holds while it makes, starts or stops a cluster.
///
/// The system gives it back when the last process that holds the descriptor ends, however it ends. `initdb` is handed
/// the descriptor too: when kam is killed, the lock stays until the orphaned `initdb` is done.
struct ClusterLock: ~Copyable {
    let descriptor: Int32

    /// Waits for the lock and holds it while `body` runs.
    ///
    /// - Throws: `DatabaseError.timedOut` when others hold it for longer than `limit`; what `body` throws.
    static func holding<Value>(
        _ folder: ClusterFolder, _ account: ServerAccount, limit: Duration,
        _ body: (borrowing ClusterLock) async throws -> Value
    ) async throws -> Value {
        let lock = try await take(folder, account, limit: limit)
        return try await body(lock)
    }

    private static func take(_ folder: ClusterFolder, _ account: ServerAccount, limit: Duration) async throws
        -> ClusterLock
    {
        let lock = try ClusterLock(opening: folder, account)
        let deadline = ContinuousClock.now + limit
        while flock(lock.descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw folder.unusable("its lock: \(systemError())") }
            guard ContinuousClock.now < deadline else {
                throw DatabaseError.timedOut(
                    directory: folder.directory, waitingFor: "another kam that makes, starts or stops it")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return lock
    }

    private init(opening folder: ClusterFolder, _ account: ServerAccount) throws {
        descriptor = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw folder.unusable("its lock: \(systemError())") }
        try account.adopt(folder.lock)
    }

    deinit {
        close(descriptor)
    }
}
