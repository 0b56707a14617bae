/// A language that texts are written in.
public enum Language: String, Hashable, Sendable, Codable, CaseIterable {
    /// English.
    case english = "en"
    /// Japanese.
    case japanese = "ja"
}

/// A text in every language of the product.
public struct Phrase: Hashable, Sendable, Codable {
    /// The text in English.
    public let english: String
    /// The text in Japanese.
    public let japanese: String

    /// Makes a phrase.
    public init(_ english: String, ja japanese: String) {
        self.english = english
        self.japanese = japanese
    }

    /// A text that reads alike in every language, as a name.
    public init(verbatim text: String) { self.init(text, ja: text) }

    /// The text in one language.
    public subscript(_ language: Language) -> String {
        switch language {
        case .english: english
        case .japanese: japanese
        }
    }
}
