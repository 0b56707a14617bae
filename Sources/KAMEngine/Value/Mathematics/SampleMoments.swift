/// The mean and the spread of a sample.
struct SampleMoments {
    /// How many values there are.
    let count: Int
    /// Their mean; 0 of none.
    let mean: Double
    /// Their variance, over one less than their number; nothing of fewer than two.
    let variance: Double?

    /// Takes the values, in two passes.
    init(_ values: [Double]) {
        let mean = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
        count = values.count
        self.mean = mean
        variance =
            values.count < 2
            ? nil : values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    }

    /// Their standard deviation; nothing of fewer than two.
    var deviation: Double? { variance?.squareRoot() }
}
