import Foundation
import KAMModel

/// Finds which file is which, by name.
struct FileFinder {
    /// The files at hand.
    let paths: [String]

    /// Takes the files of a folder, and others.
    ///
    /// - Throws: `RefusedInput` when the folder cannot be read.
    init(folder: String?, files: [String]) throws {
        var paths = files
        if let folder {
            do {
                let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                paths += names.filter { !$0.hasPrefix(".") }.map { "\(folder)/\($0)" }.filter(Self.isFile)
            } catch {
                throw RefusedInput([
                    Diagnostic(
                        .error, ImportCode.fileMissing.rawValue, "the folder \(folder) cannot be read", file: folder)
                ])
            }
        }
        self.paths = paths
    }

    /// The file for each entity of a profile: the first of its names that is there.
    func choose(_ profile: ImportProfile) -> [ImportEntity: String] {
        var chosen: [ImportEntity: String] = [:]
        var free = paths
        for entity in ImportEntity.allCases {
            guard let rule = profile.files[entity] else { continue }
            for pattern in rule.names {
                guard let index = free.firstIndex(where: { Self.matches(Self.name(of: $0), pattern) }) else { continue }
                chosen[entity] = free.remove(at: index)
                break
            }
        }
        return chosen
    }

    /// The last part of a path.
    static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// Whether a name fits a pattern in which `*` stands for anything; case does not matter.
    static func matches(_ name: String, _ pattern: String) -> Bool {
        let parts = NameKey.of(pattern).split(separator: "*", omittingEmptySubsequences: false)
        var rest = Substring(NameKey.of(name))
        guard parts.count > 1 else { return rest == parts[0] }
        guard rest.hasPrefix(parts[0]) else { return false }
        rest = rest.dropFirst(parts[0].count)
        for part in parts.dropFirst().dropLast() {
            guard let range = rest.range(of: part) else { return part.isEmpty }
            rest = rest[range.upperBound...]
        }
        return rest.hasSuffix(parts[parts.count - 1])
    }

    private static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }
}
