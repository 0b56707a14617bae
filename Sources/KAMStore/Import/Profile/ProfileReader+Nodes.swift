import KAMModel
import Yams

extension ProfileReader {
    /// Adds a diagnostic at a place of the file.
    mutating func complain(
        _ node: Node?, _ message: String, code: ImportCode = .profileInvalid, hint: String? = nil
    ) {
        add(Diagnostic(.error, code.rawValue, message, file: file, line: node?.mark?.line ?? 1, hint: hint))
    }

    /// Adds what the YAML parser complains about.
    mutating func complain(_ error: YamlError) {
        var line = 1
        var problem = "\(error)"
        switch error {
        case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _), .composer(_, let text, let mark, _):
            line = mark.line
            problem = text
        default: break
        }
        add(
            Diagnostic(
                .error, ImportCode.profileSyntax.rawValue, "not YAML: \(problem)", file: file, line: max(1, line)))
    }

    /// The entries of a mapping by key; a key that is not allowed is a diagnostic.
    mutating func mapping(_ node: Node, _ what: String, allowing keys: [String]) -> [String: Node]? {
        guard let mapping = node.mapping else {
            complain(node, "\(what) must be a mapping")
            return nil
        }
        var found: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            if !keys.contains(name) {
                let nearest = NearestWord.find(name, among: keys).map { "Maybe '\($0)' is meant." }
                complain(key, "unknown key '\(name)' in \(what)", hint: nearest)
            } else if found.updateValue(value, forKey: name) != nil {
                complain(key, "the key '\(name)' stands twice in \(what)")
            }
        }
        return found
    }

    /// The entries of a mapping in order, of any keys.
    mutating func entries(_ node: Node?, _ what: String) -> [(key: Node, value: Node)] {
        guard let node else { return [] }
        guard let mapping = node.mapping else {
            complain(node, "\(what) must be a mapping")
            return []
        }
        return mapping.map { ($0.key, $0.value) }
    }

    /// The items of a sequence.
    mutating func items(_ node: Node?, _ what: String) -> [Node] {
        guard let node else { return [] }
        guard let sequence = node.sequence else {
            complain(node, "\(what) must be a list")
            return []
        }
        return Array(sequence)
    }

    /// A text; a number or a truth value counts as it is written.
    mutating func string(_ node: Node?, _ what: String) -> String? {
        guard let node else { return nil }
        guard let text = node.scalar?.string else {
            complain(node, "\(what) must be a text")
            return nil
        }
        return text
    }

    /// A text or a list of texts.
    mutating func strings(_ node: Node?, _ what: String) -> [String] {
        guard let node else { return [] }
        if let text = node.scalar?.string { return [text] }
        return items(node, what).compactMap { item in string(item, "an item of \(what)") }
    }

    /// One of a few words.
    mutating func choice(_ node: Node?, _ what: String, _ choices: [String]) -> String? {
        guard let node, let text = string(node, what) else { return nil }
        if choices.contains(text) { return text }
        complain(node, "\(what) is '\(text)', must be one of \(choices.joined(separator: ", "))")
        return nil
    }

    /// A currency's code.
    mutating func currency(_ node: Node?) -> Currency? {
        guard let node, let text = string(node, "currency") else { return nil }
        if let currency = Currency(text) { return currency }
        complain(node, "'\(text)' is no currency code")
        return nil
    }
}
