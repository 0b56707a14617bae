import Foundation
import Glibc

/// The user of the system whom PostgreSQL runs as: oneself, or another one when oneself is root.
///
/// A server that is started by root reaches its folder through a descriptor that root has opened, not through the
/// folder's path: so it works below folders that are closed to that user, such as root's own home, and no permission
/// of any folder above needs to be loosened.
struct ServerAccount: Sendable, Equatable {
    let name: String
    let user: uid_t
    let group: gid_t
    /// Whether kam itself runs as this user.
    let isSelf: Bool

    /// The user for a data folder.
    ///
    /// When root runs kam, the owner of an existing folder is taken if it is not root, else `KAM_PG_USER`, else
    /// `postgres`.
    static func choose(for directory: String, environment: [String: String]) throws -> ServerAccount {
        guard geteuid() == 0 else {
            let name = try entry(getpwuid(geteuid())?.pointee, name: "user \(geteuid())").name
            return ServerAccount(name: name, user: geteuid(), group: getegid(), isSelf: true)
        }
        if let status = FileStatus(following: directory), status.owner != 0 {
            return try entry(getpwuid(status.owner)?.pointee, name: "user \(status.owner)")
        }
        let named = environment["KAM_PG_USER"].flatMap { $0.isEmpty ? nil : $0 } ?? "postgres"
        let account = try entry(getpwnam(named)?.pointee, name: named)
        guard account.user != 0 else { throw DatabaseError.noServerUser(name: named, reason: "it is root itself") }
        return account
    }

    private static func entry(_ found: passwd?, name: String) throws -> ServerAccount {
        guard let entry = found else {
            throw DatabaseError.noServerUser(name: name, reason: "this system does not know it")
        }
        return ServerAccount(
            name: String(cString: entry.pw_name), user: entry.pw_uid, group: entry.pw_gid, isSelf: false)
    }

    /// The folder as the server names it, given that descriptor 3 of the server is the folder.
    func serverPath(of directory: String) -> String { isSelf ? directory : "/proc/self/fd/3" }

    /// The command as this user, in the root folder, with a plain environment.
    ///
    /// When `detached` it has a session of its own, so that neither Ctrl-C nor the end of kam ends it. It sees the
    /// descriptors `passing` as 3 and upwards.
    func command(
        _ executable: String, _ arguments: [String], detached: Bool = false, passing: [Int32] = []
    ) throws -> ChildCommand {
        var words = ["-c", "cd / && umask 077 && exec \"$@\"", "sh"]
        if detached { words += ["setsid", "--"] }
        if !isSelf {
            words += ["setpriv", "--reuid", String(user), "--regid", String(group), "--init-groups", "--"]
        }
        let environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "HOME": "/", "USER": name,
        ]
        return ChildCommand(
            executable: "/bin/sh", arguments: words + [executable] + arguments, environment: environment,
            passing: passing)
    }

    /// Gives a file or folder that root has made to this user.
    func adopt(_ path: String) throws {
        guard !isSelf else { return }
        guard lchown(path, user, group) == 0 else {
            throw DatabaseError.folderUnusable(
                directory: path, reason: "it cannot be given to '\(name)': \(systemError())")
        }
    }
}

/// What `stat` tells of a path.
struct FileStatus: Sendable {
    let owner: uid_t
    let mode: mode_t
    let device: dev_t
    let inode: ino_t

    init?(following path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    init?(of path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        owner = status.st_uid
        mode = status.st_mode
        device = status.st_dev
        inode = status.st_ino
    }

    var isFolder: Bool { mode & S_IFMT == S_IFDIR }
    var isOwnerOnly: Bool { mode & 0o077 == 0 }
}

/// The words of the system for the error that was just met.
func systemError(_ code: Int32 = errno) -> String { String(cString: strerror(code)) }
