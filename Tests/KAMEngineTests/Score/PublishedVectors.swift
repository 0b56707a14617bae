import Foundation

/// The published examples that the project keeps beside the repository: `mcda/vectors.json`.
///
/// `KAM_SHARED_DATA` names the folder of the data; without it, it is looked for beside the repository.
struct PublishedVectors {
    /// One example.
    struct Entry {
        let fields: [String: Any]

        var method: String { fields["method"] as? String ?? "" }
        var source: String { fields["source"] as? String ?? "" }
        var published: [Double] { fields["published"] as? [Double] ?? [] }
        var input: [String: Any] { fields["input"] as? [String: Any] ?? [:] }
        var recomputed: [String: Any] { fields["recomputed"] as? [String: Any] ?? [:] }
        var rows: [[Double]] { (input["X"] ?? input["A"]) as? [[Double]] ?? [] }
        var weights: [Double] { input["w"] as? [Double] ?? [] }
        var directions: [Double] { input["t"] as? [Double] ?? [] }
    }

    static let path: String = {
        if let folder = ProcessInfo.processInfo.environment["KAM_SHARED_DATA"] { return "\(folder)/mcda/vectors.json" }
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let beside = root.appendingPathComponent("../shared/data/mcda/vectors.json").standardizedFileURL.path
        return beside
    }()

    static var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    static func entries() throws -> [Entry] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let list = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
        return list.map(Entry.init)
    }
}
