public import KAMModel

/// The scores of all accounts of a snapshot, with what they come from and the gates they fail.
///
/// An axis is the weighted mean of its criteria's points, the merit *w*·attractiveness + (1 − *w*)·strength. What is
/// unknown counts with the mean of the points of its segment (50 where nobody there knows it), and may be anything
/// between 0 and 100: the interval of the score says so. The contributions sum to the merit exactly.
///
/// Adding an account changes no other's score, unless it brings evidence into a mean that others are shrunk to.
public struct Scoring: Hashable, Sendable {
    /// The scores, in the order of the snapshot's accounts.
    public let scores: [AccountScore]
    /// The place of each account by merit, from 1; equal merits in the order of the snapshot.
    public let ranks: [Int]
    /// What had to be assumed, in words.
    public let assumptions: [Phrase]

    /// Scores every account.
    ///
    /// - Precondition: `Refusals.found` finds nothing wrong with the snapshot and the policy, and each axis has weight.
    /// - Complexity: O(*accounts* × *criteria* + *accounts* log *accounts*).
    public init(_ snapshot: Snapshot, policy: Policy, valuation: Valuation) {
        let card = ScoreCard(snapshot, policy: policy.scoring, valuation: valuation)
        let gates = Gates(snapshot, policy: policy, valuation: valuation)
        var scores: [AccountScore] = []
        scores.reserveCapacity(snapshot.accounts.count)
        for index in snapshot.accounts.indices {
            let completeness = card.completeness(of: index)
            scores.append(card.score(of: index, failedGates: gates.failed(by: index, completeness: completeness)))
        }
        self.scores = scores
        ranks = Scoring.ranks(scores.map(\.merit.value))
        assumptions = gates.assumptions.map(Phrase.init(verbatim:))
    }

    private static func ranks(_ merits: [Double]) -> [Int] {
        let order = merits.indices.sorted { (merits[$1], $0) < (merits[$0], $1) }
        var ranks = [Int](repeating: 0, count: merits.count)
        for (place, index) in order.enumerated() { ranks[index] = place + 1 }
        return ranks
    }
}
