import Glibc

/// A file under a passing name beside its place, moved there by `commit` and removed when that never comes.
final class PendingFile {
    let path: String
    let descriptor: Int32
    private let passingPath: String
    private var isCommitted = false

    init(path: String) throws(CSVError) {
        self.path = path
        passingPath = "\(path).\(getpid()).partial"
        descriptor = open(passingPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: systemReason()) }
    }

    deinit {
        if descriptor < 0 { return }
        close(descriptor)
        if !isCommitted { unlink(passingPath) }
    }

    func commit() throws(CSVError) {
        guard rename(passingPath, path) == 0 else { throw .cannotWrite(path: path, reason: systemReason()) }
        isCommitted = true
    }
}
