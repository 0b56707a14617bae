public import KAMModel

/// What each account of a snapshot is expected to bring over the policy's horizon, and what being key adds.
///
/// The lifetime value comes from the model that the account's history allows (`ModelChoice`); in the plain formula, with
/// gross margin *g*, run rate *R*, and the annuity *A* of retention *r*, growth and discount *d* over *H* years, it is
/// *g·R·A*. The cost to serve is the hours of the expected openings × 4 × cost of an hour, in the years in which the account
/// stays, plus the hours of the open pipeline once. Being key adds *uplift* × (lifetime value + pipeline value). The hours
/// that it takes are not subtracted: members are paid whichever account they serve, so an hour costs what it would earn
/// elsewhere, which is the price of the constraint that limits it (throughput accounting). Shrinking the run rate to the
/// segment's mean answers the regression to the mean of last year's best accounts.
///
/// - Source: Berger & Nasr, "Customer lifetime value", *J. Interactive Marketing* 12, 1998; the shrinkage is the
///   linear Bayes (credibility) estimate of Bühlmann, *ASTIN Bulletin* 4, 1967, with a given weight.
public struct Valuation: Hashable, Sendable {
    /// The values, in the order of the snapshot's accounts.
    public let values: [AccountValue]
    /// How much more an account brings if managed as key.
    public let uplift: Uplift
    /// The test by which `auto` chose the model; nothing where the policy names one.
    public let backtest: ValueBacktest?
    /// The amount of a typical deal, by which money is scored; nothing when neither policy nor history has one.
    public let typicalDeal: Double?
    /// What had to be assumed, in words.
    public let assumptions: [Phrase]

    /// Values every account of a snapshot.
    ///
    /// `past`: Earlier portfolios, from which the uplift is measured where they suffice.
    /// - Complexity: O(*accounts* × (*stages* + *years*) + *members*), and the fits of `CustomerBase`.
    public init(
        _ snapshot: Snapshot, policy: Policy, quarter: Quarter, workload: Workload, conversion: Conversion,
        past: [PastPortfolio] = []
    ) {
        let days = policy.calendar.days(of: quarter)
        let rates = HourRates(snapshot, policy: policy, during: DayRange(start: days.start, end: days.end))
        let uplift = Uplift(snapshot, policy: policy, past: past)
        let model = ValueModel(snapshot, policy: policy, rates: rates, conversion: conversion, uplift: uplift)
        let deal = policy.economics.typicalDeal ?? snapshot.typicalDeal
        values = snapshot.accounts.indices.map { index in
            model.value(of: snapshot.accounts[index], at: index, hours: workload.hours[index])
        }
        self.uplift = uplift
        backtest = model.choice.backtest
        typicalDeal = deal.flatMap { $0 > 0 ? $0 : nil }
        assumptions =
            ValueAssumptions(
                snapshot: snapshot, policy: policy, conversion: conversion, values: values, uplift: uplift,
                repeats: model.choice.repeats, contracts: model.choice.contracts, typicalDeal: typicalDeal
            ).phrases
    }
}
