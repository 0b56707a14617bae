public import KAMModel

/// What each account of a snapshot is expected to bring over the policy's horizon, and what being key adds.
///
/// With gross margin *g*, run rate *R*, and the annuity *A* of retention *r* and discount *d* over *H* years:
/// lifetime value = *g·R·A*; cost to serve = hours of the expected openings × 4 × *A* × cost of an hour, plus the hours
/// of the open pipeline once. Being key adds *uplift* × (lifetime value + pipeline value). The hours that it takes are not
/// subtracted: members are paid whichever account they serve, so an hour costs what it would earn elsewhere, which is
/// the price of the constraint that limits it (throughput accounting). Shrinking the run rate to the segment's mean
/// answers the regression to the mean of last year's best accounts.
///
/// - Source: Berger & Nasr, "Customer lifetime value", *J. Interactive Marketing* 12, 1998; the shrinkage is the
///   linear Bayes (credibility) estimate of Bühlmann, *ASTIN Bulletin* 4, 1967, with a given weight.
public struct Valuation: Hashable, Sendable {
    /// The values, in the order of the snapshot's accounts.
    public let values: [AccountValue]
    /// How much more an account brings if managed as key.
    public let uplift: Uplift
    /// The amount of a typical deal, by which money is scored; nothing when neither policy nor history has one.
    public let typicalDeal: Double?
    /// What had to be assumed, in words.
    public let assumptions: [Phrase]

    /// Values every account of a snapshot.
    ///
    /// - Complexity: O(*accounts* × *stages* + *members*).
    public init(
        _ snapshot: Snapshot, policy: Policy, quarter: Quarter, workload: Workload, conversion: Conversion,
        past: [PastPortfolio] = []
    ) {
        let days = policy.calendar.days(of: quarter)
        let rates = HourRates(snapshot, policy: policy, during: DayRange(start: days.start, end: days.end))
        let model = ValueModel(snapshot, policy: policy, rates: rates, conversion: conversion)
        let deal = policy.economics.typicalDeal ?? snapshot.typicalDeal
        values = snapshot.accounts.indices.map { index in
            model.value(of: snapshot.accounts[index], at: index, hours: workload.hours[index])
        }
        uplift = Uplift(
            share: Estimate(exactly: policy.economics.upliftIfKey), isMeasured: false, treated: 0, controls: 0,
            reason: Reason("uplift_assumed", Phrase("Assumed by the policy.", ja: "ポリシーの想定値。")))
        typicalDeal = deal.flatMap { $0 > 0 ? $0 : nil }
        assumptions = Valuation.assumptions(snapshot, policy, conversion, values, typicalDeal).map(
            Phrase.init(verbatim:))
    }

    private static func assumptions(
        _ snapshot: Snapshot, _ policy: Policy, _ conversion: Conversion, _ values: [AccountValue], _ deal: Double?
    ) -> [String] {
        let economics = policy.economics
        var texts = [
            "The uplift of managing an account as key, \(Wording.percent(economics.upliftIfKey)), is assumed, not measured.",
            "The retention of \(Wording.percent(economics.retention)) a year and the gross margin of "
                + "\(Wording.percent(economics.grossMargin)) are assumed alike for all accounts.",
        ]
        if values.contains(where: { $0.shareOfWallet != nil }) {
            texts.append(
                "A customer's wallet is assumed to be \(Wording.percent(economics.walletShareOfRevenue)) of its revenue."
            )
        }
        let unseen = values.count { $0.observedQuarters == 0 }
        if unseen > 0 {
            texts.append("\(Wording.count(unseen, "account")) without history taken at the mean of the segment.")
        }
        let guessed = zip(policy.stages, conversion.isAssumed).filter(\.1).map(\.0.name)
        if !guessed.isEmpty {
            texts.append("The conversion at \(Wording.list(guessed)) is the policy's, for the log has not seen it.")
        }
        if snapshot.members.contains(where: { $0.hourlyCost == nil }) {
            texts.append("Members without a cost of their own cost \(Wording.number(economics.hourlyCost)) an hour.")
        }
        if deal == nil {
            texts.append("There is no typical deal, so criteria counted in deals are unknown.")
        }
        return texts
    }
}
