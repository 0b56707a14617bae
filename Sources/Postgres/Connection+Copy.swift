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
        let channel = try await beginCopyIn(sql)
        return try await withTaskCancellationHandler {
            var failure: (any Error)?
            do {
                try await withTaskExecutorPreference(thread.preference) {
                    var writer = CopyWriter(handle: channel.handle)
                    try await body(&writer)
                    try writer.flush()
                }
            } catch {
                failure = error
            }
            return try await endCopyIn(sql, failure: failure)
        } onCancel: { [canceller] in
            canceller.request(channel.operation)
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
        try await beginCopyOut(sql)
        while true {
            let block = try await nextCopyBlock(sql)
            if block.isEmpty { return try await endCopyOut(sql) }
            do {
                try block.withUnsafeBytes(sink)
            } catch {
                await abandonCopyOut()
                throw error
            }
        }
    }

    /// What the body of a copy needs to push bytes: the handle, which is its alone until the copy ends.
    ///
    /// `@unchecked Sendable`: between begin and end every other use of the connection is refused as busy.
    private struct CopyChannel: @unchecked Sendable {
        let handle: OpaquePointer
        let operation: UInt64
    }

    private func beginCopyIn(_ sql: SQL) async throws(PostgresError) -> CopyChannel {
        _ = try session.ready()
        let handle = try await perform { session throws(PostgresError) in
            UncheckedBox(try session.beginCopyIn(sql))
        }
        return CopyChannel(handle: handle.value, operation: canceller.begin())
    }

    private func endCopyIn(_ sql: SQL, failure: sending (any Error)?) throws -> Int {
        let outcome: Result<Int, PostgresError>
        do throws(PostgresError) {
            outcome = .success(try session.endCopyIn(sql, abort: failure == nil ? nil : "the client gave up"))
        } catch {
            outcome = .failure(error)
        }
        let wasCancelled = Task.isCancelled
        do {
            let rows = try end(outcome)
            if let failure { throw failure }
            return rows
        } catch let error as PostgresError {
            guard let failure else { throw error }
            // A writer that found the connection lost knows less than the server's last words.
            if (failure as? PostgresError)?.kind == .closed { throw error }
            if wasCancelled, (failure as? PostgresError)?.kind == .cancelled { throw PostgresError.cancelled }
            throw failure
        }
    }

    private func beginCopyOut(_ sql: SQL) async throws(PostgresError) {
        _ = try session.ready()
        try await perform { session throws(PostgresError) in try session.beginCopyOut(sql) }
    }

    private func nextCopyBlock(_ sql: SQL) async throws(PostgresError) -> [UInt8] {
        if case .copyEnded = session.activity { return [] }
        guard !Task.isCancelled else {
            abandonCopyOut()
            throw .cancelled
        }
        return try await perform { session throws(PostgresError) in try session.nextCopyBlock(sql) }
    }

    private func endCopyOut(_ sql: SQL) async throws(PostgresError) -> Int {
        try await perform { session throws(PostgresError) in try session.endCopyOut(sql) }
    }

    private func abandonCopyOut() {
        session.abandonCopyOut()
        settle()
    }
}
