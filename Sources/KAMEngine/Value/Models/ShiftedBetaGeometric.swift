internal import func Glibc.exp
internal import func Glibc.log

/// How contracts ended or went on: what the shifted beta-geometric model is fitted to.
public struct RenewalTable: Hashable, Sendable {
    /// Contracts that were not renewed, by the number of the decision; the first decision first.
    public private(set) var lost: [Double]
    /// Contracts that go on, by the number of renewals so far; none first.
    public private(set) var kept: [Double]

    /// Takes contracts, each with its renewals and whether it lapsed at the decision after them.
    ///
    /// - Throws: `ValueError.history` for fewer than 0 renewals.
    public init(_ contracts: [(renewals: Int, hasLapsed: Bool)]) throws(ValueError) {
        lost = []
        kept = []
        for contract in contracts {
            guard contract.renewals >= 0 else { throw .history("a contract has \(contract.renewals) renewals") }
            if contract.hasLapsed {
                RenewalTable.add(1, to: &lost, at: contract.renewals)
            } else {
                RenewalTable.add(1, to: &kept, at: contract.renewals)
            }
        }
    }

    /// Takes a cohort: how many contracts there were at the start and after each period.
    ///
    /// - Throws: `ValueError.history` when the numbers are negative, not finite or rise; `tooLittle` for no period.
    public init(cohort survivors: [Double]) throws(ValueError) {
        guard survivors.count >= 2 else { throw .tooLittle("a cohort of \(survivors.count) counts has no period") }
        lost = []
        kept = []
        for (before, after) in zip(survivors, survivors.dropFirst()) {
            guard before.isFinite, after.isFinite, after >= 0, after <= before else {
                throw .history("a cohort goes from \(before) to \(after); it can only shrink, and not below 0")
            }
            lost.append(before - after)
        }
        RenewalTable.add(survivors[survivors.count - 1], to: &kept, at: survivors.count - 1)
    }

    /// How many contracts there are.
    public var contracts: Double { lost.reduce(0, +) + kept.reduce(0, +) }

    /// Whether all went on or none did, or nobody had to decide: the likelihood has no greatest value then.
    public var isDegenerate: Bool {
        let decided = lost.reduce(0, +)
        let renewed =
            zip(kept.indices, kept).reduce(0) { $0 + Double($1.0) * $1.1 }
            + zip(lost.indices, lost).reduce(0) { $0 + Double($1.0) * $1.1 }
        return decided == 0 || renewed == 0
    }

    private static func add(_ count: Double, to counts: inout [Double], at index: Int) {
        while counts.count <= index { counts.append(0) }
        counts[index] += count
    }
}

/// The shifted beta-geometric model of contracts that are renewed period by period.
///
/// A customer declines each renewal with the same chance θ ~ Beta(α, β) over the customers, so those who stay are ever
/// more loyal.
/// - Source: Fader & Hardie, "How to project customer retention", *J. Interactive Marketing* 21, 2007; "Customer-base
///   valuation in a contractual setting", *Marketing Science* 29, 2010, for the residual lifetime.
public struct ShiftedBetaGeometric: Hashable, Sendable {
    /// The first shape of the chance to leave.
    public let alpha: Double
    /// The second one: α ÷ (α + β) leave at the first decision.
    public let beta: Double

    /// Makes a model of its parameters, both above 0.
    public init(alpha: Double, beta: Double) {
        precondition(alpha > 0 && beta > 0, "shifted beta-geometric of α = \(alpha), β = \(beta)")
        self.alpha = alpha
        self.beta = beta
    }

    /// Fits the model by maximum likelihood.
    ///
    /// - Throws: `ValueError.tooLittle` when all survive or all churn at once: then the likelihood has no greatest value,
    ///   and only a belief about the parameters can bound it.
    public static func fit(_ table: RenewalTable) throws(ValueError) -> Fitted<ShiftedBetaGeometric> {
        guard !table.isDegenerate else {
            throw .tooLittle(
                "of \(table.contracts) contracts all or none were renewed, which bounds no chance to leave")
        }
        return fit(table, belief: nil)
    }

