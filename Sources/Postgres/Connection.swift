import CPostgres

/// One session with the server, on a thread of its own.
///
/// libpq blocks, and does so only on that thread, never on Swift's cooperative ones. A connection serves one task at a
/// time: two tasks that share one take turns statement by statement, also inside a transaction. Take a connection from
/// a `Pool` for each task instead.
///
/// It is an actor because a handle of libpq must have exactly one owner.
public actor Connection {
    /// The connection's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    nonisolated let thread: ThreadExecutor
    nonisolated let canceller: Canceller
    let session: Session
    var listeners = Listeners()
    private var isClosing = false

    private init(configuration: ConnectionConfiguration) throws(PostgresError) {
        thread = try ThreadExecutor()
        let session = Session(configuration: configuration)
        canceller = session.canceller
        self.session = session
    }

    /// Opens a session and applies its settings.
    ///
    /// - Parameter configuration: Where the server is and how the session starts.
    /// - Returns: The connection, idle.
    /// - Throws: `PostgresError` of kind `.configuration`, `.unreachable`, `.authentication`, `.server` (such as 53300,
    ///   too many connections) or `.cancelled`.
    public static func connect(
        _ configuration: ConnectionConfiguration
    ) async throws(PostgresError) -> Connection {
        let connection = try Connection(configuration: configuration)
        try await connection.open(configuration)
        return connection
    }

    /// Whether no loss of the session is known; it costs no round trip.
    public var isAlive: Bool {
        session.isAlive
    }

    /// The server's process for this session, as `pg_backend_pid()` gives it; 0 when closed.
    public var backendID: Int32 {
        session.handle.map { PQbackendPID($0) } ?? 0
    }

    /// How many statements are prepared under a name.
    public var preparedStatementCount: Int {
        session.cache.count
    }

    /// Ends the session; a COPY or stream under way is cancelled first and ends with an error.
    public func close() {
        guard case .idle = session.activity else {
            isClosing = true
            return canceller.request()
        }
        thread.watch(nil)
        session.close()
        listeners.finish(throwing: nil)
    }

    /// Cancels the statement, COPY or stream that runs now, from any thread, without waiting for it.
    ///
    /// What was cancelled throws `PostgresError` of kind `.cancelled`; when nothing runs, nothing happens.
    public nonisolated func cancel() {
        canceller.request()
    }

    private func open(_ configuration: ConnectionConfiguration) throws(PostgresError) {
        try session.connect(configuration) { Task.isCancelled }
    }

    /// Runs blocking work that the cancellation of the task, or `cancel()`, interrupts.
    @discardableResult
    func perform<Value>(
        _ work: (Session) throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value {
        guard !Task.isCancelled else { throw .cancelled }
        let operation = canceller.begin()
        let outcome = await withTaskCancellationHandler {
            Self.outcome { () throws(PostgresError) in try work(session) }
        } onCancel: { [canceller] in
            canceller.request(operation)
        }
        let wasRequested = canceller.end()
        settle()
        return try outcome.mapError { $0.afterRequest(wasRequested) }.get()
    }

    /// Keeps the connection for one caller over several steps, a COPY or a stream, which cancellation interrupts.
    ///
    /// Whatever `body` leaves open when it throws is given up.
    nonisolated(nonsending) func exclusively<Value>(_ body: () async throws -> Value) async throws -> Value {
        let operation = try await reserve()
        return try await withTaskCancellationHandler {
            do {
                let value = try await body()
                _ = await release()
                return value
            } catch {
                let wasRequested = await release()
                throw (error as? PostgresError)?.afterRequest(wasRequested) ?? error
            }
        } onCancel: { [canceller] in
            canceller.request(operation)
        }
    }

    private func reserve() throws(PostgresError) -> UInt64 {
        guard !Task.isCancelled else { throw .cancelled }
        _ = try session.ready()
        session.activity = .reserved
        thread.watch(nil)
        return canceller.begin()
    }

    private func release() -> Bool {
        session.giveUp()
        let wasRequested = canceller.end()
        settle()
        return wasRequested
    }

    /// What is left to do when an operation has ended: notifications, a delayed `close()`, a lost connection.
    func settle() {
        if let handle = session.handle { listeners.deliver(from: handle) }
        guard case .idle = session.activity else { return thread.watch(nil) }
        if isClosing { return close() }
        if !session.isAlive { listeners.finish(throwing: .lost) }
        watchForNotifications()
    }

    static func outcome<Value>(
        _ work: () throws(PostgresError) -> Value
    ) -> Result<Value, PostgresError> {
        do throws(PostgresError) {
            return .success(try work())
        } catch {
            return .failure(error)
        }
    }
}

extension PostgresError {
    /// The error of an operation whose cancellation was requested, or not.
    fileprivate func afterRequest(_ wasRequested: Bool) -> PostgresError {
        guard wasRequested, isQueryCancelled else { return self }
        var error = self
        error.kind = .cancelled
        return error
    }
}
