public import KAMModel

/// Why a use case has no answer; `docs/errors.md` explains the codes.
public enum PlannerError: Error, Hashable, Sendable {
    /// No snapshot was imported yet.
    case noSnapshot
    /// No snapshot speaks of the time just before the quarter.
    case noData(quarter: Quarter, latest: Day)
    /// The quarter lies before the data.
    case quarterIsPast(quarter: Quarter, asOf: Day)
    /// No portfolio was chosen for the quarter.
    case noPortfolio(quarter: Quarter)
    /// The portfolio has no key account, so there is nothing to do.
    case emptyPortfolio(quarter: Quarter, portfolio: ID<Plan>)
    /// The two plans are not of one kind.
    case differentKinds(Plan.Kind, Plan.Kind)
    /// The engine refuses the input, in its words; the accounts most like those that the policy names in vain.
    case refused(verb: String, reasons: [String], nearest: [String] = [])
    /// The engine's answer failed its own check, in its words.
    case notConfirmed(verb: String, findings: [String])
    /// The work was interrupted; nothing was stored.
    case interrupted
    /// No account of the snapshot has that id or name; these are most like it.
    case unknownAccount(String, nearest: [String])
    /// Several accounts have that name, or names that start so; the first of them.
    case ambiguousAccount(String, candidates: [String], count: Int)
    /// No portfolio with a key account is stored for the quarter to compare with.
    case nothingToCompare(quarter: Quarter)
    /// The quarter to compare with does not lie before the one that is planned.
    case notEarlier(compared: Quarter, quarter: Quarter)

    /// The code of the error.
    public var code: String {
        switch self {
        case .noSnapshot: "KAM501"
        case .noData: "KAM502"
        case .quarterIsPast: "KAM503"
        case .noPortfolio: "KAM504"
        case .emptyPortfolio: "KAM505"
        case .differentKinds: "KAM506"
        case .refused: "KAM507"
        case .notConfirmed: "KAM508"
        case .interrupted: "KAM509"
        case .unknownAccount: "KAM515"
        case .ambiguousAccount: "KAM516"
        case .nothingToCompare: "KAM517"
        case .notEarlier: "KAM518"
        }
    }

    /// What is wrong, in words.
    public var message: String {
        switch self {
        case .noSnapshot: "there is no data yet"
        case .noData(let quarter, let latest):
            "there is no data for \(quarter): the latest snapshot speaks of \(latest)"
        case .quarterIsPast(let quarter, let asOf):
            "\(quarter) had ended by \(asOf), the day the earliest data speaks of"
        case .noPortfolio(let quarter): "no key accounts were selected for \(quarter)"
        case .emptyPortfolio(let quarter, let portfolio): "portfolio \(portfolio) for \(quarter) has no key account"
        case .differentKinds(let first, let second): "a \(first.rawValue) cannot be compared with a \(second.rawValue)"
        case .refused(let verb, let reasons, _): "kam \(verb) refuses this input: " + reasons.joined(separator: "; ")
        case .notConfirmed(let verb, let findings):
            "the answer of kam \(verb) failed its check and was not stored: " + findings.joined(separator: "; ")
        case .interrupted: "interrupted; nothing was stored"
        case .unknownAccount(let text, _): "no account has the id or the name '\(text)'"
        case .ambiguousAccount(let text, let candidates, let count):
            "'\(text)' may be any of \(count) accounts: " + candidates.joined(separator: ", ")
                + (count > candidates.count ? " …" : "")
        case .nothingToCompare(let quarter):
            "no selection with a key account is stored for \(quarter), so there is nothing to compare with"
        case .notEarlier(let compared, let quarter): "\(compared) does not lie before \(quarter)"
        }
    }

    /// What may help.
    public var hint: String? {
        switch self {
        case .noSnapshot: "Import an export first: kam import --profile salesforce DIR --members FILE"
        case .noData: "Import newer data, plan for another quarter, or name a snapshot with --snapshot."
        case .quarterIsPast: "Plan for a later quarter."
        case .noPortfolio(let quarter): "Run kam select --quarter \(quarter) first."
        case .emptyPortfolio: "kam select tells for each account why it was not chosen."
        case .differentKinds: "Compare two plans of one kind; kam plan list shows the kinds."
        case .refused(_, _, let nearest):
            nearest.isEmpty
                ? "config/README.md tells for each key of the policy what it may be." : nearest.joined(separator: ", ")
        case .notConfirmed: "This is a fault of kam. Please report it with the policy and the seed."
        case .interrupted: nil
        case .unknownAccount(_, let nearest):
            nearest.isEmpty ? "kam score --all lists the accounts." : nearest.joined(separator: ", ")
        case .ambiguousAccount: "Give the id in brackets."
        case .nothingToCompare(let quarter):
            "Run kam select --quarter \(quarter) first; kam plan list shows what is stored."
        case .notEarlier: "Compare with an earlier quarter."
        }
    }
}
