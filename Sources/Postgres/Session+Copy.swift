import CPostgres

extension Session {
    /// Starts `COPY … FROM STDIN`.
    func beginCopyIn(_ sql: SQL) throws(PostgresError) -> OpaquePointer {
        let handle = try beginCopy(sql, expecting: PGRES_COPY_IN)
        activity = .copyingIn
        return handle
    }

    /// Ends a COPY into the server: `abort` is the reason to undo it.
    ///
    /// - Returns: The rows copied.
    func endCopyIn(_ sql: SQL, abort: String?) throws(PostgresError) -> Int {
        guard let handle, case .copyingIn = activity else { throw .closed }
        defer { activity = .reserved }
        guard PQputCopyEnd(handle, abort) == 1 else {
            discardResults()
            throw .lost
        }
        return try copyResult(handle, sql: sql)
    }

    /// Starts `COPY … TO STDOUT`.
    func beginCopyOut(_ sql: SQL) throws(PostgresError) {
        _ = try beginCopy(sql, expecting: PGRES_COPY_OUT)
        activity = .copyingOut
    }

    /// The next rows of a COPY out of the server, about 256 KiB; empty at its end.
    func nextCopyBlock(_ sql: SQL) throws(PostgresError) -> [UInt8] {
        guard let handle, case .copyingOut = activity else { throw .closed }
        var block: [UInt8] = []
        block.reserveCapacity(300_000)
        while block.count < 262_144 {
            var buffer: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(handle, &buffer, 0)
            guard count > 0 else {
                // -1 is the end, -2 an error that the result explains.
                activity = .copyEnded
                break
            }
            block += UnsafeRawBufferPointer(start: buffer, count: Int(count))
            PQfreemem(buffer)
        }
        return block
    }

    /// Reads the result of a COPY out of the server.
    func endCopyOut(_ sql: SQL) throws(PostgresError) -> Int {
        guard let handle else { throw .closed }
        defer { activity = .reserved }
        return try copyResult(handle, sql: sql)
    }

    /// Gives up a COPY out of the server.
    func abandonCopyOut() {
        guard let handle else { return }
        cancelNow(handle)
        discardCopyOut()
        discardResults()
        activity = .reserved
    }

    /// Reads what a COPY still sends.
    func discardCopyOut() {
        guard let handle else { return }
        var buffer: UnsafeMutablePointer<CChar>?
        while PQgetCopyData(handle, &buffer, 0) > 0 {
            PQfreemem(buffer)
        }
    }

    /// Sends one cancel request for the statement under way.
    func cancelNow(_ handle: OpaquePointer) {
        guard let cancel = PQgetCancel(handle) else { return }
        var message = [CChar](repeating: 0, count: 256)
        _ = PQcancel(cancel, &message, Int32(message.count))
        PQfreeCancel(cancel)
    }

    /// Turns a reservation into the idle state in which a statement can start.
    func startReserved() throws(PostgresError) -> OpaquePointer {
        if case .reserved = activity { activity = .idle }
        return try ready()
    }

    private func beginCopy(_ sql: SQL, expecting status: ExecStatusType) throws(PostgresError) -> OpaquePointer {
        let statement = sql.statement
        guard statement.parameters.isEmpty else { throw .encoding("a COPY takes no values") }
        let handle = try startReserved()
        let result = outcome(PQsendQuery(handle, statement.text))
        if result != nil, PQresultStatus(result) == status {
            PQclear(result)
            return handle
        }
        _ = try accept(result, statement: statement.text)
        throw .protocolViolation("the statement is not a COPY in the direction asked for")
    }

    private func copyResult(_ handle: OpaquePointer, sql: SQL) throws(PostgresError) -> Int {
        guard let result = PQgetResult(handle) else { throw .lost }
        defer { discardResults() }
        return try accept(result, statement: sql.text).affectedRows
    }
}
