import Crypto
import Foundation
import Glibc

/// The data folder: which of its entries mean what, and whether it is kam's at all.
///
/// - `kam.cluster`: the marker, written before anything else; it makes the folder kam's.
/// - `lock`: whoever makes, starts or stops the cluster holds a lock on it.
/// - `postgres`: PostgreSQL's own data. `postgres.new-*` are unfinished ones, which never held a row.
/// - `run`: the socket, unless the path would be too long; then it is in a short folder that the marker names.
/// - `log`: what the server says.
struct ClusterFolder: Sendable, Equatable {
    /// The longest path of a socket that the system allows.
    static let longestSocketPath = 107
    static let port = 5432

    /// Absolute, links resolved as far as the path exists.
    let directory: String

    init(_ directory: String) {
        let absolute = URL(fileURLWithPath: (directory as NSString).expandingTildeInPath).standardizedFileURL
        self.directory = absolute.resolvingSymlinksInPath().path
    }

    var data: String { "\(directory)/postgres" }
    var lock: String { "\(directory)/lock" }
    var log: String { "\(directory)/log/postgres.log" }
    var marker: String { "\(directory)/kam.cluster" }
    static let unfinished = "postgres.new-"

    /// Whether the folder may be used.
    ///
    /// - Throws: `DatabaseError.foreignFolder` when it holds something and is not kam's, `.folderUnusable` when it
    ///   cannot be read or belongs to somebody else. Nothing is changed.
    func inspect(for account: ServerAccount) throws {
        guard let status = FileStatus(following: directory) else {
            guard errno == ENOENT else { throw unusable(systemError()) }
            return
        }
        guard status.isFolder else { throw unusable("it is not a folder") }
        guard status.owner == account.user || geteuid() == 0 else {
            throw unusable("it belongs to user \(status.owner), and kam runs as '\(account.name)'")
        }
        // Another kam may be about to write the marker, or was killed just before it was in place.
        guard let other = try entries().first(where: { !["lock", "kam.cluster.new"].contains($0) }),
            FileStatus(of: marker) == nil
        else { return }
        throw DatabaseError.foreignFolder(directory: directory, entry: other)
    }

    /// The names in the folder, sorted.
    func entries() throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        } catch {
            throw unusable("it cannot be read")
        }
    }

    /// Makes the folder, if it is not there, with nobody but the server's user let in.
    func make(for account: ServerAccount) throws {
        try inspect(for: account)
        if FileStatus(following: directory) == nil {
            let parent = (directory as NSString).deletingLastPathComponent
            do {
                try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            } catch {
                throw unusable("its parent \(parent) cannot be made")
            }
        }
        try makeOwnerOnly(directory, account)
    }

    /// Makes one folder that only the server's user may enter, or checks that it is one.
    func makeOwnerOnly(_ path: String, _ account: ServerAccount) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw unusable("\(path): \(systemError())") }
        guard let status = FileStatus(of: path), status.isFolder else { throw unusable("\(path) is not a folder") }
        guard [account.user, geteuid()].contains(status.owner) else {
            throw unusable("\(path) belongs to user \(status.owner)")
        }
        if status.owner != account.user { try account.adopt(path) }
        guard status.isOwnerOnly || chmod(path, 0o700) == 0 else { throw unusable("\(path): \(systemError())") }
    }

    func unusable(_ reason: String) -> DatabaseError { .folderUnusable(directory: directory, reason: reason) }

    /// The folder for the socket: `run` inside, or a short one named after the folder when the path would be too long.
    func chooseSocketFolder(_ account: ServerAccount, environment: [String: String]) throws -> String {
        let digest = SHA256.hash(data: Data(directory.utf8)).prefix(8).map { String(format: "%02x", $0) }.joined()
        var folders = ["\(directory)/run"]
        // A server that root starts can enter /tmp, but perhaps not root's own folder for temporary files.
        if account.isSelf, let temporary = environment["TMPDIR"], temporary.hasPrefix("/") { folders.append(temporary) }
        folders = folders.prefix(1) + (folders.dropFirst() + ["/tmp"]).map { "\($0)/kam-\(account.user)-\(digest)" }
        guard let folder = folders.first(where: { Self.socket(in: $0).utf8.count <= Self.longestSocketPath }) else {
            throw unusable("no folder is short enough for its socket")
        }
        return folder
    }

    static func socket(in folder: String) -> String { "\(folder)/.s.PGSQL.\(port)" }
}
