/// A model, an option or a start that HiGHS was not given, or a failure inside it.
///
/// That a model is infeasible or unbounded is not an error but a `ModelStatus`.
public enum HighsError: Error, Sendable, Equatable {
    /// The model contradicts itself or names what does not exist; all its problems.
    case refusedModel([ModelProblem])
    /// HiGHS does not accept the value of an option.
    case refusedOption(name: String, value: String)
    /// A start or a basis has another number of columns or rows than the model.
    case wrongSize(what: String, got: Int, expected: Int)
    /// A start has a value that is not a number.
    case startNotANumber(column: Int)
    /// A change names a column or a row that does not exist.
    case outOfRange(what: String, index: Int, count: Int)
    /// A call that needs a loaded model came before one was loaded.
    case noModel
    /// HiGHS failed where it should not have; the call and the status it left.
    case internalFailure(call: String, status: ModelStatus)
}

extension HighsError: CustomStringConvertible {
    /// The error in a sentence, with its values.
    public var description: String {
        switch self {
        case .refusedModel(let problems):
            "the model is refused: " + problems.map(\.description).joined(separator: "; ")
        case .refusedOption(let name, let value): "HiGHS does not accept \(value) as its option \(name)"
        case .wrongSize(let what, let got, let expected): "the \(what) has \(got) values, the model \(expected)"
        case .startNotANumber(let column): "the start has no number for column \(column)"
        case .outOfRange(let what, let index, let count):
            "there is no \(what) \(index); the model has \(count), numbered from 0"
        case .noModel: "no model has been loaded"
        case .internalFailure(let call, let status): "HiGHS failed in \(call) (model status: \(status))"
        }
    }
}
