internal import KAMModel

/// The points of all accounts by all criteria, 0…100, with what is not known as an interval.
///
/// - Shape: each array is account-major, `accounts × criteria`; the points of account *a* by criterion *j* stand at
///   *a*·`criteria` + *j*.
public struct PointsTable: Hashable, Sendable {
    /// How many accounts there are.
    public let accounts: Int
    /// How many criteria there are.
    public let criteria: Int
    /// The least points each may have.
    public let low: [Double]
    /// The points to use.
    public let value: [Double]
    /// The greatest points each may have.
    public let high: [Double]

    /// Makes a table.
    ///
    /// - Precondition: Each array has `accounts` × `criteria` numbers, and `low ≤ value ≤ high` in each place.
    public init(accounts: Int, criteria: Int, low: [Double], value: [Double], high: [Double]) {
        let count = accounts * criteria
        precondition(low.count == count && value.count == count && high.count == count, "\(count) points are needed")
        precondition(
            value.indices.allSatisfy { low[$0] <= value[$0] && value[$0] <= high[$0] },
            "points must lie within their interval")
        self.accounts = accounts
        self.criteria = criteria
        self.low = low
        self.value = value
        self.high = high
    }

    /// The points of one account by every criterion.
    func row(_ account: Int) -> ArraySlice<Double> { value[account * criteria..<(account + 1) * criteria] }

    /// Whether the points of an account by a criterion are known exactly.
    func isExact(_ account: Int, _ criterion: Int) -> Bool {
        let place = account * criteria + criterion
        return low[place] == high[place]
    }
}
