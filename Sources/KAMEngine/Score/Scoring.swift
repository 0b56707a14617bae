public import KAMModel

/// The scores of all accounts of a snapshot, with what they come from and the gates they fail.
///
/// An axis is aggregated from its criteria's points by the policy's method, the weighted mean unless it says otherwise;
/// the merit is *w*·attractiveness + (1 − *w*)·strength. What is unknown counts with the mean of the points of its
/// segment (50 where nobody there knows it), and may be anything between 0 and 100: the interval of the score says so.
/// The contributions sum to the merit exactly.
///
/// Adding an account changes no other's score, unless it brings evidence into a mean that others are shrunk to, into
/// weights that are taken from the data, or into the pairs of PROMETHEE II.
public struct Scoring: Hashable, Sendable {
    /// The scores, in the order of the snapshot's accounts.
    public let scores: [AccountScore]
    /// The place of each account by merit, from 1; equal merits share the better place, and the places after are left out.
    public let ranks: [Int]
    /// How points became merits.
    public let aggregation: Aggregation
    /// The points behind the scores.
    public let points: PointsTable
    /// What had to be assumed, in words.
    public let assumptions: [Phrase]

    /// Scores every account.
    ///
    /// - Precondition: `Refusals.found` finds nothing wrong with the snapshot and the policy, and each axis has weight.
    /// - Complexity: O(*accounts* × *criteria* + *accounts* log *accounts*) for the weighted sum; methods that are not
    ///   linear take 2ᵏ steps an account and axis, for their contributions, with *k* criteria on the axis.
    public init(_ snapshot: Snapshot, policy: Policy, valuation: Valuation) {
        let card = ScoreCard(snapshot, policy: policy.scoring, valuation: valuation)
        let aggregation = Aggregation(policy.scoring, points: card.points)
        let gates = Gates(snapshot, policy: policy, valuation: valuation)
        let merits = MeritTable(card.points, aggregation)
        var scores: [AccountScore] = []
        scores.reserveCapacity(snapshot.accounts.count)
        for index in snapshot.accounts.indices {
            let completeness = aggregation.completeness(of: index, card.points)
            scores.append(
                merits.score(
                    of: index, card, policy.scoring.criteria, completeness: completeness,
                    failedGates: gates.failed(by: index, completeness: completeness)))
        }
        self.scores = scores
        self.aggregation = aggregation
        points = card.points
        ranks = Scoring.ranks(scores.map(\.merit.value))
        assumptions =
            ScoringAssumptions(policy: policy.scoring, aggregation: aggregation).phrases
            + RatingAssumptions(snapshot: snapshot, policy: policy.scoring).phrases + gates.assumptions
            + (Gates.nobodyPasses(scores).map { [$0] } ?? [])
    }

    /// The place of each merit, from 1; equal ones share the better place.
    static func ranks(_ merits: [Double]) -> [Int] {
        let order = merits.indices.sorted { (merits[$1], $0) < (merits[$0], $1) }
        var ranks = [Int](repeating: 0, count: merits.count)
        for (place, index) in order.enumerated() {
            let isTie = place > 0 && merits[order[place - 1]] == merits[index]
            ranks[index] = isTie ? ranks[order[place - 1]] : place + 1
        }
        return ranks
    }
}
