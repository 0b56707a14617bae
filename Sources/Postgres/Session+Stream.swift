import CPostgres

extension Session {
    /// Sends a statement whose rows will be fetched one by one.
    func beginStream(_ sql: SQL) throws(PostgresError) {
        let statement = sql.statement
        let handle = try startReserved()
        let arguments = try BoundArguments(statement.parameters)
        let (_, name) = try prepare(statement)
        let sent = arguments.withPointers { values, lengths, formats in
            PQsendQueryPrepared(
                handle, name, arguments.count, values, lengths, formats, PostgresFormat.binary.rawValue)
        }
        guard sent == 1, PQsetSingleRowMode(handle) == 1 else { throw .lost }
        activity = .streaming(SharedColumns())
    }

    /// The next rows of a stream, empty at its end; an error ends the stream.
    func nextRows(_ sql: SQL) throws(PostgresError) -> [Row] {
        guard let handle, case .streaming(let shared) = activity else { throw .closed }
        var rows: [Row] = []
        var bytes = 0
        while rows.count < 512, bytes < 1 << 20 {
            guard let result = PQgetResult(handle) else {
                activity = .reserved
                break
            }
            switch PQresultStatus(result) {
            case PGRES_SINGLE_TUPLE:
                let set = ResultSet(result, columns: shared.columns)
                shared.columns = set.columns
                bytes += set.byteCount
                rows.append(Row(result: set, index: 0))
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
                PQclear(result)
            default:
                throw streamFailure(result, sql: sql)
            }
        }
        return rows
    }

    /// Gives up a stream: cancels the statement and reads what is already on its way.
    func abandonStream() {
        guard let handle, case .streaming = activity else { return }
        cancelNow(handle)
        discardResults()
        activity = .reserved
    }

    private func streamFailure(_ result: OpaquePointer, sql: SQL) -> PostgresError {
        let statement = sql.statement
        switch PQresultStatus(result) {
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            PQclear(result)
            activity = .reserved
            handle.map { _ = PQputCopyEnd($0, "a COPY cannot be streamed") }
            discardCopyOut()
            discardResults()
            return .protocolViolation("the statement is a COPY; use copyIn or copyOut")
        default:
            defer { PQclear(result) }
            discardResults()
            activity = .reserved
            let error = failure(of: result, statement: statement.text)
            if error.isStaleStatement {
                cache.remove(StatementCache.Key(text: statement.text, types: statement.parameters.map(\.type)))
            }
            return error
        }
    }
}
