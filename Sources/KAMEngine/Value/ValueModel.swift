internal import KAMModel

/// What is common to the values of all accounts: means, rates, chances, fitted models, uplift.
struct ValueModel {
    /// How each account is valued.
    let choice: ModelChoice
    private let snapshot: Snapshot
    private let policy: Policy
    private let rates: HourRates
    private let runRates: [RunRate]
    private let segments: SegmentRates
    private let overallWinRate: Double
    private let winChances: [Double]
    private let uplift: Uplift

    init(_ snapshot: Snapshot, policy: Policy, rates: HourRates, conversion: Conversion, uplift: Uplift) {
        self.snapshot = snapshot
        self.policy = policy
        self.rates = rates
        self.uplift = uplift
        runRates = snapshot.accounts.map { RunRate($0, asOf: snapshot.asOf) }
        segments = SegmentRates(zip(snapshot.accounts, runRates).map { ($0.segment, $1) })
        let won = snapshot.accounts.reduce(0) { $0 + $1.history.wonCounts.reduce(0, +) }
        let lost = snapshot.accounts.reduce(0) { $0 + $1.history.lostCounts.reduce(0, +) }
        overallWinRate = won + lost > 0 ? Double(won) / Double(won + lost) : 0
        winChances = ValueModel.chances(conversion.shares)
        choice = ModelChoice(snapshot, policy: policy)
    }

    /// The value of the account at an index of the snapshot, from its hours by stage in a quarter.
    func value(of account: Account, at index: Int, hours: [Double]) -> AccountValue {
        let economics = policy.economics
        let rate = runRates[index]
        let runRate = 4 * rate.shrunk(to: segments.mean(of: account.segment), weight: economics.shrinkageQuarters)
        let ownRunRate = rate.quarterMean.map { 4 * $0 }
        let cost = costs(of: account, hours: hours)
        let lifetime = lifetime(of: account, at: index, runRate: runRate, yearlyCost: cost.yearly)
        let pipeline = pipelineValue(of: account, runRate: runRate)
        let serve = lifetime.cash.reduce(0) { $0 + $1.discountFactor * $1.costToServe } + cost.once
        let gain = Estimate.product(uplift.share, lifetime.value.adding(pipeline))
        let isKnown = ownRunRate != nil
        let wallet = wallet(of: account)
        return AccountValue(
            observedQuarters: rate.quarters.count, ownRunRate: ownRunRate, runRate: runRate, lifetime: lifetime,
            costToServe: serve, pipelineValue: pipeline, contributionIfKey: gain.value, contributionInterval: gain,
            profitability: isKnown && runRate > 0
                ? (economics.grossMargin * runRate - cost.yearly) / runRate : nil,
            growth: rate.growth, volatility: rate.volatility,
            winnableSpend: pairing(wallet, ownRunRate) { max(0, $0 - $1) * Double(economics.horizonYears) },
            shareOfWallet: pairing(wallet, ownRunRate) { $0 > 0 ? $1 / $0 : nil },
            winRate: winRate(of: account),
            tenure: account.history.since.flatMap { tenure(since: $0) })
    }

    /// The lifetime value by the model that the account is valued with.
    private func lifetime(of account: Account, at index: Int, runRate: Double, yearlyCost: Double) -> Lifetime {
        let economics = policy.economics
        let terms = LifetimeTerms(
            grossMargin: economics.grossMargin, discountRate: economics.discountRate, yearlyCost: yearlyCost)
        var left = runRate
        if let contract = account.history.contract, let contracts = choice.contracts {
            let yearly = contract.amount / ContractLifetime.years(contract.periodDays)
            if contract.hasLapsed {
                left = max(0, runRate - yearly)
            } else if let value = contracts.lifetime(
                contract, segment: account.segment, beside: max(0, (runRates[index].quarterMean ?? 0) * 4 - yearly),
                terms: terms, reason: choice.contractReason(contract, segment: account.segment))
            {
                return value
            }
        } else if let repeats = choice.repeats, let history = choice.base.histories[index],
            let value = repeats.lifetime(history, terms: terms, reason: { choice.repeatReason(history, $0) })
        {
            return value
        }
        return plain(account, at: index, runRate: left, yearlyCost: yearlyCost)
    }

    private func plain(_ account: Account, at index: Int, runRate: Double, yearlyCost: Double) -> Lifetime {
        let formula = PlainFormula(economics: policy.economics)
        let rate = runRates[index]
        let doubt =
            rate.quarters.isEmpty
            ? segments.deviation(of: account.segment)
            : rate.doubt(
                weight: policy.economics.shrinkageQuarters, usual: segments.volatility,
                mean: segments.mean(of: account.segment))
        let terms = LifetimeTerms(
            grossMargin: policy.economics.grossMargin,
            discountRate: formula.discountRate(volatility: rate.volatility ?? segments.volatility),
            yearlyCost: yearlyCost)
        return formula.lifetime(
            runRate: runRate, deviation: 4 * doubt, terms: terms,
            reason: choice.formulaReason(for: account, at: index))
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
