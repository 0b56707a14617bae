import Glibc

/// Where the bytes of a file come from.
enum ByteSource: Sendable {
    case file(path: String)
    case memory([UInt8])
}

/// One pass over the bytes of a source, front to back.
final class ByteStream {
    private let source: ByteSource
    private let descriptor: Int32
    private var position = 0
    /// The size of the source in bytes when it was opened.
    let totalBytes: Int

    init(_ source: ByteSource) throws(CSVError) {
        self.source = source
        switch source {
        case .memory(let bytes):
            descriptor = -1
            totalBytes = bytes.count
        case .file(let path):
            (descriptor, totalBytes) = try ByteStream.open(path)
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Fills the buffer as far as the source allows; 0 means the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVError) -> Int {
        if case .memory(let bytes) = source {
            let count = min(buffer.count, bytes.count - position)
            bytes.withUnsafeBytes {
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position...].prefix(count)))
            }
            position += count
            return count
        }
        var filled = 0
        while filled < buffer.count {
            let count = Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { throw .cannotRead(reason: systemReason()) }
            if count == 0 { break }
            filled += count
        }
        position += filled
        return filled
    }

    private static func open(_ path: String) throws(CSVError) -> (Int32, Int) {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, reason: systemReason()) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .notARegularFile(path: path)
        }
        // Advice only: a kernel that refuses it reads just as well.
        _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        return (descriptor, Int(status.st_size))
    }
}

/// What the system says about the call that just failed.
func systemReason() -> String {
    String(cString: strerror(errno))
}
