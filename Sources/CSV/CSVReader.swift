/// How a file is to be read; what is nil is detected.
public struct CSVOptions: Equatable, Sendable {
    /// The encoding, or nil to detect it.
    public var encoding: TextEncoding?
    /// The delimiter, or nil to detect it.
    public var delimiter: Delimiter?
    /// The longest record in bytes of UTF-8; a longer one is an error, because most often a quote was never closed.
    public var recordLimit: Int

    /// Makes options.
    public init(encoding: TextEncoding? = nil, delimiter: Delimiter? = nil, recordLimit: Int = 16 * 1024 * 1024) {
        self.encoding = encoding
        self.delimiter = delimiter
        self.recordLimit = recordLimit
    }
}

/// A delimited text file whose encoding and delimiter are known.
///
/// Each `forEachRow` is a pass of its own over the file, in constant memory. Line ends are CR, LF or CRLF, mixed as the
/// file likes; blank lines are skipped and counted; rows may be of any width.
///
/// ```swift
/// let reader = try CSVReader(path: "accounts.csv")
/// let header = try reader.header()
/// try reader.forEachRow(after: header) { row in print(row.line, row.string(0)) }
/// ```
public struct CSVReader: Sendable {
    private let source: ByteSource
    private let recordLimit: Int
    /// The encoding, and why it is believed to be that.
    public let encoding: EncodingDetection
    /// The delimiter, and why it is believed to be that.
    public let delimiter: DelimiterDetection
    /// The size of the file in bytes.
    public let totalBytes: Int

    /// Opens a file and finds its encoding and its delimiter.
    ///
    /// - Throws: `CSVError` when the file cannot be read.
    public init(path: String, options: CSVOptions = CSVOptions()) throws(CSVError) {
        try self.init(source: .file(path: path), options)
    }

    /// Takes the bytes of a file and finds their encoding and delimiter.
    ///
    /// - Throws: `CSVError.encodingUnavailable` when the system cannot convert the encoding.
    public init(bytes: [UInt8], options: CSVOptions = CSVOptions()) throws(CSVError) {
        try self.init(source: .memory(bytes), options)
    }

    private init(source: ByteSource, _ options: CSVOptions) throws(CSVError) {
        self.source = source
        recordLimit = options.recordLimit
        totalBytes = try ByteStream(source).totalBytes
        encoding = try EncodingDetector(source: source).detect(forced: options.encoding)
        if let forced = options.delimiter {
            delimiter = DelimiterDetection(forced, .forced)
        } else {
            delimiter = try DelimiterDetector(source: source, encoding: encoding).detect()
        }
    }

    /// Lends each record to the closure, in order; throwing from it ends the pass.
    ///
    /// - Parameters:
    ///   - header: Records up to this one are left out; nil leaves out none.
    ///   - body: Reads the record, which is gone when it returns.
    /// - Returns: What the pass saw.
    /// - Throws: `CSVError` when the file cannot be read on, or what `body` throws.
    @discardableResult
    public func forEachRow(after header: CSVHeader? = nil, _ body: (borrowing CSVRow) throws -> Void) throws
        -> CSVSummary
    {
        let pump = try RowPump(source, as: encoding, delimiter: delimiter.delimiter, limit: recordLimit)
        let row = CSVRow(of: pump)
        let lastSkipped = header?.line ?? (delimiter.evidence == .declared ? 1 : 0)
        var rows = 0
        while try pump.next() {
            if row.line <= lastSkipped { continue }
            rows += 1
            try body(row)
        }
        return CSVSummary(rows: rows, blankLines: pump.blankLines, bytesRead: pump.bytesRead)
    }

    /// The first records as strings, each with its line; fewer when the file is shorter.
    ///
    /// - Throws: `CSVError` when a fault comes before the last of them.
    public func firstRows(_ limit: Int) throws(CSVError) -> [(line: Int, fields: [String])] {
        let pump = try RowPump(source, as: encoding, delimiter: delimiter.delimiter, limit: recordLimit)
        let row = CSVRow(of: pump)
        let lastSkipped = delimiter.evidence == .declared ? 1 : 0
        var rows: [(line: Int, fields: [String])] = []
        while rows.count < limit, try pump.next() {
            if row.line > lastSkipped { rows.append((row.line, row.strings())) }
        }
        return rows
    }
}

/// What one pass over a file saw.
public struct CSVSummary: Equatable, Sendable {
    /// The records handed out.
    public let rows: Int
    /// The lines with nothing but blanks, outside quotes.
    public let blankLines: Int
    /// The bytes of the file read.
    public let bytesRead: Int
}
