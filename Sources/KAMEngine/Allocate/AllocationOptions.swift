/// How far to search and what to leave out.
public struct AllocationOptions: Sendable {
    /// Moves of fewer hours are dropped, and the rest is valued again without them.
    public var minimumMove: Double
    /// The reference hours that the bottleneck search adds to a stage; nothing takes the hours of an average member.
    public var addedHours: Double?
    /// The gap up to which an answer counts as optimal; dropping small moves is what opens one.
    public var relativeGap: Double
    /// The greatest number of simplex iterations; counted, so that a limit gives the same answer every time.
    public var iterationLimit: Int?
    /// The seed of the solver's own choices.
    public var seed: Int
    /// Asked from time to time while the moves are sought; true stops, with the best answer known.
    public var shouldStop: (@Sendable () -> Bool)?

    /// Makes options.
    public init(
        minimumMove: Double = 0.5, addedHours: Double? = nil, relativeGap: Double = 0.001, iterationLimit: Int? = nil,
        seed: Int = 0, shouldStop: (@Sendable () -> Bool)? = nil
    ) {
        self.minimumMove = minimumMove
        self.addedHours = addedHours
        self.relativeGap = relativeGap
        self.iterationLimit = iterationLimit
        self.seed = seed
        self.shouldStop = shouldStop
    }
}
