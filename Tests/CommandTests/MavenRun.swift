import Foundation
import KAMStore
import TestSupport
import Testing

/// The main job on the real data, done once for all tests: assigning takes most of a minute in a debug build.
struct MavenRun: Sendable {
    static let shared = Task { try await MavenRun() }

    let desk: Desk
    let imported: JSONValue
    let importedAgain: JSONValue
    let portfolio: JSONValue
    let portfolioAgain: JSONValue
    let allocation: JSONValue
    let allocationAgain: JSONValue
    let matrix: JSONValue

    private init() async throws {
        desk = try Desk()
        imported = try await MavenRun.importAll(desk)
        importedAgain = try await MavenRun.importAll(desk)
        portfolio = try await desk.json("select", "--quarter", "2018Q1")
        portfolioAgain = try await desk.json("select", "--quarter", "2018Q1")
        allocation = try await desk.json("rebalance", "--quarter", "2018Q1")
        allocationAgain = try await desk.json("rebalance", "--quarter", "2018Q1")
        matrix = try await desk.json("assign", "--quarter", "2018Q1", timeout: .seconds(400))
    }

    /// The import of the issue, word for word.
    static func importAll(_ desk: Desk) async throws -> JSONValue {
        try await desk.json(
            "import", "--profile", "maven", try SharedData.path("crm/maven"), "--members",
            try SharedData.path("crm/maven-members.csv"), "--as-of", "2017-12-31")
    }

    /// The line, from 1, of the first row of the pipeline whose field satisfies a condition.
    static func pipelineLine(_ field: String, _ isWanted: (Substring) -> Bool) throws -> Int {
        let path = try SharedData.path("crm/maven/sales_pipeline.csv")
        let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        let column = try #require(lines.first?.split(separator: ",").firstIndex { $0 == field })
        let found = try #require(
            lines.dropFirst().firstIndex { line in
                let fields = line.split(separator: ",", omittingEmptySubsequences: false)
                return fields.indices.contains(column) && isWanted(fields[column])
            })
        return found + 1
    }

    /// What differs from run to run.
    static let perRun: Set<String> = ["portfolio", "plan", "allocation", "created_at", "snapshot"]
}
