/// How far each figure of an optimal linear program may move, by itself, before the optimal basis changes.
///
/// - Shape: `costs` and `columnBounds` one for each column, `rowBounds` one for each row.
/// - Units: those of the model; the objectives include its offset.
/// - Note: In a degenerate program a range may be narrower than the range over which the prices really hold, since other
///   bases describe the same point.
public struct Ranging: Sendable, Equatable {
    /// A column, or the sum of a row.
    public enum Variable: Sendable, Equatable {
        /// The value of a column.
        case column(Int)
        /// The sum of a row.
        case row(Int)
    }

    /// One end of a range.
    public struct Limit: Sendable, Equatable {
        /// The figure at this end; infinite when nothing ever changes.
        public var value: Double
        /// The objective there.
        public var objective: Double
        /// What enters the basis beyond it.
        public var entering: Variable?
        /// What leaves the basis beyond it.
        public var leaving: Variable?
    }

    /// The two ends of a range.
    public struct Range: Sendable, Equatable {
        /// The lower end.
        public var down: Limit
        /// The upper end.
        public var up: Limit
    }

    /// How far the cost of each column may move while the solution stays.
    public var costs: [Range]
    /// How far the binding bound of each nonbasic column may move while the basis stays.
    ///
    /// For a basic column: how far its value may be pushed before the basis changes.
    public var columnBounds: [Range]
    /// How far the binding bound of each nonbasic row (the right-hand side) may move while its dual stays.
    ///
    /// For a basic row, one that has slack: how far its sum may be pushed before the basis changes.
    public var rowBounds: [Range]
}
