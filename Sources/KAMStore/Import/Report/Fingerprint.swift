import Crypto
import Foundation
import KAMModel

/// Recognises an import by what went into it.
enum Fingerprint {
    /// SHA-256 over the kind and the digest of each file, the profile, the day and the base currency.
    static func of(_ digests: [(entity: ImportEntity, digest: String)], _ profile: ImportProfile, asOf: Day?) -> String
    {
        var lines = digests.map { "\($0.entity.rawValue) \($0.digest)" }.sorted()
        lines.append("as of \(asOf.map { "\($0)" } ?? "the log")")
        lines.append("in \(profile.currency)")
        lines.append(profile.text)
        return hex(SHA256.hash(data: Data(lines.joined(separator: "\n").utf8)))
    }

    /// SHA-256 of a file, in constant memory.
    static func digest(of path: String) throws -> String {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        var hasher = SHA256()
        while let block = try file.read(upToCount: 1 << 20), !block.isEmpty {
            hasher.update(data: block)
        }
        return hex(hasher.finalize())
    }

    private static func hex(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef")
        return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
