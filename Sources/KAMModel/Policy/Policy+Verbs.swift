/// How accounts are scored on two axes.
public struct ScoringPolicy: Hashable, Sendable {
    /// One thing that counts.
    public struct Criterion: Hashable, Sendable {
        /// The key, as `growth`.
        public let key: String
        /// The name to show.
        public let name: String
        /// The name to show in Japanese; nothing shows `name`.
        public let nameJa: String?
        /// The axis it counts on.
        public let axis: Axis
        /// Its weight against the others of its axis, 0 or more.
        public let weight: Double
        /// Where its value comes from, the first that is known.
        public let sources: [Source]
        /// The value that scores 0.
        public let low: Double
        /// The value that scores 100; below `low` when less is better.
        public let high: Double
        /// How values between the two are spread.
        public let transform: Transform

        /// Makes a criterion.
        public init(
            key: String, name: String, nameJa: String? = nil, axis: Axis, weight: Double, sources: [Source],
            low: Double, high: Double, transform: Transform = .linear
        ) {
            self.key = key
            self.name = name
            self.nameJa = nameJa
            self.axis = axis
            self.weight = weight
            self.sources = sources
            self.low = low
            self.high = high
            self.transform = transform
        }

        /// The name in every language.
        public var title: Phrase { Phrase(name, ja: nameJa ?? name) }
    }

    /// The two axes of McDonald's matrix.
    public enum Axis: String, Hashable, Sendable, CaseIterable {
        /// How much the account is worth.
        case attractiveness
        /// How well we stand there.
        case strength
    }

    /// Where a value comes from.
    public enum Source: String, Hashable, Sendable, CaseIterable {
        /// A judgement made by hand.
        case rating
        /// What the customer could spend less what it spends, over the horizon, in typical deals.
        case winnableSpend = "winnable_spend"
        /// The risk-adjusted lifetime value, in typical deals.
        case lifetimeValue = "lifetime_value"
        /// The change of the won amount from the four quarters before the last four, as a share.
        case growth
        /// The contribution after the cost to serve, as a share of the won amount.
        case profitability
        /// The coefficient of variation of the won amount by quarter.
        case volatility
        /// What the customer spends with us, as a share of what it could spend.
        case shareOfWallet = "share_of_wallet"
        /// The share of closed opportunities that were won, shrunk to the mean of all.
        case winRate = "win_rate"
        /// Years since the first business.
        case tenure
    }

    /// How values between the anchors are spread.
    public enum Transform: String, Hashable, Sendable, CaseIterable {
        /// Evenly.
        case linear
        /// By the logarithm of one more than the value.
        case log
    }

    /// The criteria.
    public let criteria: [Criterion]
    /// The weight of attractiveness in the merit, 0…1; strength has the rest.
    public let attractivenessWeight: Double
    /// The attractiveness from which an account is worth investing in, 0…100.
    public let attractivenessThreshold: Double
    /// The strength from which we stand well, 0…100.
    public let strengthThreshold: Double

    /// Makes the rules of scoring.
    public init(
        criteria: [Criterion], attractivenessWeight: Double, attractivenessThreshold: Double, strengthThreshold: Double
    ) {
        self.criteria = criteria
        self.attractivenessWeight = attractivenessWeight
        self.attractivenessThreshold = attractivenessThreshold
        self.strengthThreshold = strengthThreshold
    }
}

/// What an account must have to be considered.
public struct GatePolicy: Hashable, Sendable {
    /// The share of criteria by weight that must be known, 0…1.
    public let minimumCompleteness: Double
    /// How many solutions or sites the account must be able to buy for.
    public let minimumSolutions: Int
    /// Whether the customer must have named a counterpart (the rating `counterpart`, 1 for yes).
    public let requiresCounterpart: Bool
    /// Whether the contribution over the horizon must exceed the cost to serve.
    public let requiresContributionAboveCost: Bool
    /// Whether an account passes a gate whose data is missing.
    public let passesWhenUnknown: Bool

    /// Makes the gates.
    public init(
        minimumCompleteness: Double, minimumSolutions: Int, requiresCounterpart: Bool,
        requiresContributionAboveCost: Bool, passesWhenUnknown: Bool
    ) {
        self.minimumCompleteness = minimumCompleteness
        self.minimumSolutions = minimumSolutions
        self.requiresCounterpart = requiresCounterpart
        self.requiresContributionAboveCost = requiresContributionAboveCost
        self.passesWhenUnknown = passesWhenUnknown
    }
}

/// How members are assigned to the cells of key accounts.
public struct AssignmentPolicy: Hashable, Sendable {
    /// What a wrong region means.
    public enum RegionRule: String, Hashable, Sendable, CaseIterable {
        /// Members work for accounts of their own region only.
        case require
        /// Another region costs a share of the cell's value.
        case prefer
        /// Regions do not count.
        case ignore
    }

    /// What a wrong region means.
    public let region: RegionRule
    /// The share of a cell's value lost to a lead from another region, 0…1.
    public let regionLoss: Double
    /// The share of a cell's value lost to a lead without the skill of the account's segment, 0…1.
    public let skillLoss: Double
    /// The share of a cell's value lost when the present owner is replaced, 0…1.
    public let changeLoss: Double
    /// The share of an account's value lost at each handoff from one person to the next, 0…1.
    public let handoffLoss: Double
    /// The share of that loss saved when the next stage's lead joins the stage before, 0…1.
    public let jointSaving: Double
    /// The hours of such joint work at a border, a quarter.
    public let jointHours: Double
    /// The greatest number of key accounts of one KAM.
    public let maximumAccountsPerKAM: Int
    /// The share of a member's capacity that may be planned for key accounts, 0…1.
    public let utilisationCeiling: Double

    /// Makes the rules of assignment.
    public init(
        region: RegionRule, regionLoss: Double, skillLoss: Double, changeLoss: Double, handoffLoss: Double,
        jointSaving: Double, jointHours: Double, maximumAccountsPerKAM: Int, utilisationCeiling: Double
    ) {
        self.region = region
        self.regionLoss = regionLoss
        self.skillLoss = skillLoss
        self.changeLoss = changeLoss
        self.handoffLoss = handoffLoss
        self.jointSaving = jointSaving
        self.jointHours = jointHours
        self.maximumAccountsPerKAM = maximumAccountsPerKAM
        self.utilisationCeiling = utilisationCeiling
    }
}

/// How hours may move between stages and teams.
public struct AllocationPolicy: Hashable, Sendable {
    /// The reference hours that an hour of a team's member produces at a stage, 0 or more; nothing means it cannot.
    public let proficiency: [ID<Team>: [ID<Stage>: Double]]
    /// The share of a moved hour lost to learning in the first quarter, 0…1.
    public let learningLoss: Double
    /// What moving an hour costs, in whole units of the base currency.
    public let moveCost: Double
    /// The greatest share of one member's hours that may move, 0…1.
    public let maximumMovedShare: Double
    /// The share of the demand of customers that are not key that must be served at each stage, 0…1.
    public let minimumService: Double
    /// The stage that wins, after which the others deliver; nothing takes the last stage but one.
    public let winStage: ID<Stage>?

    /// Makes the rules of allocation.
    public init(
        proficiency: [ID<Team>: [ID<Stage>: Double]], learningLoss: Double, moveCost: Double,
        maximumMovedShare: Double, minimumService: Double, winStage: ID<Stage>? = nil
    ) {
        self.proficiency = proficiency
        self.learningLoss = learningLoss
        self.moveCost = moveCost
        self.maximumMovedShare = maximumMovedShare
        self.minimumService = minimumService
        self.winStage = winStage
    }
}
