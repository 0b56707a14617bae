import Foundation
import TestSupport
import Testing

/// The matrix of the real data with every reason, and what happens when Violet Mclelland (FS12) leaves in the quarter.
@Suite("A member of the real company leaves", .enabled(if: SharedData.isPresent, SharedData.absence))
struct MavenReplanTests {
    /// The members as the sheet has them, but for the day on which FS12 leaves: nobody knows it yet.
    private static func members(_ desk: Desk) throws -> String {
        let path = try SharedData.path("crm/maven-members.csv")
        let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("FS12,") ? String(line).replacing("2018-02-16", with: "") : String(line)
        }
        #expect(lines.joined(separator: "\n") != text, "the sheet has no day on which FS12 leaves")
        let copy = desk.folder.file("members.csv")
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: copy))
        return copy
    }

    @Test(
        "Every cell and KAM has a reason in both languages, and the re-plan moves FS12's cells alone and says what it costs"
    )
    func leaves() async throws {
        let desk = try Desk()
        _ = try await desk.json(
            "import", "--profile", "maven", try SharedData.path("crm/maven"), "--members", try Self.members(desk),
            "--as-of", "2017-12-31")
        _ = try await desk.json("select", "--quarter", "2018Q1")
        let matrix = try await desk.json("assign", "--quarter", "2018Q1", timeout: .seconds(400))
        let (cells, kams) = (try #require(matrix["cells"]?.elements), try #require(matrix["kams"]?.elements))
        #expect(cells.count == 5 * kams.count && matrix["status"]?.text == "optimal")
        for row in cells + kams {
            #expect(row["reason"]?["text"]?.text?.isEmpty == false && row["reason"]?["text_ja"]?.text?.isEmpty == false)
        }
        try check(sums: matrix)
        let held = cells.filter { $0["lead"]?.text == "FS12" }.map(place)
        try #require(!held.isEmpty)
        let plan = try #require(matrix["plan"]?.text)
        let next = try await desk.json(
            "assign", "--from", plan, "--leave", "FS12", "--on", "2018-02-16", timeout: .seconds(400))
        let replan = try #require(next["replan"])
        let changes = try #require(replan["changes"]?.elements)
        #expect(Set(changes.map(place)) == Set(held) && replan["free_change_count"]?.number == 0)
        #expect(changes.allSatisfy { $0["before"]?.text == "FS12" && $0["after"]?.text != nil })
        #expect(next["effective_from"]?.text == "2018-02-16" && next["status"]?.text == "optimal")
        #expect(try #require(replan["cost"]?["minor"]?.number) >= 0)
        #expect(replan["reason"]?["text"]?.text?.isEmpty == false)
        let unmoved = cells.filter { $0["lead"]?.text != "FS12" }
        let leads = Dictionary(uniqueKeysWithValues: (next["cells"]?.elements ?? []).map { (place($0), $0["lead"]) })
        #expect(unmoved.allSatisfy { leads[place($0)] == $0["lead"] })
        try check(sums: next)
        let again = try await desk.json("assign", "--from", try #require(next["plan"]?.text), timeout: .seconds(400))
        #expect(again["replan"]?["changes"] == .list([]))
    }

    private func place(_ cell: JSONValue) -> String { "\(cell["account"]?.text ?? "") / \(cell["stage"]?.text ?? "")" }

    /// The losses by kind sum to the objective, and those of cells, KAMs and loads to the losses by kind.
    private func check(sums matrix: JSONValue) throws {
        func sum(_ terms: [JSONValue]) -> Double { terms.reduce(0) { $0 + ($1["loss"]?["minor"]?.number ?? 0) } }
        let loss = try #require(matrix["loss"]?.elements)
        let objective = try #require(matrix["objective"]?["minor"]?.number)
        #expect(abs(sum(loss) - objective) <= Double(loss.count))
        let parts = ["cells", "kams", "members"].flatMap { list in
            (matrix[list]?.elements ?? []).flatMap { $0["terms"]?.elements ?? [] }
        }
        #expect(abs(sum(parts) - objective) <= Double(parts.count))
    }
}
