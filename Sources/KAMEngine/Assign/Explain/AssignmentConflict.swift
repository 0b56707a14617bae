/// A rule that limits how demands can be met, and that somebody could lift.
public enum AssignmentRestriction: Hashable, Sendable {
    /// The most hours of a member.
    case hours(Int)
    /// The most accounts that a member answers for.
    case accounts(Int)
    /// A group of rivals that is kept apart.
    case rivals(Int)
    /// The most leads and KAMs that may change.
    case changes
    /// The pin or forbids that narrow who may meet a demand.
    case pin(AssignmentDemand)
}

/// Demands and restrictions that cannot all hold.
public struct AssignmentConflict: Hashable, Sendable {
    /// A demand of a conflict.
    public struct Need: Hashable, Sendable {
        /// The demand.
        public let demand: AssignmentDemand
        /// The least hours that it takes of anyone who may meet it; nothing when nobody may.
        public let hours: Double?
        /// Who may meet it, by rising index.
        public let candidates: [Int]
    }

    /// What is proven of a conflict.
    public enum Proof: Hashable, Sendable {
        /// All together cannot hold; without any one of them the others can.
        case minimal
        /// All together cannot hold; a part of them may already be too much.
        case conflicting
        /// No way was found to meet the first demand beside the others; a limit of the search came before a proof.
        case none
    }

    /// The demands; the one that stayed open first, where there is one.
    public let needs: [Need]
    /// The restrictions that they break together.
    public let restrictions: [AssignmentRestriction]
    /// What is proven.
    public let proof: Proof
    /// What would repair this conflict, in order of kinds; of each kind the least.
    public let relaxations: [AssignmentRelaxation]
    /// The hours that the restricted members may have together.
    public let limit: Double
    /// The least hours of the demands together.
    public var needed: Double { needs.reduce(0) { $0 + ($1.hours ?? 0) } }
    /// The hours that the other demands leave the first one, at least nothing.
    public var left: Double { max(0, limit - needs.dropFirst().reduce(0) { $0 + ($1.hours ?? 0) }) }
}

/// One way to repair a conflict, the least of its kind.
public enum AssignmentRelaxation: Hashable, Sendable {
    /// More hours of one member.
    case hours(member: Int, extra: Double)
    /// More hours, shared by several members at the least sum.
    case sharedHours([Extra])
    /// More accounts of one member.
    case accounts(member: Int, extra: Int)
    /// One member serves accounts of a group of rivals.
    case rivals(group: Int)
    /// More changes.
    case changes(extra: Int)
    /// A demand is met by anyone who could without its pin or forbids.
    case pin(AssignmentDemand)
    /// A demand stays open, at its stake in whole units of the base currency.
    case open(AssignmentDemand, stake: Double)

    /// More hours of a member.
    public struct Extra: Hashable, Sendable {
        /// The member.
        public let member: Int
        /// The hours more.
        public let hours: Double

        /// Makes an extra.
        public init(member: Int, hours: Double) {
            self.member = member
            self.hours = hours
        }
    }
}

/// Why no decision meets all demands, and the cheapest ways to have one.
public struct AssignmentConflicts: Hashable, Sendable {
    /// The conflicts, none when nothing conflicts; no two share a demand.
    public let conflicts: [AssignmentConflict]
    /// The demands that stay open at the least stake, and whether that is proven.
    public let leastOpen: LeastOpen
    /// The least hours that, added to members, let all demands be met that anyone may meet; nothing when hours do not
    /// suffice, or no answer was found.
    public let leastHours: LeastHours?

    /// The cheapest demands to leave open.
    public struct LeastOpen: Hashable, Sendable {
        /// The demands.
        public let demands: [AssignmentDemand]
        /// Their stake, in whole units of the base currency.
        public let stake: Double
        /// Whether less is proven impossible.
        public let isProven: Bool
    }

    /// The fewest hours to add.
    public struct LeastHours: Hashable, Sendable {
        /// Who gets how many.
        public let extras: [AssignmentRelaxation.Extra]
        /// Whether less is proven impossible.
        public let isProven: Bool
    }
}
