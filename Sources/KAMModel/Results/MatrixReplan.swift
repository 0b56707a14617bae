/// One cell, or one account's KAM, that goes from one member to another.
public struct MatrixChange: Hashable, Sendable, Codable {
    /// The account.
    public let account: ID<Account>
    /// The stage; nothing for the KAM.
    public let stage: ID<Stage>?
    /// Who took it before; nothing when it was open or did not exist.
    public let before: ID<Member>?
    /// Who takes it now; nothing when it is open or no longer exists.
    public let after: ID<Member>?
    /// The hours before.
    public let hoursBefore: Hours
    /// The hours now.
    public let hoursAfter: Hours
    /// Why.
    public let reason: Reason

    /// Makes a change.
    public init(
        account: ID<Account>, stage: ID<Stage>?, before: ID<Member>?, after: ID<Member>?, hoursBefore: Hours,
        hoursAfter: Hours, reason: Reason
    ) {
        self.account = account
        self.stage = stage
        self.before = before
        self.after = after
        self.hoursBefore = hoursBefore
        self.hoursAfter = hoursAfter
        self.reason = reason
    }
}

/// A matrix that follows what happened with as few changes as can be.
public struct MatrixReplan: Hashable, Sendable {
    /// The matrix from the day on.
    public let matrix: Matrix
    /// What happened.
    public let events: [MatrixEvent]
    /// The first day of the new matrix.
    public let from: Day
    /// What moves, each with its reason; work that is gone or new included.
    public let changes: [MatrixChange]
    /// How many of the changes are of present leads and KAMs who could have gone on: beyond what the events force.
    public let freeChangeCount: Int
    /// The loss of the plan that changes whatever pays, in whole units of the base currency; nothing if it was not found.
    public let freeObjective: Double?
    /// What is proven of the plan that changes whatever pays.
    public let freeOutcome: Outcome
    /// What keeping to few changes costs: the loss above the free one, in whole units of the base currency.
    public let cost: Double?
    /// The whole in a sentence.
    public let reason: Reason

    /// Makes a re-plan.
    public init(
        matrix: Matrix, events: [MatrixEvent], from: Day, changes: [MatrixChange], freeChangeCount: Int,
        freeObjective: Double?, freeOutcome: Outcome, cost: Double?, reason: Reason
    ) {
        self.matrix = matrix
        self.events = events
        self.from = from
        self.changes = changes
        self.freeChangeCount = freeChangeCount
        self.freeObjective = freeObjective
        self.freeOutcome = freeOutcome
        self.cost = cost
        self.reason = reason
    }
}
