internal import func Glibc.log
internal import func Glibc.pow
internal import KAMModel

/// The lifetime value of accounts with a contract, by the shifted beta-geometric model.
///
/// Contracts are fitted with those of the same period in whole months, for the chance to decline a renewal is one by period.
/// Those of a segment with a belief about them: that they are like those of all segments, give or take half a unit of each
/// logarithm; those of all, that their first retention is the policy's raised to the part of a year that the period is, give
/// or take a whole unit, with the spread of Beta parameters that sum to 4 periods of a year: to 48 of a month, by which
/// rates of leaving in time differ alike. So a segment where all renewed, or none, is valued too.
struct ContractLifetime {
    private static let spread = (all: 1.0, segment: 0.5, sum: 4.0)
    /// Contracts of one segment and of a period of so many months.
    private struct Group: Hashable {
        let segment: String
        let months: Int
    }

    private let economics: EconomicPolicy
    private let periods: [Int: Fitted<ShiftedBetaGeometric>]
    private let groups: [Group: Fitted<ShiftedBetaGeometric>]
    /// How many contracts the fits count.
    let contracts: Int

    /// Fits the contracts of a snapshot; nothing without any.
    init?(_ snapshot: Snapshot, economics: EconomicPolicy) {
        var members: [Group: [(renewals: Int, hasLapsed: Bool)]] = [:]
        for account in snapshot.accounts {
            guard let contract = account.history.contract, contract.renewals >= 0 else { continue }
            let group = Group(segment: account.segment, months: ContractLifetime.months(contract.periodDays))
            members[group, default: []].append((contract.renewals, contract.hasLapsed))
        }
        guard !members.isEmpty else { return nil }
        self.economics = economics
        contracts = members.values.reduce(0) { $0 + $1.count }
        var byMonths: [Int: [(renewals: Int, hasLapsed: Bool)]] = [:]
        for (group, contracts) in members { byMonths[group.months, default: []] += contracts }
        var periods: [Int: Fitted<ShiftedBetaGeometric>] = [:]
        for (months, contracts) in byMonths {
            periods[months] = ContractLifetime.fit(
                contracts, ContractLifetime.belief(economics.retention, months: months))
        }
        self.periods = periods
        var groups: [Group: Fitted<ShiftedBetaGeometric>] = [:]
        for (group, contracts) in members {
            guard let all = periods[group.months] else { continue }
            let deviation = ContractLifetime.spread.segment
            groups[group] = ContractLifetime.fit(
                contracts, NormalBelief(means: all.model.logParameters, deviations: [deviation, deviation]))
        }
        self.groups = groups
    }

    /// How the fits ended, those of all segments and of each one, in no order.
    var reports: [FitReport] { periods.values.map(\.report) + groups.values.map(\.report) }

    /// A fit that came to a sound end; nothing when it did not.
    private static func fit(
        _ contracts: [(renewals: Int, hasLapsed: Bool)], _ belief: NormalBelief
    ) -> Fitted<ShiftedBetaGeometric>? {
        guard let table = try? RenewalTable(contracts) else { return nil }
        let fitted = ShiftedBetaGeometric.fit(table, belief: belief)
        let isSound = (try? fitted.report.soundCovariance(of: "the contracts")) != nil
        return isSound ? fitted : nil
    }

    /// The model of a segment's contracts of a period in days, or of those of all segments; nothing where there are none.
    func model(of segment: String, periodDays: Int = 365) -> ShiftedBetaGeometric? {
        fitted(segment, periodDays)?.model
    }

    private func fitted(_ segment: String, _ periodDays: Int) -> Fitted<ShiftedBetaGeometric>? {
        let months = ContractLifetime.months(periodDays)
        return groups[Group(segment: segment, months: months)] ?? periods[months]
    }

    /// The years of a period, by its whole months: one from 15 June to 15 June is a year, with a leap day or without.
    static func years(_ periodDays: Int) -> Double { Double(months(periodDays)) / 12 }

    /// The whole months that a period comes nearest to, one at least.
    private static func months(_ periodDays: Int) -> Int {
        max(1, Int((Double(periodDays) * 12 / RepeatLifetime.daysPerYear).rounded()))
    }

    /// What the policy's retention a year says of contracts of so many months.
    private static func belief(_ retention: Double, months: Int) -> NormalBelief {
        let years = Double(months) / 12
        let kept = pow(min(0.98, max(0.02, retention)), years)
        let sum = spread.sum / years
        return NormalBelief(means: [log(sum * (1 - kept)), log(sum * kept)], deviations: [spread.all, spread.all])
    }

