/// Who serves each key account at each stage in a quarter.
public struct Matrix: Hashable, Sendable {
    /// How the optimisation ended; the objective is the loss against the ideal lead in every cell.
    public let outcome: Outcome
    /// The cells that have work, by account and stage.
    public let cells: [Cell]
    /// The KAM of each key account.
    public let kams: [Accountability]
    /// The load of each member, those yet to be hired last.
    public let loads: [Load]
    /// The demands that contradict each other, when something stays open.
    public let conflicts: [MatrixConflict]
    /// What had to be assumed.
    public let assumptions: [Phrase]
    /// What is lost, by kind: the sum over the terms of cells, KAMs and loads; what is open counts as its stake.
    ///
    /// The sum of these is the objective, when nothing is open.
    public let loss: [LossTerm]
    /// The first day that the matrix is for; nothing for the first of the quarter.
    ///
    /// What was done before stays as it was.
    public let from: Day?
    /// Whether the present matrix was kept because no other is better by enough.
    public let keepsPresent: Bool

    /// Makes a matrix.
    public init(
        outcome: Outcome, cells: [Cell], kams: [Accountability], loads: [Load], conflicts: [MatrixConflict],
        assumptions: [Phrase], loss: [LossTerm] = [], from: Day? = nil, keepsPresent: Bool = false
    ) {
        self.outcome = outcome
        self.cells = cells
        self.kams = kams
        self.loads = loads
        self.conflicts = conflicts
        self.assumptions = assumptions
        self.loss = loss
        self.from = from
        self.keepsPresent = keepsPresent
    }

    /// Whether every cell has a lead and every account a KAM.
    public var isComplete: Bool { cells.allSatisfy { $0.lead != nil } && kams.allSatisfy { $0.kam != nil } }

    /// The cell of an account at a stage; nothing where there is no work.
    public func cell(_ account: ID<Account>, _ stage: ID<Stage>) -> Cell? {
        cells.first { $0.account == account && $0.stage == stage }
    }

    /// The accountability for an account; nothing where it is no key account.
    public func accountability(_ account: ID<Account>) -> Accountability? { kams.first { $0.account == account } }
}
