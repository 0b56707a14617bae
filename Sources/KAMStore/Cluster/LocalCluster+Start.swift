import Foundation
import Glibc

extension LocalCluster {
    /// Starts the server and waits until it takes connections; the lock is held.
    func start(_ marker: inout ClusterMarker, _ account: ServerAccount) async throws {
        let deadline = ContinuousClock.now + patience
        if try await waitForPredecessor(marker, until: deadline) { return }
        // The folder may have been moved since.
        let socketFolder = try folder.chooseSocketFolder(account, environment: environment)
        if marker.socketFolder != socketFolder {
            marker.socketFolder = socketFolder
            try marker.write(folder, account)
        }
        try setAsideStaleLocks(marker)
        for path in [marker.socketFolder, "\(directory)/log"] { try folder.makeOwnerOnly(path, account) }
        let server = try await launch(marker, account)
        while await !isServing(marker) {
            if server.status != nil {
                throw DatabaseError.startFailed(directory: directory, output: logTail)
            }
            try await pause(until: deadline, "its server to be ready; it goes on with its start")
        }
    }

    /// Waits until a live server is ready or gone, and until the children of a killed one have ended.
    ///
    /// - Returns: Whether a server is ready.
    private func waitForPredecessor(_ marker: ClusterMarker, until deadline: ContinuousClock.Instant) async throws
        -> Bool
    {
        var orphans: [pid_t] = []
        let mercy = ContinuousClock.now + min(patience / 2, .seconds(5))
        while true {
            if let postmaster = Postmaster.find(data: folder.data) {
                if await isServing(marker) { return true }
                try refuseLostSocket(marker, postmaster)
                try await pause(until: deadline, "its server (process \(postmaster.process)) to be ready")
                continue
            }
            orphans = Postmaster.residents(of: folder.data)
            guard !orphans.isEmpty else { return false }
            guard ContinuousClock.now < deadline else {
                throw DatabaseError.orphanedProcesses(directory: directory, processes: orphans)
            }
            // Idle ones notice by themselves. A busy one is asked to end as PostgreSQL itself would ask it; it has no
            // server any more, and the next start recovers what it did.
            if ContinuousClock.now > mercy { orphans.forEach { kill($0, SIGTERM) } }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func refuseLostSocket(_ marker: ClusterMarker, _ postmaster: Postmaster) throws {
        // A server that ends removes its socket first and its pid file last, so it is asked again whether it is ready.
        guard postmaster.phase == .ready, Postmaster.find(data: folder.data)?.phase == .ready,
            FileStatus(of: ClusterFolder.socket(in: marker.socketFolder)) == nil
        else { return }
        throw DatabaseError.damaged(
            directory: directory,
            reason: "its server runs, but its socket in \(marker.socketFolder) is gone; stop it with 'kam db stop'")
    }

    /// Lock files whose number belongs to another program by now, or to a killed server that nobody has buried (as in
    /// a container whose first process does not wait for children), would keep the server from starting.
    ///
    /// That no process works in the data was seen before; the files are renamed, not removed, where that is possible.
    private func setAsideStaleLocks(_ marker: ClusterMarker) throws {
        let socketLock = ClusterFolder.socket(in: marker.socketFolder) + ".lock"
        for (path, name) in [("\(folder.data)/postmaster.pid", "postmaster.pid"), (socketLock, "socket.lock")] {
            guard let process = Postmaster.numberIn(path), kill(process, 0) == 0,
                Postmaster.residents(of: folder.data).isEmpty
            else { continue }
            guard rename(path, "\(directory)/log/\(name).stale") == 0 || unlink(path) == 0 else {
                throw folder.unusable("the stale \(name): \(systemError())")
            }
        }
    }

    private func launch(_ marker: ClusterMarker, _ account: ServerAccount) async throws -> LaunchedChild {
        let binaries = try await serverBinaries()
        let handle = try FolderHandle(directory)
        let inside = account.serverPath(of: directory)
        let socketFolder = marker.socketFolder == "\(directory)/run" ? "\(inside)/run" : marker.socketFolder
        guard let home = FileStatus(following: folder.data) else { throw folder.unusable(systemError()) }
        var settings = [
            "listen_addresses": "", "port": String(ClusterFolder.port), "unix_socket_directories": socketFolder,
            "unix_socket_permissions": "0700", "cluster_name": Postmaster.clusterName(home),
            // Each snapshot has two partitions with their indexes: a backup locks them all.
            "max_locks_per_transaction": "256",
            "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "logging_collector": "off",
        ]
        if durability == .throwaway {
            for name in ["fsync", "full_page_writes"] { settings[name] = "off" }
            // Tests run side by side, each with sessions of its own.
            settings["max_connections"] = "400"
        }
        let options = settings.sorted { $0.key < $1.key }.flatMap { ["-c", "\($0.key)=\($0.value)"] }
        let command = try account.command(
            binaries.path("postgres"), ["-D", "\(inside)/postgres"] + options, detached: true,
            passing: account.isSelf ? [] : [handle.descriptor])
        let log = try openLog(account)
        defer { close(log) }
        return try command.launch(log: log)
    }

    /// The log, a new one when the last has become large; one older log is kept.
    private func openLog(_ account: ServerAccount) throws -> Int32 {
        if let size = try? FileManager.default.attributesOfItem(atPath: folder.log)[.size] as? Int, size > 10 << 20 {
            _ = rename(folder.log, folder.log + ".1")
        }
        let log = open(folder.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard log >= 0 else { throw folder.unusable("\(folder.log): \(systemError())") }
        try account.adopt(folder.log)
        return log
    }

    /// The last lines of the log.
    var logTail: String {
        let bytes = FileManager.default.contents(atPath: folder.log) ?? Data()
        let text = String(decoding: bytes.suffix(8192), as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).suffix(12).joined(separator: "\n")
    }

    func pause(until deadline: ContinuousClock.Instant, _ waitingFor: String) async throws {
        guard ContinuousClock.now < deadline else {
            throw DatabaseError.timedOut(directory: directory, waitingFor: waitingFor)
        }
        try await Task.sleep(for: .milliseconds(20))
    }
}
