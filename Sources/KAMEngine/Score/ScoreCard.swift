internal import KAMModel

/// The evidence and the points of all accounts by criterion.
struct ScoreCard {
    /// What is known, account-major, one place for each criterion.
    let evidence: [Evidence?]
    /// The points: exact where known, else the segment's mean within 0…100.
    let points: PointsTable

    init(_ snapshot: Snapshot, policy: ScoringPolicy, valuation: Valuation) {
        let criteria = policy.criteria
        var evidence: [Evidence?] = []
        evidence.reserveCapacity(snapshot.accounts.count * criteria.count)
        for (account, value) in zip(snapshot.accounts, valuation.values) {
            for criterion in criteria {
                evidence.append(Evidence(criterion, account: account, value: value, deal: valuation.typicalDeal))
            }
        }
        self.evidence = evidence
        points = ScoreCard.points(evidence, criteria, segments: snapshot.accounts.map(\.segment))
    }

    private static func points(
        _ evidence: [Evidence?], _ criteria: [ScoringPolicy.Criterion], segments: [String]
    ) -> PointsTable {
        let width = criteria.count
        var value = [Double](repeating: 0, count: evidence.count)
        for (place, found) in evidence.enumerated() {
            if let found { value[place] = criteria[place % width].points(for: found.value) }
        }
        let (number, count) = numbered(segments)
        let means = ScoreCard.means(value, evidence, width, number, count)
        var (low, high) = (value, value)
        for (place, found) in evidence.enumerated() where found == nil {
            value[place] = means[number[place / width] * width + place % width]
            low[place] = 0
            high[place] = 100
        }
        return PointsTable(accounts: segments.count, criteria: width, low: low, value: value, high: high)
    }

    /// The mean points by segment and criterion of the accounts that are known; 50 where none is.
    private static func means(
        _ value: [Double], _ evidence: [Evidence?], _ width: Int, _ number: [Int], _ segments: Int
    ) -> [Double] {
        var sums = [Double](repeating: 0, count: segments * width)
        var counts = sums
        for (place, found) in evidence.enumerated() where found != nil {
            let cell = number[place / width] * width + place % width
            sums[cell] += value[place]
            counts[cell] += 1
        }
        return zip(sums, counts).map { $1 > 0 ? min(100, $0 / $1) : 50 }
    }

    /// Each segment's number, in the order in which segments first occur, and how many there are.
    private static func numbered(_ segments: [String]) -> ([Int], Int) {
        var numbers: [String: Int] = [:]
        let found = segments.map { segment in
            if let number = numbers[segment] { return number }
            numbers[segment] = numbers.count
            return numbers.count - 1
        }
        return (found, numbers.count)
    }
}
