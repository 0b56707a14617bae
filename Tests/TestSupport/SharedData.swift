import Foundation
public import Testing

/// The real data that lies beside the checkout; tests that need it say so by a condition of their own.
///
/// ```swift
/// @Test("…", .enabled(if: SharedData.isPresent, SharedData.absence)) func …
/// ```
public enum SharedData {
    /// The folder of the data, `nil` when it is absent: `KAM_SHARED_DATA`, else `../shared/data` beside the checkout or
    /// beside a folder above it.
    public static let path: String? = {
        if let named = ProcessInfo.processInfo.environment["KAM_SHARED_DATA"], !named.isEmpty {
            return isFolder(named) ? named : nil
        }
        var folder = URL(fileURLWithPath: Checkout.root)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let data = folder.appendingPathComponent("shared/data").path
            if isFolder(data) { return data }
        }
        return nil
    }()

    /// Whether the data is there.
    public static var isPresent: Bool { path != nil }

    /// What a skipped test says.
    public static let absence: Comment = """
        the real data is absent: it was looked for in ../shared/data beside the checkout; KAM_SHARED_DATA names it elsewhere
        """

    /// A file or folder of the data.
    ///
    /// - Parameter name: The path inside it, such as `crm/maven`.
    /// - Returns: The path, whether or not there is anything.
    /// - Throws: `SharedDataAbsent` when the data is not there.
    public static func path(_ name: String) throws -> String {
        guard let path else { throw SharedDataAbsent() }
        return "\(path)/\(name)"
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder = ObjCBool(false)
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}

/// A test needs the real data, and it is not there.
public struct SharedDataAbsent: Error, CustomStringConvertible {
    /// Where it was looked for.
    public var description: String { SharedData.absence.rawValue }
}
