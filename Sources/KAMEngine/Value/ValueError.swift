/// Why a model of lifetime value cannot be made from what was given.
public enum ValueError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A history contradicts itself.
    case history(String)
    /// There is too little to fit.
    case tooLittle(String)

    /// What is wrong, with the values.
    public var description: String {
        switch self {
        case .history(let problem), .tooLittle(let problem): problem
        }
    }
}
