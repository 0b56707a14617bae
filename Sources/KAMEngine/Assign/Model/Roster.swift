internal import KAMModel

/// The members as they stand in a quarter: team, region, hours, and whether they may take a key account at all.
struct Roster: Sendable {
    /// A member in the quarter.
    struct Entry: Sendable {
        let member: Member
        let team: ID<Team>?
        let region: String?
        /// The hours in the quarter.
        let capacity: Double
        /// The share of them that may be planned for key accounts.
        let ceiling: Double
        let isKAM: Bool
        /// The last day, when the employment ends inside the quarter.
        let lastDay: Day?

        /// Whether the member may be given an account: has hours, and stays to the end of the quarter.
        var isAvailable: Bool { lastDay == nil && capacity > 0 && team != nil }
    }

    /// The members, in the order of the snapshot.
    let entries: [Entry]
    /// The teams that manage key accounts.
    let kamTeams: Set<ID<Team>>

    /// Works out the hours of each member.
    ///
    /// A member's hours are for key accounts up to the ceiling of the utilisation. That key accounts leave the other
    /// customers their share of a team's hours is seen to where they are chosen; one member may give more, another less.
    init(_ snapshot: Snapshot, policy: Policy, quarter: Quarter) {
        let days = policy.calendar.days(of: quarter)
        let range = DayRange(start: days.start, end: days.end)
        let calendar = WorkingCalendar(policy.capacity)
        let kamTeams = Set(policy.teams.filter(\.managesKeyAccounts).map(\.id))
        let ceiling = policy.assignment.utilisationCeiling
        entries = snapshot.members.map { member in
            let membership = member.membership(during: range)
            let isKAM = membership.map { kamTeams.contains($0.team) } ?? false
            let end = member.employment.end
            let leaves = end.map { days.start < $0 && $0 < days.end } ?? false
            return Entry(
                member: member, team: membership?.team, region: membership?.region,
                capacity: calendar.capacity(of: member, from: days.start, to: days.end).value,
                ceiling: ceiling, isKAM: isKAM,
                lastDay: leaves ? end?.advanced(by: -1) : nil)
        }
        self.kamTeams = kamTeams
    }

    /// The rule of regions for an account's KAM: its pool where KAMs pool by region and its region has one.
    func kamRule(_ account: Account, _ policy: Policy) -> AssignmentPolicy.RegionRule {
        guard policy.selection.poolsByRegion else { return policy.assignment.region }
        let hasPool = entries.contains { entry in
            entry.isKAM && entry.capacity > 0 && entry.region != nil && entry.region == account.region
        }
        return hasPool ? .require : .ignore
    }
}
