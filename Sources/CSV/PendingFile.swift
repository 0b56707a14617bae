import Glibc

/// A file under a passing name beside its place, moved there by `commit` and removed when that never comes.
///
/// A device or pipe that stands in the place is written to as it is: moved onto `/dev/null`, a file would take its place.
final class PendingFile {
    let path: String
    let descriptor: Int32
    private let passingPath: String?
    private var isCommitted = false

    init(path: String) throws(CSVError) {
        self.path = path
        passingPath = PendingFile.isDevice(path) ? nil : "\(path).\(getpid()).partial"
        descriptor = open(passingPath ?? path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: systemReason()) }
    }

    deinit {
        if descriptor < 0 { return }
        close(descriptor)
        if let passingPath, !isCommitted { unlink(passingPath) }
    }

    func commit() throws(CSVError) {
        guard let passingPath else { return }
        guard rename(passingPath, path) == 0 else { throw .cannotWrite(path: path, reason: systemReason()) }
        isCommitted = true
    }

    /// Whether something stands in the place that is neither a regular file nor a folder.
    private static func isDevice(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    }
}
