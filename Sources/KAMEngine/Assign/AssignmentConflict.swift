/// One thing that somebody must do.
public enum AssignmentDemand: Hashable, Sendable {
    /// A cell needs a lead.
    case cell(Int)
    /// An account needs a KAM.
    case account(Int)
}

/// A demand that cannot be met together with others.
public struct AssignmentConflict: Hashable, Sendable {
    /// The demand that stays open.
    public let demand: AssignmentDemand
    /// The hours it needs.
    public let needed: Double
    /// The members who may meet it.
    public let candidates: [Int]
    /// The hours that they have left together.
    public let left: Double
    /// The hours of the one with the most left.
    public let mostLeft: Double
    /// The demands that contradict it: with all of them no assignment exists; empty when it alone is too much.
    public let others: [AssignmentDemand]
    /// Whether the set is proven to conflict, and without any one of its demands is not.
    public let isMinimal: Bool

    /// Makes a conflict.
    public init(
        demand: AssignmentDemand, needed: Double, candidates: [Int], left: Double, mostLeft: Double,
        others: [AssignmentDemand], isMinimal: Bool
    ) {
        self.demand = demand
        self.needed = needed
        self.candidates = candidates
        self.left = left
        self.mostLeft = mostLeft
        self.others = others
        self.isMinimal = isMinimal
    }
}
