import CPostgres

extension Session {
    /// Runs a statement through the cache of prepared statements.
    ///
    /// A statement that went stale outside a transaction is prepared anew, once.
    func run(_ sql: SQL) throws(PostgresError) -> ResultSet {
        let statement = sql.statement
        do throws(PostgresError) {
            return try attempt(statement)
        } catch  where error.isStaleStatement && transactionStatus == PQTRANS_IDLE {
            return try attempt(statement)
        }
    }

    /// Runs a statement without preparing it under a name.
    func runOnce(_ statement: Statement) throws(PostgresError) -> ResultSet {
        let handle = try ready()
        let arguments = try BoundArguments(statement.parameters)
        let sent = arguments.withPointers { values, lengths, formats in
            PQsendQueryParams(
                handle, statement.text, arguments.count, arguments.types, values, lengths, formats,
                PostgresFormat.binary.rawValue)
        }
        return try accept(outcome(sent), statement: statement.text)
    }

    /// Prepares a statement unless it is already; returns its key and name.
    func prepare(_ statement: Statement) throws(PostgresError) -> (key: StatementCache.Key, name: String) {
        let handle = try ready()
        let key = StatementCache.Key(text: statement.text, types: statement.parameters.map(\.type))
        if let name = cache.name(of: key) { return (key, name) }
        try deallocateEvicted()
        let name = cache.newName()
        let types = key.types.map(\.oid)
        _ = try accept(
            outcome(PQsendPrepare(handle, name, statement.text, Int32(types.count), types)), statement: statement.text)
        cache.insert(key, name: name)
        return (key, name)
    }

    private func attempt(_ statement: Statement) throws(PostgresError) -> ResultSet {
        let handle = try ready()
        let arguments = try BoundArguments(statement.parameters)
        let (key, name) = try prepare(statement)
        let sent = arguments.withPointers { values, lengths, formats in
            PQsendQueryPrepared(
                handle, name, arguments.count, values, lengths, formats, PostgresFormat.binary.rawValue)
        }
        do throws(PostgresError) {
            return try accept(outcome(sent), statement: statement.text)
        } catch {
            if error.isStaleStatement { cache.remove(key) }
            throw error
        }
    }

    /// Frees statements that left the cache; never inside a transaction, which a name unknown to the server would fail.
    private func deallocateEvicted() throws(PostgresError) {
        guard let handle, transactionStatus == PQTRANS_IDLE else { return }
        for name in cache.takeEvicted() {
            PQclear(PQexec(handle, "DEALLOCATE \(name)"))
        }
    }
}

/// The values of a statement laid out as libpq wants them.
struct BoundArguments {
    let types: [UInt32]
    private var storage: [UInt8] = []
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    var count: Int32 { Int32(types.count) }

    init(_ parameters: [PostgresParameter]) throws(PostgresError) {
        guard parameters.count <= 65_535 else {
            throw .encoding("a statement takes at most 65535 values, not \(parameters.count)")
        }
        types = parameters.map(\.type.oid)
        for (index, parameter) in parameters.enumerated() {
            formats.append(parameter.format.rawValue)
            lengths.append(Int32(clamping: parameter.bytes?.count ?? 0))
            guard let bytes = parameter.bytes else {
                offsets.append(nil)
                continue
            }
            guard bytes.count < Int32.max else { throw .encoding("the value of $\(index + 1) is too long to be sent") }
            if parameter.format == .text, bytes.contains(0) {
                throw .encoding("the value of $\(index + 1) holds a NUL character, which text cannot")
            }
            offsets.append(storage.count)
            storage += bytes
            // Text ends with a NUL in libpq; binary values have their length.
            storage.append(0)
        }
    }

    func withPointers<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
    ) -> Result {
        storage.withUnsafeBytes { bytes in
            let values = offsets.map { offset in
                offset.flatMap { bytes.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self) }
            }
            return values.withUnsafeBufferPointer { values in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        body(values.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}
