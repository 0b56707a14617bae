public import KAMModel

/// An allocation as it is handed over; `docs/json.md` describes it.
public struct AllocationDocument: Hashable, Sendable, Codable {
    /// What limits the pipeline.
    public struct Bottleneck: Hashable, Sendable, Codable {
        /// The stage; null when the market limits.
        @Nullable public private(set) var stage: ID<Stage>?
        /// Stages that limit together with it.
        public let together: [ID<Stage>]
        /// Why the pipeline brings no more.
        public let kind: Allocation.Bottleneck.Kind
        /// The facts that show it.
        public let evidence: [Reason]

        init(_ bottleneck: Allocation.Bottleneck) {
            stage = bottleneck.stage
            together = bottleneck.together
            kind = bottleneck.kind
            evidence = bottleneck.evidence
        }
    }

    /// What an hour is worth at a stage.
    public struct Price: Hashable, Sendable, Codable {
        /// The stage.
        public let stage: ID<Stage>
        /// The gain of one more hour.
        public let perHour: Money
        /// The loss of one hour less.
        public let perHourLost: Money
        /// The hours of work over the hours of members.
        public let load: Double
    }

    /// Hours that move.
    public struct Move: Hashable, Sendable, Codable {
        /// The member.
        public let member: ID<Member>
        /// The stage that gives; null for hours that were idle.
        @Nullable public private(set) var from: ID<Stage>?
        /// The stage that takes.
        public let to: ID<Stage>
        /// The hours in the quarter.
        public let hours: Hours
        /// What the move adds to the throughput.
        public let gain: Money
    }

    /// What the pipeline brings in the quarter.
    public struct Throughput: Hashable, Sendable, Codable {
        /// Without the moves.
        public let before: Money
        /// With them.
        public let after: Money
    }

    /// The allocation's id.
    public let allocation: ID<Plan>
    /// The portfolio it serves.
    @Nullable public private(set) var portfolio: ID<Plan>?
    /// The quarter.
    public let quarter: Quarter
    /// What it was made from.
    public let provenance: Provenance
    /// How the optimisation ended.
    public let status: Outcome.Status
    /// The throughput after the moves less their cost.
    @Nullable public private(set) var objective: Money?
    /// The proven limit on it.
    @Nullable public private(set) var bound: Money?
    /// The distance between them, as a share.
    @Nullable public private(set) var gap: Double?
    /// What limits the pipeline before the moves.
    public let bottleneck: Bottleneck
    /// What limits it after them.
    public let nextBottleneck: Bottleneck
    /// What an hour is worth at each stage before the moves.
    public let prices: [Price]
    /// The moves, greatest gain first.
    public let moves: [Move]
    /// What the pipeline brings.
    public let throughput: Throughput
    /// The demands that contradict each other.
    public let conflicts: [Reason]
    /// What had to be assumed.
    public let assumptions: [String]

    init(_ allocation: Allocation, plan: Plan, snapshot: Snapshot) {
        let purse = Purse(currency: snapshot.currency)
        self.allocation = plan.id
        portfolio = plan.portfolio
        quarter = plan.quarter
        provenance = Provenance(plan, asOf: snapshot.asOf)
        status = allocation.outcome.status
        objective = purse.money(allocation.outcome.objective)
        bound = purse.money(allocation.outcome.bound)
        gap = allocation.outcome.gap
        bottleneck = Bottleneck(allocation.bottleneck)
        nextBottleneck = Bottleneck(allocation.nextBottleneck)
        prices = allocation.prices.map {
            Price(
                stage: $0.stage, perHour: purse.money($0.perHour), perHourLost: purse.money($0.perHourLost),
                load: $0.load)
        }
        moves = allocation.moves.map {
            Move(member: $0.member, from: $0.from, to: $0.to, hours: $0.hours, gain: purse.money($0.gain))
        }
        throughput = Throughput(
            before: purse.money(allocation.throughputBefore), after: purse.money(allocation.throughputAfter))
        conflicts = allocation.conflicts
        assumptions = allocation.assumptions
    }
}
