/// How sure a list of key accounts is.
public struct RobustnessCard: Hashable, Sendable, Codable {
    /// What the list would be with another weight of one criterion, the others in their proportion.
    public struct Swing: Hashable, Sendable, Codable {
        /// The weight as a share of the merit, 0…1.
        public let weight: Double
        /// What the best list gains more than now, in whole units of the base currency.
        public let change: Double
        /// The accounts that enter.
        public let entering: [ID<Account>]
        /// The accounts that leave.
        public let leaving: [ID<Account>]

        /// Makes a swing.
        public init(weight: Double, change: Double, entering: [ID<Account>], leaving: [ID<Account>]) {
            self.weight = weight
            self.change = change
            self.entering = entering
            self.leaving = leaving
        }
    }

    /// What a criterion's weight of 20 % less and more does.
    public struct Bar: Hashable, Sendable, Codable {
        /// The key of the criterion.
        public let criterion: String
        /// With 20 % less.
        public let less: Swing
        /// With 20 % more.
        public let more: Swing

        /// Makes a bar.
        public init(criterion: String, less: Swing, more: Swing) {
            self.criterion = criterion
            self.less = less
            self.more = more
        }
    }

    /// The list by revenue alone, under the same rules.
    public struct RevenueOnly: Hashable, Sendable, Codable {
        /// Its accounts, in the order of the snapshot.
        public let selected: [ID<Account>]
        /// How many of them are on our list too.
        public let common: Int
        /// The common accounts as a share of all on either list, 0…1; 1 when both are empty.
        public let overlap: Double
        /// What our list gains more, by our values, in whole units of the base currency.
        public let advantage: Double

        /// Makes a list by revenue.
        public init(selected: [ID<Account>], common: Int, overlap: Double, advantage: Double) {
            self.selected = selected
            self.common = common
            self.overlap = overlap
            self.advantage = advantage
        }
    }

    /// What is lost by fixing the list before the doubt is resolved: a draw's best list less ours.
    public struct Regret: Hashable, Sendable, Codable {
        /// The mean over the draws, in whole units of the base currency.
        public let mean: Double
        /// The standard error of the mean that so many draws leave.
        public let standardError: Double
        /// The mean as a share of what the draws' best lists gain, 0…1.
        public let share: Double

        /// Makes a regret.
        public init(mean: Double, standardError: Double, share: Double) {
            self.mean = mean
            self.standardError = standardError
            self.share = share
        }
    }

    /// How many times the list was made.
    public let draws: Int
    /// The seed of the draws: the same seed gives the same draws.
    public let seed: UInt64
    /// The coefficient of variation of the weights, as a share.
    public let weightVariation: Double
    /// What the draws' method finds of the best value at the policy's own weights and values, 0…1.
    ///
    /// Each draw is chosen by prices and repair, not by the proof; this says how near it comes.
    public let methodQuality: Double
    /// How many of the chosen accounts are of each band.
    public let bands: [Chance.Band: Int]
    /// What each criterion's weight does, the widest swing first.
    public let tornado: [Bar]
    /// Whether the tornado's lists are proved best, and not found as those of the draws.
    public let isTornadoExact: Bool
    /// The list by revenue alone.
    public let revenueOnly: RevenueOnly
    /// What is lost by fixing the list now.
    public let regret: Regret
    /// The card in words.
    public let reasons: [Reason]

    /// Makes a card.
    public init(
        draws: Int, seed: UInt64, weightVariation: Double, methodQuality: Double, bands: [Chance.Band: Int],
        tornado: [Bar], isTornadoExact: Bool, revenueOnly: RevenueOnly, regret: Regret, reasons: [Reason]
    ) {
        self.draws = draws
        self.seed = seed
        self.weightVariation = weightVariation
        self.methodQuality = methodQuality
        self.bands = bands
        self.tornado = tornado
        self.isTornadoExact = isTornadoExact
        self.revenueOnly = revenueOnly
        self.regret = regret
        self.reasons = reasons
    }
}
