import KAMModel

extension PolicyDecoder {
    func economics(_ reader: YAMLReader) -> EconomicPolicy {
        EconomicPolicy(
            grossMargin: reader.number("gross_margin", .share),
            discountRate: reader.number("discount_rate", .atLeast(0)),
            horizonYears: reader.integer("horizon_years", 1...50), retention: reader.number("retention", .share),
            upliftIfKey: reader.number("uplift_if_key", .atLeast(0)),
            walletShareOfRevenue: reader.number("wallet_share_of_revenue", .share),
            hourlyCost: reader.number("hourly_cost", .atLeast(0)),
            typicalDeal: reader.numberIfGiven("typical_deal", .above(0)),
            shrinkageQuarters: reader.number("shrinkage_quarters", .atLeast(0)),
            valueModel: reader.choice("value_model", or: .auto), growth: reader.number("growth", .within(-0.9...2)),
            riskPremium: reader.number("risk_premium", .atLeast(0)),
            upliftDoubt: reader.number("uplift_doubt", .atLeast(0)))
    }
}
