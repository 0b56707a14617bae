/// Alternatives by criteria, with the weights and directions of the criteria: what every method of this room works on.
///
/// - Shape: `values` row-major, `alternatives × criteria`.
/// - Units: each column in its own; weights count as they stand, so give shares with sum 1 for scores on a scale of 1.
public struct DecisionMatrix: Hashable, Sendable {
    /// Which values of a criterion are better.
    public enum Direction: Int, Hashable, Sendable {
        /// More is better.
        case benefit = 1
        /// Less is better.
        case cost = -1
    }

    /// How many alternatives there are.
    public let alternatives: Int
    /// How many criteria there are.
    public let criteria: Int
    /// The values, row-major.
    public let values: [Double]
    /// The weights, 0 or more.
    public let weights: [Double]
    /// The directions.
    public let directions: [Direction]

    /// What is in each column, from the pass that validates.
    let columns: DenseRows.Columns

    /// Takes and checks a table.
    ///
    /// - Throws: `DecisionError` with what is wrong first: the shape, a weight, a value.
    /// - Complexity: O(*alternatives* × *criteria*), one pass.
    public init(values: [Double], weights: [Double], directions: [Direction]) throws(DecisionError) {
        guard !weights.isEmpty, directions.count == weights.count, values.count.isMultiple(of: weights.count) else {
            throw .shape(values: values.count, weights: weights.count, directions: directions.count)
        }
        guard !values.isEmpty else { throw .noAlternatives }
        if let place = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
            throw .weight(criterion: place, weights[place])
        }
        guard weights.contains(where: { $0 > 0 }) else { throw .noWeight }
        columns = DenseRows.columns(values, width: weights.count)
        if !columns.isFinite {
            let place = values.firstIndex { !($0 * $0).isFinite } ?? 0
            throw .value(alternative: place / weights.count, criterion: place % weights.count, values[place])
        }
        alternatives = values.count / weights.count
        criteria = weights.count
        self.values = values
        self.weights = weights
        self.directions = directions
    }

    /// The best value of a criterion.
    func best(_ criterion: Int) -> Double {
        directions[criterion] == .benefit ? columns.greatest[criterion] : columns.least[criterion]
    }

    /// The worst value of a criterion.
    func worst(_ criterion: Int) -> Double {
        directions[criterion] == .benefit ? columns.least[criterion] : columns.greatest[criterion]
    }

    /// The values of a criterion by alternative.
    func column(_ criterion: Int) -> [Double] {
        stride(from: criterion, to: values.count, by: criteria).map { values[$0] }
    }
}

/// What is wrong with a table of alternatives by criteria, or with what is asked of it; numbers count from 0.
public enum DecisionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The lengths do not fit each other.
    case shape(values: Int, weights: Int, directions: Int)
    /// There is no row.
    case noAlternatives
    /// A weight is negative or not a number.
    case weight(criterion: Int, Double)
    /// All weights are 0.
    case noWeight
    /// A value is not a number, infinite, or too great to be squared.
    case value(alternative: Int, criterion: Int, Double)
    /// A method that divides by a value or takes its logarithm met one that is not above 0.
    case notPositive(alternative: Int, criterion: Int, Double)
    /// An ideal is no better than its opposite.
    case ideal(criterion: Int, Double, opposite: Double)
    /// A number of the method is out of its range.
    case parameter(String)

    /// The mistake in words, with the values.
    public var description: String {
        switch self {
        case .shape(let values, let weights, let directions):
            "\(values) values, \(weights) weights and \(directions) directions do not fit each other"
        case .noAlternatives: "there is no alternative"
        case .weight(let criterion, let weight): "the weight of criterion \(criterion) is \(weight)"
        case .noWeight: "the weights sum to 0"
        case .value(let alternative, let criterion, let value):
            "alternative \(alternative) has \(value) by criterion \(criterion)"
        case .notPositive(let alternative, let criterion, let value):
            "alternative \(alternative) has \(value) by criterion \(criterion); the method needs more than 0"
        case .ideal(let criterion, let ideal, let opposite):
            "the ideal of criterion \(criterion) is \(ideal), no better than its opposite of \(opposite)"
        case .parameter(let text): text
        }
    }
}
