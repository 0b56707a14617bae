public import KAMModel

/// Who leads each cell, who of them joins the cell before, and who answers for each account.
public struct AssignmentDecision: Hashable, Sendable {
    /// The member who leads each cell; nothing where it stays open, `[cell]`.
    public var leads: [Int?]
    /// Whether the lead of a cell joins the cell before, by backward involvement, `[cell]`.
    public var joins: [Bool]
    /// The KAM of each account; nothing where nobody answers for it, `[account]`.
    public var kams: [Int?]

    /// Makes a decision.
    public init(leads: [Int?], joins: [Bool], kams: [Int?]) {
        self.leads = leads
        self.joins = joins
        self.kams = kams
    }

    /// Whether every cell has a lead and every account a KAM.
    public var isComplete: Bool { !leads.contains(nil) && !kams.contains(nil) }
}

/// The parts of a decision's loss, in whole units of the base currency; they sum to the objective.
public struct AssignmentLoss: Hashable, Sendable {
    /// The leads that are not ideal.
    public var leads = 0.0
    /// The handoffs between leads, less what joining saves.
    public var handoffs = 0.0
    /// The KAMs that are not ideal.
    public var kams = 0.0
    /// The stake of cells without a lead and of accounts without a KAM.
    public var open = 0.0

    /// Makes a loss of nothing.
    public init() {}

    /// All parts together.
    public var total: Double { leads + handoffs + kams + open }
}

/// The best decision found, and what is proven about it.
public struct AssignmentSolution: Hashable, Sendable {
    /// What was decided; open cells only when the status is infeasible or unknown.
    public let decision: AssignmentDecision
    /// The loss of the decision by its parts.
    public let loss: AssignmentLoss
    /// How the search ended; value and bound of the loss when every demand is met.
    public let outcome: Outcome
    /// The demands that contradict each other, when not all are met.
    public let conflicts: [AssignmentConflict]
    /// Whether the present decision was kept because no other is proven better by more than the gap.
    public let keepsPresent: Bool
    /// How many nodes branch and bound explored.
    public let nodeCount: Int

    /// Makes a solution.
    public init(
        decision: AssignmentDecision, loss: AssignmentLoss, outcome: Outcome, conflicts: [AssignmentConflict] = [],
        keepsPresent: Bool = false, nodeCount: Int = 0
    ) {
        self.decision = decision
        self.loss = loss
        self.outcome = outcome
        self.conflicts = conflicts
        self.keepsPresent = keepsPresent
        self.nodeCount = nodeCount
    }
}
