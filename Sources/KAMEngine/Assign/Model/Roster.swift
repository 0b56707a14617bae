internal import KAMModel

/// The members as they stand from a day to the end of a quarter, those who may be hired last.
struct Roster: Sendable {
    /// A member in that time.
    struct Entry: Sendable {
        let member: Member
        let team: ID<Team>?
        let region: String?
        /// The hours from the first day to the end of the quarter.
        let capacity: Double
        let isKAM: Bool
        /// What an hour costs of somebody who is yet to be hired; nothing for everybody else.
        let hirePrice: Double?
        /// Why the member can take nothing, whatever the rules say.
        let absence: Absence?
    }

    /// Why a member can take nothing.
    enum Absence: Hashable, Sendable {
        /// Its employment ended; the last day.
        case left(Day)
        /// Its employment ends inside the time; the last day.
        case leaves(Day)
        /// Its employment starts after the time; the first day.
        case startsLater(Day)
        /// It is in no team.
        case noTeam
        /// It has no hours.
        case noHours
    }

    /// The members, in the order of the snapshot, then the hires in that of the policy.
    let entries: [Entry]
    /// The days that the hours are counted over.
    let days: (start: Day, end: Day)
    /// The working days left as a share of those of the quarter.
    let timeLeft: Double
    private let index: [ID<Member>: Int]

    /// Works out the hours of each member from a day to the end of the quarter.
    ///
    /// A member's hours are for key accounts up to the limit of the utilisation. That key accounts leave the other
    /// customers their share of a team's hours is seen to where they are chosen; one member may give more, another less.
    init(_ snapshot: Snapshot, policy: Policy, quarter: Quarter, from day: Day?) {
        let whole = policy.calendar.days(of: quarter)
        let start = day.map { min(max($0, whole.start), whole.end) } ?? whole.start
        let days = (start: start, end: whole.end)
        let kamTeams = Set(policy.teams.filter(\.managesKeyAccounts).map(\.id))
        let known = Set(snapshot.members.map(\.id))
        let people = snapshot.members.map { ($0, nil as Double?, policy.capacity) }
        let hires = policy.assignment.hires.filter { !known.contains($0.member) }.map { hire in
            (
                Member(hire), hire.hourlyCost ?? policy.economics.hourlyCost as Double?,
                policy.capacity.ramping(hire.rampWeeks)
            )
        }
        entries = (people + hires).map { member, price, capacity in
            Roster.entry(member, price, WorkingCalendar(capacity), days, kamTeams)
        }
        self.days = days
        let all = policy.capacity.workingDays(from: whole.start, to: whole.end)
        timeLeft = all > 0 ? Double(policy.capacity.workingDays(from: start, to: whole.end)) / Double(all) : 0
        index = Dictionary(entries.enumerated().map { ($1.member.id, $0) }) { first, _ in first }
    }

    /// The place of a member; nothing for one who is unknown.
    func index(of member: ID<Member>) -> Int? { index[member] }

    private static func entry(
        _ member: Member, _ price: Double?, _ calendar: WorkingCalendar, _ days: (start: Day, end: Day),
        _ kamTeams: Set<ID<Team>>
    ) -> Entry {
        let membership = member.membership(during: DayRange(start: days.start, end: days.end))
        let capacity = calendar.capacity(of: member, from: days.start, to: days.end).value
        var absence: Absence?
        if let end = member.employment.end, end <= days.start {
            absence = .left(end.advanced(by: -1))
        } else if member.employment.start >= days.end {
            absence = .startsLater(member.employment.start)
        } else if let end = member.employment.end, end < days.end {
            absence = .leaves(end.advanced(by: -1))
        } else if membership == nil {
            absence = .noTeam
        } else if capacity <= 0 {
            absence = .noHours
        }
        return Entry(
            member: member, team: membership?.team, region: membership?.region, capacity: capacity,
            isKAM: membership.map { kamTeams.contains($0.team) } ?? false, hirePrice: price, absence: absence)
    }
}

extension Member {
    /// The person who would fill a place.
    fileprivate init(_ hire: AssignmentPolicy.Hire) {
        let employment = DayRange(start: hire.start, end: nil)
        self.init(
            id: hire.member, name: hire.member.raw,
            memberships: [Membership(team: hire.team, role: "hire", region: hire.region, valid: employment)],
            skills: hire.skills, languages: hire.languages, weeklyHours: Hours(hire.weeklyHours),
            employment: employment)
    }
}

extension CapacityPolicy {
    /// The same with another ramp, where one is given.
    fileprivate func ramping(_ weeks: Double?) -> CapacityPolicy {
        CapacityPolicy(
            administrativeShare: administrativeShare, rampWeeks: weeks ?? rampWeeks, rampStart: rampStart,
            holidays: holidays)
    }

    /// How many days from `start` up to, not including, `end` are neither weekend nor holiday.
    fileprivate func workingDays(from start: Day, to end: Day) -> Int {
        (start.ordinal..<max(start.ordinal, end.ordinal)).count {
            let day = Day(ordinal: $0)
            return day.weekday <= 5 && !holidays.contains(day)
        }
    }
}
