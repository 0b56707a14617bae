import Synchronization

/// A bounded set of connections that tasks borrow in turn.
///
/// A connection goes to whoever has waited longest. Connections open on demand, are checked without a round trip before
/// they are lent again, and are thrown away when they are lost or come back in an open transaction or a COPY.
public final class Pool: Sendable {
    /// How the sessions start.
    public let configuration: ConnectionConfiguration
    /// The most connections open at one time.
    public let limit: Int

    fileprivate struct State {
        var idle: [Connection] = []
        var permits: Int
        var waiters: [Waiter] = []
        var lastWaiter: UInt64 = 0
        var isShutDown = false
        var drained: [CheckedContinuation<Void, Never>] = []
    }

    fileprivate struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<PostgresError?, Never>
    }

    private let state: Mutex<State>

    /// An empty pool; nothing connects yet.
    ///
    /// - Parameters:
    ///   - configuration: How the sessions start.
    ///   - limit: The most connections at one time, at least 1.
    public init(_ configuration: ConnectionConfiguration, limit: Int) {
        precondition(limit >= 1, "limit is \(limit), must be at least 1")
        self.configuration = configuration
        self.limit = limit
        state = Mutex(State(permits: limit))
    }

    /// Connections that are neither lent nor closed.
    public var idleCount: Int {
        state.withLock { $0.idle.count }
    }

    /// Connections that are lent now.
    public var lentCount: Int {
        state.withLock { limit - $0.permits }
    }

    /// Tasks that wait for a connection.
    public var waitingCount: Int {
        state.withLock { $0.waiters.count }
    }

    /// Lends a connection to `body`, waiting for one in the order of arrival.
    ///
    /// What `body` changes in the session with plain `SET` stays with the connection; use `SET LOCAL` or `set_config(…,
    /// true)` in a transaction.
    ///
    /// - Parameter body: Runs where the caller runs; it must not keep the connection.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, or `PostgresError` when connecting fails, the wait is cancelled, or the pool is
    ///   shut down.
    @discardableResult
    public nonisolated(nonsending) func withConnection<Value>(
        _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        try await acquirePermit()
        let connection: Connection
        do {
            connection = try await borrow()
        } catch {
            releasePermit(keeping: nil)
            throw error
        }
        do {
            let value = try await body(connection)
            await giveBack(connection)
            return value
        } catch {
            await giveBack(connection)
            throw error
        }
    }

    /// Refuses new borrowers and those that wait, closes idle connections, and returns when the last lent one is back.
    public func shutdown() async {
        let (idle, waiters) = state.withLock { state in
            state.isShutDown = true
            defer {
                state.idle = []
                state.waiters = []
            }
            return (state.idle, state.waiters)
        }
        for waiter in waiters {
            waiter.continuation.resume(returning: .poolClosed)
        }
        for connection in idle {
            await connection.close()
        }
        await withCheckedContinuation { continuation in
            let isDrained = state.withLock { state in
                guard state.permits < limit else { return true }
                state.drained.append(continuation)
                return false
            }
            if isDrained { continuation.resume() }
        }
    }

    private nonisolated(nonsending) func acquirePermit() async throws(PostgresError) {
        let id = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        let refusal = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { $0.admit(Waiter(id: id, continuation: continuation)) }
                if let answer { continuation.resume(returning: answer.error) }
            }
        } onCancel: {
            let waiter = state.withLock { $0.removeWaiter(id) }
            waiter?.continuation.resume(returning: .cancelled)
        }
        if let refusal { throw refusal }
    }

    private nonisolated(nonsending) func borrow() async throws(PostgresError) -> Connection {
        while let connection = state.withLock({ $0.idle.popLast() }) {
            if await connection.isReusable() { return connection }
            await connection.close()
        }
        return try await Connection.connect(configuration)
    }

    private nonisolated(nonsending) func giveBack(_ connection: Connection) async {
        let keep = await connection.reset() && !state.withLock { $0.isShutDown }
        if !keep { await connection.close() }
        releasePermit(keeping: keep ? connection : nil)
    }

    private func releasePermit(keeping connection: Connection?) {
        let (next, drained) = state.withLock { state -> (Waiter?, [CheckedContinuation<Void, Never>]) in
            // A connection dropped here closes as its last owner lets go.
            if let connection, !state.isShutDown { state.idle.append(connection) }
            if !state.waiters.isEmpty { return (state.waiters.removeFirst(), []) }
            state.permits += 1
            guard state.isShutDown, state.permits == limit else { return (nil, []) }
            defer { state.drained = [] }
            return (nil, state.drained)
        }
        next?.continuation.resume(returning: nil)
        for continuation in drained {
            continuation.resume()
        }
    }
}

extension Pool.State {
    /// What a task that asks for a permit is told at once.
    fileprivate struct Answer {
        let error: PostgresError?
    }

    /// Gives a permit or a refusal, or lets the task wait (`nil`).
    fileprivate mutating func admit(_ waiter: Pool.Waiter) -> Answer? {
        if isShutDown { return Answer(error: .poolClosed) }
        if Task.isCancelled { return Answer(error: .cancelled) }
        if permits > 0 {
            permits -= 1
            return Answer(error: nil)
        }
        waiters.append(waiter)
        return nil
    }

    fileprivate mutating func removeWaiter(_ id: UInt64) -> Pool.Waiter? {
        waiters.firstIndex { $0.id == id }.map { waiters.remove(at: $0) }
    }
}

extension PostgresError {
    fileprivate static var poolClosed: PostgresError { PostgresError(.closed, "the pool is shut down") }
}

extension Connection {
    /// Whether an idle connection can be lent: alive as far as the socket tells, and outside a transaction.
    fileprivate func isReusable() -> Bool {
        session.checkWhileIdle()
    }

    /// Ends what a borrower left open; false when the connection cannot be lent again.
    fileprivate func reset() -> Bool {
        guard case .idle = session.activity, session.isAlive else { return false }
        if !session.isOutsideTransaction { _ = try? session.simple("ROLLBACK") }
        if !listeners.isEmpty {
            listeners.finish(throwing: nil)
            _ = try? session.simple("UNLISTEN *")
            thread.watch(nil)
        }
        return session.isAlive && session.isOutsideTransaction
    }
}
