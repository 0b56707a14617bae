import Glibc

/// One pass over a file, record by record: the text stream and the parser joined.
final class RowPump {
    private let stream: TextStream
    private let encoding: TextEncoding
    private let parser: RecordParser
    private var hasNUL = false
    private var isAtEnd = false

    /// The record last read.
    var state: UnsafeMutablePointer<RowState> { parser.state }
    /// The bytes of the file read so far.
    var bytesRead: Int { stream.bytesRead }
    /// The physical lines that gave no record so far.
    var blankLines: Int { parser.blankLines }

    init(
        _ source: ByteSource, as detection: EncodingDetection, delimiter: Delimiter, limit: Int,
        chunkSize: Int = TextStream.chunkSize
    ) throws(CSVError) {
        stream = try TextStream(source, as: detection, chunkSize: chunkSize)
        encoding = detection.encoding
        parser = RecordParser(delimiter: delimiter, limit: limit)
    }

    /// Reads the next record into `state`; false at the end of the file.
    func next() throws(CSVError) -> Bool {
        while !isAtEnd {
            if try parser.advance() { return true }
            if hasNUL { throw .nulByte(line: parser.line) }
            switch try stream.next() {
            case .text(let chunk):
                parser.begin(upToNUL(chunk))
                parser.state.pointee.bytesRead = stream.bytesRead
            case .undecodable(let byteOffset):
                throw .undecodable(encoding: encoding, line: parser.line, byteOffset: byteOffset)
            case .end:
                isAtEnd = true
                return try parser.finish()
            }
        }
        return false
    }

    /// The chunk as far as its first NUL, which is reported once the records before it are handed out.
    private func upToNUL(_ chunk: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard let base = chunk.baseAddress, let found = memchr(base, 0, chunk.count) else { return chunk }
        hasNUL = true
        return UnsafeBufferPointer(start: base, count: UnsafeRawPointer(found) - UnsafeRawPointer(base))
    }
}
