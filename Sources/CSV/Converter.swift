internal import CCSV
import Glibc

/// An open `iconv` conversion from one encoding to another.
final class Converter {
    /// What stopped a conversion.
    enum Stop {
        /// All input is converted.
        case inputUsed
        /// The input ends inside a character.
        case truncated
        /// The output is full.
        case outputFull
        /// The next input bytes mean nothing in the encoding.
        case invalid
    }

    private let handle: iconv_t

    init(from encoding: TextEncoding) throws(CSVError) {
        let opened = iconv_open("UTF-8", encoding.iconvName)
        // iconv_open answers (iconv_t)-1 on failure.
        guard let handle = opened, Int(bitPattern: handle) != -1 else { throw .encodingUnavailable(encoding) }
        self.handle = handle
    }

    deinit {
        iconv_close(handle)
    }

    /// Converts as much as it can.
    ///
    /// - Returns: The input bytes used, the output bytes written, and why it stopped.
    func convert(
        _ input: UnsafeMutableRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> (used: Int, written: Int, stop: Stop) {
        var from = input.baseAddress?.assumingMemoryBound(to: CChar.self)
        var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = input.count
        var room = output.count
        let result = iconv(handle, &from, &left, &to, &room)
        let stop: Stop =
            if result != -1 {
                .inputUsed
            } else if errno == EINVAL {
                .truncated
            } else if errno == E2BIG {
                .outputFull
            } else {
                .invalid
            }
        return (input.count - left, output.count - room, stop)
    }

    /// Whether the bytes are valid in the encoding, a character cut off at the end allowed.
    static func accepts(_ bytes: [UInt8], as encoding: TextEncoding) throws(CSVError) -> Bool {
        let converter = try Converter(from: encoding)
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count * 4 + 16)
        let stop = input.withUnsafeMutableBytes { from in
            output.withUnsafeMutableBytes { to in converter.convert(from, into: to).stop }
        }
        return stop != .invalid
    }
}
