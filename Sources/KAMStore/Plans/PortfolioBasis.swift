public import KAMModel

/// What a portfolio rests on besides its snapshot and policy, to be kept with it.
public struct PortfolioBasis: Hashable, Sendable {
    /// The weight of one criterion.
    public struct Weight: Hashable, Sendable {
        /// The key of the criterion.
        public let criterion: String
        /// The axis it counts on.
        public let axis: ScoringPolicy.Axis
        /// Its share of the merit, 0…1.
        public let share: Double

        /// Makes a weight.
        public init(criterion: String, axis: ScoringPolicy.Axis, share: Double) {
            self.criterion = criterion
            self.axis = axis
            self.share = share
        }
    }

    /// How merits follow from points, as `weighted_sum`.
    public let method: String
    /// How the weights were obtained, as `given`.
    public let weighting: String
    /// The weights, in the policy's order.
    public let weights: [Weight]
    /// The keys of the ratings that may have been used; the latest of each rater is kept.
    public let ratings: [String]
    /// The portfolio whose accounts are the incumbents; nothing where there is none.
    public let past: PastPortfolio?

    /// Makes a basis.
    public init(
        method: String, weighting: String, weights: [Weight], ratings: [String], past: PastPortfolio?
    ) {
        self.method = method
        self.weighting = weighting
        self.weights = weights
        self.ratings = ratings
        self.past = past
    }
}

/// What an account was before, and what became of it: one word of `kam.portfolio_account.incumbency`.
enum Incumbency: String {
    case enters, stays, kept, yields, leaves, waits, outside

    /// The words for the accounts of a portfolio; none without a portfolio before.
    static func words(_ portfolio: Portfolio, past: PastPortfolio?) -> [ID<Account>: Incumbency] {
        guard let past else { return [:] }
        var words: [ID<Account>: Incumbency] = [:]
        for row in portfolio.selected { words[row.account] = past.selected.contains(row.account) ? .stays : .enters }
        for row in portfolio.rejected { words[row.account] = past.selected.contains(row.account) ? .leaves : .outside }
        guard let stability = portfolio.stability else { return words }
        // The record speaks of verdicts that the past decided on; it never contradicts the verdict itself.
        for (rows, word, plain) in [
            (stability.kept, kept, stays), (stability.waiting, waits, outside), (stability.yielded, yields, leaves),
        ] {
            for row in rows where words[row.account] == plain { words[row.account] = word }
        }
        return words
    }
}
