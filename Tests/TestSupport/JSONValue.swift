import Foundation

/// JSON as a value, for tests to look into what was printed.
public enum JSONValue: Hashable, Sendable, Decodable {
    /// The value `null`.
    case null
    /// A truth.
    case truth(Bool)
    /// A number.
    case number(Double)
    /// A string.
    case text(String)
    /// An array.
    case list([JSONValue])
    /// An object.
    case object([String: JSONValue])

    /// Reads text.
    ///
    /// - Throws: What Foundation says of text that is no JSON.
    public init(text: String) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    /// Reads whatever value stands there.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let truth = try? container.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// The value of a key; `nil` where there is no such key.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let values) = self else { return nil }
        return values[key]
    }

    /// The string, where it is one.
    public var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The number, where it is one.
    public var number: Double? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    /// The elements of an array; none of anything else.
    public var elements: [JSONValue] {
        guard case .list(let list) = self else { return [] }
        return list
    }

    /// The keys of an object; none of anything else.
    public var keys: Set<String> {
        guard case .object(let values) = self else { return [] }
        return Set(values.keys)
    }

    /// The paths of all keys inside, as `cells[].lead`.
    public var paths: Set<String> {
        switch self {
        case .list(let list): list.reduce(into: []) { $0.formUnion($1.paths) }
        case .object(let values):
            values.reduce(into: []) { paths, entry in
                let isList = if case .list = entry.value { true } else { false }
                let path = entry.key + (isList ? "[]" : "")
                paths.formUnion([path] + entry.value.paths.map { "\(path).\($0)" })
            }
        default: []
        }
    }

    /// The value without some keys, wherever they stand.
    public func removing(_ keys: Set<String>) -> JSONValue {
        switch self {
        case .list(let list): .list(list.map { $0.removing(keys) })
        case .object(let values):
            .object(values.filter { !keys.contains($0.key) }.mapValues { $0.removing(keys) })
        default: self
        }
    }
}
