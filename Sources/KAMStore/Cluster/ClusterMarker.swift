import Foundation
import Glibc

/// The file that makes a folder kam's, as `key=value` lines.
struct ClusterMarker: Sendable, Equatable {
    /// The layout of the folder that this kam writes and reads.
    static let format = 1

    /// How far the making of the cluster has come.
    enum Stage: String, Sendable {
        /// The folder is kam's; PostgreSQL's data may not be there yet.
        case claimed
        /// PostgreSQL's data is in place; roles and database may be missing.
        case created
        /// Roles and database are there.
        case ready
    }

    var stage: Stage
    /// Where the socket is.
    var socketFolder: String

    /// Reads the marker of a folder; `nil` when there is none.
    ///
    /// - Throws: `DatabaseError.damaged` when it cannot be understood or is of a newer kam.
    static func read(_ folder: ClusterFolder) throws -> ClusterMarker? {
        guard FileStatus(of: folder.marker) != nil else { return nil }
        guard let text = try? String(contentsOfFile: folder.marker, encoding: .utf8) else {
            throw DatabaseError.damaged(directory: folder.directory, reason: "its marker kam.cluster cannot be read")
        }
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { values[parts[0]] = parts[1] }
        }
        guard let format = values["format"].flatMap(Int.init) else {
            throw DatabaseError.damaged(directory: folder.directory, reason: "its marker kam.cluster names no format")
        }
        guard format == Self.format else {
            throw DatabaseError.damaged(
                directory: folder.directory,
                reason: "its marker kam.cluster is of format \(format), and this kam knows format \(Self.format)")
        }
        guard let stage = values["stage"].flatMap(Stage.init), let socket = values["socket"], socket.hasPrefix("/")
        else {
            throw DatabaseError.damaged(directory: folder.directory, reason: "its marker kam.cluster is incomplete")
        }
        return ClusterMarker(stage: stage, socketFolder: socket)
    }

    /// Writes the marker: the old one or the new one is there, never half of it.
    func write(_ folder: ClusterFolder, _ account: ServerAccount) throws {
        let text = """
            # A private PostgreSQL cluster of kam; see docs/operations.md.
            format=\(Self.format)
            stage=\(stage.rawValue)
            socket=\(socketFolder)

            """
        let temporary = folder.marker + ".new"
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: temporary))
        } catch {
            throw folder.unusable("its marker cannot be written")
        }
        try account.adopt(temporary)
        try FolderSync.file(temporary)
        guard rename(temporary, folder.marker) == 0 else { throw folder.unusable("its marker: \(systemError())") }
        try FolderSync.file(folder.directory)
    }
}

/// Makes what was written outlive a loss of power.
enum FolderSync {
    /// Flushes one file, or the entries of one folder.
    static func file(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DatabaseError.folderUnusable(directory: path, reason: systemError()) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw DatabaseError.folderUnusable(directory: path, reason: systemError())
        }
    }
}
