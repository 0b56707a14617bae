import CPostgres

/// Owns the handle of libpq and knows what the session is doing.
///
/// Everything here blocks, and runs only on the thread of the connection that owns it; `canceller` alone may be used
/// from elsewhere.
final class Session {
    /// What keeps the session from taking a statement.
    enum Activity {
        case idle
        case reserved
        case copyingIn
        case copyingOut
        case copyEnded
        case streaming(SharedColumns)
    }

    /// The columns of a stream, known from its first row on.
    final class SharedColumns {
        var columns: Columns?
    }

    var handle: OpaquePointer?
    var cache: StatementCache
    var activity = Activity.idle
    let canceller = Canceller()

    /// The error that failed the transaction now open.
    var transactionFailure: PostgresError?

    /// Savepoints made since the transaction began.
    var savepoints = 0

    private let notices: NoticeReceiver

    init(configuration: ConnectionConfiguration) {
        cache = StatementCache(capacity: configuration.preparedStatements)
        notices = NoticeReceiver(configuration.onNotice)
    }

    deinit {
        close()
    }

    /// Takes a connection that libpq has established.
    func adopt(_ handle: OpaquePointer) {
        self.handle = handle
        canceller.attach(handle)
        notices.attach(to: handle)
    }

    /// Says goodbye to the server; without effect when closed.
    func close() {
        guard let handle else { return }
        self.handle = nil
        canceller.attach(nil)
        PQfinish(handle)
    }

    /// Whether a transaction is open, and whether it has failed.
    var transactionStatus: PGTransactionStatusType {
        handle.map { PQtransactionStatus($0) } ?? PQTRANS_UNKNOWN
    }

    var isAlive: Bool {
        handle.map { PQstatus($0) == CONNECTION_OK && notices.farewell == nil } ?? false
    }

    /// The handle, if the session can take a statement now.
    func ready() throws(PostgresError) -> OpaquePointer {
        guard let handle else { throw .closed }
        guard isAlive else { throw notices.farewell ?? .lost }
        guard case .idle = activity else { throw .busy }
        return handle
    }

    /// Looks for a server that went away, without a round trip.
    func checkWhileIdle() -> Bool {
        guard let handle, isAlive, case .idle = activity, transactionStatus == PQTRANS_IDLE else { return false }
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, 0) > 0 else { return true }
        // Parsing what came shows a farewell of the server, which may come before the end of the connection does.
        return PQconsumeInput(handle) == 1 && PQisBusy(handle) == 0 && isAlive
    }

    /// Runs statements by the simple protocol and returns the last result.
    @discardableResult
    func simple(_ text: String, statement: String? = nil) throws(PostgresError) -> ResultSet {
        let handle = try ready()
        return try accept(outcome(PQsendQuery(handle, text)), statement: statement ?? text)
    }

    /// Waits for the results of what was sent: the first error, else the last result, or the start of a COPY.
    ///
    /// `PQexec` would keep the last error, which for a server that says why it goes is only that it went.
    func outcome(_ sent: Int32) -> OpaquePointer? {
        guard let handle, sent == 1 else { return nil }
        var kept: OpaquePointer?
        while let result = PQgetResult(handle) {
            let status = PQresultStatus(result)
            if let kept, PQresultStatus(kept) == PGRES_FATAL_ERROR {
                PQclear(result)
            } else {
                PQclear(kept)
                kept = result
            }
            if [PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH].contains(status) { break }
        }
        return kept
    }

    /// Brings the session back to idle, whatever it was in the middle of.
    func giveUp() {
        switch activity {
        case .idle, .reserved: break
        case .streaming: abandonStream()
        case .copyingOut, .copyEnded: abandonCopyOut()
        case .copyingIn:
            handle.map { _ = PQputCopyEnd($0, "the client gave up") }
            discardResults()
        }
        activity = .idle
    }

    /// Keeps a result that succeeded; a COPY that nobody expected is ended and refused.
    func accept(_ result: OpaquePointer?, statement: String) throws(PostgresError) -> ResultSet {
        guard let result else { throw outOfMemoryOrLost(statement) }
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY, PGRES_SINGLE_TUPLE:
            return ResultSet(result)
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            PQclear(result)
            endUnexpectedCopy()
            throw .protocolViolation("the statement is a COPY; use copyIn or copyOut")
        default:
            defer { PQclear(result) }
            throw failure(of: result, statement: statement)
        }
    }

    /// The error in a result, remembered when it failed the transaction.
    func failure(of result: OpaquePointer, statement: String) -> PostgresError {
        let error = PostgresError(result: result, statement: statement)
        if transactionStatus == PQTRANS_INERROR { transactionFailure = error }
        return error
    }

    private func outOfMemoryOrLost(_ statement: String) -> PostgresError {
        var error: PostgresError = isAlive ? .resources("libpq has no memory for a result") : .lost
        error.statement = statement
        return error
    }

    private func endUnexpectedCopy() {
        guard let handle else { return }
        _ = PQputCopyEnd(handle, "this COPY was not started by copyIn")
        discardCopyOut()
        discardResults()
    }

    /// Reads results until the server is ready for the next statement.
    func discardResults() {
        guard let handle else { return }
        while let result = PQgetResult(handle) {
            PQclear(result)
        }
    }
}

/// Hands notices of libpq to the application.
///
/// libpq keeps an unowned pointer to this object; the session owns it and outlives the handle's use of it.
final class NoticeReceiver {
    private let receive: (@Sendable (ServerNotice) -> Void)?

    /// What the server said when it ended an idle session: libpq reports it as a notice.
    private(set) var farewell: PostgresError?

    init(_ receive: (@Sendable (ServerNotice) -> Void)?) {
        self.receive = receive
    }

    func attach(to handle: OpaquePointer) {
        PQsetNoticeReceiver(
            handle,
            { context, result in
                guard let context, let result else { return }
                Unmanaged<NoticeReceiver>.fromOpaque(context).takeUnretainedValue().deliver(result)
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func deliver(_ result: OpaquePointer) {
        let error = PostgresError(result: result, statement: nil)
        if error.severity == "FATAL" || error.severity == "PANIC" { farewell = error }
        guard let receive else { return }
        func field(_ code: Int32) -> String {
            PQresultErrorField(result, code).map { String(cString: $0) } ?? ""
        }
        receive(
            ServerNotice(
                severity: field(DiagnosticField.severity), sqlState: field(DiagnosticField.sqlState),
                message: field(DiagnosticField.message)))
    }
}
