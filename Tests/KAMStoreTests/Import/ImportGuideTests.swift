import Foundation
import TestSupport
import Testing

@testable import KAMStore

@Suite("The guide to importing")
struct ImportGuideTests {
    private let guide = try? String(contentsOfFile: "\(Checkout.root)/docs/guides/import.md", encoding: .utf8)

    @Test("has every code once, and no other")
    func codes() throws {
        let lines = try #require(guide).split(separator: "\n").filter { $0.hasPrefix("| KAM") }
        let listed = lines.map { String($0.dropFirst(2).prefix(6)) }
        #expect(listed == ImportCode.allCases.map(\.rawValue))
    }

    @Test("has every target of every file", arguments: ImportEntity.allCases)
    func targets(entity: ImportEntity) throws {
        let lines = try #require(guide).split(separator: "\n")
        let row = try #require(lines.first { $0.hasPrefix("| `\(entity.rawValue)`") })
        for column in entity.columns {
            #expect(row.contains("`\(column.name)`"), "\(entity.rawValue) \(column.name)")
            if column.isRequired { #expect(row.contains("**`\(column.name)`**"), "\(column.name) is required") }
        }
    }
}
