/// A member as the allocator sees one: hours, where they go today, and what they produce elsewhere.
///
/// - Shape: every array has one entry a stage.
/// - Units: hours a quarter; proficiency in reference hours produced by one hour of the member.
public struct AllocationMember: Hashable, Sendable {
    /// Reference hours that an hour of the member produces at each stage; 0 where the member cannot work.
    public let proficiency: [Double]
    /// The hours the member spends at each stage today; together at most `capacity`.
    public let baseline: [Double]
    /// The share of an hour moved to each stage that learning takes in this quarter, 0…1.
    public let learningLoss: [Double]
    /// The hours the member has in the quarter.
    public let capacity: Double
    /// The greatest share of `capacity` that may move, 0…1.
    public let movableShare: Double
    /// What moving an hour of this member costs, in money.
    public let moveCost: Double
    /// Whether the member works for key accounts only, as a Key Account Manager does.
    public let servesKeyOnly: Bool

    /// Makes a member.
    public init(
        proficiency: [Double], baseline: [Double], learningLoss: [Double], capacity: Double, movableShare: Double,
        moveCost: Double, servesKeyOnly: Bool = false
    ) {
        self.proficiency = proficiency
        self.baseline = baseline
        self.learningLoss = learningLoss
        self.capacity = capacity
        self.movableShare = movableShare
        self.moveCost = moveCost
        self.servesKeyOnly = servesKeyOnly
    }

    /// The hours that no stage has today.
    public var idle: Double { max(0, capacity - baseline.reduce(0, +)) }

    /// The greatest number of hours that may move.
    public var movable: Double { capacity * movableShare }

    /// The reference hours that an hour produces at a stage to which it was moved.
    public func yield(at stage: Int) -> Double { proficiency[stage] * (1 - learningLoss[stage]) }
}
