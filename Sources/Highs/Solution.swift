/// What a run found: how it ended, the best point, what is proven about it, and the prices.
///
/// **Signs.** Duals are derivatives of the objective in the model's own sense, the same for both senses: `rowDuals[i]`
/// is what the objective gains when the binding bound of row *i* rises by one, `reducedCosts[j]` the same for the
/// binding bound of column *j*, and `reducedCosts[j] = cost[j] − Σ rowDuals[i] · coefficient[i, j]`. So in a
/// maximisation a scarce resource (`Σ … ≤ capacity`) has a dual of at least zero, in a minimisation of at most zero.
public struct Solution: Sendable, Equatable {
    /// How the run ended.
    public var status: ModelStatus
    /// What is known of the values.
    public var primalStatus: PointStatus
    /// What is known of the duals.
    public var dualStatus: PointStatus
    /// The objective at the values, the offset included; nil without feasible values.
    public var objective: Double?
    /// No feasible point has a better objective than this; nil when nothing is proven.
    ///
    /// From branch and bound for a model with integers; for a linear program the optimum itself once it is optimal.
    /// HiGHS vouches for it alone: a certificate that does not rest on HiGHS has to be computed elsewhere.
    public var dualBound: Double?
    /// The relative gap `|dualBound − objective| ÷ |objective|`; nil without both, infinite when only the objective is 0.
    public var relativeGap: Double?
    /// How many nodes branch and bound explored.
    public var nodeCount: Int
    /// How many simplex iterations were made, in all linear programs together.
    public var simplexIterations: Int
    /// How many interior point iterations were made.
    public var interiorPointIterations: Int
    /// The value of each column; nil unless `primalStatus` is `feasible`.
    public var columnValues: [Double]?
    /// The sum of each row; nil unless `primalStatus` is `feasible`.
    public var rowActivities: [Double]?
    /// The price of each row; nil unless `dualStatus` is `feasible`, so always for a model with integers.
    public var rowDuals: [Double]?
    /// The reduced cost of each column; nil unless `dualStatus` is `feasible`.
    public var reducedCosts: [Double]?
    /// The basis that a linear program ended with, to start from later; nil when there is none.
    public var basis: Basis?

    /// Whether a best solution was found, within the tolerances and gaps of the run.
    public var isOptimal: Bool { status == .optimal }
}
