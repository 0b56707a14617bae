import Foundation

/// What is in a backup file, entry by entry.
struct BackupContents {
    let file: String
    private let entries: [Substring]
    private let tools: DatabaseTools

    /// Reads the list of what is in the file.
    ///
    /// - Throws: `DatabaseError.backupFile` when it is no backup of kam.
    init(of file: String, _ tools: DatabaseTools) async throws {
        self.file = file
        self.tools = tools
        let outcome = try await tools.read(["--list", file])
        guard outcome.status == 0 else {
            throw DatabaseError.backupFile(path: file, reason: "it is no backup: \(outcome.tail)")
        }
        entries = outcome.output.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix(";") }
        guard entries.contains(where: { $0.contains(" TABLE kam_meta migration ") }) else {
            throw DatabaseError.backupFile(path: file, reason: "it is a backup of something else than kam")
        }
    }

    /// Writes the list of all entries but the privileges that later tables get, for `pg_restore --use-list`.
    ///
    /// These name the role that owned the schema where the backup was made; there may be none of that name here.
    func writeObjects(to list: String) throws {
        try write(entries.filter { !Self.isDefaultPrivilege($0) }, to: list)
    }

    /// Writes a script that gives later tables the privileges that they had where the backup was made, for whoever
    /// runs it.
    ///
    /// - Returns: Whether there are any.
    func writeDefaultPrivileges(to script: String) async throws -> Bool {
        let wanted = entries.filter(Self.isDefaultPrivilege)
        guard !wanted.isEmpty else { return false }
        let list = "\(script).list"
        try write(wanted, to: list)
        let outcome = try await tools.read(["--use-list=\(list)", "--file=\(script)", file])
        guard outcome.status == 0 else { throw DatabaseError.toolFailed(tool: "pg_restore", output: outcome.tail) }
        let text = Self.withoutRole(try String(contentsOfFile: script, encoding: .utf8))
        try Data(text.utf8).write(to: URL(fileURLWithPath: script))
        return true
    }

    /// The statements of a script of `pg_restore`, a line each, without the role in `FOR ROLE name`.
    static func withoutRole(_ script: String) -> String {
        script.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("ALTER DEFAULT PRIVILEGES ") }
            .map { line in
                line.replacing(#/ FOR ROLE (?:"(?:[^"]|"")+"|[^\s"]+) /#, maxReplacements: 1) { _ in " " } + "\n"
            }
            .joined()
    }

    private static func isDefaultPrivilege(_ entry: Substring) -> Bool { entry.contains(" DEFAULT ACL ") }

    private func write(_ entries: [Substring], to list: String) throws {
        try Data((entries.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: list))
    }
}
