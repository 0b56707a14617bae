import Crypto
import Foundation

/// A script of the schema and the digest of its text.
struct SchemaScript {
    let name: String
    let path: String
    let digest: String
}

/// The scripts of a folder of SQL, in the order of their names.
struct MigrationFolder {
    /// The migrations; the first is number 1.
    let migrations: [SchemaScript]
    /// The views.
    let views: [SchemaScript]

    init(_ folder: String) throws {
        migrations = try MigrationFolder.scripts("\(folder)/migrations")
        views = try MigrationFolder.scripts("\(folder)/views")
        guard !migrations.isEmpty else { throw MigrationError.folder(path: "\(folder)/migrations") }
        for (index, script) in migrations.enumerated() where Int(script.name.prefix(4)) != index + 1 {
            throw MigrationError.gap(expected: index + 1, found: script.name)
        }
    }

    /// One digest for all views, names and texts.
    var viewDigest: String {
        MigrationFolder.digest(Data(views.map { "\($0.name) \($0.digest)\n" }.joined().utf8))
    }

    private static func scripts(_ folder: String) throws -> [SchemaScript] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw MigrationError.folder(path: folder)
        }
        return try names.filter { $0.hasSuffix(".sql") }.sorted().map { name in
            let path = "\(folder)/\(name)"
            guard let text = FileManager.default.contents(atPath: path) else { throw MigrationError.folder(path: path) }
            return SchemaScript(name: name, path: path, digest: digest(text))
        }
    }

    private static func digest(_ data: Data) -> String {
        SHA256.hash(data: data).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
