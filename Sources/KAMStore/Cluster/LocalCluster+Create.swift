import Foundation
import Glibc

extension LocalCluster {
    /// Makes what is missing of the cluster up to PostgreSQL's data; the lock is held.
    ///
    /// `initdb` works in a folder of its own name, which takes its place in one step when it is complete. So data that
    /// is in place is whole, and an unfinished folder never held a row and may be removed.
    func create(_ account: ServerAccount, _ lock: borrowing ClusterLock) async throws -> ClusterMarker {
        var marker = try claim(account)
        let hasData = FileStatus(of: folder.data) != nil
        guard marker.stage == .claimed || hasData else {
            throw DatabaseError.damaged(directory: directory, reason: "its folder 'postgres' is gone")
        }
        if marker.stage == .claimed {
            if !hasData {
                try removeUnfinished()
                try await initialise(account, lock)
            }
            marker.stage = .created
            try marker.write(folder, account)
        }
        guard dataMajor != nil else {
            throw DatabaseError.damaged(directory: directory, reason: "its folder 'postgres' has no PG_VERSION")
        }
        return marker
    }

    /// The marker, written first of all when there is none.
    private func claim(_ account: ServerAccount) throws -> ClusterMarker {
        if let marker = try ClusterMarker.read(folder) { return marker }
        let socketFolder = try folder.chooseSocketFolder(account, environment: environment)
        let marker = ClusterMarker(stage: .claimed, socketFolder: socketFolder)
        try marker.write(folder, account)
        return marker
    }

    /// Removes what an interrupted `initdb` left.
    ///
    /// It is not running any more: it would hold the lock.
    private func removeUnfinished() throws {
        for name in try folder.entries() where name.hasPrefix(ClusterFolder.unfinished) {
            do {
                try FileManager.default.removeItem(atPath: "\(directory)/\(name)")
            } catch {
                throw folder.unusable("the unfinished '\(name)' cannot be removed")
            }
        }
    }

    private func initialise(_ account: ServerAccount, _ lock: borrowing ClusterLock) async throws {
        let binaries = try await serverBinaries()
        let name = "\(ClusterFolder.unfinished)\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let unfinished = "\(directory)/\(name)"
        let handle = try FolderHandle(directory)
        var arguments = [
            "-D", "\(account.serverPath(of: directory))/\(name)", "-U", Self.administrator, "--encoding=UTF8",
            "--locale=C.UTF-8", "--auth-local=peer", "--auth-host=reject", "--data-checksums", "--no-instructions",
        ]
        if durability == .throwaway { arguments.append("--no-sync") }
        let command = try account.command(
            binaries.path("initdb"), arguments, passing: [handle.descriptor, lock.descriptor])
        let outcome = try await command.run()
        do {
            guard outcome.status == 0 else {
                throw DatabaseError.creationFailed(directory: directory, output: outcome.tail)
            }
            try configure(unfinished, account)
            guard rename(unfinished, folder.data) == 0 else { throw folder.unusable(systemError()) }
        } catch {
            // What is left behind is removed by the next attempt; the first error is the one to tell.
            try? FileManager.default.removeItem(atPath: unfinished)
            throw error
        }
        try FolderSync.file(directory)
    }

    func serverBinaries() async throws -> ServerBinaries {
        if let named {
            guard dataMajor ?? named.major == named.major else {
                throw DatabaseError.postgresOtherVersion(
                    needed: dataMajor ?? 0, found: [named.major], directory: directory)
            }
            return named
        }
        return try await ServerBinaries.find(major: dataMajor, for: directory, environment: environment)
    }

    /// Who may connect, and settings that an administrator may change later in `postgresql.conf`.
    private func configure(_ data: String, _ account: ServerAccount) throws {
        try append(settings, to: "\(data)/postgresql.conf")
        try replace("\(data)/pg_hba.conf", by: "local all all peer map=kam\n", account)
        // The system itself says who is at the other end of the socket: root or the server's user, as any of the roles.
        let roles = [Self.administrator, Self.owner, Self.application]
        let lines = ["root", account.name].flatMap { user in roles.map { "kam \"\(user)\" \($0)\n" } }
        try replace("\(data)/pg_ident.conf", by: lines.joined(), account)
    }

    private var settings: String {
        """

        # Set by kam when it made the cluster. What kam needs at any rate is on the command line of the server.
        max_connections = 100
        shared_buffers = 128MB
        work_mem = 32MB
        maintenance_work_mem = 256MB
        effective_cache_size = 1GB
        max_wal_size = 2GB
        checkpoint_timeout = 15min
        wal_compression = on
        wal_level = minimal
        max_wal_senders = 0
        random_page_cost = 1.1
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'
        datestyle = 'ISO, YMD'
        lc_messages = 'C'
        log_line_prefix = '%m [%p] %q%u@%d '
        log_lock_waits = on
        log_checkpoints = off

        """
    }

    private func append(_ text: String, to path: String) throws {
        guard let file = FileHandle(forWritingAtPath: path) else { throw folder.unusable("\(path): \(systemError())") }
        do {
            try file.seekToEnd()
            try file.write(contentsOf: Data(text.utf8))
            try file.synchronize()
            try file.close()
        } catch {
            throw folder.unusable("\(path) cannot be written")
        }
    }

    private func replace(_ path: String, by text: String, _ account: ServerAccount) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw folder.unusable("\(path) cannot be written")
        }
        try account.adopt(path)
        guard chmod(path, 0o600) == 0 else { throw folder.unusable("\(path): \(systemError())") }
        try FolderSync.file(path)
    }
}

/// A folder held open, by which a server reaches it without passing the folders above.
struct FolderHandle: ~Copyable {
    let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw DatabaseError.folderUnusable(directory: path, reason: systemError())
        }
    }

    deinit {
        close(descriptor)
    }
}
