public import KAMModel

/// What files of an unknown export seem to be: shown first, then used as a profile.
public struct GuessedProfile: Hashable, Sendable {
    /// Why a column is believed to be what it is.
    public enum Evidence: String, Hashable, Sendable {
        /// Its name is one that a profile knows.
        case name
        /// Its name is spelt nearly like one.
        case similarName = "similar name"
        /// Its cells look like it.
        case content
    }

    /// A column that was recognised.
    public struct Column: Hashable, Sendable {
        /// What it fills, as `amount`.
        public let target: String
        /// Its name in the file.
        public let source: String
        /// Why.
        public let evidence: Evidence
        /// How sure, from 0 to 1.
        public let confidence: Double
    }

    /// A file that was recognised.
    public struct File: Hashable, Sendable {
        /// Where it is.
        public let path: String
        /// What its rows are, as `opportunity`.
        public let entity: String
        /// How sure, from 0 to 1.
        public let confidence: Double
        /// The columns that will be read.
        public let columns: [Column]
        /// The columns that will not.
        public let ignored: [String]
    }

    /// A value of the stage column, and the stage it seems to be.
    public struct StageGuess: Hashable, Sendable {
        /// The value as the file has it.
        public let value: String
        /// The key of the stage; nothing when it cannot be told, and its rows will be rejected.
        public let stage: String?
        /// `open`, `won` or `lost`.
        public let state: String
    }

    /// The files that were recognised.
    public let files: [File]
    /// The files that were not, and will not be read.
    public let ignoredFiles: [String]
    /// What the values of the stage column seem to mean.
    public let stages: [StageGuess]
    /// The base currency, from signs beside amounts; US dollars when there are none.
    public let currency: Currency
    /// What keeps the files from being imported so, and what is doubtful.
    public let diagnostics: [Diagnostic]
    /// The profile as YAML, to be kept and changed; names the files by their names.
    public let yaml: String

    /// Whether the files can be imported as guessed.
    public var isUsable: Bool { !diagnostics.contains { $0.severity == .error } }

    /// Guesses what files are.
    ///
    /// Names of columns are compared with those that the profiles of the catalog know, in English and Japanese; what
    /// remains is told by its cells.
    ///
    /// - Parameters:
    ///   - paths: The files.
    ///   - catalog: The profiles whose words are known.
    /// - Returns: The guess; nothing is imported.
    /// - Throws: `RefusedInput` when a file cannot be read at all, or a profile of the catalog is broken.
    public static func guess(_ paths: [String], catalog: ProfileCatalog) throws -> GuessedProfile {
        var guesser = try ProfileGuesser(catalog: catalog)
        for path in paths { try guesser.look(at: path) }
        return guesser.conclude()
    }
}
