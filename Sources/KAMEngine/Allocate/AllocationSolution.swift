public import KAMModel

/// Where the hours go and what comes of it, before and after the moves, with the evidence.
public struct AllocationSolution: Hashable, Sendable {
    /// Hours of a member that move.
    public struct Move: Hashable, Sendable {
        /// The index of the member.
        public let member: Int
        /// The stage that gives; nothing for hours that no stage had.
        public let from: Int?
        /// The stage that takes.
        public let to: Int
        /// The hours of the member.
        public let hours: Double
        /// The move's part of the throughput gained; the gains of all moves sum to the whole.
        public let gain: Double

        /// Makes a move.
        public init(member: Int, from: Int?, to: Int, hours: Double, gain: Double) {
            self.member = member
            self.from = from
            self.to = to
            self.hours = hours
            self.gain = gain
        }
    }

    /// How the optimisation ended; the objective is the throughput after the moves less their cost and less the price
    /// of promises not kept.
    public let outcome: Outcome
    /// What the pipeline does without moves.
    public let before: StagePlan
    /// What it does with them.
    public let after: StagePlan
    /// The moves, greatest gain first, then by member and stages.
    public let moves: [Move]
    /// What the moves cost.
    public let moveCost: Double
    /// What an hour is worth at each stage before the moves.
    public let prices: [StagePrice]
    /// What limits the pipeline before the moves.
    public let bottleneck: Bottleneck
    /// What limits it after them.
    public let nextBottleneck: Bottleneck
    /// The prices of the moving program's rows, by which anybody can check the bound; nothing when it was stopped.
    public let certificate: AllocationPrices?
    /// Promises not kept after the moves, and work that nobody can do.
    public let conflicts: [Reason]
    /// Simplex iterations of the moving program.
    public let iterations: Int
}

/// What the pipeline does in the quarter.
///
/// - Shape: `[class][stage]`.
public struct StagePlan: Hashable, Sendable {
    /// The opportunities served.
    public let finished: [[Double]]
    /// The hours of care given.
    public let care: [[Double]]
    /// The hours of minimum service promised and not given.
    public let shortfall: [[Double]]
    /// The reference hours that each stage has.
    public let hours: StageHours
    /// The margin of the wins and of the care, in money.
    public let throughput: Double
    /// The price of the promises not kept, in money.
    public let shortfallCost: Double

    /// Makes a plan of the pipeline.
    public init(
        finished: [[Double]], care: [[Double]], shortfall: [[Double]], hours: StageHours, throughput: Double,
        shortfallCost: Double
    ) {
        self.finished = finished
        self.care = care
        self.shortfall = shortfall
        self.hours = hours
        self.throughput = throughput
        self.shortfallCost = shortfallCost
    }

    /// The throughput less the price of the promises not kept: what the program makes large.
    public var value: Double { throughput - shortfallCost }
}

/// The prices of the program's rows, as derivatives of its objective, in money.
///
/// - Shape: `flow` and `service` are `[class][stage]`; the others have one entry a stage or a member.
public struct AllocationPrices: Hashable, Sendable {
    /// One more reference hour at each stage, for key accounts.
    public let hour: [Double]
    /// What one more hour there for every customer is worth beyond that.
    public let generalHour: [Double]
    /// One more opportunity at each stage.
    public let flow: [[Double]]
    /// One more promised hour of service; 0 or less.
    public let service: [[Double]]
    /// One more hour of each member that no stage has.
    public let memberHour: [Double]
    /// One more hour of each member that may move.
    public let movableHour: [Double]
}
