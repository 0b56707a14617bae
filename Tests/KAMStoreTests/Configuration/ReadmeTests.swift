import Foundation
import KAMModel
import Testing

@testable import KAMStore

/// The tables of `config/README.md` against what the readers ask for.
@Suite("Configuration guide")
struct ReadmeTests {
    /// A row of a table.
    private struct Row: Hashable {
        let key: String
        let type: String
        let range: String
        let unit: String
        let value: String
        let meaning: String
    }

    private struct File: Sendable {
        let name: String
        let heading: String
        let read: @Sendable (YAMLReader) -> Void
    }

    private static let files = [
        File(name: "kam.yaml", heading: "## kam.yaml") { _ = ServiceSettings($0, folder: "") },
        File(name: "policy.yaml", heading: "## policy.yaml") { _ = PolicyDecoder($0.findings).policy($0) },
    ]

    @Test(
        "each key that is read has its row, with its type and range, and each row is a key that is read",
        arguments: 0..<2)
    func keys(_ index: Int) throws {
        let file = Self.files[index]
        let findings = Findings()
        file.read(YAMLReader(document(file, findings), findings))
        #expect(findings.diagnostics.isEmpty)
        let rows = try rows(below: file.heading)
        let known = Set(findings.knownKeys.map { "\($0.path): \($0.type), \($0.range.isEmpty ? "—" : $0.range)" })
        let told = Set(rows.map { "\($0.key): \($0.type), \($0.range)" })
        #expect(known.subtracting(told).sorted() == [], "not in the guide")
        #expect(told.subtracting(known).sorted() == [], "not read")
        #expect(rows.count == told.count)
        #expect(rows.allSatisfy { !$0.meaning.isEmpty && !$0.unit.isEmpty })
    }

    @Test("each default of the guide is the file's", arguments: 0..<2)
    func defaults(_ index: Int) throws {
        let file = Self.files[index]
        let root = try #require(document(file, Findings()))
        for row in try rows(below: file.heading) {
            #expect(row.value == value(of: row.key, in: root), "\(row.key)")
        }
    }

    @Test("the files that come with kam give every key that does not hang on another")
    func complete() throws {
        for file in Self.files {
            let findings = Findings()
            let root = try #require(document(file, findings))
            file.read(YAMLReader(root, findings))
            for key in findings.knownKeys where !key.path.contains("<") && !key.path.contains("[") {
                #expect(node(key.path, in: root) != nil, "\(file.name) lacks \(key.path)")
            }
        }
    }

    private func document(_ file: File, _ findings: Findings) -> YAMLValue? {
        YAMLDocument(path: ConfigFiles.folder.appending(path: file.name).path, findings).root
    }

    /// The rows of the first table below a heading.
    private func rows(below heading: String) throws -> [Row] {
        let text = try String(contentsOf: ConfigFiles.folder.appending(path: "README.md"), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix(heading) }, "no heading '\(heading)'")
        let table = lines[start...].drop { !$0.hasPrefix("|---") }.dropFirst().prefix { $0.hasPrefix("|") }
        return try table.map { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            try #require(cells.count == 8, "\(line)")
            return Row(
                key: cells[1].replacing("`", with: ""), type: cells[2], range: cells[3], unit: cells[4],
                value: cells[5],
                meaning: cells[6])
        }
    }

    private func node(_ path: String, in root: YAMLValue) -> YAMLValue? {
        path.split(separator: ".").reduce(root as YAMLValue?) { $0?[String($1)] }
    }

    /// The default as the guide gives it: a dash for what is too long for a cell.
    private func value(of path: String, in root: YAMLValue) -> String {
        guard !path.contains("<"), !path.contains("["), let node = node(path, in: root) else { return "—" }
        switch node.content {
        case .scalar(let text, _): return "`\(text)`"
        case .sequence(let items): return items.isEmpty ? "`[]`" : "—"
        case .mapping(let entries): return entries.isEmpty ? "`{}`" : "—"
        }
    }
}
