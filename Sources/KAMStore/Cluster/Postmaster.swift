import Foundation
import Glibc

/// What the files and processes of the system tell of a cluster's server.
struct Postmaster: Sendable {
    /// Where a server is between its start and its end, in its own words.
    enum Phase: Sendable, Equatable {
        case starting
        case ready
        case stopping
    }

    let process: pid_t
    let phase: Phase

    /// The live server of a cluster, `nil` when none runs.
    ///
    /// A pid file alone proves nothing: it stays after a crash, and its number may belong to another program by now, so
    /// the process itself is asked.
    static func find(data: String) -> Postmaster? {
        guard let lines = pidFile(data), let process = lines.first.flatMap({ pid_t($0) }), process > 0,
            residents(of: data).contains(process)
        else { return nil }
        let word = lines.count > 7 ? lines[7].trimmingCharacters(in: .whitespaces) : "starting"
        let phases: [String: Phase] = ["ready": .ready, "standby": .ready, "stopping": .stopping]
        return Postmaster(process: process, phase: phases[word] ?? .starting)
    }

    /// The lines of `postmaster.pid`.
    static func pidFile(_ data: String) -> [String]? {
        lines("\(data)/postmaster.pid")
    }

    /// The process that a lock file of PostgreSQL names in its first line.
    static func numberIn(_ lock: String) -> pid_t? {
        lines(lock)?.first.flatMap { pid_t($0) }.flatMap { $0 > 0 ? $0 : nil }
    }

    private static func lines(_ path: String) -> [String]? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The live processes of the server of a cluster: itself and its children, in rising order.
    static func residents(of data: String) -> [pid_t] {
        guard let home = FileStatus(following: data) else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { isServer($0) && belongs($0, to: home) }.sorted()
    }

    /// The name that a server gets, which its processes show: a folder keeps its inode when it is renamed.
    static func clusterName(_ home: FileStatus) -> String { "kam-\(home.device)-\(home.inode)" }

    /// Whether the process is a PostgreSQL, and not a shell that somebody opened in the folder.
    private static func isServer(_ process: pid_t) -> Bool {
        let name = try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)
        return name?.hasPrefix("postgres") == true
    }

    /// Whether a server process works in the folder.
    ///
    /// In a container even root may be refused the working folder of another user's process; its command line, which
    /// holds the cluster's name, is open to all.
    private static func belongs(_ process: pid_t, to home: FileStatus) -> Bool {
        if let folder = FileStatus(following: "/proc/\(process)/cwd") {
            return folder.device == home.device && folder.inode == home.inode
        }
        guard let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else { return false }
        let words = String(decoding: line, as: UTF8.self).split { !$0.isLetter && !$0.isNumber && $0 != "-" }
        return words.contains { $0 == clusterName(home) }
    }
}
