public import KAMModel

/// How sure a list of key accounts is.
public struct RobustnessDocument: Hashable, Sendable, Codable {
    /// How many key accounts are of each band.
    public struct Bands: Hashable, Sendable, Codable {
        /// Chosen in 90 % of the draws or more.
        public let core: Int
        /// Chosen in 50 % or more.
        public let likely: Int
        /// Chosen in 10 % or more.
        public let borderline: Int
        /// Chosen in fewer.
        public let unlikely: Int
    }

    /// What another weight does to the list.
    public struct Swing: Hashable, Sendable, Codable {
        /// The weight as a share of the merit.
        public let weight: Double
        /// What the best list gains more than now.
        public let change: Money
        /// The accounts that enter.
        public let entering: [ID<Account>]
        /// The accounts that leave.
        public let leaving: [ID<Account>]
    }

    /// What a criterion's weight of 20 % less and more does.
    public struct Bar: Hashable, Sendable, Codable {
        /// The key of the criterion.
        public let criterion: String
        /// With 20 % less.
        public let less: Swing
        /// With 20 % more.
        public let more: Swing
    }

    /// The list by revenue alone.
    public struct RevenueOnly: Hashable, Sendable, Codable {
        /// Its accounts.
        public let selected: [ID<Account>]
        /// How many of them are on our list too.
        public let common: Int
        /// The common ones as a share of all on either.
        public let overlap: Double
        /// What our list gains more.
        public let advantage: Money
    }

    /// What is lost by fixing the list before the doubt is resolved.
    public struct Regret: Hashable, Sendable, Codable {
        /// The mean over the draws.
        public let mean: Money
        /// The error of the mean that so many draws leave.
        public let standardError: Money
        /// The mean as a share of what the best lists gain.
        public let share: Double
    }

    /// How many times the list was made.
    public let draws: Int
    /// The seed of the draws, as text.
    public let seed: String
    /// The coefficient of variation of the weights.
    public let weightVariation: Double
    /// What the draws' method finds of the best value, 0…1.
    public let methodQuality: Double
    /// How many key accounts are how sure.
    public let bands: Bands
    /// What each weight does, the widest first.
    public let tornado: [Bar]
    /// Whether the lists of the tornado are proved best.
    public let isTornadoExact: Bool
    /// The list by revenue alone.
    public let revenueOnly: RevenueOnly
    /// What is lost by fixing the list now.
    public let regret: Regret
    /// The card in words.
    public let reasons: [Reason]

    init(_ card: RobustnessCard, _ purse: Purse) {
        draws = card.draws
        seed = String(card.seed)
        weightVariation = card.weightVariation
        methodQuality = card.methodQuality
        bands = Bands(
            core: card.bands[.core] ?? 0, likely: card.bands[.likely] ?? 0, borderline: card.bands[.borderline] ?? 0,
            unlikely: card.bands[.unlikely] ?? 0)
        tornado = card.tornado.map {
            Bar(criterion: $0.criterion, less: Swing($0.less, purse), more: Swing($0.more, purse))
        }
        isTornadoExact = card.isTornadoExact
        revenueOnly = RevenueOnly(
            selected: card.revenueOnly.selected, common: card.revenueOnly.common, overlap: card.revenueOnly.overlap,
            advantage: purse.money(card.revenueOnly.advantage))
        regret = Regret(
            mean: purse.money(card.regret.mean), standardError: purse.money(card.regret.standardError),
            share: card.regret.share)
        reasons = card.reasons
    }
}

extension RobustnessDocument.Swing {
    fileprivate init(_ swing: RobustnessCard.Swing, _ purse: Purse) {
        self.init(
            weight: swing.weight, change: purse.money(swing.change), entering: swing.entering, leaving: swing.leaving)
    }
}
