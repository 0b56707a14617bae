import Foundation
import KAMModel

@testable import KAMStore

/// The files of `config/`, and documents made up in tests.
enum ConfigFiles {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "config")

    static let policyPath = folder.appending(path: "policy.yaml").path
    static let servicePath = folder.appending(path: "kam.yaml").path

    /// The default policy with what a text gives in its place.
    static func policy(overriddenBy text: String) throws(RefusedInput) -> PolicyFile {
        let findings = Findings()
        let standard = YAMLDocument(path: policyPath, findings).root
        return try PolicyFile(standard, YAMLDocument(text: text, file: "own.yaml", findings).root, findings)
    }

    /// What is refused when a text gives something in place of the default policy, as `KAM304 own.yaml:2`.
    static func refusals(of text: String) -> [Diagnostic] {
        do {
            _ = try policy(overriddenBy: text)
            return []
        } catch {
            return error.diagnostics
        }
    }

    /// The default policy's text with one part replaced.
    static func defaultText(replacing old: String, by new: String) throws -> String {
        let text = try String(contentsOfFile: policyPath, encoding: .utf8)
        guard text.contains(old) else { throw CocoaError(.fileReadUnknown) }
        return text.replacing(old, with: new)
    }
}

extension Diagnostic {
    /// The code and the place, as `KAM304 own.yaml:2`.
    var summary: String { "\(code) \(file ?? "?"):\(line ?? 0)" }
}
