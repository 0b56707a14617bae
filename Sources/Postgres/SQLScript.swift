import Glibc

/// The text of a file with several statements, run as a whole by the simple protocol.
///
/// Without `BEGIN` in it the server runs a script as one transaction. A script binds no values.
public struct SQLScript: Sendable, Equatable {
    /// Where the text came from, named in errors.
    public let name: String

    /// The statements.
    public let text: String

    /// Reads a script from a file in UTF-8.
    ///
    /// - Parameter path: The file, absolute or relative to the current directory.
    /// - Throws: `PostgresError` of kind `.script` when the file cannot be read, is not UTF-8 or holds a NUL.
    public init(file path: String) throws(PostgresError) {
        let bytes = try Self.read(path)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .script("\(path) is not UTF-8") }
        guard !bytes.contains(0) else { throw .script("\(path) holds a NUL character") }
        name = path
        self.text = text
    }

    /// Takes a script from a literal in the source.
    public init(literal: StaticString) {
        name = "literal script"
        text = literal.description
    }

    private static func read(_ path: String) throws(PostgresError) -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw .script("cannot open \(path): \(errorText())") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&block, 1, block.count, file)
            bytes += block[..<count]
            if count < block.count { break }
        }
        guard ferror(file) == 0 else { throw .script("cannot read \(path): \(errorText())") }
        return bytes
    }

    private static func errorText() -> String {
        String(cString: strerror(errno))
    }
}
