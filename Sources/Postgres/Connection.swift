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
        return try end(outcome)
    }

    /// Ends a cancellable operation: what failed because of a request was cancelled.
    func end<Value>(_ outcome: Result<Value, PostgresError>) throws(PostgresError) -> Value {
        let wasRequested = canceller.end()
        settle()
        guard case .failure(var error) = outcome, wasRequested, error.isQueryCancelled else { return try outcome.get() }
        error.kind = .cancelled
        throw error
    }

    /// What is left to do when an operation has ended: notifications, a delayed `close()`, a lost connection.
    func settle() {
        if let handle = session.handle { listeners.deliver(from: handle) }
        guard case .idle = session.activity else { return thread.watch(nil) }
        if isClosing { return close() }
        if !session.isAlive { listeners.finish(throwing: .lost) }
        watchForNotifications()
    }

    private static func outcome<Value>(
        _ work: () throws(PostgresError) -> Value
    ) -> Result<Value, PostgresError> {
        do throws(PostgresError) {
            return .success(try work())
        } catch {
            return .failure(error)
        }
    }
}
