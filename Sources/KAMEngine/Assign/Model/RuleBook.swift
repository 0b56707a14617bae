internal import KAMModel

/// Why a rule cannot be kept to.
public enum MatrixRuleFlaw: Hashable, Sendable {
    /// It names an account that is not in the snapshot.
    case unknownAccount
    /// It names a stage that the policy does not have.
    case unknownStage
    /// It names a member who is neither in the snapshot nor a place of the policy.
    case unknownMember
    /// Another rule pins somebody else there.
    case pinnedTwice(String)
    /// Another rule forbids the member there.
    case alsoForbidden
    /// The member can take nothing: it has left, leaves, starts later, or has no hours.
    case absent(String)
}

/// The rules by duty.
struct RuleBook: Sendable {
    private struct Key: Hashable {
        let account: ID<Account>
        let stage: ID<Stage>?
    }

    private var pins: [Key: Int] = [:]
    private var bans: [Key: Set<Int>] = [:]
    /// The members pinned as KAMs.
    private(set) var pinnedKAMs: Set<Int> = []

    init(_ rules: [MatrixRule], _ roster: Roster) {
        for rule in rules {
            guard let member = roster.index(of: rule.member) else { continue }
            let key = Key(account: rule.account, stage: rule.stage)
            switch rule.kind {
            case .pin:
                pins[key] = member
                if rule.stage == nil { pinnedKAMs.insert(member) }
            case .forbid: bans[key, default: []].insert(member)
            }
        }
    }

    func pin(_ account: ID<Account>, _ stage: ID<Stage>?) -> Int? { pins[Key(account: account, stage: stage)] }

    func forbidden(_ account: ID<Account>, _ stage: ID<Stage>?) -> Set<Int> {
        bans[Key(account: account, stage: stage)] ?? []
    }

    /// Everything that keeps rules from being kept to, alone or together, in the order of the rules.
    static func refusals(_ rules: [MatrixRule], _ snapshot: Snapshot, _ policy: Policy, _ roster: Roster)
        -> [AssignmentRefusal]
    {
        let facts = RuleFacts(snapshot, policy, roster)
        var pins: [Key: ID<Member>] = [:]
        let bans = Set(rules.filter { $0.kind == .forbid })
        return rules.flatMap { rule -> [AssignmentRefusal] in
            var flaws = facts.flaws(rule)
            if rule.kind == .pin {
                let key = Key(account: rule.account, stage: rule.stage)
                if let other = pins[key], other != rule.member { flaws.append(.pinnedTwice(other.raw)) }
                pins[key] = rule.member
                let ban = MatrixRule(.forbid, account: rule.account, stage: rule.stage, member: rule.member)
                if bans.contains(ban) { flaws.append(.alsoForbidden) }
            }
            return flaws.map { .rule(rule, $0) }
        }
    }
}

/// What a rule by itself is held against.
struct RuleFacts {
    private let accounts: Set<ID<Account>>
    private let stages: Set<ID<Stage>>
    private let roster: Roster

    init(_ snapshot: Snapshot, _ policy: Policy, _ roster: Roster) {
        accounts = Set(snapshot.accounts.map(\.id))
        stages = Set(policy.stages.map(\.id))
        self.roster = roster
    }

    /// What keeps a rule from being kept to, whatever other rules there are.
    func flaws(_ rule: MatrixRule) -> [MatrixRuleFlaw] {
        var flaws: [MatrixRuleFlaw] = []
        if !accounts.contains(rule.account) { flaws.append(.unknownAccount) }
        if let stage = rule.stage, !stages.contains(stage) { flaws.append(.unknownStage) }
        guard let member = roster.index(of: rule.member) else { return flaws + [.unknownMember] }
        if rule.kind == .pin, let absence = roster.entries[member].absence {
            flaws.append(.absent(absence.phrase.english))
        }
        return flaws
    }

    /// Why a rule that may wait has to; nothing when it can be kept to.
    func wait(_ rule: MatrixRule) -> Phrase? {
        guard let flaw = flaws(rule).first else { return nil }
        guard case .absent = flaw, let member = roster.index(of: rule.member),
            let absence = roster.entries[member].absence
        else { return flaw.wait }
        let name = roster.entries[member].member.name
        return Phrase("\(name) \(absence.phrase.english)", ja: "\(name)は\(absence.phrase.japanese)")
    }
}

extension MatrixRuleFlaw {
    /// The flaw as the reason why a rule waits.
    fileprivate var wait: Phrase {
        switch self {
        case .unknownAccount: Phrase("the account is not in the data", ja: "取引先がデータにない")
        case .unknownStage: Phrase("the policy has no such stage", ja: "方針に該当するステージがない")
        case .unknownMember: Phrase("the member is not in the data", ja: "メンバーがデータにない")
        case .pinnedTwice, .alsoForbidden, .absent: Phrase(verbatim: description)
        }
    }
}

extension MatrixRuleFlaw: CustomStringConvertible {
    /// The flaw in words, to follow the rule.
    public var description: String {
        switch self {
        case .unknownAccount: "names an account that is not in the snapshot"
        case .unknownStage: "names a stage that the policy does not have"
        case .unknownMember: "names a member who does not exist"
        case .pinnedTwice(let other): "contradicts the pin of '\(other)' there"
        case .alsoForbidden: "contradicts the rule that forbids it"
        case .absent(let words): "cannot be kept to: the member \(words)"
        }
    }
}

extension MatrixRule {
    /// The rule in words, as `the pin of 'F1' to 'Acme' at 'closing'`.
    var words: String {
        let place = "'\(account.raw)'" + (stage.map { " at '\($0.raw)'" } ?? " as KAM")
        return switch kind {
        case .pin: "the pin of '\(member.raw)' to \(place)"
        case .forbid: "the rule that forbids '\(member.raw)' \(place)"
        }
    }
}
