import Foundation
public import KAMModel

/// The profiles that come with `kam`.
public struct ProfileCatalog: Sendable {
    /// The folder with a YAML file for each profile.
    public let folder: String

    /// Takes the profiles of a folder.
    public init(folder: String) {
        self.folder = folder
    }

    /// The names of the profiles, in order.
    public var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// Finds everything that is wrong with a profile.
    ///
    /// - Parameter source: Where the profile comes from.
    /// - Returns: Nothing when it can be used.
    public func check(_ source: ImportRequest.ProfileSource) -> [Diagnostic] {
        do {
            _ = try load(source)
            return []
        } catch let refused as RefusedInput {
            return refused.diagnostics
        } catch {
            return [Diagnostic(.error, ImportCode.profileMissing.rawValue, "\(error)")]
        }
    }

    /// Reads a profile; what it does not say about members, ratings and rates is as in the profile `kam`.
    ///
    /// - Throws: `RefusedInput` with everything that is wrong with it.
    func load(_ source: ImportRequest.ProfileSource) throws -> ImportProfile {
        var profile = try read(source)
        guard source != .named("kam") else { return profile }
        let plain = try read(.named("kam"))
        for entity in [ImportEntity.member, .rating, .rate] where profile.files[entity] == nil {
            profile.files[entity] = plain.files[entity]
        }
        profile.text += "\n---\n" + plain.text
        return profile
    }

    private func read(_ source: ImportRequest.ProfileSource) throws -> ImportProfile {
        let path: String
        switch source {
        case .named(let name): path = "\(folder)/\(name).yaml"
        case .file(let file): path = file
        case .text(let text): return try read(text, from: "the guessed profile")
        }
        guard let bytes = FileManager.default.contents(atPath: path), let text = String(bytes: bytes, encoding: .utf8)
        else { throw RefusedInput([missing(source, path)]) }
        return try read(text, from: path)
    }

    private func read(_ text: String, from path: String) throws -> ImportProfile {
        var reader = ProfileReader(file: path)
        let profile = reader.read(text)
        guard reader.diagnostics.isEmpty, var profile else { throw RefusedInput(reader.diagnostics) }
        if profile.name.isEmpty { profile.name = FileFinder.name(of: path).replacingOccurrences(of: ".yaml", with: "") }
        return profile
    }

    private func missing(_ source: ImportRequest.ProfileSource, _ path: String) -> Diagnostic {
        switch source {
        case .file(let file):
            return Diagnostic(
                .error, ImportCode.profileMissing.rawValue, "the profile \(file) cannot be read", file: file)
        case .named, .text:
            let name = FileFinder.name(of: path).replacingOccurrences(of: ".yaml", with: "")
            return Diagnostic(
                .error, ImportCode.profileMissing.rawValue, "no profile '\(name)'",
                hint: "There are \(names.joined(separator: ", ")); a file of your own ends in .yaml.")
        }
    }
}
