public import KAMModel

/// Why there is no allocation at all.
public enum AllocationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The input contradicts itself; everything found.
    case refused([Reason])
    /// The solver failed where it should not have.
    case solver(String)

    /// The error in words.
    public var description: String {
        switch self {
        case .refused(let reasons): reasons.map(\.text).joined(separator: "\n")
        case .solver(let message): "the solver failed: \(message)"
        }
    }
}
