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
    ///
    /// - Parameter problem: Says which accounts need a KAM.
    /// - Returns: Whether nothing is open.
    public func isComplete(_ problem: AssignmentProblem) -> Bool {
        !leads.contains(nil) && zip(problem.needsKAM, kams).allSatisfy { !$0 || $1 != nil }
    }
}

/// The parts of a decision's loss, in whole units of the base currency; they sum to the objective.
public struct AssignmentLoss: Hashable, Sendable {
    /// The leads that are not ideal.
    public var leads = 0.0
    /// The handoffs between leads, less what joining saves.
    public var handoffs = 0.0
    /// The KAMs that are not ideal.
    public var kams = 0.0
    /// The cells without a lead and the accounts without a KAM.
    public var open = 0.0
    /// The members' loads: stress above the ceiling and utilisation away from the team's.
    public var loads = 0.0
    /// The accounts in which anything changes.
    public var disturbance = 0.0

    /// Makes a loss of nothing.
    public init() {}

    /// All parts together.
    public var total: Double { leads + handoffs + kams + open + loads + disturbance }
}

/// The best decision found, and what is proven about it.
public struct AssignmentSolution: Hashable, Sendable {
    /// What was decided; open cells where no decision leaves less open, or none was found.
    public let decision: AssignmentDecision
    /// The loss of the decision by its parts.
    public let loss: AssignmentLoss
    /// How the search ended, with value and bound of the loss, open cells included.
    public let outcome: Outcome
    /// Whether the present decision was kept because the best found neither leaves less open nor saves more than the
    /// share `leaveAlone` of its loss.
    public let keepsPresent: Bool
    /// What an hour more of each member would save at most, in whole units of the base currency, `[member]`: the prices
    /// under which the bound was found.
    public let hourPrices: [Double]
    /// The steps that the search took: of the bound, of the neighbourhoods, and nodes of branch and bound.
    public let stepCount: Int

    /// Makes a solution.
    public init(
        decision: AssignmentDecision, loss: AssignmentLoss, outcome: Outcome,
        keepsPresent: Bool = false, hourPrices: [Double] = [], stepCount: Int = 0
    ) {
        self.decision = decision
        self.loss = loss
        self.outcome = outcome
        self.keepsPresent = keepsPresent
        self.hourPrices = hourPrices
        self.stepCount = stepCount
    }
}
