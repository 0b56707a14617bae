extension ScoringPolicy {
    /// How an axis follows from the points of its criteria.
    public enum Method: String, Hashable, Sendable, CaseIterable {
        /// The weighted mean.
        case weightedSum = "weighted_sum"
        /// The weighted geometric mean: 0 points in one criterion leave nothing.
        case weightedProduct = "weighted_product"
        /// Nearness to 100 points in everything against 0 points in everything.
        case topsis
        /// A compromise of the mean regret and the greatest regret, against 100 points in everything.
        case vikor
        /// By how much an account is preferred to all others, less by how much they are to it.
        case prometheeII = "promethee_ii"
    }

    /// Where the weights of the criteria come from; a criterion of weight 0 counts in none of them.
    public enum Weighting: String, Hashable, Sendable, CaseIterable {
        /// The policy states them.
        case given
        /// The analytic hierarchy process: pairwise judgements.
        case ahp
        /// The entropy of the points that are known: what tells accounts apart counts more.
        case entropy
        /// CRITIC: spread times disagreement with the other criteria of the axis.
        case critic
    }

    /// A judgement of how many times as important one criterion, or axis, is as another.
    public struct Judgement: Hashable, Sendable {
        /// Who judged; the judgements of several are joined by their geometric mean.
        public let rater: String
        /// The key of a criterion, or of an axis.
        public let first: String
        /// The key of another criterion of the same axis, or of the other axis.
        public let second: String
        /// How many times as important the first is as the second, more than 0.
        public let ratio: Double

        /// Makes a judgement.
        public init(rater: String = "", first: String, second: String, ratio: Double) {
            self.rater = rater
            self.first = first
            self.second = second
            self.ratio = ratio
        }
    }

    /// How a difference in points counts where accounts are compared in pairs.
    public struct Preference: Hashable, Sendable {
        /// The difference up to which two accounts count as alike, in points, 0 or more.
        public let indifference: Double
        /// The difference from which one is wholly preferred, in points, at least the indifference.
        public let full: Double

        /// Makes a preference.
        public init(indifference: Double, full: Double) {
            self.indifference = indifference
            self.full = full
        }
    }
}
