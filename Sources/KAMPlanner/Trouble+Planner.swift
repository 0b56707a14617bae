public import KAMModel
import KAMStore

extension Trouble {
    /// Reads an error of a use case.
    ///
    /// - Returns: Nothing when it is an error of another room.
    public init?(planning error: any Error) {
        guard let error = error as? PlannerError else {
            self.init(store: error)
            return
        }
        let kind: Kind =
            switch error {
            case .notConfirmed: .fault
            case .interrupted: .interrupted
            default: .data
            }
        self.init(kind, error.code, error.message, hint: error.hint)
    }
}
