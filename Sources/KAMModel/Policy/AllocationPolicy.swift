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
