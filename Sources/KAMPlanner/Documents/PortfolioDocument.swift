public import KAMModel

/// A portfolio as it is handed over; `docs/json.md` describes it.
public struct PortfolioDocument: Hashable, Sendable, Codable {
    /// A key account.
    public struct Selected: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// Its name.
        public let name: String
        /// Its place by merit, from 1.
        public let rank: Int
        /// Attractiveness and strength together, 0…100.
        public let merit: Double
        /// The merit that missing values allow.
        public let meritInterval: Estimate
        /// How much it is worth, 0…100.
        public let attractiveness: Double
        /// How well we stand there, 0…100.
        public let strength: Double
        /// The share of the criteria's weight that is known.
        public let completeness: Double
        /// The contribution gained over the horizon by managing it as key.
        public let contribution: Money
        /// Hours of KAMs in the quarter.
        public let kamHours: Hours
        /// Hours at each stage in the quarter.
        public let hours: [String: Hours]
        /// Points of each criterion; they sum to the merit.
        public let criteria: [Criterion]
        /// Why it was chosen.
        public let reasons: [Reason]
        /// How often it is chosen under doubt.
        @Nullable public private(set) var chance: ChanceDocument?
        /// What would take it off the list.
        @Nullable public private(set) var flips: FlipsDocument?
    }

    /// What one criterion adds to the merit.
    public struct Criterion: Hashable, Sendable, Codable {
        /// The key of the criterion.
        public let criterion: String
        /// The value found, in the unit of the criterion.
        @Nullable public private(set) var value: Double?
        /// Where the value comes from.
        @Nullable public private(set) var source: String?
        /// The points of merit.
        public let points: Double

        init(_ contribution: AccountScore.Contribution) {
            criterion = contribution.criterion
            value = contribution.value
            source = contribution.source
            points = contribution.points
        }
    }

    /// An account that is not key.
    public struct Rejected: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// Its name.
        public let name: String
        /// Its place by merit, from 1.
        public let rank: Int
        /// Attractiveness and strength together, 0…100.
        public let merit: Double
        /// The merit that missing values allow.
        public let meritInterval: Estimate
        /// How much it is worth, 0…100.
        public let attractiveness: Double
        /// How well we stand there, 0…100.
        public let strength: Double
        /// The contribution it would have gained.
        public let contribution: Money
        /// The gates it failed.
        public let failedGates: [Reason]
        /// Why it was not chosen.
        public let reason: Reason
        /// How often it is chosen under doubt.
        @Nullable public private(set) var chance: ChanceDocument?
        /// What would bring it onto the list.
        @Nullable public private(set) var flips: FlipsDocument?
    }

    /// What one more KAM would bring.
    public struct KAMPrice: Hashable, Sendable, Codable {
        /// The region; null for a KAM who may serve any account.
        @Nullable public private(set) var region: String?
        /// The hours that were added.
        public let hours: Hours
        /// What the list gains.
        public let gain: Money
        /// The accounts that would enter.
        public let entering: [ID<Account>]
        /// The accounts that would leave.
        public let leaving: [ID<Account>]
    }

    /// The list that a number of KAMs can serve.
    public struct CurvePoint: Hashable, Sendable, Codable {
        /// How many KAMs.
        public let kams: Int
        /// Whether it is the present number.
        public let isPresent: Bool
        /// How many key accounts.
        public let selected: Int
        /// What the list gains.
        public let gain: Money
        /// What it gains more than the point before, for each KAM more.
        public let marginalGain: Money
        /// The account on it that gains least.
        @Nullable public private(set) var marginalAccount: ID<Account>?
    }

    /// Where the list ends.
    public struct CutLine: Hashable, Sendable, Codable {
        /// What runs out.
        @Nullable public private(set) var binding: String?
        /// The best account that was not chosen though it may be.
        @Nullable public private(set) var nextAccount: ID<Account>?
        /// What one more hour of it would bring.
        @Nullable public private(set) var price: Money?
        /// The hours of it that the next account is short of.
        @Nullable public private(set) var shortByHours: Hours?
        /// What the list would gain if those hours were there.
        @Nullable public private(set) var gainOfOneMore: Money?
        /// What the list would lose if the next account were on it and the hours stayed as they are.
        @Nullable public private(set) var lossIfForced: Money?
        /// What one more KAM would bring, the best first.
        @Listed public private(set) var oneMoreKam: [KAMPrice]
        /// The cut line in words.
        @Listed public private(set) var reasons: [Reason]
    }

    /// The portfolio's id.
    public let portfolio: ID<Plan>
    /// The quarter.
    public let quarter: Quarter
    /// What it was made from.
    public let provenance: Provenance
    /// How the optimisation ended.
    public let status: Outcome.Status
    /// The contribution gained by all key accounts.
    @Nullable public private(set) var objective: Money?
    /// The proven limit on it.
    @Nullable public private(set) var bound: Money?
    /// The distance between them, as a share.
    @Nullable public private(set) var gap: Double?
    /// The key accounts, by rank.
    public let selected: [Selected]
    /// The others, by rank.
    public let rejected: [Rejected]
    /// Where the list ends.
    public let cutLine: CutLine
    /// The merit at the cut, that the next quarters hold accounts against: as many score at least this as there is room for.
    @Nullable public private(set) var floor: Double?
    /// The same list with fewer and more KAMs.
    @Listed public private(set) var curve: [CurvePoint]
    /// How sure the list is.
    @Nullable public private(set) var robustness: RobustnessDocument?
    /// What holding on to the quarters before changed.
    @Nullable public private(set) var stability: StabilityDocument?
    /// How merits were made.
    @Nullable public private(set) var scoring: ScoringDocument?
    /// The demands that contradict each other.
    public let conflicts: [Reason]
    /// What had to be assumed.
    public let assumptions: [String]
    /// The same in Japanese.
    @Nullable public private(set) var assumptionsJa: [String]?

    init(_ portfolio: Portfolio, plan: Plan, snapshot: Snapshot, scoring: ScoringDocument?) {
        let purse = Purse(currency: snapshot.currency)
        self.portfolio = plan.id
        quarter = plan.quarter
        provenance = Provenance(plan, asOf: snapshot.asOf)
        status = portfolio.outcome.status
        objective = purse.money(portfolio.outcome.objective)
        bound = purse.money(portfolio.outcome.bound)
        gap = portfolio.outcome.gap
        selected = portfolio.selected.map { Selected($0, purse) }
        rejected = portfolio.rejected.map { Rejected($0, purse) }
        cutLine = CutLine(portfolio.cutLine, purse)
        floor = portfolio.floor
        curve = portfolio.curve.map { CurvePoint($0, purse) }
        // How sure a list is says nothing of a list that holds nobody.
        robustness = portfolio.selected.isEmpty ? nil : portfolio.robustness.map { RobustnessDocument($0, purse) }
        stability = portfolio.stability.map { StabilityDocument($0, purse) }
        self.scoring = scoring
        conflicts = portfolio.conflicts
        assumptions = portfolio.assumptions.map(\.english)
        assumptionsJa = portfolio.assumptions.map(\.japanese)
    }
}

