/// One reason why a model cannot be solved as it stands.
public enum ModelProblem: Sendable, Equatable {
    /// What a figure belongs to.
    public enum Place: Sendable, Equatable {
        /// The constant of the objective.
        case offset
        /// A column, by its number and its name when it has one.
        case column(Int, name: String?)
        /// A row, by its number and its name when it has one.
        case row(Int, name: String?)
        /// An entry of the matrix.
        case entry(row: Int, column: Int)
    }

    /// A figure is not a number.
    case notANumber(Place)
    /// A cost, an offset or a coefficient is too large to calculate with: 1e20 and 1e15 are the limits.
    case tooLarge(Place, value: Double)
    /// The least value lies above the greatest.
    case lowerAboveUpper(Place, lower: Double, upper: Double)
    /// The bounds leave no finite value: the least is `.infinity`, or the greatest `-.infinity`.
    case boundsAtInfinity(Place, lower: Double, upper: Double)
    /// A binary column has bounds outside [0, 1].
    case binaryBounds(Place, lower: Double, upper: Double)
    /// A semi-continuous column has a negative lower bound, or no finite upper bound.
    case semiContinuousBounds(Place, lower: Double, upper: Double)
    /// A row names a column that does not exist.
    case noSuchColumn(row: Int, column: Int)
    /// A row names a column twice.
    case duplicateEntry(row: Int, column: Int)
}

extension ModelProblem: CustomStringConvertible {
    /// The problem in a sentence, with its values.
    public var description: String {
        switch self {
        case .notANumber(let place): "\(place) has a value that is not a number"
        case .tooLarge(let place, let value): "\(place) has \(value), which is too large to calculate with"
        case .lowerAboveUpper(let place, let lower, let upper):
            "\(place) has its lower bound \(lower) above its upper bound \(upper)"
        case .boundsAtInfinity(let place, let lower, let upper):
            "\(place) has the bounds \(lower) and \(upper), which leave no finite value"
        case .binaryBounds(let place, let lower, let upper):
            "\(place) is binary but has the bounds \(lower) and \(upper)"
        case .semiContinuousBounds(let place, let lower, let upper):
            "\(place) is semi-continuous but has the bounds \(lower) and \(upper)"
        case .noSuchColumn(let row, let column): "row \(row) names column \(column), which does not exist"
        case .duplicateEntry(let row, let column): "row \(row) names column \(column) twice"
        }
    }
}

extension ModelProblem.Place: CustomStringConvertible {
    /// The place in words.
    public var description: String {
        switch self {
        case .offset: "the objective's offset"
        case .column(let index, let name): name.map { "column \(index) (\($0))" } ?? "column \(index)"
        case .row(let index, let name): name.map { "row \(index) (\($0))" } ?? "row \(index)"
        case .entry(let row, let column): "the entry of row \(row) for column \(column)"
        }
    }
}
