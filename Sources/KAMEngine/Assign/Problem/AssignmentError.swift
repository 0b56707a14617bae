public import KAMModel

/// Why no assignment could be computed at all; that none exists is a status of the solution instead.
public enum AssignmentError: Error, Sendable, Equatable {
    /// The problem contradicts itself; everything that is wrong with it.
    case refused([AssignmentRefusal])
    /// The solver failed where it should not have, in its own words.
    case solverFailed(String)
    /// The check finds the answer wrong: a mistake in this program or in HiGHS.
    case notConfirmed([AssignmentCheck.Violation])
}

/// One thing that is wrong with an assignment problem.
public enum AssignmentRefusal: Sendable, Equatable {
    /// The starts of the accounts' cells do not run from 0 to the number of cells without falling.
    case cellStarts([Int], cells: Int)
    /// An array has another length than the others ask for.
    case length(array: String, got: Int, expected: Int)
    /// A figure is no number, negative, or above the greatest allowed.
    case figure(array: String, index: Int, value: Double, most: Double)
    /// A row names a member twice, out of order, or one that does not exist.
    case member(array: String, row: Int, member: Int)
    /// The bands of a member's load do not rise, or are none.
    case loadCost(member: Int)
    /// A group of rivals names an account twice, out of order, or one that does not exist.
    case rivals(Int, [Int])
    /// A key account is not in the snapshot.
    case unknownAccount(String)
    /// A key account is named twice.
    case repeatedAccount(String)
    /// An account's hours name a stage that the policy does not have.
    case unknownStage(String, account: String)
    /// An account's hours are no number, negative, or beyond a million.
    case hours(Double, account: String)
    /// An account's contribution is no number.
    case contribution(Double, account: String)
    /// No team of the policy manages key accounts, though there are some.
    case noKAMTeam
    /// The first day that is to be planned lies outside the quarter.
    case day(Day, Quarter)
    /// A rule cannot be kept to.
    case rule(MatrixRule, MatrixRuleFlaw)
    /// An event cannot be followed.
    case event(MatrixEvent, MatrixEventFlaw)
    /// A question names something that is not in the matrix.
    case question(String)
}

extension AssignmentError: CustomStringConvertible {
    /// The error in words, one refusal after the other.
    public var description: String {
        switch self {
        case .refused(let refusals): refusals.map(\.description).joined(separator: "\n")
        case .solverFailed(let words): words
        case .notConfirmed(let violations):
            "the check does not confirm the answer: " + violations.map { "\($0)" }.joined(separator: "; ")
        }
    }
}

extension AssignmentRefusal: CustomStringConvertible {
    /// The refusal in a sentence, with its values.
    public var description: String {
        switch self {
        case .cellStarts(let starts, let cells): "cell starts \(starts) do not run from 0 to \(cells) without falling"
        case .length(let array, let got, let expected): "'\(array)' has \(got) entries instead of \(expected)"
        case .figure(let array, let index, let value, let most):
            "'\(array)' has \(value) at \(index), which is not within 0…\(most)"
        case .member(let array, let row, let member): "'\(array)' has the member \(member) in row \(row) out of place"
        case .loadCost(let member): "the load of member \(member) has no bands, or bands that do not rise"
        case .rivals(let index, let accounts): "the rivals \(index) are \(accounts), which do not rise or do not exist"
        case .unknownAccount(let id): "key account '\(id)' is not in the snapshot"
        case .repeatedAccount(let id): "key account '\(id)' is named twice"
        case .unknownStage(let stage, let account):
            "key account '\(account)' has hours at '\(stage)', which is no stage"
        case .hours(let hours, let account): "key account '\(account)' takes \(hours) hours"
        case .contribution(let value, let account):
            "key account '\(account)' has the contribution \(value)"
        case .noKAMTeam: "no team of the policy manages key accounts\nMaybe a team lacks 'manages_key_accounts: true'"
        case .day(let day, let quarter): "\(day) lies outside \(quarter)"
        case .rule(let rule, let flaw): "\(rule.words) \(flaw)"
        case .event(let event, let flaw): "\(event.words) \(flaw)"
        case .question(let words): words
        }
    }
}