extension PortfolioDocument.Selected {
    fileprivate init(_ account: Portfolio.Selected, _ purse: Purse) {
        self.init(
            account: account.account, name: account.name, rank: account.rank, merit: account.score.merit.value,
            meritInterval: account.score.merit, attractiveness: account.score.attractiveness.value,
            strength: account.score.strength.value, completeness: account.score.completeness,
            contribution: purse.money(account.contribution), kamHours: account.kamHours,
            hours: account.hours.byText, criteria: account.score.contributions.map(PortfolioDocument.Criterion.init),
            reasons: account.reasons, chance: account.chance.map(ChanceDocument.init),
            flips: account.flips.map { FlipsDocument($0, purse) })
    }
}

extension PortfolioDocument.Rejected {
    fileprivate init(_ account: Portfolio.Rejected, _ purse: Purse) {
        self.init(
            account: account.account, name: account.name, rank: account.rank, merit: account.score.merit.value,
            meritInterval: account.score.merit, attractiveness: account.score.attractiveness.value,
            strength: account.score.strength.value, contribution: purse.money(account.contribution),
            failedGates: account.score.failedGates, reason: account.reason,
            chance: account.chance.map(ChanceDocument.init), flips: account.flips.map { FlipsDocument($0, purse) })
    }
}

extension PortfolioDocument.CutLine {
    fileprivate init(_ line: Portfolio.CutLine, _ purse: Purse) {
        self.init(
            binding: line.binding, nextAccount: line.nextAccount, price: purse.money(line.price),
            shortByHours: line.shortBy, gainOfOneMore: purse.money(line.gainOfOneMore),
            lossIfForced: purse.money(line.lossIfForced),
            oneMoreKam: line.oneMoreKAM.map {
                PortfolioDocument.KAMPrice(
                    region: $0.region, hours: $0.hours, gain: purse.money($0.gain), entering: $0.entering,
                    leaving: $0.leaving)
            }, reasons: line.reasons)
    }
}

extension PortfolioDocument.CurvePoint {
    fileprivate init(_ point: CurvePoint, _ purse: Purse) {
        self.init(
            kams: point.kams, isPresent: point.isPresent, selected: point.selected, gain: purse.money(point.objective),
            marginalGain: purse.money(point.marginalValue), marginalAccount: point.marginalAccount)
    }
}

extension [ID<Stage>: Hours] {
    /// The hours by the text of the stage's key.
    var byText: [String: Hours] {
        [String: Hours](uniqueKeysWithValues: map { ($0.key.raw, $0.value) })
    }
}
