/// One thing to know about an input: what is wrong or assumed, where, and what may help.
public struct Diagnostic: Hashable, Sendable, Codable {
    /// How bad it is.
    public enum Severity: String, Hashable, Sendable, Codable, Comparable, CaseIterable {
        /// Something to know; nothing is lost.
        case note
        /// Something was left out, guessed or repaired.
        case warning
        /// The input cannot be used.
        case error

        /// Orders severities from note to error.
        public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    /// How bad it is.
    public let severity: Severity
    /// The code of the kind, as `KAM104`; `docs/errors.md` has them all.
    public let code: String
    /// What is wrong, with the values concerned.
    public let message: String
    /// The file it was found in.
    public let file: String?
    /// The line in the file, from 1.
    public let line: Int?
    /// What may help.
    public let hint: String?

    /// Makes a diagnostic.
    public init(
        _ severity: Severity, _ code: String, _ message: String, file: String? = nil, line: Int? = nil,
        hint: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.file = file
        self.line = line
        self.hint = hint
    }
}

/// An input that cannot be used, with everything that is wrong with it.
public struct RefusedInput: Error, Hashable, Sendable {
    /// Everything found, not only the first.
    public let diagnostics: [Diagnostic]

    /// Makes a refusal.
    ///
    /// - Precondition: At least one diagnostic is an error.
    public init(_ diagnostics: [Diagnostic]) {
        precondition(diagnostics.contains { $0.severity == .error }, "a refusal needs an error")
        self.diagnostics = diagnostics
    }
}
