/// Where something was read.
struct Place: Hashable, Sendable {
    /// The file, as it was named.
    let file: String
    /// The line, from 1.
    let line: Int
}

/// A value together with where it was read.
struct Located<Value> {
    let value: Value
    let place: Place
}

/// A value of a YAML document together with where it was read; aliases are resolved, comments gone.
struct YAMLValue: Hashable, Sendable {
    /// What it is.
    enum Content: Hashable, Sendable {
        /// A single value; plain when it was written without quotes.
        case scalar(String, isPlain: Bool)
        /// A list.
        case sequence([YAMLValue])
        /// Keys with their values, in the order of the document, each key once.
        case mapping([Entry])
    }

    /// A key with its value.
    struct Entry: Hashable, Sendable {
        let key: String
        let place: Place
        let value: YAMLValue
    }

    let content: Content
    let place: Place

    /// Whether it is `null`, `~` or nothing at all.
    var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "~", "null"].contains(text)
    }

    /// The entries; none unless it is a mapping.
    var entries: [Entry] {
        guard case .mapping(let entries) = content else { return [] }
        return entries
    }

    /// The items; none unless it is a list.
    var items: [YAMLValue] {
        guard case .sequence(let items) = content else { return [] }
        return items
    }

    /// The value of a key; nothing unless it is a mapping that has the key.
    subscript(key: String) -> YAMLValue? { entries.first { $0.key == key }?.value }

    /// What it is, in words, for a message.
    var noun: String {
        switch content {
        case .scalar where isNull: "nothing"
        case .scalar(let text, _): "'\(text)'"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
