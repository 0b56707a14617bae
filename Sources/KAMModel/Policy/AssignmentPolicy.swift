/// How members are assigned to the cells of key accounts.
public struct AssignmentPolicy: Hashable, Sendable {
    /// What it means when a member does not fit an account in one respect.
    public enum FitRule: String, Hashable, Sendable, CaseIterable {
        /// Who does not fit may not work for it.
        case require
        /// Who does not fit costs a share of the cell's value.
        case prefer
        /// It does not count.
        case ignore
    }

    /// Who may not serve two accounts that compete with each other.
    public enum RivalRule: String, Hashable, Sendable, CaseIterable {
        /// Anybody may.
        case nobody
        /// No KAM answers for both.
        case kam
        /// No KAM answers for both, and no member leads cells of both.
        case everyone
    }

    /// What a wrong region means.
    public let region: FitRule
    /// What it means to lack the account's language.
    public let language: FitRule
    /// What it means to lack the skill of the account's segment.
    public let skill: FitRule
    /// What it means to be below the level that the account asks for.
    public let seniority: FitRule
    /// The shares of a cell's or an account's value that are lost.
    public let losses: Losses
    /// Joint work over the border of two stages.
    public let joint: Joint
    /// How members are loaded with hours.
    public let load: Load
    /// How the plan holds on to the present one.
    public let stability: Stability
    /// The greatest number of key accounts of one KAM.
    public let maximumAccountsPerKAM: Int
    /// Whether KAMs may lead cells, of the accounts they answer for, at stages that their team does not lead.
    public let kamLeads: Bool
    /// Who may not serve two rivals.
    public let rivalsApart: RivalRule
    /// How many members a cell is offered to at most, the best suited; the present owner comes on top.
    public let candidates: Int
    /// The places for people who may be hired.
    public let hires: [Hire]

    /// The shares of a cell's value that are lost, 0…1.
    public struct Losses: Hashable, Sendable {
        /// To a lead from another region.
        public let region: Double
        /// To a lead without the account's language.
        public let language: Double
        /// To a lead without the skill of the account's segment.
        public let skill: Double
        /// To a lead below the level that the account asks for.
        public let seniority: Double
        /// When the present owner is replaced.
        public let change: Double
        /// Of an account's value at each handoff from one person to the next.
        public let handoff: Double

        /// Makes the shares lost.
        public init(
            region: Double, language: Double = 0.1, skill: Double, seniority: Double = 0.1, change: Double,
            handoff: Double
        ) {
            self.region = region
            self.language = language
            self.skill = skill
            self.seniority = seniority
            self.change = change
            self.handoff = handoff
        }
    }

    /// Joint work: the next stage's lead joins the stage before.
    public struct Joint: Hashable, Sendable {
        /// The share of a handoff's loss that it saves, 0…1.
        public let saving: Double
        /// The hours that it takes at a border, a quarter.
        public let hours: Double
        /// The most hours of it over all members, a quarter; nothing for no limit.
        public let budget: Double?

        /// Makes the rules of joint work.
        public init(saving: Double, hours: Double, budget: Double? = nil) {
            self.saving = saving
            self.hours = hours
            self.budget = budget
        }
    }

    /// How members are loaded with hours.
    public struct Load: Hashable, Sendable {
        /// The share of a member's capacity that may be planned for key accounts without a price, 0…1.
        public let ceiling: Double
        /// The share that may be planned at the stress price, at least the ceiling; nothing takes the ceiling.
        public let limit: Double?
        /// What an hour between ceiling and limit costs, in whole units of the base currency.
        public let stressPrice: Double
        /// How far a member's utilisation may lie from its team's without a price, 0…1; nothing for any distance.
        public let spread: Double?
        /// What an hour beyond that costs, in whole units of the base currency.
        public let spreadPrice: Double
        /// The share of hours that work takes more of a member who is new to the account, 0 or more.
        public let rampShare: Double
        /// The share of a typical member's limit that one cell may take of one member; larger cells are shared.
        ///
        /// Nothing shares none.
        public let largestShare: Double?

        /// Makes the rules of loads.
        public init(
            ceiling: Double, limit: Double? = nil, stressPrice: Double = 0, spread: Double? = nil,
            spreadPrice: Double = 0, rampShare: Double = 0, largestShare: Double? = nil
        ) {
            self.ceiling = ceiling
            self.limit = limit
            self.stressPrice = stressPrice
            self.spread = spread
            self.spreadPrice = spreadPrice
            self.rampShare = rampShare
            self.largestShare = largestShare
        }

        /// The share of a member's capacity that may be planned at most.
        public var hardLimit: Double { max(ceiling, limit ?? ceiling) }
    }

    /// How the plan holds on to the present one.
    public struct Stability: Hashable, Sendable {
        /// What it costs, once an account, when anything in it changes, in whole units of the base currency.
        public let accountChangePrice: Double
        /// The share of its loss that a new plan must save to replace the present one, 0…1.
        public let leaveAlone: Double
        /// The most leads and KAMs that may change, besides those who cannot go on; nothing for no limit.
        public let changeBudget: Int?

        /// Makes the rules of stability.
        public init(accountChangePrice: Double = 0, leaveAlone: Double = 0.01, changeBudget: Int? = nil) {
            self.accountChangePrice = accountChangePrice
            self.leaveAlone = leaveAlone
            self.changeBudget = changeBudget
        }
    }

    /// A place for somebody who may be hired; used only where it pays.
    public struct Hire: Hashable, Sendable {
        /// The name of the place; the member is `hire: NAME`.
        public let name: String
        /// The team.
        public let team: ID<Team>
        /// The sales region; nothing serves all.
        public let region: String?
        /// The first day of work.
        public let start: Day
        /// The contracted hours a week.
        public let weeklyHours: Double
        /// What the person must know.
        public let skills: Set<String>
        /// The languages the person must speak; empty speaks all.
        public let languages: Set<String>
        /// The cost of each hour that is planned, in whole units of the base currency; nothing takes
        /// `economics.hourly_cost`.
        public let hourlyCost: Double?
        /// The weeks to full speed; nothing takes `capacity.ramp_weeks`.
        public let rampWeeks: Double?

        /// Makes a place.
        public init(
            name: String, team: ID<Team>, region: String? = nil, start: Day, weeklyHours: Double,
            skills: Set<String> = [], languages: Set<String> = [], hourlyCost: Double? = nil, rampWeeks: Double? = nil
        ) {
            self.name = name
            self.team = team
            self.region = region
            self.start = start
            self.weeklyHours = weeklyHours
            self.skills = skills
            self.languages = languages
            self.hourlyCost = hourlyCost
            self.rampWeeks = rampWeeks
        }

        /// The key of the member who would fill the place.
        public var member: ID<Member> { ID("hire: \(name)") }
    }

    /// Makes the rules of assignment.
    public init(
        region: FitRule, language: FitRule = .prefer, skill: FitRule = .prefer, seniority: FitRule = .prefer,
        losses: Losses, joint: Joint, load: Load, stability: Stability = Stability(), maximumAccountsPerKAM: Int,
        kamLeads: Bool = false, rivalsApart: RivalRule = .kam, candidates: Int = 30, hires: [Hire] = []
    ) {
        self.region = region
        self.language = language
        self.skill = skill
        self.seniority = seniority
        self.losses = losses
        self.joint = joint
        self.load = load
        self.stability = stability
        self.maximumAccountsPerKAM = maximumAccountsPerKAM
        self.kamLeads = kamLeads
        self.rivalsApart = rivalsApart
        self.candidates = candidates
        self.hires = hires
    }
}
