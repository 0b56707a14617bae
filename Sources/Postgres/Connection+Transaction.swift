import CPostgres

/// How much a transaction sees of others.
public enum IsolationLevel: Sendable {
    /// Each statement sees what was committed before it.
    case readCommitted
    /// All statements see what was committed before the first.
    case repeatableRead
    /// As if transactions ran one after the other.
    case serializable

    var sql: String {
        switch self {
        case .readCommitted: "READ COMMITTED"
        case .repeatableRead: "REPEATABLE READ"
        case .serializable: "SERIALIZABLE"
        }
    }
}

extension Connection {
    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws or the task is cancelled.
    ///
    /// A transaction that loses against a concurrent one (40001, 40P01) is run again from its start, after a random
    /// pause that grows, so `body` may run several times. Inside a transaction a further one is a savepoint, which
    /// keeps the outer isolation and is not run again by itself.
    ///
    /// - Parameters:
    ///   - isolation: What the transaction sees of others.
    ///   - readOnly: Whether the server shall refuse changes.
    ///   - attempts: How often `body` may run, at least once.
    ///   - body: Runs where the caller runs; it gets this connection.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, or `PostgresError`: `.transactionFailed` when `body` swallowed an error that had
    ///   failed the transaction, `.outcomeUnknown` when the connection was lost while it committed.
    @discardableResult
    public nonisolated(nonsending) func transaction<Value>(
        isolation: IsolationLevel = .readCommitted, readOnly: Bool = false, attempts: Int = 5,
        _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        precondition(attempts >= 1, "attempts is \(attempts), must be at least 1")
        var attempt = 1
        while true {
            let scope = try await begin(isolation: isolation, readOnly: readOnly)
            do {
                let value = try await body(self)
                try await commit(scope)
                return value
            } catch {
                let mayRetry = await rollback(scope, because: error as? PostgresError)
                guard mayRetry, attempt < attempts, !Task.isCancelled else { throw error }
            }
            try await Self.pause(after: attempt)
            attempt += 1
        }
    }

    /// A transaction, or a savepoint by its number.
    private struct TransactionScope: Sendable {
        let savepoint: Int?
    }

    private func begin(isolation: IsolationLevel, readOnly: Bool) async throws(PostgresError) -> TransactionScope {
        _ = try session.ready()
        guard session.isOutsideTransaction else {
            session.savepoints += 1
            let number = session.savepoints
            try await perform { session throws(PostgresError) in try session.simple("SAVEPOINT kam_\(number)") }
            return TransactionScope(savepoint: number)
        }
        session.transactionFailure = nil
        session.savepoints = 0
        let access = readOnly ? "READ ONLY" : "READ WRITE"
        try await perform { session throws(PostgresError) in
            try session.simple("BEGIN ISOLATION LEVEL \(isolation.sql) \(access)")
        }
        return TransactionScope(savepoint: nil)
    }

    private func commit(_ scope: TransactionScope) throws(PostgresError) {
        guard !Task.isCancelled else { throw .cancelled }
        guard session.transactionStatus != PQTRANS_INERROR else { throw .swallowed(session.transactionFailure) }
        defer { settle() }
        if let savepoint = scope.savepoint {
            try session.simple("RELEASE SAVEPOINT kam_\(savepoint)")
            return
        }
        let handle = try session.ready()
        guard session.transactionStatus == PQTRANS_INTRANS else {
            throw .protocolViolation("the body of a transaction ended it by itself")
        }
        let result = session.outcome(PQsendQuery(handle, "COMMIT"))
        do throws(PostgresError) {
            _ = try session.accept(result, statement: "COMMIT")
        } catch {
            guard session.isAlive else { throw .outcomeUnknown(error) }
            throw error
        }
    }

    /// Undoes a scope, also in a cancelled task; tells whether the whole transaction may be run again.
    private func rollback(_ scope: TransactionScope, because error: PostgresError?) -> Bool {
        defer { settle() }
        guard session.isAlive else { return false }
        let failure = session.transactionFailure
        if let savepoint = scope.savepoint {
            // A failure to roll back shows again at the next statement, which the server will refuse.
            _ = try? session.simple("ROLLBACK TO SAVEPOINT kam_\(savepoint); RELEASE SAVEPOINT kam_\(savepoint)")
            return false
        }
        if session.transactionStatus != PQTRANS_IDLE { _ = try? session.simple("ROLLBACK") }
        session.transactionFailure = nil
        guard session.isOutsideTransaction else { return false }
        return [failure, error].contains { $0?.isRetryable == true || $0?.isStaleStatement == true }
    }

    /// Waits between 0 and 10 ms after the first attempt, and up to twice as long after each further one.
    private nonisolated(nonsending) static func pause(after attempt: Int) async throws {
        let longest = 10_000 << min(attempt - 1, 6)
        try await Task.sleep(for: .microseconds(Int.random(in: 0...longest)))
    }
}

extension PostgresError {
    /// The error of a transaction that its body did not know to have failed.
    fileprivate static func swallowed(_ cause: PostgresError?) -> PostgresError {
        var error = cause ?? PostgresError(.transactionFailed, "an earlier statement failed")
        error.kind = .transactionFailed
        error.message = "nothing was committed, for an earlier statement had failed: \(error.message)"
        return error
    }

    /// The error of a COMMIT that got no answer.
    fileprivate static func outcomeUnknown(_ cause: PostgresError) -> PostgresError {
        var error = cause
        error.kind = .outcomeUnknown
        error.message = "the connection was lost during COMMIT, which may or may not have happened: \(error.message)"
        return error
    }
}

extension Session {
    /// Whether the next statement would be a transaction by itself.
    var isOutsideTransaction: Bool {
        transactionStatus == PQTRANS_IDLE
    }
}
