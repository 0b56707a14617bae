extension Connection {
    /// Runs a statement and returns its rows, all in memory.
    ///
    /// The statement is prepared once in a session and used again.
    ///
    /// - Parameter sql: One statement.
    /// - Returns: The rows; none for a statement that returns none.
    /// - Throws: `PostgresError`.
    public func query(_ sql: SQL) async throws(PostgresError) -> [Row] {
        try await result(of: sql).rows()
    }

    /// Runs a statement and returns its first row.
    ///
    /// - Parameter sql: One statement; it runs to its end, so let it say `LIMIT 1` where it matters.
    /// - Returns: The first row, `nil` when there is none.
    /// - Throws: `PostgresError`.
    public func first(_ sql: SQL) async throws(PostgresError) -> Row? {
        let result = try await result(of: sql)
        return result.count > 0 ? Row(result: result, index: 0) : nil
    }

    /// Runs a statement for its effect.
    ///
    /// - Parameter sql: One statement.
    /// - Returns: The rows inserted, updated, deleted, or returned; 0 for statements that count none.
    /// - Throws: `PostgresError`.
    @discardableResult
    public func execute(_ sql: SQL) async throws(PostgresError) -> Int {
        try await result(of: sql).affectedRows
    }

    /// Runs a script of several statements by the simple protocol, as one transaction unless it says otherwise.
    ///
    /// - Parameter script: The statements.
    /// - Throws: `PostgresError` whose `statement` is the name of the script and whose `line` is the line in it.
    public func run(_ script: SQLScript) async throws(PostgresError) {
        _ = try session.ready()
        do throws(PostgresError) {
            _ = try await perform { session throws(PostgresError) in
                try session.simple(script.text, statement: script.name)
            }
        } catch {
            var error = error
            if error.line == nil, let position = error.position {
                error.line = script.text.unicodeScalars.prefix(position - 1).count { $0 == "\n" } + 1
            }
            throw error
        }
    }

    /// Runs a statement and hands its rows over one by one, in constant memory.
    ///
    /// The body runs where the caller runs. When it throws, the statement is cancelled, which fails a transaction
    /// around it.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - body: Takes one row after the other.
    /// - Throws: `PostgresError`, or what `body` throws.
    public nonisolated(nonsending) func stream(_ sql: SQL, _ body: (Row) throws -> Void) async throws {
        try await exclusively {
            var rows = try await firstRows(sql)
            while !rows.isEmpty {
                for row in rows { try body(row) }
                rows = try await nextRows(sql)
            }
        }
    }

    private func result(of sql: SQL) async throws(PostgresError) -> ResultSet {
        _ = try session.ready()
        return try await perform { session throws(PostgresError) in try session.run(sql) }
    }

    private func firstRows(_ sql: SQL) throws(PostgresError) -> [Row] {
        do throws(PostgresError) {
            try session.beginStream(sql)
            return try session.nextRows(sql)
        } catch  where error.isStaleStatement && session.isOutsideTransaction {
            try session.beginStream(sql)
            return try session.nextRows(sql)
        }
    }

    private func nextRows(_ sql: SQL) throws(PostgresError) -> [Row] {
        guard case .streaming = session.activity else { return [] }
        guard !canceller.isRequested else { throw .cancelled }
        return try session.nextRows(sql)
    }
}
