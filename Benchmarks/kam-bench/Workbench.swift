import Dispatch
import Foundation
import Glibc
import KAMModel
import KAMPlanner
import KAMStore
import Synchronization

/// A folder for one run, and in it a PostgreSQL of its own; both go when the run ends, however it ends.
///
/// The server is made by `kam db start` and keeps kam's settings, with durable commits.
final class Workbench: Sendable {
    /// The signals that end a run.
    static let endings: [Int32] = [SIGINT, SIGTERM, SIGHUP]

    /// The folder.
    let folder: String
    private let program: String
    private let isDismantled = Mutex(false)

    /// The path of `kam`, which lies beside this program.
    static func kam() throws -> String {
        let program = URL(fileURLWithPath: Resources.runningProgram).deletingLastPathComponent()
            .appendingPathComponent("kam").path
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw ChildRun.Failed(description: "there is no kam at \(program); build it in the same configuration")
        }
        return program
    }

    private init() throws {
        program = try Workbench.kam()
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("kam-bench-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// Sets up a workbench, works on it, and clears it away.
    static func with<Value>(_ body: (Workbench) async throws -> Value) async throws -> Value {
        let bench = try Workbench()
        let watches = bench.watchSignals()
        defer { watches.forEach { $0.cancel() } }
        do {
            let value = try await body(bench)
            bench.dismantle()
            return value
        } catch {
            bench.dismantle()
            throw error
        }
    }

    /// The data folder of the server.
    var data: String { "\(folder)/data" }

    /// Starts the server.
    func startServer() throws {
        try kam("db", "start")
    }

    /// Runs `kam` on the server.
    @discardableResult
    func kam(_ arguments: String...) throws -> ChildRun {
        try ChildRun([program] + arguments + ["--data", data])
    }

    /// Runs `psql` on the server as its administrator: each step in turn, an error ends it.
    @discardableResult
    func psql(_ steps: [String], inOneTransaction: Bool = false) throws -> ChildRun {
        let url = try LocalCluster(directory: data).connectionString(as: LocalCluster.administrator)
        let flags = ["-X", "-q", "-v", "ON_ERROR_STOP=1"] + (inOneTransaction ? ["-1"] : [])
        return try ChildRun(["psql"] + flags + steps.flatMap { ["-c", $0] } + [url])
    }

    /// The snapshot that an import made.
    func load(_ importRun: ChildRun, _ resources: Resources) async throws -> Snapshot {
        let document = try JSONText.decode(ImportDocument.self, from: importRun.output)
        let configuration = try ServiceConfiguration.load(
            path: resources.configuration, environment: [:],
            flags: ServiceConfiguration.Flags(databaseURL: nil, dataDirectory: data))
        let store = try await Store.open(
            .local(LocalCluster(directory: data)), tenant: configuration.tenant, resources: resources)
        do {
            let snapshot = try await store.snapshots.load(document.snapshot)
            await store.close()
            return snapshot
        } catch {
            await store.close()
            throw error
        }
    }

    /// Lets the server and the system write what they hold back, so that no lap pays for the one before.
    func settle() throws {
        try psql(["CHECKPOINT"])
        sync()
    }

    private func dismantle() {
        isDismantled.withLock { isDone in
            if isDone { return }
            isDone = true
            if FileManager.default.fileExists(atPath: data) {
                do {
                    try kam("db", "stop")
                } catch {
                    complain("the server in \(data) could not be stopped: \(error)")
                    return
                }
            }
            do {
                try FileManager.default.removeItem(atPath: folder)
            } catch {
                complain("\(folder) could not be removed: \(error)")
            }
        }
    }

    /// Clears away and ends the program when it is told to end.
    private func watchSignals() -> [any DispatchSourceSignal] {
        Workbench.endings.map { number in
            signal(number, SIG_IGN)
            let watch = DispatchSource.makeSignalSource(signal: number, queue: .global())
            watch.setEventHandler { [self] in
                ChildRun.interrupt()
                dismantle()
                exit(128 + number)
            }
            watch.activate()
            return watch
        }
    }
}

/// Writes a line to the standard error.
func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
}
