public import Foundation

/// The programs of one PostgreSQL: `initdb`, `postgres`, `psql`, `pg_dump`, `pg_restore`.
public struct ServerBinaries: Sendable, Equatable {
    /// The oldest major version that kam works with.
    public static let oldestMajor = 15

    /// The folder that holds the programs.
    public let directory: String
    /// The version as the programs give it, such as `15.18`.
    public let version: String
    /// The major version.
    public let major: Int

    /// The path of a program.
    ///
    /// - Parameter name: Such as `pg_dump`.
    /// - Returns: The path, whether or not the program is there.
    public func path(_ name: String) -> String { "\(directory)/\(name)" }

    /// Finds the programs to run a cluster with.
    ///
    /// `KAM_PG_BIN` alone decides when it is set. Otherwise these are looked into: Debian's `/usr/lib/postgresql/*/bin`,
    /// what `pg_config --bindir` says, and the folders of `PATH`.
    ///
    /// - Parameters:
    ///   - major: The version that an existing cluster needs; `nil` takes the newest.
    ///   - directory: The cluster, named in errors.
    ///   - environment: Where `KAM_PG_BIN` and `PATH` are looked up.
    /// - Returns: Those of the version asked for.
    /// - Throws: `DatabaseError.postgresNotFound`, `.postgresTooOld` or `.postgresOtherVersion`.
    public static func find(
        major: Int? = nil, for directory: String = "",
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> ServerBinaries {
        let folders = try await candidates(environment)
        let found = try await installed(in: folders, program: "postgres", beside: "initdb")
        guard let newest = found.max(by: { $0.major < $1.major }) else {
            throw DatabaseError.postgresNotFound(searched: folders)
        }
        guard let major else {
            guard newest.major >= oldestMajor else {
                throw DatabaseError.postgresTooOld(found: newest.version, path: newest.directory)
            }
            return newest
        }
        guard let match = found.first(where: { $0.major == major }) else {
            let majors = Set(found.map(\.major)).sorted()
            throw DatabaseError.postgresOtherVersion(needed: major, found: majors, directory: directory)
        }
        return match
    }

    /// Finds the newest client programs; those of a server are not needed.
    ///
    /// - Parameter environment: Where `KAM_PG_BIN` and `PATH` are looked up.
    /// - Returns: Programs with `psql`, `pg_dump` and `pg_restore`.
    /// - Throws: `DatabaseError.postgresNotFound`.
    public static func findClient(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> ServerBinaries {
        let folders = try await candidates(environment)
        let found = try await installed(in: folders, program: "pg_dump", beside: "psql")
        guard let newest = found.max(by: { $0.major < $1.major }) else {
            throw DatabaseError.postgresNotFound(searched: folders)
        }
        return newest
    }

    private static func candidates(_ environment: [String: String]) async throws -> [String] {
        if let named = environment["KAM_PG_BIN"], !named.isEmpty { return [named] }
        let debian = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? []
        var folders = versions.compactMap(Int.init).sorted(by: >).map { "\(debian)/\($0)/bin" }
        let path = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init)
        if let tool = path.map({ $0 + "/pg_config" }).first(where: FileManager.default.isExecutableFile) {
            let command = ChildCommand(executable: tool, arguments: ["--bindir"], environment: environment)
            let said = try await command.run().output.trimmingCharacters(in: .whitespacesAndNewlines)
            if !said.isEmpty { folders.append(said) }
        }
        folders += path
        var seen: Set<String> = []
        return folders.filter { seen.insert($0).inserted }
    }

    private static func installed(
        in folders: [String], program: String, beside companion: String
    ) async throws -> [ServerBinaries] {
        var found: [ServerBinaries] = []
        for folder in folders {
            // Links in PATH (Debian's pg_wrapper, for one) are taken for what they are named, not for where they lead.
            let paths = [program, companion].map { "\(folder)/\($0)" }
            guard paths.allSatisfy(FileManager.default.isExecutableFile(atPath:)) else { continue }
            let command = ChildCommand(executable: paths[0], arguments: ["--version"], environment: ["LC_ALL": "C"])
            guard let outcome = try? await command.run(), outcome.status == 0,
                let version = version(in: outcome.output), let major = Int(version.prefix(while: \.isNumber))
            else { continue }
            found.append(ServerBinaries(directory: folder, version: version, major: major))
        }
        return found
    }

    /// The version in a line such as `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
    static func version(in line: String) -> String? {
        guard let mark = line.range(of: "(PostgreSQL) ") else { return nil }
        let version = line[mark.upperBound...].prefix { !$0.isWhitespace }
        return version.first?.isNumber == true ? String(version) : nil
    }
}
