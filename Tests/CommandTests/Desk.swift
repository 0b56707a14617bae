import Foundation
import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

/// Where a planner sits: a present folder and a database, for one test after the other command.
final class Desk: Sendable {
    /// The present folder.
    let folder: TemporaryFolder
    /// The private cluster's folder; nothing for a server given by URL.
    let data: DataFolder?
    private let place: [String]
    private let environment: [String: String]

    /// A desk with a private PostgreSQL of its own, which the first command makes.
    init() throws {
        let data = try DataFolder()
        folder = try TemporaryFolder("kam-desk")
        self.data = data
        place = ["--data", data.path]
        environment = [:]
    }

    /// A desk that works on a server given by URL.
    init(url: String, tenant: ID<Tenant>? = nil) throws {
        folder = try TemporaryFolder("kam-desk")
        data = nil
        place = ["--database-url", url]
        environment = tenant.map { ["KAM_TENANT": $0.raw] } ?? [:]
    }

    /// Starts a command on the desk's database.
    func start(_ arguments: [String], timeout: Duration = .seconds(90)) throws -> KamProcess {
        let passed = arguments.firstIndex(of: "--") ?? arguments.count
        return try KamProcess(
            arguments[..<passed] + place + arguments[passed...], in: folder.path, environment: environment,
            timeout: timeout)
    }

    /// Runs a command on the desk's database.
    func run(_ arguments: [String], timeout: Duration = .seconds(90)) async throws -> KamProcess.Ending {
        try await start(arguments, timeout: timeout).end()
    }

    /// Runs a command that must succeed and print JSON.
    func json(_ arguments: String..., timeout: Duration = .seconds(90)) async throws -> JSONValue {
        let ending = try await run(arguments + ["--json"], timeout: timeout)
        try #require(ending.code == 0, "kam \(arguments.joined(separator: " ")): \(ending)")
        return try JSONValue(text: ending.output)
    }

    /// Runs a query with `kam db psql` and returns the rows, fields apart by `|`.
    func sql(_ query: String) async throws -> [String] {
        let ending = try await run(["db", "psql", "--", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", query])
        try #require(ending.code == 0, "\(query): \(ending)")
        return ending.output.split(separator: "\n").map(String.init)
    }

    /// A session of the owner of the schema on the private cluster, to look at what commands left and to stand in
    /// their way.
    func owner() async throws -> Connection {
        try await session(as: LocalCluster.owner)
    }

    /// A session of the superuser, who sees the rows of every tenant.
    func administrator() async throws -> Connection {
        try await session(as: LocalCluster.administrator)
    }

    private func session(as role: String) async throws -> Connection {
        let cluster = try #require(data).cluster
        _ = try await cluster.ensureRunning()
        return try await Connection.connect(
            ConnectionConfiguration(try cluster.connectionString(as: role), applicationName: "kam tests"))
    }

    /// Writes the files of a made-up company and returns the arguments that import them.
    func sample(accounts: Int = 24, opportunities: Int = 200, members: Int = 16, seed: UInt64 = 1) throws -> [String] {
        let files = folder.file("sample-\(accounts)-\(opportunities)-\(seed)")
        let members = try SampleCompany(
            size: SampleCompany.Size(accounts: accounts, opportunities: opportunities, members: members),
            asOf: try #require(Day("2026-03-31")), seed: seed
        ).write(to: files).members
        return [
            "import", "--profile", "kam", files, "--members", members, "--currency", "JPY", "--as-of", "2026-03-31",
        ]
    }
}
