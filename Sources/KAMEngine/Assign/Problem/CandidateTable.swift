/// Who may do each piece of work, at which loss and with how many hours, as compressed rows.
///
/// - Shape: the candidates of row *r* are the entries `starts[r]..<starts[r + 1]`, by rising member.
/// - Units: `costs` in whole units of the base currency, `hours` in hours of the member in the period.
public struct CandidateTable: Sendable, Equatable {
    /// Where the entries of each row begin; one longer than the rows, from 0, never falling, `[row + 1]`.
    public let starts: [Int]
    /// The member of each entry, `[entry]`.
    public let members: [Int32]
    /// The loss under that member, `[entry]`.
    public let costs: [Double]
    /// The hours that the work takes of that member, `[entry]`: more of one who is slow or new to it.
    public let hours: [Double]

    /// Makes a table of its arrays; the problem that takes it checks them.
    public init(starts: [Int], members: [Int32], costs: [Double], hours: [Double]) {
        self.starts = starts
        self.members = members
        self.costs = costs
        self.hours = hours
    }

    /// Makes a table of rows of candidates, each sorted by member.
    public init(_ rows: [[Candidate]]) {
        var starts = [0]
        starts.reserveCapacity(rows.count + 1)
        var entries: [Candidate] = []
        for row in rows {
            entries += row.sorted { $0.member < $1.member }
            starts.append(entries.count)
        }
        self.init(
            starts: starts, members: entries.map { Int32($0.member) }, costs: entries.map(\.cost),
            hours: entries.map(\.hours))
    }

    /// One member who may do a piece of work.
    public struct Candidate: Hashable, Sendable {
        /// The member.
        public let member: Int
        /// The loss under the member, in whole units of the base currency.
        public let cost: Double
        /// The hours that it takes of the member.
        public let hours: Double

        /// Makes a candidate.
        public init(member: Int, cost: Double, hours: Double) {
            self.member = member
            self.cost = cost
            self.hours = hours
        }
    }

    /// How many rows there are.
    public var rowCount: Int { starts.count - 1 }

    /// The entries of a row.
    public func entries(of row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

    /// The entry of a member in a row; nothing when the member may not do that work.
    ///
    /// - Complexity: O(log *entries of the row*).
    public func entry(row: Int, member: Int) -> Int? {
        var range = entries(of: row)
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            let found = Int(members[middle])
            if found == member { return middle }
            range = found < member ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }
}
