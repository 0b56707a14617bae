internal import KAMModel

/// What is lost, against the best that can be had, when a member takes a cell or an account.
struct MemberLoss: Hashable, Sendable {
    /// By coming from another region.
    let region: Double
    /// By lacking the skill of the account's segment.
    let skill: Double
    /// By replacing the present owner.
    let change: Double

    var total: Double { region + skill + change }
}

/// How each member suits one cell, or one account as its KAM.
///
/// A loss counts only where some eligible member would avoid it: where nobody has the skill, its lack is no reason for
/// or against anyone, and where the present owner cannot go on, the change is nobody's fault.
struct Suitability: Sendable {
    /// Why a member may not take it.
    enum Obstacle: Hashable, Sendable {
        case otherTeam
        case leaves(Day)
        case noHours
        case otherRegion
    }

    /// The loss under each member; nothing where the member may not take it, `[member]`.
    let losses: [MemberLoss?]
    /// Why each member may not take it, `[member]`.
    let obstacles: [Obstacle?]
    /// The present owner, whether or not it may go on.
    let owner: ID<Member>?
    /// Whether nobody who may take it has the skill.
    let lacksSkill: Bool
    /// Whether nobody who may take it is of the region.
    let lacksRegion: Bool

    init(
        _ account: Account, stake: Double, owner: ID<Member>?, roster: Roster, policy: AssignmentPolicy,
        region rule: AssignmentPolicy.RegionRule, serves: (ID<Team>) -> Bool
    ) {
        let entries = roster.entries
        let isLocal = entries.map { Suitability.isLocal($0, account) }
        let obstacles = entries.indices.map { member -> Obstacle? in
            guard let team = entries[member].team, serves(team) else { return .otherTeam }
            if let day = entries[member].lastDay { return .leaves(day) }
            guard entries[member].isAvailable else { return .noHours }
            return rule == .require && !isLocal[member] ? .otherRegion : nil
        }
        let able = entries.indices.filter { obstacles[$0] == nil }
        let isSkilled = entries.map { Suitability.isSkilled($0.member, account) }
        lacksSkill = !able.contains { isSkilled[$0] }
        lacksRegion = !able.contains { isLocal[$0] }
        let canStay = able.contains { entries[$0].member.id == owner }
        let (skillMatters, regionMatters) = (!lacksSkill, rule == .prefer && !lacksRegion)
        losses = entries.indices.map { member in
            guard obstacles[member] == nil else { return nil }
            return MemberLoss(
                region: regionMatters && !isLocal[member] ? policy.regionLoss * stake : 0,
                skill: skillMatters && !isSkilled[member] ? policy.skillLoss * stake : 0,
                change: canStay && entries[member].member.id != owner ? policy.changeLoss * stake : 0)
        }
        self.obstacles = obstacles
        self.owner = owner
    }

    /// Whether a member serves the account's region; who has no region serves all, an account without one is anybody's.
    static func isLocal(_ entry: Roster.Entry, _ account: Account) -> Bool {
        guard let region = account.region, let own = entry.region else { return true }
        return region.lowercased() == own.lowercased()
    }

    /// Whether a member knows the account's segment; an unknown segment asks for nothing.
    static func isSkilled(_ member: Member, _ account: Account) -> Bool {
        guard account.segment != "unknown" else { return true }
        let segment = account.segment.lowercased()
        return member.skills.contains { $0.lowercased() == segment }
    }
}

/// Who does the work now: the leads and KAMs of a previous matrix, else the owners in the snapshot.
struct OwnersNow {
    /// An account at a stage.
    struct Key: Hashable {
        let account: ID<Account>
        let stage: ID<Stage>

        init(_ account: ID<Account>, _ stage: ID<Stage>) {
            self.account = account
            self.stage = stage
        }
    }

    private(set) var led: [Key: ID<Member>] = [:]
    private(set) var supporters: [Key: [ID<Member>]] = [:]
    private(set) var kams: [ID<Account>: ID<Member>] = [:]

    init(_ matrix: Matrix?) {
        guard let matrix else { return }
        for cell in matrix.cells {
            led[Key(cell.account, cell.stage)] = cell.lead
            supporters[Key(cell.account, cell.stage)] = cell.supporters.map(\.member)
        }
        for answer in matrix.kams { kams[answer.account] = answer.kam }
    }

    func lead(_ account: Account, _ stage: ID<Stage>) -> ID<Member>? {
        led[Key(account.id, stage)] ?? account.stageOwners[stage]
    }

    func kam(_ account: Account) -> ID<Member>? { kams[account.id] ?? account.owner }
}
