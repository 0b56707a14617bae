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
    /// What is proven of the set.
    public let proof: Proof

    /// What is proven of a set of demands.
    public enum Proof: Hashable, Sendable {
        /// Together they cannot be met; without any one of them the others can.
        case minimal
        /// Together they cannot be met; a part of them may already be too much.
        case conflicting
        /// They want the same members; a limit came before a proof.
        case none
    }

    /// Makes a conflict.
    public init(
        demand: AssignmentDemand, needed: Double, candidates: [Int], left: Double, mostLeft: Double,
        others: [AssignmentDemand], proof: Proof
    ) {
        self.demand = demand
        self.needed = needed
        self.candidates = candidates
        self.left = left
        self.mostLeft = mostLeft
        self.others = others
        self.proof = proof
    }
}
