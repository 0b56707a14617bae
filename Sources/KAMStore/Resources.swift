public import Foundation

/// The files that kam is delivered with: the SQL of its schema and its default configuration.
public struct Resources: Hashable, Sendable {
    /// The folder that holds `sql` and `config`.
    public let root: String

    /// Takes a folder for granted.
    public init(root: String) {
        self.root = root
    }

    /// The folder of migrations and views.
    public var sql: String { "\(root)/sql" }
    /// The default planning policy.
    public var policy: String { "\(root)/config/policy.yaml" }
    /// The default configuration of kam itself.
    public var configuration: String { "\(root)/config/kam.yaml" }
    /// The folder of the import profiles.
    public var profiles: String { "\(root)/config/profiles" }

    /// Finds the files: in `KAM_HOME`, else beside an installed program in `../share/kam`, else in the checkout that
    /// the program was built in.
    ///
    /// - Parameters:
    ///   - environment: Where `KAM_HOME` is looked up.
    ///   - executable: The path of the running program.
    /// - Returns: The first folder that holds migrations.
    /// - Throws: `DatabaseError.resourcesNotFound` with the folders looked into.
    public static func find(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        executable: String = Resources.runningProgram
    ) throws(DatabaseError) -> Resources {
        let folders = candidates(environment["KAM_HOME"], executable)
        guard let root = folders.first(where: { FileManager.default.fileExists(atPath: "\($0)/sql/migrations") }) else {
            throw .resourcesNotFound(searched: folders)
        }
        return Resources(root: root)
    }

    /// The path of the running program, links resolved.
    public static var runningProgram: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }

    private static func candidates(_ home: String?, _ executable: String) -> [String] {
        if let home, !home.isEmpty { return [home] }
        var folder = URL(fileURLWithPath: executable).deletingLastPathComponent().standardizedFileURL
        var folders = [folder.deletingLastPathComponent().appendingPathComponent("share/kam").path]
        while folder.path != "/" {
            folder = folder.deletingLastPathComponent()
            folders.append(folder.path)
        }
        return folders
    }
}
