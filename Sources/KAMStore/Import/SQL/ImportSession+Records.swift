import CSV
import KAMModel
import Postgres

extension ImportSession {
    /// Writes what was read, noticed, assumed and rejected.
    mutating func writeRecords(_ digests: [ImportEntity: String]) async throws {
        for file in files.values.sorted(by: { $0.number < $1.number }) {
            try await connection.execute(
                """
                INSERT INTO kam.import_file (tenant_id, snapshot_id, file, entity, encoding, delimiter, header_line,
                    row_count, sha256)
                VALUES (\(tenant)::uuid, \(snapshot)::uuid, \(file.name), \(file.entity.rawValue),
                    \(file.reader.encoding.encoding.rawValue), \("\(file.reader.delimiter.delimiter)"),
                    \(Int32(file.header.line)), \(statistics[file.entity]?.rows ?? 0), \(digests[file.entity] ?? ""))
                """)
        }
        let ordered = diagnostics.enumerated().sorted { left, right in
            (right.element.severity, left.element.code, left.offset)
                < (left.element.severity, right.element.code, right.offset)
        }.map(\.element)
        try await connection.execute(
            """
            INSERT INTO kam.diagnostic (tenant_id, snapshot_id, ordinal, severity, code, message, file, line, hint)
            SELECT \(tenant)::uuid, \(snapshot)::uuid, ordinal, severity, code, message, nullif(file, ''),
                nullif(line, 0), nullif(hint, '')
            FROM unnest(
                \(ordered.map(\.severity.rawValue))::text[], \(ordered.map(\.code))::text[],
                \(ordered.map(\.message))::text[], \(ordered.map { $0.file ?? "" })::text[],
                \(ordered.map { $0.line ?? 0 })::bigint[], \(ordered.map { $0.hint ?? "" })::text[])
                WITH ORDINALITY AS d (severity, code, message, file, line, hint, ordinal)
            """)
        try await connection.execute(
            """
            INSERT INTO kam.assumption (tenant_id, snapshot_id, ordinal, sentence)
            SELECT \(tenant)::uuid, \(snapshot)::uuid, ordinal, sentence
            FROM unnest(\(assumptions)::text[]) WITH ORDINALITY AS a (sentence, ordinal)
            """)
        let named = files.values.sorted { $0.number < $1.number }
        try await connection.execute(
            """
            INSERT INTO kam.reject (tenant_id, snapshot_id, ordinal, file, line, column_name, value, code, reason)
            SELECT \(tenant)::uuid, \(snapshot)::uuid, row_number() OVER (ORDER BY f.file, f.line, f.code), n.name,
                f.line, f.column_name, f.value, f.code, f.reason
            FROM import_fault AS f
            JOIN unnest(\(named.map { Int16($0.number) })::smallint[], \(named.map(\.name))::text[])
                AS n (file, name) ON n.file = f.file
            """)
    }

    /// Writes the rejects file before the transaction of a dry run is undone.
    func writeRejects(to path: String?) async throws {
        try await StoredImport(connection, tenant: ID<Tenant>(tenant), snapshot: ID<Snapshot>(snapshot))
            .writeRejects(to: path)
    }
}
