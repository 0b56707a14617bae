/// The complete ranking by net flows: how much each alternative is preferred to the others, less how much they are to it.
///
/// - Complexity: O(*criteria* × *alternatives* log *alternatives*); with Gaussian preferences O(*criteria* ×
///   *alternatives*²).
/// - Source: Brans & Vincke, "A preference ranking organisation method", *Management Science* 31, 1985.
public struct PrometheeII: Hashable, Sendable {
    /// How much each alternative is preferred to the others, in the mean, weighted.
    public let positive: [Double]
    /// How much the others are preferred to each alternative, in the mean, weighted.
    public let negative: [Double]
    /// The difference of both, by which alternatives are ranked; with weights of sum 1 within −1…1.
    public var net: [Double] { zip(positive, negative).map { $0 - $1 } }

    /// Compares all alternatives.
    ///
    /// - Parameters:
    ///   - matrix: The alternatives.
    ///   - preferences: A function for each criterion, in its unit.
    /// - Throws: `DecisionError.parameter` where a function is missing or impossible.
    public init(_ matrix: DecisionMatrix, preferences: [PreferenceFunction]) throws(DecisionError) {
        guard preferences.count == matrix.criteria else {
            throw .parameter("\(preferences.count) preference functions for \(matrix.criteria) criteria")
        }
        var positive = [Double](repeating: 0, count: matrix.alternatives)
        var negative = positive
        for (j, function) in preferences.enumerated() {
            if let fault = function.fault { throw .parameter("the preference by criterion \(j) \(fault)") }
            let sign = Double(matrix.directions[j].rawValue)
            let values = matrix.column(j).map { sign * $0 }
            let flows = PrometheeFlows(function).flows(values, against: values)
            for row in 0..<matrix.alternatives {
                positive[row] += matrix.weights[j] * flows.positive[row]
                negative[row] += matrix.weights[j] * flows.negative[row]
            }
        }
        self.positive = positive
        self.negative = negative
    }
}
