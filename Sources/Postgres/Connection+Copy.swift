import CPostgres

extension Connection {
    /// Copies rows into a table.
    ///
    /// ```swift
    /// let rows = try await connection.copyIn("COPY account (id, name) FROM STDIN") { writer in
    ///     try writer.field(id)
    ///     try writer.field(name)
    ///     try writer.endRow()
    /// }
    /// ```
    ///
    /// The body keeps its isolation but runs on the connection's thread, where the writer may block, and so do its child
    /// tasks: produce rows elsewhere if that costs much. (A body isolated to the main actor, or to an actor with an
    /// executor of its own, stays there and blocks it.) When it throws, the copy leaves nothing. The server reports a
    /// bad row only at the end of the copy.
    ///
    /// - Parameters:
    ///   - sql: A `COPY … FROM STDIN` in text, CSV or binary format, without values.
    ///   - body: Writes the rows.
    /// - Returns: The rows copied.
    /// - Throws: `PostgresError`, with the `line` of a bad row, or what `body` throws.
    @discardableResult
    public nonisolated(nonsending) func copyIn(
        _ sql: SQL, _ body: (inout CopyWriter) async throws -> Void
    ) async throws -> Int {
        try await exclusively {
            let handle = try await beginCopyIn(sql).value
            var failure: (any Error)?
            do {
                try await withTaskExecutorPreference(thread.preference) {
                    var writer = CopyWriter(handle: handle, canceller: canceller)
                    try await body(&writer)
                    try writer.flush()
                }
            } catch {
                failure = error
            }
            let outcome = await endCopyIn(sql, isAborted: failure != nil)
            // A writer that found the connection lost knows less than the server's last words.
            if let failure, (failure as? PostgresError)?.kind != .closed { throw failure }
            return try outcome.get()
        }
    }

    /// Copies rows out of a table or a query.
    ///
    /// - Parameters:
    ///   - sql: A `COPY … TO STDOUT`, without values.
    ///   - sink: Takes blocks of whole rows of about 256 KiB, valid only during the call; runs where the caller runs.
    /// - Returns: The rows copied.
    /// - Throws: `PostgresError`, or what `sink` throws.
    @discardableResult
    public nonisolated(nonsending) func copyOut(
        _ sql: SQL, _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) async throws -> Int {
        try await exclusively {
            try await beginCopyOut(sql)
            while true {
                let block = try await nextCopyBlock(sql)
                if block.isEmpty { return try await endCopyOut(sql) }
                try block.withUnsafeBytes(sink)
            }
        }
    }

    /// The handle goes to the body of the copy, whose alone it is until the copy ends: all else is refused as busy.
    private func beginCopyIn(_ sql: SQL) throws(PostgresError) -> UncheckedBox<OpaquePointer> {
        UncheckedBox(try session.beginCopyIn(sql))
    }

    private func endCopyIn(_ sql: SQL, isAborted: Bool) -> Result<Int, PostgresError> {
        let reason = isAborted || canceller.isRequested ? "the client gave up" : nil
        return Self.outcome { () throws(PostgresError) in try session.endCopyIn(sql, abort: reason) }
    }

    private func beginCopyOut(_ sql: SQL) throws(PostgresError) {
        try session.beginCopyOut(sql)
    }

    private func nextCopyBlock(_ sql: SQL) throws(PostgresError) -> [UInt8] {
        if case .copyEnded = session.activity { return [] }
        guard !canceller.isRequested else { throw .cancelled }
        return try session.nextCopyBlock(sql)
    }

    private func endCopyOut(_ sql: SQL) throws(PostgresError) -> Int {
        try session.endCopyOut(sql)
    }
}
