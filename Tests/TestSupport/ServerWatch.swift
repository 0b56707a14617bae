import Foundation
import Glibc

/// A shell that outlives its owner by a moment: it stops the server of a folder and removes the folder, however the
/// tests ended.
///
/// The shell reads from a pipe whose other end only this process holds. That end closes with the last reference to the
/// watch, or by the system when the process is gone, crashed and killed ones too. In a session of its own, the shell is
/// not reached by Ctrl-C.
final class ServerWatch: Sendable {
    private let end: Int32

    /// Starts to watch over a folder that a cluster is about to be made in.
    ///
    /// - Parameters:
    ///   - data: The data folder of the cluster, which need not exist yet.
    ///   - folder: What is removed: `data` or a folder above it.
    /// - Throws: What keeps the shell from starting.
    init(data: String, removing folder: String) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        // No child may keep the other end open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        end = ends[1]
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        shell.arguments = ["/bin/sh", "-c", Self.script, "kam-test-watch", data, folder]
        shell.currentDirectoryURL = URL(fileURLWithPath: "/")
        shell.standardInput = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        shell.standardOutput = FileHandle.nullDevice
        shell.standardError = FileHandle.nullDevice
        try shell.run()
    }

    deinit {
        close(end)
    }

    /// Ends the server without letting it write anything more, and removes its folder and a socket outside of it.
    ///
    /// The number in the pid file is believed only when that process bears the cluster's name.
    private static let script = """
        cat >/dev/null
        pid=$(head -n 1 "$1/postgres/postmaster.pid")
        name="kam-$(stat -c %d-%i "$1/postgres")"
        socket=$(sed -n 's/^socket=//p' "$1/kam.cluster")
        if [ -n "$pid" ] && tr '\\0' ' ' <"/proc/$pid/cmdline" | grep -qF "=$name "; then
            kill -QUIT "$pid"
            for turn in $(seq 100); do kill -0 "$pid" || break; sleep 0.1; done
        fi
        case "$socket" in */kam-*-*) rm -rf "$socket" ;; esac
        rm -rf "$2"
        """
}
