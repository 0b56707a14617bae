public import Foundation
import Glibc
import Postgres

extension Database {
    /// Writes the whole database, every tenant of it, into one file; others may go on working.
    ///
    /// The file is PostgreSQL's custom format, readable by its owner alone. It takes its name when it is complete and
    /// on the disk, and replaces an older file of that name only then.
    ///
    /// - Parameters:
    ///   - path: The file, absolute or relative to the current folder.
    ///   - environment: Where `PATH` and libpq's variables are looked up.
    /// - Throws: `DatabaseError.copyWouldMissRows` when the role of a URL does not see every row, `.backupFile` when
    ///   the file cannot be written, `.toolFailed`.
    public func backup(
        to path: String, environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws {
        if let status = FileStatus(following: path), status.mode & S_IFMT != S_IFREG {
            // A rename onto a device would take its place.
            throw DatabaseError.backupFile(path: path, reason: "it is no regular file")
        }
        let tools = try await DatabaseTools(self, environment: environment)
        try await withSession(tools.administrator) { try await Self.refuseHalfSight($0) }
        let unfinished = "\(path).part-\(getpid())"
        let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw DatabaseError.backupFile(path: path, reason: systemError()) }
        close(descriptor)
        do {
            try await tools.run("pg_dump", ["--format=custom", "--file=\(unfinished)"], on: tools.administrator)
            try FolderSync.file(unfinished)
            guard rename(unfinished, path) == 0 else {
                throw DatabaseError.backupFile(path: path, reason: systemError())
            }
            try FolderSync.file(URL(fileURLWithPath: path).deletingLastPathComponent().path)
        } catch {
            unlink(unfinished)
            throw error
        }
    }

    /// Refuses a role whom row-level security shows a part only.
    private static func refuseHalfSight(_ connection: Connection) async throws {
        let row = try await connection.first(
            """
            SELECT r.rolname::text, r.rolsuper OR r.rolbypassrls
            FROM pg_catalog.pg_roles AS r
            WHERE r.rolname = current_user
            """)
        guard let (role, seesAll) = try row?.decode(String.self, Bool.self), !seesAll else { return }
        throw DatabaseError.copyWouldMissRows(role: role)
    }
}
