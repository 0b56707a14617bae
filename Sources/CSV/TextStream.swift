import Glibc

/// A piece of a file as valid UTF-8, or what came instead.
enum TextChunk {
    /// Valid UTF-8; the memory is good until the next call.
    case text(UnsafeBufferPointer<UInt8>)
    /// The byte at this offset of the file is not valid in its encoding.
    case undecodable(byteOffset: Int)
    /// Nothing is left.
    case end
}

/// One pass over a file that turns its bytes into chunks of valid UTF-8 in constant memory.
///
/// UTF-8 is checked and handed on without a copy; anything else goes through `iconv`.
final class TextStream {
    /// The usual chunk in bytes; tests cut finer, so that every character meets a border.
    static let chunkSize = 256 * 1024

    private let bytes: ByteStream
    private let converter: Converter?
    private let input: UnsafeMutableRawBufferPointer
    private let output: UnsafeMutableRawBufferPointer
    /// The input bytes that wait: `input[waiting]` stands at `offset` in the file.
    private var waiting = 0..<0
    private var offset = 0
    private var markLeft: Int
    private var isAtEnd = false
    private var isBroken = false

    /// The bytes of the file that were handed on so far.
    var bytesRead: Int { offset }

    init(
        _ source: ByteSource, as detection: EncodingDetection, chunkSize: Int = chunkSize
    ) throws(CSVError) {
        bytes = try ByteStream(source)
        converter = detection.encoding == .utf8 ? nil : try Converter(from: detection.encoding)
        markLeft = detection.byteOrderMarkLength
        input = .allocate(byteCount: chunkSize, alignment: 16)
        output = .allocate(byteCount: converter == nil ? 0 : chunkSize * 3, alignment: 16)
    }

    deinit {
        input.deallocate()
        output.deallocate()
    }

    /// The next chunk; empty chunks are never handed out.
    func next() throws(CSVError) -> TextChunk {
        while !isBroken {
            try fill()
            if waiting.isEmpty { return .end }
            let text = converter.map(convert) ?? validate()
            if !text.isEmpty { return .text(text) }
            if isAtEnd && !waiting.isEmpty { isBroken = true }
        }
        return .undecodable(byteOffset: offset)
    }

    /// Moves what waits to the front and reads behind it.
    private func fill() throws(CSVError) {
        if isAtEnd { return }
        let kept = waiting.count
        if kept > 0, waiting.lowerBound > 0, let start = input.baseAddress {
            memmove(start, start + waiting.lowerBound, kept)
        }
        let read = try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: input[kept...]))
        isAtEnd = read < input.count - kept
        waiting = 0..<(kept + read)
        let skipped = min(markLeft, waiting.count)
        consume(skipped)
        markLeft -= skipped
    }

    private func consume(_ count: Int) {
        waiting = (waiting.lowerBound + count)..<waiting.upperBound
        offset += count
    }

    private func validate() -> UnsafeBufferPointer<UInt8> {
        let all = UnsafeBufferPointer(
            UnsafeMutableRawBufferPointer(rebasing: input[waiting]).assumingMemoryBound(to: UInt8.self))
        let validity = UTF8Validity(all)
        consume(validity.validCount)
        if !waiting.isEmpty && !validity.isTruncated { isBroken = true }
        return UnsafeBufferPointer(rebasing: all[..<validity.validCount])
    }

    private func convert(with converter: Converter) -> UnsafeBufferPointer<UInt8> {
        let result = converter.convert(UnsafeMutableRawBufferPointer(rebasing: input[waiting]), into: output)
        consume(result.used)
        if result.stop == .invalid { isBroken = true }
        return UnsafeBufferPointer(
            UnsafeMutableRawBufferPointer(rebasing: output[..<result.written]).assumingMemoryBound(to: UInt8.self))
    }
}