    /// The lifetime value of an account with a contract that runs.
    ///
    /// Renewals fall at the ends of whole periods from now; what the account buys beside its contract goes on while the
    /// contract does.
    /// `beside`: The won amount a year beside the contract.
    /// - Returns: Nothing when no renewal falls within the horizon, or no contract of the kind could be fitted.
    func lifetime(
        _ contract: Contract, segment: String, beside: Double, terms: LifetimeTerms, reason: Reason
    ) -> Lifetime? {
        guard contract.renewals >= 0, let fitted = fitted(segment, contract.periodDays) else { return nil }
        let plan = Plan(contract, years: economics.horizonYears, growth: economics.growth, beside: beside)
        guard plan.decisions.last ?? 0 > 0 else { return nil }
        let (cash, value) = terms.cash(plan.revenue(fitted.model))
        let history = plan.variation(fitted.model, terms)
        let parameters = doubt(fitted, plan, terms, value)
        let estimate = DoubtfulValue(value: value, alive: 1, variation: (1 + history) * (1 + parameters) - 1).estimate
        return Lifetime(
            model: .shiftedBetaGeometric, reason: reason, discountRate: terms.discountRate, value: estimate, cash: cash)
    }

    /// The squared coefficient of variation that the doubt about the parameters gives, by the delta method.
    private func doubt(
        _ fitted: Fitted<ShiftedBetaGeometric>, _ plan: Plan, _ terms: LifetimeTerms, _ value: Double
    ) -> Double {
        guard let covariance = fitted.report.covariance, value > 0 else { return 0 }
        let center = fitted.model.logParameters
        let slopes = center.indices.map { index in
            var shifted = center
            shifted[index] += 1e-4
            let up = terms.cash(plan.revenue(ShiftedBetaGeometric(logParameters: shifted))).value
            shifted[index] -= 2e-4
            let down = terms.cash(plan.revenue(ShiftedBetaGeometric(logParameters: shifted))).value
            return (up - down) / (2e-4 * value)
        }
        let own = slopes[0] * slopes[0] * covariance[0] + slopes[1] * slopes[1] * covariance[3]
        return max(0, own + 2 * slopes[0] * slopes[1] * covariance[1])
    }

    /// Which renewals fall into which year of the horizon.
    private struct Plan {
        let renewals: Int
        /// The number of decisions up to the end of each year.
        let decisions: [Int]
        private let amount: Double
        private let period: Double
        private let growth: Double
        private let beside: Double

        init(_ contract: Contract, years: Int, growth: Double, beside: Double) {
            renewals = contract.renewals
            amount = contract.amount
            period = ContractLifetime.years(contract.periodDays)
            self.growth = growth
            self.beside = beside
            let period = period
            decisions = (1...max(1, years)).map { Int((Double($0) / period + 1e-6).rounded(.down)) }
        }

        /// The share of contracts that go on and the revenue, by year.
        func revenue(_ model: ShiftedBetaGeometric) -> [(survival: Double, revenue: Double)] {
            var survival = 1.0
            var decision = 0
            return decisions.enumerated().map { index, last in
                var revenue = 0.0
                while decision < last {
                    survival *= model.retention(afterRenewals: renewals + decision)
                    decision += 1
                    revenue += survival * amount * pow(1 + growth, Double(decision) * period)
                }
                return (survival, revenue + survival * beside * pow(1 + growth, Double(index + 1)))
            }
        }

        /// The squared coefficient of variation of the worth, as the chance to leave stays open after the renewals so far.
        ///
        /// Given the chance θ the worth is a sum of wₜ(1 − θ)ᵏ, and E (1 − θ)ᵏ⁺ˡ is the survival of k + l decisions.
        func variation(_ model: ShiftedBetaGeometric, _ terms: LifetimeTerms) -> Double {
            var survivals = [1.0]
            for decision in 0..<2 * (decisions.last ?? 0) {
                survivals.append(survivals[decision] * model.retention(afterRenewals: renewals + decision))
            }
            let (cash, value) = terms.cash(revenue(model))
            guard value > 0 else { return 0 }
            let worths = zip(cash, decisions).map { year, last in
                (weight: year.discountFactor * year.margin / max(survivals[last], 1e-300), last: last)
            }
            var square = 0.0
            for one in worths {
                for other in worths { square += one.weight * other.weight * survivals[one.last + other.last] }
            }
            return max(0, square / (value * value) - 1)
        }
    }
}
