import Glibc

/// Writes rows as delimited UTF-8 text that `CSVReader` and spreadsheets read back.
///
/// A cell is quoted when it has the delimiter, a quote or a line end, when blanks stand at its ends, and when it is the
/// empty only cell of its row. A file is written beside its place and moved there by `finish`, so a reader never sees
/// half of it; a writer dropped before that leaves nothing behind.
public struct CSVWriter: ~Copyable {
    private static let flushSize = 256 * 1024

    private let options: CSVWriterOptions
    private let target: Target
    private var buffer: [UInt8] = []

    /// Writes into memory; `finish` returns the bytes.
    public init(options: CSVWriterOptions = CSVWriterOptions()) {
        self.options = options
        target = .memory
        start()
    }

    /// Writes to an open descriptor, such as standard output, and leaves it open.
    public init(descriptor: Int32, options: CSVWriterOptions = CSVWriterOptions()) {
        self.options = options
        target = .descriptor(descriptor)
        start()
    }

    /// Writes a file, which takes the place of one that is there.
    ///
    /// - Throws: `CSVError.cannotWrite` when the folder does not allow it.
    public init(path: String, options: CSVWriterOptions = CSVWriterOptions()) throws(CSVError) {
        self.options = options
        target = .file(try PendingFile(path: path))
        start()
    }

    private mutating func start() {
        if options.byteOrderMark { buffer += TextEncoding.utf8.byteOrderMark }
    }

    /// Writes one record.
    ///
    /// - Parameter cells: The cells as they are; at least one, because a record of none is a blank line.
    /// - Throws: `CSVError.cannotWrite` when the disk does not take it.
    public mutating func write(_ cells: some Sequence<String>) throws(CSVError) {
        var count = 0
        let start = buffer.count
        for cell in cells {
            if count > 0 { buffer.append(options.delimiter.rawValue) }
            append(cell)
            count += 1
        }
        precondition(count > 0, "a record of no cells")
        if buffer.count == start { buffer += [0x22, 0x22] }
        buffer += options.lineEnd.rawValue.utf8
        if buffer.count >= CSVWriter.flushSize { try flush() }
    }

    /// Ends the file.
    ///
    /// - Returns: The bytes of a writer into memory; empty otherwise.
    /// - Throws: `CSVError.cannotWrite` when the disk does not take it.
    @discardableResult
    public consuming func finish() throws(CSVError) -> [UInt8] {
        try flush()
        if case .file(let file) = target { try file.commit() }
        return buffer
    }

    private mutating func append(_ cell: String) {
        var copy = cell
        copy.withUTF8 { text in
            let guarded = options.formulaGuard && FormulaGuard.isDangerous(Span(_unsafeElements: text))
            let apostrophe: [UInt8] = guarded ? [UInt8(ascii: "'")] : []
            guard needsQuotes(text) else {
                buffer += apostrophe
                buffer += text
                return
            }
            buffer.append(0x22)
            buffer += apostrophe
            for byte in text {
                if byte == 0x22 { buffer.append(0x22) }
                buffer.append(byte)
            }
            buffer.append(0x22)
        }
    }

    private func needsQuotes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if trimBlanks(text).count < text.count { return true }
        let delimiter = options.delimiter.rawValue
        return text.contains { $0 == delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    }

    private mutating func flush() throws(CSVError) {
        switch target {
        case .memory: return
        case .descriptor(let descriptor): try writeAll(buffer, to: descriptor, path: "descriptor \(descriptor)")
        case .file(let file): try writeAll(buffer, to: file.descriptor, path: file.path)
        }
        buffer.removeAll(keepingCapacity: true)
    }
}

extension CSVWriter {
    private enum Target {
        case memory
        case descriptor(Int32)
        case file(PendingFile)
    }
}

/// Writes all bytes, however many calls it takes.
func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(CSVError) {
    try bytes.span.withUnsafeBytes { (all) throws(CSVError) in
        var rest = all[...]
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { throw .cannotWrite(path: path, reason: systemReason()) }
            rest = rest.dropFirst(count)
        }
    }
}
