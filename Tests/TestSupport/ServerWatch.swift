import Foundation
import Glibc

/// A shell that outlives the tests by a moment: it stops their server and removes its folder, however the tests ended.
enum ServerWatch {
    /// Starts to watch over a folder that a cluster is about to be made in.
    ///
    /// The shell reads from a pipe whose other end only this process holds; the system closes that end when the process
    /// is gone, crashed and killed ones too. In a session of its own, the shell is not reached by Ctrl-C.
    static func start(folder: String) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        // No child may keep the other end open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        shell.arguments = ["/bin/sh", "-c", script, "kam-test-watch", folder]
        shell.currentDirectoryURL = URL(fileURLWithPath: "/")
        shell.standardInput = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        shell.standardOutput = FileHandle.nullDevice
        shell.standardError = FileHandle.nullDevice
        try shell.run()
    }

    /// Ends the server without letting it write anything more, and removes its folder and a socket outside of it.
    private static let script = """
        cat >/dev/null
        pid=$(head -n 1 "$1/postgres/postmaster.pid")
        socket=$(sed -n 's/^socket=//p' "$1/kam.cluster")
        if [ -n "$pid" ]; then
            kill -QUIT "$pid"
            for turn in $(seq 100); do kill -0 "$pid" || break; sleep 0.1; done
        fi
        case "$socket" in */kam-*) rm -rf "$socket" ;; esac
        rm -rf "$1"
        """
}
