/// Finds the encoding: a mark, zero bytes as UTF-16 has them, valid UTF-8 to the end, else a guess.
///
/// The whole file is checked, in constant memory, because a name in Shift_JIS may stand only on its last page.
struct EncodingDetector {
    static let sampleSize = 64 * 1024

    let source: ByteSource

    func detect(forced: TextEncoding?) throws(CSVError) -> EncodingDetection {
        let head = try firstBytes()
        if let forced {
            let mark = forced.byteOrderMark
            let length = head.starts(with: mark) ? mark.count : 0
            return EncodingDetection(encoding: forced, evidence: .forced, byteOrderMarkLength: length)
        }
        for encoding in TextEncoding.allCases {
            let mark = encoding.byteOrderMark
            if mark.isEmpty || !head.starts(with: mark) { continue }
            return EncodingDetection(encoding: encoding, evidence: .byteOrderMark, byteOrderMarkLength: mark.count)
        }
        if let encoding = try unmarkedUTF16(head) { return guess(encoding) }
        return try validUTF8OrGuess()
    }

    private func guess(_ encoding: TextEncoding) -> EncodingDetection {
        EncodingDetection(encoding: encoding, evidence: .guess, byteOrderMarkLength: 0)
    }

    private func firstBytes() throws(CSVError) -> [UInt8] {
        var head = [UInt8](repeating: 0, count: EncodingDetector.sampleSize)
        let stream = try ByteStream(source)
        let count = try read(stream, into: &head, head.count)
        head.removeLast(head.count - count)
        return head
    }

    /// UTF-16 has its zero bytes on one side of each pair: all of Western text, delimiters and line ends of Japanese.
    ///
    /// Text of few zero bytes that is valid UTF-8 is that, with stray NUL bytes, which reading it reports.
    private func unmarkedUTF16(_ head: [UInt8]) throws(CSVError) -> TextEncoding? {
        var zeros = (even: 0, odd: 0)
        for (index, byte) in head.enumerated() where byte == 0 {
            if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        let (most, least) = (max(zeros.even, zeros.odd), min(zeros.even, zeros.odd))
        if most == 0 || least * 10 > most { return nil }
        let pairs = head.count / 2
        let isValidUTF8 = head.withUnsafeBufferPointer { bytes in
            let validity = UTF8Validity(bytes)
            return validity.validCount == bytes.count || validity.isTruncated
        }
        guard most * 2 >= pairs || (most * 20 >= pairs && !isValidUTF8) else { return nil }
        let encoding: TextEncoding = zeros.odd > zeros.even ? .utf16LittleEndian : .utf16BigEndian
        return try Converter.accepts(head, as: encoding) ? encoding : nil
    }

    private func validUTF8OrGuess() throws(CSVError) -> EncodingDetection {
        let utf8 = EncodingDetection(encoding: .utf8, evidence: .valid, byteOrderMarkLength: 0)
        let stream = try TextStream(source, as: utf8)
        while true {
            switch try stream.next() {
            case .text: continue
            case .end: return utf8
            case .undecodable(let byteOffset):
                return guess(try EncodingGuess(sample: sample(around: byteOffset)).best())
            }
        }
    }

    /// The bytes around an offset: half a sample before it, so that text which was valid has its say, and half after.
    private func sample(around byteOffset: Int) throws(CSVError) -> [UInt8] {
        let stream = try ByteStream(source)
        let half = EncodingDetector.sampleSize / 2
        let start = max(0, byteOffset - half)
        var buffer = [UInt8](repeating: 0, count: EncodingDetector.sampleSize)
        var skipped = 0
        while skipped < start {
            let wanted = min(buffer.count, start - skipped)
            let count = try read(stream, into: &buffer, wanted)
            if count == 0 { return [] }
            skipped += count
        }
        let count = try read(stream, into: &buffer, byteOffset - start + half)
        // What stands before the offset is valid UTF-8: the cut may leave the end of a character, and no more.
        let kept = buffer.prefix(count).drop { start > 0 && $0 & 0xC0 == 0x80 }
        return Array(kept)
    }

    private func read(_ stream: ByteStream, into buffer: inout [UInt8], _ count: Int) throws(CSVError) -> Int {
        var span = buffer.mutableSpan
        return try span.withUnsafeMutableBytes { (all) throws(CSVError) in
            try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: all[..<count]))
        }
    }
}
