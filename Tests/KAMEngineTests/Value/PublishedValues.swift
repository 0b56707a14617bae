import Foundation
import KAMEngine
import Testing

/// The published values and the purchases of CDNOW, in the real data beside the checkout.
enum PublishedValues {
    static let absence: Comment =
        "the shared data is absent: no ../shared/data/ltv beside the checkout or above it, and KAM_SHARED_DATA names none"

    /// The folder of the data: `KAM_SHARED_DATA`, else `shared/data` beside the checkout or beside a folder above it.
    static let folder: String? = {
        if let named = ProcessInfo.processInfo.environment["KAM_SHARED_DATA"], !named.isEmpty {
            return FileManager.default.fileExists(atPath: named + "/ltv") ? named + "/ltv" : nil
        }
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let data = folder.appendingPathComponent("shared/data/ltv").path
            if FileManager.default.fileExists(atPath: data) { return data }
        }
        return nil
    }()

    static var isPresent: Bool { folder != nil }

    static func text(_ name: String) throws -> String {
        try String(contentsOfFile: try #require(folder) + "/" + name, encoding: .utf8)
    }

    /// The value at a path of `vectors.json`, as `BG/NBD`, `MLE`, `r`.
    static func value(_ path: [any Sendable]) throws -> Any {
        var value = try JSONSerialization.jsonObject(with: Data(text("vectors.json").utf8))
        for step in path {
            switch step {
            case let key as String: value = try #require((value as? [String: Any])?[key], "no \(key) in vectors.json")
            case let index as Int: value = try #require((value as? [Any])?[index], "no item \(index) in vectors.json")
            default: Issue.record("'\(step)' is no step in JSON")
            }
        }
        return value
    }

    static func number(_ path: any Sendable...) throws -> Double {
        try #require((try value(path) as? NSNumber)?.doubleValue)
    }

    static func numbers(_ path: any Sendable...) throws -> [Double] { try #require(try value(path) as? [Double]) }

    static func rows(_ path: any Sendable...) throws -> [[String: Any]] {
        try #require(try value(path) as? [[String: Any]])
    }

    /// A row of the shipped summary: x, t_x and T in weeks, and the mean amount of the repeat purchases.
    struct Summary: Equatable {
        let repeats: Int
        let recency: Double
        let age: Double
        let spend: Double
    }

    static func summary() throws -> [Summary] {
        try text("cdnow_customers_summary_with_transactions.csv").split(whereSeparator: \.isNewline).dropFirst().map {
            let cells = $0.split(separator: ",")
            return Summary(
                repeats: try #require(Int(cells[1])), recency: try #require(Double(cells[2])),
                age: try #require(Double(cells[3])), spend: try #require(Double(cells[4])))
        }
    }

    static func table() throws -> PurchaseTable {
        PurchaseTable(
            try summary().map { try RepeatPurchases(repeats: $0.repeats, recency: $0.recency, age: $0.age) })
    }
}
