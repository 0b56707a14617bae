public import KAMModel

/// What a matrix rests on besides its snapshot, portfolio and policy, to be kept with it.
public struct MatrixBasis: Hashable, Sendable {
    /// What stopped a search before its end.
    public enum Stop: String, Hashable, Sendable, Codable, CaseIterable {
        /// The time that was given ran out.
        case timeLimit = "time_limit"
        /// Somebody interrupted it.
        case interrupt
    }

    /// A rule, and where it comes from.
    public struct Rule: Hashable, Sendable, Codable {
        /// The rule.
        public let rule: MatrixRule
        /// The stored rule; nothing for one that was given with the run.
        public let pin: ID<AssignmentPin>?

        /// Makes a rule.
        public init(_ rule: MatrixRule, pin: ID<AssignmentPin>? = nil) {
            self.rule = rule
            self.pin = pin
        }
    }

    /// How a re-plan differs from the matrix that it follows.
    public struct Changes: Hashable, Sendable {
        /// How many leads and KAMs change.
        public let count: Int
        /// How many of these could have gone on.
        public let free: Int
        /// The loss of the matrix that may change anything, in whole units of the base currency.
        public let freeLoss: Double?

        /// Makes the figures of a re-plan.
        public init(count: Int, free: Int, freeLoss: Double?) {
            self.count = count
            self.free = free
            self.freeLoss = freeLoss
        }
    }

    /// The first day on which it holds.
    public let effective: Day
    /// The matrix that held before; nothing where the export's owners did.
    public let previous: ID<Plan>?
    /// The pins and forbids it was held to.
    public let rules: [Rule]
    /// What happened, when it was re-planned.
    public let events: [MatrixEvent]
    /// How it differs from the matrix that it follows; nothing for one made afresh.
    public let changes: Changes?
    /// What stopped the search before its end; nothing when nothing did.
    public let stop: Stop?

    /// Makes a basis.
    public init(
        effective: Day, previous: ID<Plan>?, rules: [Rule] = [], events: [MatrixEvent] = [], changes: Changes? = nil,
        stop: Stop? = nil
    ) {
        self.effective = effective
        self.previous = previous
        self.rules = rules
        self.events = events
        self.changes = changes
        self.stop = stop
    }
}
