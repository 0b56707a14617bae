internal import KAMModel

/// What is common to the values of all accounts: means, annuity, rates, chances.
struct ValueModel {
    private let snapshot: Snapshot
    private let policy: Policy
    private let rates: HourRates
    private let runRates: [RunRate]
    private let segmentMeans: [String: Double]
    private let overallMean: Double
    private let overallWinRate: Double
    private let annuity: Double
    private let winChances: [Double]

    init(_ snapshot: Snapshot, policy: Policy, rates: HourRates, conversion: Conversion) {
        self.snapshot = snapshot
        self.policy = policy
        self.rates = rates
        runRates = snapshot.accounts.map { RunRate($0, asOf: snapshot.asOf) }
        var means: [String: [Double]] = [:]
        for (account, rate) in zip(snapshot.accounts, runRates) {
            if let mean = rate.quarterMean { means[account.segment, default: []].append(mean) }
        }
        segmentMeans = means.mapValues { $0.reduce(0, +) / Double($0.count) }
        let all = runRates.compactMap(\.quarterMean)
        overallMean = all.isEmpty ? 0 : all.reduce(0, +) / Double(all.count)
        let won = snapshot.accounts.reduce(0) { $0 + $1.history.wonCounts.reduce(0, +) }
        let lost = snapshot.accounts.reduce(0) { $0 + $1.history.lostCounts.reduce(0, +) }
        overallWinRate = won + lost > 0 ? Double(won) / Double(won + lost) : 0
        let economics = policy.economics
        annuity =
            Annuity(
                years: economics.horizonYears, retention: economics.retention, discountRate: economics.discountRate
            ).factor
        winChances = ValueModel.chances(conversion.shares)
    }

    /// The value of the account at an index of the snapshot, from its hours by stage in a quarter.
    func value(of account: Account, at index: Int, hours: [Double]) -> AccountValue {
        let economics = policy.economics
        let rate = runRates[index]
        let mean = segmentMeans[account.segment] ?? overallMean
        let runRate = 4 * rate.shrunk(to: mean, weight: economics.shrinkageQuarters)
        let ownRunRate = rate.quarterMean.map { 4 * $0 }
        let lifetime = economics.grossMargin * runRate * annuity
        let cost = costs(of: account, hours: hours)
        let pipeline = pipelineValue(of: account, runRate: runRate)
        let serve = cost.yearly * annuity + cost.once
        let isKnown = ownRunRate != nil
        let wallet = wallet(of: account)
        return AccountValue(
            observedQuarters: rate.quarters.count, ownRunRate: ownRunRate, runRate: runRate,
            lifetime: plain(lifetime, runRate: runRate, yearlyCost: cost.yearly), costToServe: serve,
            pipelineValue: pipeline,
            contributionIfKey: economics.upliftIfKey * (lifetime + pipeline),
            contributionInterval: Estimate(exactly: economics.upliftIfKey * (lifetime + pipeline)),
            profitability: isKnown && runRate > 0
                ? (economics.grossMargin * runRate - cost.yearly) / runRate : nil,
            growth: rate.growth, volatility: rate.volatility,
            winnableSpend: pairing(wallet, ownRunRate) { max(0, $0 - $1) * Double(economics.horizonYears) },
            shareOfWallet: pairing(wallet, ownRunRate) { $0 > 0 ? $1 / $0 : nil },
            winRate: winRate(of: account),
            tenure: account.history.since.flatMap { tenure(since: $0) })
    }

    /// The cost of the expected openings' hours a year, and of the open pipeline's hours once.
    private func costs(of account: Account, hours: [Double]) -> (yearly: Double, once: Double) {
        var yearly = 0.0
        var once = 0.0
        for (index, stage) in policy.stages.enumerated() {
            let open = Double(account.pipeline[stage.id]?.opportunities ?? 0)
            let backlog = open * policy.effort.perOpportunity(stage.id, segment: account.segment)
            yearly += 4 * max(0, hours[index] - backlog) * rates.stages[index]
            once += backlog * rates.stages[index]
        }
        return (yearly, once)
    }

    /// The expected contribution of the open work beyond one quarter of the run rate, at least 0.
    private func pipelineValue(of account: Account, runRate: Double) -> Double {
        var expected = 0.0
        for (index, stage) in policy.stages.enumerated() {
            expected += (account.pipeline[stage.id]?.amount ?? 0) * winChances[index]
        }
        return policy.economics.grossMargin * max(0, expected - runRate / 4)
    }

    /// The years of the plain formula.
    private func plain(_ value: Double, runRate: Double, yearlyCost: Double) -> Lifetime {
        let economics = policy.economics
        var survival = 1.0
        var factor = 1.0
        let cash = (1...economics.horizonYears).map { year in
            survival *= economics.retention
            factor /= 1 + economics.discountRate
            return CashYear(
                year: year, survival: survival, revenue: runRate * survival,
                margin: economics.grossMargin * runRate * survival, costToServe: yearlyCost * survival,
                discountFactor: factor)
        }
        return Lifetime(
            model: .formula, reason: Reason("value_by_formula", Phrase("Plain formula.", ja: "簡易式。")),
            discountRate: economics.discountRate, value: Estimate(exactly: value), cash: cash)
    }

    private func wallet(of account: Account) -> Double? {
        guard let revenue = account.annualRevenue, revenue.currency == snapshot.currency else { return nil }
        return revenue.amount * policy.economics.walletShareOfRevenue
    }

    private func winRate(of account: Account) -> Double? {
        let won = Double(account.history.wonCounts.reduce(0, +))
        let lost = Double(account.history.lostCounts.reduce(0, +))
        let weight = policy.conversion.priorWeight
        return won + lost > 0 ? (won + weight * overallWinRate) / (won + lost + weight) : nil
    }

    private func tenure(since: Day) -> Double? {
        since <= snapshot.asOf ? Double(snapshot.asOf.ordinal - since.ordinal) / 365.25 : nil
    }

    private func pairing(_ wallet: Double?, _ spent: Double?, _ combine: (Double, Double) -> Double?) -> Double? {
        guard let wallet, let spent else { return nil }
        return combine(wallet, spent)
    }

    /// The chance that work standing at each stage passes it and all that follow.
    private static func chances(_ shares: [Double]) -> [Double] {
        var chances = shares
        for stage in stride(from: shares.count - 2, through: 0, by: -1) { chances[stage] *= chances[stage + 1] }
        return chances
    }
}
