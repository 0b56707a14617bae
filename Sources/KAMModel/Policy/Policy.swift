/// What a company decides for itself: its stages and teams, its efforts, weights and rules.
///
/// `config/policy.yaml` is the default; `config/README.md` gives the type, unit, range and default of each key.
public struct Policy: Hashable, Sendable {
    /// How quarters are counted.
    public let calendar: FiscalCalendar
    /// The pipeline, first stage first.
    public let stages: [Stage]
    /// The teams.
    public let teams: [Team]
    /// How hours follow from contracts.
    public let capacity: CapacityPolicy
    /// How many hours the work takes.
    public let effort: EffortPolicy
    /// How many opportunities pass a stage when the log does not tell.
    public let conversion: ConversionPolicy
    /// What money is worth.
    public let economics: EconomicPolicy
    /// How accounts are scored.
    public let scoring: ScoringPolicy
    /// What an account must have to be considered.
    public let gates: GatePolicy
    /// How key accounts are chosen.
    public let selection: SelectionPolicy
    /// How members are assigned.
    public let assignment: AssignmentPolicy
    /// How hours may move.
    public let allocation: AllocationPolicy

    /// Makes a policy.
    public init(
        calendar: FiscalCalendar, stages: [Stage], teams: [Team], capacity: CapacityPolicy, effort: EffortPolicy,
        conversion: ConversionPolicy, economics: EconomicPolicy, scoring: ScoringPolicy, gates: GatePolicy,
        selection: SelectionPolicy, assignment: AssignmentPolicy, allocation: AllocationPolicy
    ) {
        self.calendar = calendar
        self.stages = stages
        self.teams = teams
        self.capacity = capacity
        self.effort = effort
        self.conversion = conversion
        self.economics = economics
        self.scoring = scoring
        self.gates = gates
        self.selection = selection
        self.assignment = assignment
        self.allocation = allocation
    }

    /// The team of that key.
    public func team(_ id: ID<Team>) -> Team? { teams.first { $0.id == id } }
}

/// How hours follow from contracts.
public struct CapacityPolicy: Hashable, Sendable {
    /// The share of contracted hours that meetings and administration take, 0…1.
    public let administrativeShare: Double
    /// How many weeks a new member needs to reach full speed, 0 or more.
    public let rampWeeks: Double
    /// The share of full speed on the first day, 0…1; it rises evenly over the ramp.
    public let rampStart: Double
    /// Days on which nobody works, besides Saturdays and Sundays.
    public let holidays: Set<Day>

    /// Makes the rules of capacity.
    public init(administrativeShare: Double, rampWeeks: Double, rampStart: Double, holidays: Set<Day> = []) {
        self.administrativeShare = administrativeShare
        self.rampWeeks = rampWeeks
        self.rampStart = rampStart
        self.holidays = holidays
    }
}

/// The hours that work takes, by stage.
public struct EffortPolicy: Hashable, Sendable {
    /// The hours of one kind of customer.
    public struct Standard: Hashable, Sendable {
        /// Hours an opportunity takes at each stage it passes.
        public let opportunity: [ID<Stage>: Double]
        /// Hours an account takes at each stage in a quarter, whatever its opportunities.
        public let account: [ID<Stage>: Double]

        /// Makes a standard.
        public init(opportunity: [ID<Stage>: Double], account: [ID<Stage>: Double]) {
            self.opportunity = opportunity
            self.account = account
        }
    }

    /// The hours where the segment has none of its own.
    public let standard: Standard
    /// What differs by segment; stages it does not name keep the standard.
    public let segments: [String: Standard]
    /// How many times the standard a key account takes, 1 or more.
    public let keyFactor: Double

    /// Makes the efforts.
    public init(standard: Standard, segments: [String: Standard] = [:], keyFactor: Double) {
        self.standard = standard
        self.segments = segments
        self.keyFactor = keyFactor
    }

    /// Hours one opportunity of the segment takes at the stage.
    public func perOpportunity(_ stage: ID<Stage>, segment: String) -> Double {
        segments[segment]?.opportunity[stage] ?? standard.opportunity[stage] ?? 0
    }

    /// Hours one account of the segment takes at the stage in a quarter, besides its opportunities.
    public func perAccount(_ stage: ID<Stage>, segment: String) -> Double {
        segments[segment]?.account[stage] ?? standard.account[stage] ?? 0
    }
}

/// The share of opportunities that pass each stage, as believed before the log is read.
public struct ConversionPolicy: Hashable, Sendable {
    /// The believed share by stage, 0…1.
    public let prior: [ID<Stage>: Double]
    /// How many observed opportunities the belief weighs as much as, more than 0.
    public let priorWeight: Double

    /// Makes the beliefs.
    public init(prior: [ID<Stage>: Double], priorWeight: Double) {
        self.prior = prior
        self.priorWeight = priorWeight
    }
}
