import Foundation
public import KAMStore

/// A folder for a cluster of a test's own, which is not there yet.
///
/// With the last reference to it, or with the process, whatever server runs in it ends and the folder is removed.
public final class DataFolder: Sendable {
    /// The folder, absolute; one above it is there already.
    public let path: String
    private let watch: ServerWatch

    /// Names a new folder.
    ///
    /// - Parameter name: Its path below a temporary folder.
    /// - Throws: `POSIXError` when the temporary folder cannot be made.
    public init(_ name: String = "kam") throws {
        let above = try TemporaryFolder.unowned("kam-cluster")
        path = "\(above)/\(name)"
        watch = try ServerWatch(data: path, removing: above)
    }

    /// A value for the cluster in the folder; it has no state but the folder's.
    public var cluster: LocalCluster {
        LocalCluster(directory: path, durability: .throwaway, patience: .seconds(60))
    }

    /// Makes a file in the folder, and the folders above it.
    ///
    /// - Parameters:
    ///   - name: Its path in the folder.
    ///   - text: What is to be in it.
    /// - Throws: What Foundation says.
    public func write(_ name: String, _ text: String) throws {
        let file = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Reads a file in the folder.
    ///
    /// - Parameter name: Its path in the folder.
    /// - Returns: Its text.
    /// - Throws: What Foundation says.
    public func read(_ name: String) throws -> String {
        try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }
}
