import CPostgres

/// Owns one result of libpq.
///
/// `@unchecked Sendable`: libpq never changes a result after it was handed over, and reading one from several threads
/// is allowed.
final class ResultSet: @unchecked Sendable {
    let columns: Columns
    private let pointer: OpaquePointer

    /// Takes ownership; `columns` are shared between the results of one stream.
    init(_ pointer: OpaquePointer, columns: Columns? = nil) {
        self.pointer = pointer
        self.columns = columns ?? Columns(pointer)
    }

    deinit {
        PQclear(pointer)
    }

    var count: Int { Int(PQntuples(pointer)) }

    var byteCount: Int { PQresultMemorySize(pointer) }

    var affectedRows: Int {
        PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0
    }

    func rows() -> [Row] {
        (0..<count).map { Row(result: self, index: Int32($0)) }
    }

    func cell(row: Int32, column: Int) -> PostgresCell {
        let bytes: UnsafeRawBufferPointer? =
            PQgetisnull(pointer, row, Int32(column)) == 1
            ? nil
            : UnsafeRawBufferPointer(
                start: PQgetvalue(pointer, row, Int32(column)), count: Int(PQgetlength(pointer, row, Int32(column))))
        return PostgresCell(result: self, index: column, type: columns.types[column], bytes: bytes)
    }
}

/// The names and types of the columns of a result.
final class Columns: Sendable {
    let names: [String]
    let types: [PostgresType]
    private let positions: [String: Int]
    private let ambiguous: Set<String>

    init(_ result: OpaquePointer) {
        let range = 0..<PQnfields(result)
        names = range.map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
        types = range.map { PostgresType(oid: PQftype(result, $0)) }
        positions = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
        ambiguous = Set(Dictionary(grouping: names) { $0 }.filter { $1.count > 1 }.keys)
    }

    func position(of name: String) throws(PostgresError) -> Int {
        guard let position = positions[name] else {
            throw .decoding("no column \"\(name)\"; there are \(names.joined(separator: ", "))", column: name)
        }
        guard !ambiguous.contains(name) else {
            throw .decoding("more than one column \"\(name)\"", column: name)
        }
        return position
    }
}
