/// What repeat purchases tell of one customer, up to the day on which it is looked at.
public struct RepeatPurchases: Hashable, Sendable {
    /// The number of purchases after the first, x.
    public let repeats: Int
    /// The time from the first purchase to the last, t_x; 0 without a repeat.
    public let recency: Double
    /// The time from the first purchase to the day of looking, T, in the same unit.
    public let age: Double

    /// Makes a history.
    ///
    /// - Throws: `ValueError.history` when a time is negative or not finite, the last purchase lies after the age, or there
    ///   are repeats without time between first and last or the reverse.
    public init(repeats: Int, recency: Double, age: Double) throws(ValueError) {
        let given = "x = \(repeats), t_x = \(recency), T = \(age)"
        guard repeats >= 0, recency >= 0, age >= 0, recency.isFinite, age.isFinite else {
            throw .history("a history has \(given); all must be 0 or more")
        }
        guard recency <= age else { throw .history("a history has \(given); its last purchase lies after its end") }
        guard (repeats > 0) == (recency > 0) else {
            throw .history("a history has \(given); repeat purchases take time, and no other ones do")
        }
        self.repeats = repeats
        self.recency = recency
        self.age = age
    }
}

/// Histories of repeat purchases, those alike counted together.
public struct PurchaseTable: Hashable, Sendable {
    /// Histories that are alike.
    struct Row: Hashable, Sendable {
        let repeats: Int
        let recency: Double
        let age: Double
        let weight: Double
    }

    /// The different histories by number of repeats, then age, then recency.
    let rows: [Row]
    /// Rows with the same number of repeats, as ranges of indices.
    let blocks: [Range<Int>]
    /// How many customers there are.
    public let customers: Int
    /// The mean age.
    let meanAge: Double

    /// Counts histories.
    ///
    /// - Complexity: O(*n* log *n*).
    public init(_ histories: [RepeatPurchases]) {
        let sorted = histories.sorted {
            if $0.repeats != $1.repeats { return $0.repeats < $1.repeats }
            return $0.age != $1.age ? $0.age < $1.age : $0.recency < $1.recency
        }
        var rows: [Row] = []
        rows.reserveCapacity(sorted.count)
        var blocks: [Range<Int>] = []
        var index = 0
        while index < sorted.count {
            let history = sorted[index]
            var next = index + 1
            while next < sorted.count, sorted[next] == history { next += 1 }
            if let last = rows.last, last.repeats == history.repeats {
                blocks[blocks.count - 1] = blocks[blocks.count - 1].lowerBound..<rows.count + 1
            } else {
                blocks.append(rows.count..<rows.count + 1)
            }
            rows.append(
                Row(
                    repeats: history.repeats, recency: history.recency, age: history.age,
                    weight: Double(next - index)))
            index = next
        }
        self.rows = rows
        self.blocks = blocks
        customers = histories.count
        meanAge = histories.isEmpty ? 0 : histories.reduce(0) { $0 + $1.age } / Double(histories.count)
    }

    /// How many customers bought again.
    public var repeaters: Int { Int(rows.reduce(0) { $0 + ($1.repeats > 0 ? $1.weight : 0) }) }

    /// What maximum likelihood needs at least: a customer who bought again, and one with time to do so.
    func requireRepeats() throws(ValueError) {
        guard meanAge > 0, repeaters > 0 else {
            throw .tooLittle("none of \(customers) customers bought again, so there is no rate to estimate")
        }
    }
}
