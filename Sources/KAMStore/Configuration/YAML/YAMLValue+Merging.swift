extension YAMLValue {
    /// This value with what another one gives in its place: mappings key by key, everything else as a whole.
    func merging(_ other: YAMLValue) -> YAMLValue {
        guard case .mapping(let mine) = content, case .mapping(let theirs) = other.content else { return other }
        var merged = mine.map { entry in
            guard let given = theirs.first(where: { $0.key == entry.key }) else { return entry }
            return Entry(key: entry.key, place: given.place, value: entry.value.merging(given.value))
        }
        merged += theirs.filter { given in !mine.contains { $0.key == given.key } }
        return YAMLValue(content: .mapping(merged), place: place)
    }

    /// This value without the keys, in the mapping that `path` leads to, that are not kept; `*` stands for every key.
    func keeping(_ kept: Set<String>, at path: ArraySlice<String>) -> YAMLValue {
        guard case .mapping(let entries) = content else { return self }
        guard let first = path.first else {
            return YAMLValue(content: .mapping(entries.filter { kept.contains($0.key) }), place: place)
        }
        let changed = entries.map { entry in
            guard first == "*" || first == entry.key else { return entry }
            return Entry(key: entry.key, place: entry.place, value: entry.value.keeping(kept, at: path.dropFirst()))
        }
        return YAMLValue(content: .mapping(changed), place: place)
    }

    /// The value as YAML, without comments: the same for values that differ in place or spacing alone.
    var yaml: String {
        var text = ""
        write(to: &text, indent: 0)
        return text
    }

    private func write(to text: inout String, indent: Int) {
        let margin = String(repeating: " ", count: indent)
        switch content {
        case .mapping(let entries):
            for entry in entries {
                text += margin + YAMLValue.key(entry.key) + ":"
                entry.value.writeInside(to: &text, indent: indent)
            }
        case .sequence(let items):
            for item in items {
                text += margin + "-"
                item.writeInside(to: &text, indent: indent)
            }
        case .scalar:
            text += inline + "\n"
        }
    }

    private func writeInside(to text: inout String, indent: Int) {
        if entries.isEmpty && items.isEmpty {
            text += " \(inline)\n"
        } else {
            text += "\n"
            write(to: &text, indent: indent + 2)
        }
    }

    private var inline: String {
        switch content {
        case .mapping: "{}"
        case .sequence: "[]"
        case .scalar where isNull: "null"
        case .scalar(let text, isPlain: true): text
        case .scalar(let text, isPlain: false): YAMLValue.quoted(text)
        }
    }

    private static func key(_ text: String) -> String {
        let isWord = text.utf8.allSatisfy {
            (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 95
        }
        return isWord && !text.isEmpty ? text : quoted(text)
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\u{20}"..."\u{7E}", "\u{A0}"...: result.unicodeScalars.append(scalar)
            default: result += "\\U" + hexadecimal(scalar.value)
            }
        }
        return result + "\""
    }

    private static func hexadecimal(_ number: UInt32) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
