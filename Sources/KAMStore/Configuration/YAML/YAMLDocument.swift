import Foundation
import KAMModel
import Yams

/// A YAML file, parsed.
struct YAMLDocument {
    /// The value at the root; nothing when the text is no YAML, which the findings then say.
    let root: YAMLValue?

    /// Reads and parses a file.
    init(path: String, _ findings: Findings) {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            findings.report("KAM301", "the file \(path) cannot be read", at: Place(file: path, line: 1))
            self.init(root: nil)
            return
        }
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            findings.report("KAM301", "the file \(path) is not UTF-8", at: Place(file: path, line: 1))
            self.init(root: nil)
            return
        }
        self.init(text: text, file: path, findings)
    }

    /// Parses a text; `file` is the name to report.
    ///
    /// A key given twice is reported wherever it happens, for each is renamed in turn and the text parsed again.
    init(text: String, file: String, _ findings: Findings) {
        var text = text
        for attempt in 0..<YAMLDocument.greatestAttempts {
            do {
                let node = try Parser(yaml: text).singleRoot()
                var builder = Builder(file: file, findings: findings)
                self.init(root: try node.map { try builder.value(of: $0) } ?? YAMLDocument.empty(file))
                return
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                let place = Place(file: file, line: context.mark.line)
                findings.report("KAM303", "the key '\(keys[0])' is given more than once from here on", at: place)
                guard let renamed = YAMLDocument.renaming(keys[0], at: context.mark, in: text, number: attempt) else {
                    break
                }
                text = renamed
            } catch {
                let (line, problem) = YAMLDocument.words(for: error)
                findings.report("KAM302", "this is no YAML: \(problem)", at: Place(file: file, line: line))
                break
            }
        }
        self.init(root: nil)
    }

    private init(root: YAMLValue?) {
        self.root = root
    }

    /// What starts the name of a key that was given twice and renamed.
    static let repeatedKeyPrefix = "\u{7F}repeated"

    private static let greatestAttempts = 64

    private static func empty(_ file: String) -> YAMLValue {
        YAMLValue(content: .mapping([]), place: Place(file: file, line: 1))
    }

    /// The text with the key at a place renamed, so that what follows can be read too.
    private static func renaming(_ key: String, at mark: Mark, in text: String, number: Int) -> String? {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.indices.contains(mark.line - 1) else { return nil }
        let scalars = lines[mark.line - 1].unicodeScalars
        guard let start = scalars.index(scalars.startIndex, offsetBy: mark.column - 1, limitedBy: scalars.endIndex)
        else { return nil }
        let rest = String(scalars[start...])
        for form in [key, "\"\(key)\"", "'\(key)'"] where rest.hasPrefix(form) {
            lines[mark.line - 1] =
                String(scalars[..<start]) + "\"\\x7Frepeated\(number)\"" + rest.dropFirst(form.count)
            return lines.joined(separator: "\n")
        }
        return nil
    }

    private static func words(for error: any Error) -> (line: Int, problem: String) {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            (max(1, mark.line), problem)
        case YamlError.reader(let problem, let offset, _, let text):
            (1 + text.utf8.prefix(offset ?? 0).count { $0 == 0x0A }, problem)
        case let problem as Refusal:
            (problem.line, problem.problem)
        default:
            (1, String(describing: error))
        }
    }

    private struct Refusal: Error {
        let line: Int
        let problem: String
    }

    /// Turns Yams' nodes into values.
    private struct Builder {
        let file: String
        let findings: Findings
        /// How many values may still be built: an alias of aliases can stand for more than memory holds.
        var budget = 100_000

        mutating func value(of node: Node) throws -> YAMLValue {
            let place = Place(file: file, line: max(1, node.mark?.line ?? 1))
            budget -= 1
            if budget < 0 { throw Refusal(line: place.line, problem: "it has more than 100,000 values") }
            switch node {
            case .scalar(let scalar):
                let isPlain = scalar.style == .plain || scalar.style == .any
                return YAMLValue(content: .scalar(scalar.string, isPlain: isPlain), place: place)
            case .sequence(let sequence):
                let items = try sequence.map { try value(of: $0) }
                return YAMLValue(content: .sequence(items), place: place)
            case .mapping(let mapping):
                return YAMLValue(content: .mapping(try entries(of: mapping)), place: place)
            case .alias:
                throw Refusal(line: place.line, problem: "an alias names no anchor")
            }
        }

        private mutating func entries(of mapping: Node.Mapping) throws -> [YAMLValue.Entry] {
            var entries: [YAMLValue.Entry] = []
            for (key, node) in mapping {
                let place = Place(file: file, line: max(1, key.mark?.line ?? 1))
                guard case .scalar(let scalar) = key else {
                    throw Refusal(line: place.line, problem: "a key must be a single value")
                }
                let value = try value(of: node)
                if scalar.string.hasPrefix(YAMLDocument.repeatedKeyPrefix) { continue }
                entries.append(YAMLValue.Entry(key: scalar.string, place: place, value: value))
            }
            return entries
        }
    }
}
