public import KAMModel
import KAMStore

/// What files of an unknown shape seem to hold, to be shown before they are imported.
public struct ProfileGuess: Hashable, Sendable {
    /// A column of a file and what it seems to be.
    public struct Column: Hashable, Sendable {
        /// Our name.
        public let target: String
        /// The file's name.
        public let source: String
        /// How sure that is, 0…1.
        public let confidence: Double
    }

    /// A file and what it seems to be.
    public struct File: Hashable, Sendable {
        /// The path.
        public let path: String
        /// What its rows seem to be.
        public let entity: String
        /// How sure that is, 0…1.
        public let confidence: Double
        /// The columns that would be read.
        public let columns: [Column]
        /// The columns that would not.
        public let ignored: [String]
    }

    /// A value of the stage column and what it seems to mean.
    public struct Stage: Hashable, Sendable {
        /// The value.
        public let value: String
        /// Our stage and state, in words.
        public let meaning: String
    }

    /// The files that would be read.
    public let files: [File]
    /// The files that would not.
    public let ignoredFiles: [String]
    /// The values of the stage column.
    public let stages: [Stage]
    /// The base currency.
    public let currency: Currency
    /// What is wrong or worth knowing.
    public let diagnostics: [Diagnostic]
    /// The guess as a profile, to be kept and corrected.
    public let yaml: String
    /// Whether the files can be imported as guessed.
    public let isUsable: Bool

    init(_ guess: GuessedProfile) {
        files = guess.files.map { file in
            File(
                path: file.path, entity: file.entity, confidence: file.confidence,
                columns: file.columns.map {
                    Column(target: $0.target, source: $0.source, confidence: $0.confidence)
                }, ignored: file.ignored)
        }
        ignoredFiles = guess.ignoredFiles
        stages = guess.stages.map {
            Stage(value: $0.value, meaning: [$0.stage, $0.state].compactMap(\.self).joined(separator: ", "))
        }
        currency = guess.currency
        diagnostics = guess.diagnostics
        yaml = guess.yaml
        isUsable = guess.isUsable
    }
}

extension Planner {
    /// Guesses what files hold, from the names of their columns and from their cells; nothing is imported.
    ///
    /// - Throws: `RefusedInput` when a file cannot be read at all.
    public func guess(_ paths: [String]) throws -> ProfileGuess {
        ProfileGuess(try GuessedProfile.guess(paths, catalog: store.profiles))
    }
}
