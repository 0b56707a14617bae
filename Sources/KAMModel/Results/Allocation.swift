/// Where the teams' hours should go in a quarter, and what that is worth.
public struct Allocation: Hashable, Sendable {
    /// The stage that limits the pipeline.
    public struct Bottleneck: Hashable, Sendable {
        /// Why the pipeline brings no more.
        public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
            /// Hours are short at the stage.
            case capacity
            /// Hours are there, but there is too little to work on.
            case market
        }

        /// The stage; nothing when the market limits.
        public let stage: ID<Stage>?
        /// Stages that limit together with it, as through shared members.
        public let together: [ID<Stage>]
        /// Why the pipeline brings no more.
        public let kind: Kind
        /// The facts that show it, in words.
        public let evidence: [Reason]

        /// Makes a bottleneck.
        public init(stage: ID<Stage>?, together: [ID<Stage>], kind: Kind, evidence: [Reason]) {
            self.stage = stage
            self.together = together
            self.kind = kind
            self.evidence = evidence
        }
    }

    /// What an hour is worth at a stage.
    public struct Price: Hashable, Sendable {
        /// The stage.
        public let stage: ID<Stage>
        /// The gain of one more hour, in whole units of the base currency.
        public let perHour: Double
        /// The loss of one hour less; greater than `perHour` at a corner of the value.
        public let perHourLost: Double
        /// The hours that work at the stage takes, over the hours that its members have for it (at least one hour).
        public let load: Double

        /// Makes a price.
        public init(stage: ID<Stage>, perHour: Double, perHourLost: Double, load: Double) {
            self.stage = stage
            self.perHour = perHour
            self.perHourLost = perHourLost
            self.load = load
        }
    }

    /// Hours of a member that move from one stage to another.
    public struct Move: Hashable, Sendable {
        /// The member.
        public let member: ID<Member>
        /// The stage that gives; nothing for hours that were idle.
        public let from: ID<Stage>?
        /// The stage that takes.
        public let to: ID<Stage>
        /// The hours in the quarter.
        public let hours: Hours
        /// What the move adds to the throughput, in whole units of the base currency; the gains sum to the whole.
        public let gain: Double

        /// Makes a move.
        public init(member: ID<Member>, from: ID<Stage>?, to: ID<Stage>, hours: Hours, gain: Double) {
            self.member = member
            self.from = from
            self.to = to
            self.hours = hours
            self.gain = gain
        }
    }

    /// How the optimisation ended; the objective is the throughput after the moves less their cost, and less the price of
    /// minimum service that is promised and not given.
    public let outcome: Outcome
    /// What limits the pipeline before the moves.
    public let bottleneck: Bottleneck
    /// What limits it after them.
    public let nextBottleneck: Bottleneck
    /// What an hour is worth at each stage before the moves.
    public let prices: [Price]
    /// The moves, greatest gain first.
    public let moves: [Move]
    /// The contribution of the quarter without the moves, in whole units of the base currency.
    public let throughputBefore: Double
    /// The contribution of the quarter with them.
    public let throughputAfter: Double
    /// The demands that contradict each other, when there is no answer.
    public let conflicts: [Reason]
    /// What had to be assumed, in words.
    public let assumptions: [String]

    /// Makes an allocation.
    public init(
        outcome: Outcome, bottleneck: Bottleneck, nextBottleneck: Bottleneck, prices: [Price], moves: [Move],
        throughputBefore: Double, throughputAfter: Double, conflicts: [Reason], assumptions: [String]
    ) {
        self.outcome = outcome
        self.bottleneck = bottleneck
        self.nextBottleneck = nextBottleneck
        self.prices = prices
        self.moves = moves
        self.throughputBefore = throughputBefore
        self.throughputAfter = throughputAfter
        self.conflicts = conflicts
        self.assumptions = assumptions
    }
}
