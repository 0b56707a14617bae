internal import KAMModel

/// Why an event cannot be followed.
public enum MatrixEventFlaw: Hashable, Sendable {
    /// It names a member who is neither in the snapshot nor a place of the policy.
    case unknownMember
    /// It names an account that is no key account.
    case notKey
    /// The day lies outside the quarter.
    case outsideQuarter
    /// The member has already left.
    case hasLeft
    /// There is no matrix to start from.
    case noMatrix
}

extension MatrixEventFlaw: CustomStringConvertible {
    /// The flaw in words, to follow the event.
    public var description: String {
        switch self {
        case .unknownMember: "names a member who does not exist"
        case .notKey: "names an account that is no key account"
        case .outsideQuarter: "lies outside the quarter"
        case .hasLeft: "comes after the member has left"
        case .noMatrix: "has no matrix to change"
        }
    }
}

extension MatrixEvent {
    /// The event in words, as `the leave of 'F1' on 2018-02-16`.
    var words: String {
        let what =
            switch kind {
            case .leave(let member): "the leave of '\(member.raw)'"
            case .join(let member): "the start of '\(member.raw)'"
            case .won(let account): "the win of '\(account.raw)'"
            case .lost(let account): "the loss of '\(account.raw)'"
            case .rule(let rule): rule.words
            }
        return "\(what) on \(day)"
    }
}
