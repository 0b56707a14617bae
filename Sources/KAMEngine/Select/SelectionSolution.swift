public import KAMModel

/// Which candidates were chosen, how good that is proved to be, and what the hours are worth.
public struct SelectionSolution: Hashable, Sendable {
    /// Whether each candidate was chosen; all false without an answer.
    public let chosen: [Bool]
    /// How the search ended: the value recomputed from the choice, and the solver's bound.
    public let outcome: Outcome
    /// A bound that rests on no solver: weak duality at `prices`, summed here; nothing without an answer.
    public let certifiedBound: Double?
    /// What an hour of each kind would gain if accounts could be divided, from the linear relaxation.
    ///
    /// Empty without an answer.
    public let prices: [Double]
    /// What each candidate gains above the hours and places it takes, at the prices; an estimate of how near it is.
    ///
    /// Empty without an answer.
    public let gains: [Double]
    /// The nodes that were explored.
    public let nodes: Int
    /// A smallest set of demands that contradict each other, when there is no answer.
    public let conflicts: [SelectionDemand]

    /// Makes a solution.
    public init(
        chosen: [Bool], outcome: Outcome, certifiedBound: Double? = nil, prices: [Double] = [],
        gains: [Double] = [], nodes: Int = 0, conflicts: [SelectionDemand] = []
    ) {
        self.chosen = chosen
        self.outcome = outcome
        self.certifiedBound = certifiedBound
        self.prices = prices
        self.gains = gains
        self.nodes = nodes
        self.conflicts = conflicts
    }
}
