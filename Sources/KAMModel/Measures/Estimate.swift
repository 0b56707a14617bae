/// A number that is not known exactly: the value to use, and the least and greatest it may be.
public struct Estimate: Hashable, Sendable, Codable {
    /// The least value it may have.
    public let low: Double
    /// The value to use.
    public let value: Double
    /// The greatest value it may have.
    public let high: Double

    /// Makes an estimate.
    ///
    /// - Precondition: `low ≤ value ≤ high`.
    public init(low: Double, value: Double, high: Double) {
        precondition(low <= value && value <= high, "an estimate of \(value) is not within \(low)…\(high)")
        self.low = low
        self.value = value
        self.high = high
    }

    /// Makes an estimate without doubt.
    public init(exactly value: Double) {
        self.init(low: value, value: value, high: value)
    }
}
