/// Why a delimited text file could not be read or written.
///
/// Lines are physical lines from 1; offsets are bytes of the file from 0.
public enum CSVError: Error, Equatable, Sendable {
    /// The file could not be opened; `reason` is the system's own sentence.
    case cannotOpen(path: String, reason: String)
    /// The path names a folder, pipe or device: a file is read more than once, so it must be a regular one.
    case notARegularFile(path: String)
    /// Reading stopped half-way; `reason` is the system's own sentence.
    case cannotRead(reason: String)
    /// Writing or renaming failed; `reason` is the system's own sentence.
    case cannotWrite(path: String, reason: String)
    /// The bytes at `byteOffset`, on `line`, mean nothing in the encoding.
    case undecodable(encoding: TextEncoding, line: Int, byteOffset: Int)
    /// A NUL character stands on `line`: not text, or text in another encoding.
    case nulByte(line: Int)
    /// The file ends inside a quoted field whose quote stands on `line`.
    case unterminatedQuote(line: Int)
    /// The record that starts on `line` is longer than `limit` bytes, most often because of a stray quote.
    case recordTooLong(line: Int, limit: Int)
    /// No row among the first `rows` looks like the header.
    case headerNotFound(rows: Int)
    /// The system's converter does not know the encoding.
    case encodingUnavailable(TextEncoding)
    /// The parser ran out of memory in the record that starts on `line`.
    case outOfMemory(line: Int)
}

extension CSVError: CustomStringConvertible {
    /// The error as a sentence, at times with a second line that begins with `Maybe`.
    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "cannot open \(path): \(reason)"
        case .notARegularFile(let path):
            "\(path) is not a regular file"
        case .cannotRead(let reason):
            "cannot read on: \(reason)"
        case .cannotWrite(let path, let reason):
            "cannot write \(path): \(reason)"
        case .undecodable(let encoding, let line, let byteOffset):
            "line \(line): the byte at offset \(byteOffset) is not valid \(encoding.rawValue)\n"
                + "Maybe the file has another encoding, or was damaged in a copy."
        case .nulByte(let line):
            "line \(line): a NUL byte\nMaybe the file is not text, or is UTF-16 read as something else."
        case .unterminatedQuote(let line):
            "line \(line): a quote that begins here is never closed"
        case .recordTooLong(let line, let limit):
            "line \(line): the record that begins here is longer than \(limit) bytes\n"
                + "Maybe a quote on this line is never closed."
        case .headerNotFound(let rows):
            "no header among the first \(rows) rows"
        case .encodingUnavailable(let encoding):
            "this system cannot convert \(encoding.rawValue)"
        case .outOfMemory(let line):
            "line \(line): out of memory while reading the record that begins here"
        }
    }
}