    /// The log-likelihood of contracts.
    public func logLikelihood(_ table: RenewalTable) -> Double { logLikelihood(of: table) }

    /// The chance to be there still after so many decisions, of one who has renewed some times.
    public func survival(_ decisions: Int, afterRenewals renewals: Int = 0) -> Double {
        (0..<max(0, decisions)).reduce(1) { $0 * retention(afterRenewals: renewals + $1) }
    }

    /// The chance that one who has renewed so many times does so again.
    public func retention(afterRenewals renewals: Int) -> Double {
        (beta + Double(renewals)) / (alpha + beta + Double(renewals))
    }

    /// The chance to leave at the decision of that number, from 1.
    public func churn(at decision: Int) -> Double {
        survival(decision - 1) * (1 - retention(afterRenewals: decision - 1))
    }

    /// The periods still to come, discounted, of one who has renewed so many times and is about to decide again.
    ///
    /// The period that starts with the decision counts whole, each later one 1 ÷ (1 + rate) of the one before.
    /// `rate`: The discount by period; at 0 the sum is finite for α > 1 alone.
    public func discountedResidualLifetime(afterRenewals renewals: Int, rate: Double) -> Double {
        let next = beta + Double(renewals)
        return retention(afterRenewals: renewals)
            * GaussHypergeometric.value(1, next + 1, alpha + next + 1, 1 / (1 + rate))
    }

    /// All periods of a new customer, the first included, discounted.
    public func discountedLifetime(rate: Double) -> Double {
        GaussHypergeometric.value(1, beta, alpha + beta, 1 / (1 + rate))
    }
}

extension ShiftedBetaGeometric: LikelihoodModel {
    var logParameters: [Double] { [log(alpha), log(beta)] }

    init(logParameters: [Double]) {
        self.init(alpha: exp(logParameters[0]), beta: exp(logParameters[1]))
    }

    static func centre(of table: RenewalTable) -> [Double] { [0, 0] }

    static var starts: [[Double]] { [[0, 0], [0, 1.5], [1.5, 2.5]] }

    static func count(of table: RenewalTable) -> Double { table.contracts }

    func logLikelihood(of table: RenewalTable, gradient: inout [Double]) -> Double {
        // ln P(t) = ln B(α + 1, β + t − 1) − ln B(α, β); ln S(n) = ln B(α, β + n) − ln B(α, β).
        let start = LogGamma.beta(alpha, beta)
        let (psiAlpha, psiBeta) = (LogGamma.derivative(alpha), LogGamma.derivative(beta))
        let psiBoth = LogGamma.derivative(alpha + beta)
        var (total, dAlpha, dBeta) = (0.0, 0.0, 0.0)
        for (index, count) in table.lost.enumerated() where count > 0 {
            let n = Double(index)
            let psi = LogGamma.derivative(alpha + beta + n + 1)
            total += count * (LogGamma.beta(alpha + 1, beta + n) - start)
            dAlpha += count * (LogGamma.derivative(alpha + 1) - psi - psiAlpha + psiBoth)
            dBeta += count * (LogGamma.derivative(beta + n) - psi - psiBeta + psiBoth)
        }
        for (index, count) in table.kept.enumerated() where count > 0 && index > 0 {
            let n = Double(index)
            let psi = LogGamma.derivative(alpha + beta + n)
            total += count * (LogGamma.beta(alpha, beta + n) - start)
            dAlpha += count * (psiBoth - psi)
            dBeta += count * (LogGamma.derivative(beta + n) - psi - psiBeta + psiBoth)
        }
        gradient[0] += dAlpha * alpha
        gradient[1] += dBeta * beta
        return total
    }
}
