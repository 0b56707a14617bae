import Foundation
import KAMModel
import KAMStore
import TestSupport
import Testing

@testable import KAMPlanner

/// A planner on a fresh database, with the files of a made-up company.
final class PlannerDesk: Sendable {
    let database: TestDatabase
    let store: Store
    let planner: Planner
    private let files: TemporaryFolder

    init(tenant: ID<Tenant> = TestDatabase.tenant, in database: TestDatabase? = nil) async throws {
        let opened = if let database { database } else { try await TestDatabase.fresh() }
        self.database = opened
        store = try await Store.open(try opened.database, tenant: tenant, resources: Checkout.resources)
        planner = Planner(store)
        files = try TemporaryFolder("kam-sample")
    }

    /// Imports the files of the company that a seed makes, as of a day.
    func importFiles(asOf day: String, seed: UInt64 = 7) async throws -> ImportDocument {
        let folder = files.file("\(seed)")
        let company = SampleCompany(
            size: SampleCompany.Size(accounts: 40, opportunities: 400, members: 24),
            asOf: try #require(Day("2026-03-31")), seed: seed)
        var call = Planner.ImportCall(profile: "kam", folder: folder)
        call.membersFile = try company.write(to: folder).members
        call.currency = Currency("JPY")
        call.asOf = Day(day)
        return try await planner.importFiles(call)
    }

    /// A request by the default policy, but for the number of draws: a debug build makes few in a second.
    func request(_ quarter: String, snapshot: ID<Snapshot>? = nil, seed: UInt64 = 1) throws -> Planner.Request {
        let policy = try PolicyFile(text: try PlannerDesk.policyText(), file: "policy.yaml")
        return Planner.Request(quarter: try #require(Quarter(quarter)), policy: policy, seed: seed, snapshot: snapshot)
    }

    /// The text of that policy.
    static func policyText() throws -> String {
        let text = try String(contentsOfFile: Checkout.resources.policy, encoding: .utf8)
        try #require(text.contains("draws: 2000"))
        return text.replacing("draws: 2000", with: "draws: 100")
    }
}
