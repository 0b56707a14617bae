internal import KAMModel

/// The value of one criterion for one account, and where it comes from.
struct Evidence {
    /// The value, in the unit of its source.
    let value: Double
    /// The source.
    let source: ScoringPolicy.Source

    /// Finds the first source of a criterion that is known; money is counted in typical deals of amount `deal`.
    init?(_ criterion: ScoringPolicy.Criterion, account: Account, value: AccountValue, deal: Double?) {
        for source in criterion.sources {
            if let found = Evidence.fact(source, criterion.key, account, value, deal) {
                self.value = found
                self.source = source
                return
            }
        }
        return nil
    }

    private static func fact(
        _ source: ScoringPolicy.Source, _ key: String, _ account: Account, _ value: AccountValue, _ deal: Double?
    ) -> Double? {
        switch source {
        case .rating: account.ratings[key]?.value
        case .winnableSpend: inDeals(value.winnableSpend, deal)
        case .lifetimeValue: inDeals(value.observedQuarters > 0 ? value.lifetimeValue : nil, deal)
        case .growth: value.growth
        case .profitability: value.profitability
        case .volatility: value.volatility
        case .shareOfWallet: value.shareOfWallet
        case .winRate: value.winRate
        case .tenure: value.tenure
        }
    }

    private static func inDeals(_ money: Double?, _ deal: Double?) -> Double? {
        guard let money, let deal else { return nil }
        return money / deal
    }
}
