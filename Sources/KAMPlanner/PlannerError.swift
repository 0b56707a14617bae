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
    /// No stage or member has that id or name; these are most like it, or all there are.
    case unknownName(kind: String, String, nearest: [String])
    /// Several stages or members have that name, or names that start so; the first of them.
    case ambiguousName(kind: String, String, candidates: [String], count: Int)
    /// The plan is of another kind than a matrix.
    case notAMatrix(ID<Plan>, Plan.Kind)
    /// No matrix is stored, or none for the quarter.
    case noMatrix(quarter: Quarter?)
    /// The account has no work at the stage in the matrix, or is not key there.
    case noCell(account: String, stage: String, quarter: Quarter)
    /// The cell is pinned, or the member forbidden there, already.
    case pinHeld(PinDocument)
    /// The pin no longer holds.
    case pinWithdrawn(PinDocument)
    /// An inquiry was stopped before it had an answer.
    case stopped

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
        case .unknownName: "KAM519"
        case .ambiguousName: "KAM520"
        case .notAMatrix: "KAM521"
        case .noMatrix: "KAM522"
        case .noCell: "KAM523"
        case .pinHeld: "KAM524"
        case .pinWithdrawn: "KAM525"
        case .stopped: "KAM526"
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
        case .unknownName(let kind, let text, _): "no \(kind) has the id or the name '\(text)'"
        case .ambiguousName(let kind, let text, let candidates, let count):
            "'\(text)' may be any of \(count) \(kind)s: " + candidates.joined(separator: ", ")
                + (count > candidates.count ? " …" : "")
        case .notAMatrix(let plan, let kind): "plan \(plan) is of the kind \(kind.rawValue), not a matrix"
        case .noMatrix(let quarter): "no matrix is stored" + (quarter.map { " for \($0)" } ?? "")
        case .noCell(let account, let stage, let quarter):
            "\(account) has no work at \(stage) in the matrix for \(quarter)"
        case .pinHeld(let pin):
            "\(pin.place) has this rule already: \(pin.kind.rawValue) of \(pin.member), by \(pin.madeBy), "
                + "because: \(pin.reason)"
        case .pinWithdrawn(let pin):
            "the \(pin.kind.rawValue) of \(pin.member) at \(pin.place) was withdrawn"
                + (pin.withdrawal.map { " by \($0.madeBy) on \($0.madeAt)" } ?? "")
        case .stopped: "stopped before there was an answer; nothing was stored"
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
        case .refused("assign", _, _):
            "kam pin list shows the rules that hold; kam assign --help tells what can be given."
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
        case .unknownName(_, _, let nearest): nearest.isEmpty ? nil : nearest.joined(separator: ", ")
        case .ambiguousName: "Give the id in brackets."
        case .notAMatrix: "kam plan list --kind matrix lists the matrices."
        case .noMatrix(let quarter): "Run kam assign --quarter \(quarter?.description ?? "QUARTER") first."
        case .noCell: "kam plan show tells which accounts are key and where they have work."
        case .pinHeld(let pin): "Withdraw it first: kam pin remove \(pin.id) --reason TEXT"
        case .pinWithdrawn: "kam pin list shows the rules that hold."
        case .stopped: "Give more time, or let it end."
        }
    }
}
