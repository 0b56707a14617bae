public import KAMModel

/// A cell, or the KAM of an account, that a planner names.
struct MatrixPlace: Sendable {
    let account: Account
    /// The stage; nothing for the KAM.
    let stage: Stage?

    /// The stage's name, or KAM.
    var title: Phrase { stage?.title ?? Phrase(verbatim: MatrixNames.kam) }
}

/// Finds the accounts, stages and members that a planner names, by id or by name.
struct MatrixNames: Sendable {
    /// The word for an account's KAM where a stage is asked for.
    static let kam = "KAM"

    let accounts: [Account]
    let stages: [Stage]
    /// The members, those yet to be hired last.
    let members: [(id: ID<Member>, name: String)]

    init(_ snapshot: Snapshot, _ policy: Policy) {
        accounts = snapshot.accounts
        stages = policy.stages
        members =
            snapshot.members.map { ($0.id, $0.name) } + policy.assignment.hires.map { ($0.member, $0.name) }
    }

    /// - Throws: `PlannerError`: unknown or ambiguous, with the names most like the text.
    func account(_ text: String) throws -> Account {
        accounts[try AccountFinder(accounts: accounts).find(text)]
    }

    /// The stage that a text names; nothing for `kam`.
    ///
    /// - Throws: `PlannerError`: unknown or ambiguous, with the stages there are.
    func stage(_ text: String) throws -> Stage? {
        let finder = NameFinder(
            stages.map { NameFinder.Entry(id: $0.id.raw, names: [$0.name] + [$0.nameJa].compactMap(\.self)) })
        if text.lowercased() == MatrixNames.kam.lowercased() { return nil }
        switch finder.find(text) {
        case .found(let place): return stages[place]
        case .unknown:
            throw PlannerError.unknownName(
                kind: "stage", text, nearest: stages.map(\.id.raw) + [MatrixNames.kam.lowercased()])
        case .ambiguous(let candidates, let count):
            throw PlannerError.ambiguousName(kind: "stage", text, candidates: candidates, count: count)
        }
    }

    /// The member, or the place of the policy, that a text names.
    ///
    /// - Throws: `PlannerError`: unknown or ambiguous, with the names most like the text.
    func member(_ text: String) throws -> (id: ID<Member>, name: String) {
        let finder = NameFinder(members.map { NameFinder.Entry(id: $0.id.raw, names: [$0.name]) })
        switch finder.find(text) {
        case .found(let place): return members[place]
        case .unknown(let nearest): throw PlannerError.unknownName(kind: "member", text, nearest: nearest)
        case .ambiguous(let candidates, let count):
            throw PlannerError.ambiguousName(kind: "member", text, candidates: candidates, count: count)
        }
    }

    func place(_ account: String, _ stage: String) throws -> MatrixPlace {
        MatrixPlace(account: try self.account(account), stage: try self.stage(stage))
    }

    func rule(_ text: RuleText) throws -> MatrixRule {
        let place = try place(text.account, text.stage)
        return MatrixRule(
            text.kind, account: place.account.id, stage: place.stage?.id, member: try member(text.member).id)
    }
}

/// A pin or a forbid as a planner writes it, in names or ids.
public struct RuleText: Hashable, Sendable {
    /// What it says.
    public let kind: MatrixRule.Kind
    /// The account.
    public let account: String
    /// The stage; `kam` for the KAM.
    public let stage: String
    /// The member.
    public let member: String

    /// Makes a rule of its words.
    public init(_ kind: MatrixRule.Kind, account: String, stage: String, member: String) {
        self.kind = kind
        self.account = account
        self.stage = stage
        self.member = member
    }

    /// Reads `ACCOUNT:STAGE=MEMBER`; an account's name may have colons.
    ///
    /// - Returns: Nothing when it is not of that form.
    public init?(_ kind: MatrixRule.Kind, parsing text: String) {
        guard let equals = text.lastIndex(of: "="), let colon = text[..<equals].lastIndex(of: ":") else { return nil }
        let parts = [text[..<colon], text[text.index(after: colon)..<equals], text[text.index(after: equals)...]]
            .map { String($0).trimmed }
        guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(kind, account: parts[0], stage: parts[1], member: parts[2])
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
