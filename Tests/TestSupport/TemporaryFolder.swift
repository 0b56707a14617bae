import Foundation
import Glibc

/// A folder that a test may fill; it is removed with the last reference to it.
public final class TemporaryFolder: Sendable {
    /// The folder, absolute.
    public let path: String

    /// Makes a folder.
    ///
    /// - Parameter name: How its name begins, to know it again.
    /// - Throws: `POSIXError`.
    public init(_ name: String = "kam-test") throws {
        path = try Self.unowned(name)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// A path inside the folder.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Makes a folder that somebody else removes.
    static func unowned(_ name: String) throws -> String {
        let home = URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
        var template = Array("\(home)/\(name)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
