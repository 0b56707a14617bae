internal import KAMModel

/// A key account with what is at stake, who serves it now, and the hours it takes in the time that is planned.
struct AccountCase: Sendable {
    let account: Account
    /// The contribution, but at least what the hours of a whole quarter cost.
    let stake: Double
    /// Whether the stake is the cost of the hours, since the contribution is less.
    let isFloor: Bool
    /// The hours of its KAM.
    let kamHours: Double
    /// The hours at each stage, `[stage]`.
    let hours: [Double]
    /// The part of the stake that is at stake at each stage, by hours of the whole quarter, `[stage]`.
    let stageStakes: [Double]
    /// Everybody who serves it now, as far as known.
    let serving: Set<Int>
    /// Whether anybody is known to serve it, so that others are new to it.
    let isServed: Bool
    /// The rule of regions for its KAM.
    let kamRegion: AssignmentPolicy.FitRule

    init(
        _ account: Account, _ key: Assignment.KeyAccount, _ policy: Policy, _ roster: Roster, _ present: PresentService
    ) {
        self.account = account
        let whole = policy.stages.map { (key.hours[$0.id]?.value ?? 0) + (key.newHours[$0.id]?.value ?? 0) }
        let all = whole.reduce(0, +)
        let floor = (all + key.kamHours.value) * policy.economics.hourlyCost
        isFloor = key.contribution < floor
        let stake = max(key.contribution, floor)
        self.stake = stake
        stageStakes = whole.map { all > 0 ? stake * $0 / all : 0 }
        kamHours = key.kamHours.value * roster.timeLeft
        hours = policy.stages.map { stage in
            (key.hours[stage.id]?.value ?? 0) * roster.timeLeft + (key.newHours[stage.id]?.value ?? 0)
        }
        let serving = present.serving(account, policy.stages)
        self.serving = Set(serving.compactMap(roster.index(of:)))
        isServed = !serving.isEmpty
        kamRegion = AccountCase.kamRegion(account, policy, roster)
    }

    /// The rule of regions for an account's KAM: its pool where KAMs pool by region and its region has one.
    private static func kamRegion(
        _ account: Account, _ policy: Policy, _ roster: Roster
    ) -> AssignmentPolicy.FitRule {
        guard policy.selection.poolsByRegion else { return policy.assignment.region }
        let hasPool = roster.entries.contains { entry in
            entry.isKAM && entry.capacity > 0 && entry.region != nil && entry.region == account.region
        }
        return hasPool ? .require : .ignore
    }
}

/// One thing that somebody is to do: lead a cell, take a share of a large one, or answer for an account.
struct Duty: Sendable {
    /// The place of the account among the key accounts.
    let account: Int
    /// The place of the stage in the policy; nothing for the KAM.
    let stage: Int?
    /// Which share of a large cell it is; 0 is the lead's.
    let share: Int
    /// In how many shares the cell is cut.
    let shareCount: Int
    /// The hours that it takes of somebody who knows the account.
    let hours: Double
    /// What is at stake, in whole units of the base currency.
    let stake: Double
    /// Who does it now, whether or not it may go on.
    let owner: ID<Member>?
    /// The place of the present owner.
    let ownerIndex: Int?
    /// Who must do it by a rule.
    let pin: Int?
    /// Who must not do it by a rule.
    let forbidden: Set<Int>
    /// The respects in which some member fits who may do it, so that not fitting is a loss.
    var counted: Respects = .none
    /// The respects that the account asks for and in which nobody fits who may do it.
    var missing: Respects = .none
    /// Whether the present owner may go on.
    var ownerStays = false
}
