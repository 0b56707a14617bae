/// A person who works in the pipeline.
public struct Member: Hashable, Sendable {
    /// The planner's key.
    public let id: ID<Member>
    /// The name to show.
    public let name: String
    /// The teams the member belongs to over time; the ranges do not overlap.
    public let memberships: [Membership]
    /// What the member knows, as products or industries.
    public let skills: Set<String>
    /// The languages the member works in, as ISO 639 codes.
    public let languages: Set<String>
    /// The contracted hours a week.
    public let weeklyHours: Hours
    /// When the member works for the company.
    public let employment: DayRange
    /// The days off that are known, without overlap.
    public let leave: [DayRange]
    /// The cost of an hour, in whole units of the base currency.
    public let hourlyCost: Double?
    /// The level of experience, higher is more; nothing when it is not known.
    public let seniority: Int?

    /// Makes a member.
    public init(
        id: ID<Member>, name: String, memberships: [Membership], skills: Set<String> = [],
        languages: Set<String> = [], weeklyHours: Hours, employment: DayRange, leave: [DayRange] = [],
        hourlyCost: Double? = nil, seniority: Int? = nil
    ) {
        self.id = id
        self.name = name
        self.memberships = memberships
        self.skills = skills
        self.languages = languages
        self.weeklyHours = weeklyHours
        self.employment = employment
        self.leave = leave
        self.hourlyCost = hourlyCost
        self.seniority = seniority
    }

    /// The membership on a day.
    public func membership(on day: Day) -> Membership? {
        memberships.first { $0.valid.contains(day) }
    }

    /// The membership with the most recent start among those that touch a range of days.
    public func membership(during range: DayRange) -> Membership? {
        memberships.filter { $0.valid.overlaps(range) }.max { $0.valid.start < $1.valid.start }
    }
}

/// A member's place in a team for a time.
public struct Membership: Hashable, Sendable {
    /// The team.
    public let team: ID<Team>
    /// The role in the team.
    public let role: String
    /// The sales region served.
    public let region: String?
    /// When it holds.
    public let valid: DayRange

    /// Makes a membership.
    public init(team: ID<Team>, role: String, region: String?, valid: DayRange) {
        self.team = team
        self.role = role
        self.region = region
        self.valid = valid
    }
}
