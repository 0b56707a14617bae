/// What went wrong, as whoever asked is told: how to react, and everything there is to say.
public struct Trouble: Error, Hashable, Sendable {
    /// How to react.
    public enum Kind: Hashable, Sendable {
        /// The data, a file or a name is wrong.
        case data
        /// The database cannot be used now.
        case unavailable
        /// A file cannot be written, or the disk is full.
        case cannotWrite
        /// The work was interrupted; nothing was changed.
        case interrupted
        /// A fault of kam.
        case fault
    }

    /// How to react.
    public let kind: Kind
    /// What to tell.
    public let diagnostics: [Diagnostic]

    /// Makes a trouble of everything there is to say.
    public init(_ kind: Kind, _ diagnostics: [Diagnostic]) {
        self.kind = kind
        self.diagnostics = diagnostics
    }

    /// Makes a trouble of one sentence.
    public init(_ kind: Kind, _ code: String, _ message: String, hint: String? = nil) {
        self.init(kind, [Diagnostic(.error, code, message, hint: hint)])
    }
}
