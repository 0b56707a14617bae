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
