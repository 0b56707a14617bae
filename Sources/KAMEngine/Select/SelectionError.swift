/// Why no selection was made.
public enum SelectionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The input contradicts itself; everything that is wrong with it, in words.
    case refused([String])
    /// The solver failed where it should not have, in its words.
    case solverFailed(String)
    /// The independent check does not confirm the solver's answer, in words.
    case notConfirmed([String])

    /// The error in a sentence.
    public var description: String {
        switch self {
        case .refused(let problems): "the input is refused: " + problems.joined(separator: "; ")
        case .solverFailed(let message): "the solver failed: \(message)"
        case .notConfirmed(let findings): "the answer is not confirmed: " + findings.joined(separator: "; ")
        }
    }
}
