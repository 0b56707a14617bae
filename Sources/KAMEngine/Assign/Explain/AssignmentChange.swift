/// What a rule says against a change, with its figures.
public enum AssignmentObstacle: Hashable, Sendable {
    /// The member is no candidate of the demand.
    case notEligible(AssignmentDemand, member: Int)
    /// The change needs more hours of the member than its load may still take.
    case hours(member: Int, needed: Double, left: Double)
    /// The member answers for as many accounts as it may.
    case accounts(member: Int, most: Int)
    /// The member serves an account that competes.
    case rivals(member: Int, account: Int, with: Int)
    /// The member leads cells only in accounts that it answers for, and it does not answer for this cell's.
    case foreignLead(cell: Int, member: Int)
    /// More leads and KAMs would change than may.
    case changes(count: Int, most: Int)
    /// More hours would be joined than may.
    case jointHours(needed: Double, left: Double)
}

/// One or a few demands that go to other members, all else kept but the joins at their borders, which are chosen anew.
public struct AssignmentChange: Hashable, Sendable {
    /// A lead that begins or ends to join the cell before.
    public struct Join: Hashable, Sendable {
        /// The cell whose lead it is.
        public let cell: Int
        /// Whether the lead joins now.
        public let joins: Bool
    }

    /// A member whose load changes.
    public struct Load: Hashable, Sendable {
        /// The member.
        public let member: Int
        /// The hours that it gets more, or less.
        public let hours: Double
        /// What its load loses more, or less, in whole units of the base currency.
        public let loss: Double
    }

    /// What goes to another member.
    public let moves: [AssignmentMove]
    /// The joins that begin or end with it.
    public let joins: [Join]
    /// What the loss grows by, part by part; negative is better.
    public let loss: AssignmentLoss
    /// The members whose loads change, by rising index.
    public let loads: [Load]
    /// The rules that the change would break and that are not broken already; empty when it fits.
    public let obstacles: [AssignmentObstacle]

    /// Whether every rule that holds now would still hold.
    public var fits: Bool { obstacles.isEmpty }
    /// What the loss grows by; negative is better.
    public var total: Double { loss.total }

    /// The decision after the change.
    public func applied(to decision: AssignmentDecision) -> AssignmentDecision {
        var changed = decision
        for move in moves { changed.give(move.demand, to: move.to) }
        for join in joins { changed.joins[join.cell] = join.joins }
        return changed
    }

    /// Whether one change is better than another: by fit, then by loss.
    static func isBetter(_ one: AssignmentChange, _ other: AssignmentChange?) -> Bool {
        guard let other else { return true }
        return one.fits != other.fits ? one.fits : one.total < other.total
    }
}
