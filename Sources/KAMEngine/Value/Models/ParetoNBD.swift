internal import func Glibc.exp
internal import func Glibc.expm1
internal import func Glibc.log

/// The Pareto, negative binomial model of repeat purchases without a contract.
///
/// While alive a customer buys at a rate λ ~ Gamma(r, α); it leaves at a rate μ ~ Gamma(s, β), at any time.
/// - Units: α and β in the unit of time of the histories, the others none.
/// - Source: Schmittlein, Morrison & Colombo, "Counting your customers", *Management Science* 33, 1987. The likelihood is
///   taken as the integral over the time of leaving, whose terms are all positive, in place of the difference of two
///   hypergeometric functions of Fader & Hardie (2005), which cancel for large counts; the two agree in the tests.
public struct ParetoNBD: Hashable, Sendable {
    /// The shape of the rates of buying.
    public let r: Double
    /// The scale of these rates: r ÷ α is their mean.
    public let alpha: Double
    /// The shape of the rates of leaving.
    public let s: Double
    /// The scale of these rates: s ÷ β is their mean.
    public let beta: Double

    /// Makes a model of its parameters, all above 0.
    public init(r: Double, alpha: Double, s: Double, beta: Double) {
        precondition(
            r > 0 && alpha > 0 && s > 0 && beta > 0, "Pareto/NBD of r = \(r), α = \(alpha), s = \(s), β = \(beta)")
        self.r = r
        self.alpha = alpha
        self.s = s
        self.beta = beta
    }

    /// Fits the model by maximum likelihood.
    ///
    /// - Throws: `ValueError.tooLittle` when nobody bought again.
    /// - Complexity: O(24 × *different histories*) an evaluation, some sixty evaluations.
    public static func fit(_ table: PurchaseTable) throws(ValueError) -> Fitted<ParetoNBD> {
        try table.requireRepeats()
        return fit(table, belief: nil)
    }

    /// The log-likelihood of histories.
    public func logLikelihood(_ table: PurchaseTable) -> Double { logLikelihood(of: table) }

    /// The chance that a customer has not left.
    public func aliveProbability(_ history: RepeatPurchases) -> Double {
        let row = PurchaseTable.Row(
            repeats: history.repeats, recency: history.recency, age: history.age, weight: 1)
        return LeavingIntegral(self).terms(row).alive
    }

    /// The purchases expected in a time from now on, given the history.
    public func expectedPurchases(in time: Double, after history: RepeatPurchases) -> Double {
        purchasesIfAlive(in: time, after: history) * aliveProbability(history)
    }

    /// The purchases expected in a time from now on of a customer who has not left.
    func purchasesIfAlive(in time: Double, after history: RepeatPurchases) -> Double {
        (r + Double(history.repeats)) / (alpha + history.age) * expectedLife(in: time, age: history.age)
    }

    /// The repeat purchases expected of a new customer in a time.
    public func expectedPurchases(in time: Double) -> Double { r / alpha * expectedLife(in: time, age: 0) }

    /// The time for which one who is alive at an age is still alive, of a time to come.
    ///
    /// (β + T) ÷ (s − 1) · (1 − ((β + T) ÷ (β + T + t))^(s − 1)), with its limit at s = 1.
    func expectedLife(in time: Double, age: Double) -> Double {
        guard time > 0 else { return 0 }
        let length = log((beta + age + time) / (beta + age))
        let shape = s - 1
        return (beta + age) * (abs(shape) < 1e-12 ? length : -expm1(-shape * length) / shape)
    }
}

extension ParetoNBD: LikelihoodModel {
    var logParameters: [Double] { [log(r), log(alpha), log(s), log(beta)] }

    init(logParameters: [Double]) {
        self.init(
            r: exp(logParameters[0]), alpha: exp(logParameters[1]), s: exp(logParameters[2]),
            beta: exp(logParameters[3]))
    }

    static func centre(of table: PurchaseTable) -> [Double] {
        let scale = log(max(table.meanAge, 1e-9))
        return [0, scale, 0, scale]
    }

    static var starts: [[Double]] { [[-0.6, -1, -0.5, -1], [0, -0.7, 0, 0], [0.5, 0, 0.5, 1.5]] }

    static func count(of table: PurchaseTable) -> Double { Double(table.customers) }

    func logLikelihood(of table: PurchaseTable, gradient: inout [Double]) -> Double {
        var total = 0.0
        var (dr, dAlpha, ds, dBeta) = (0.0, 0.0, 0.0, 0.0)
        let integral = LeavingIntegral(self)
        let (logAlpha, logBeta) = (log(alpha), log(beta))
        let (start, psiStart) = (LogGamma.value(r), LogGamma.derivative(r))
        for block in table.blocks {
            let x = Double(table.rows[block.lowerBound].repeats)
            let constant = LogGamma.value(r + x) - start + r * logAlpha + s * logBeta
            let psi = LogGamma.derivative(r + x) - psiStart + logAlpha
            for index in block {
                let row = table.rows[index]
                let terms = integral.terms(row)
                total += row.weight * (constant + terms.logarithm)
                dr += row.weight * (psi - terms.logAlpha)
                dAlpha += row.weight * (r / alpha - (r + x) * terms.inverseAlpha)
                ds += row.weight * (logBeta - terms.logBeta + (1 - terms.alive) / s)
                dBeta += row.weight * (s / beta - s * terms.inverseBeta - terms.inverseBetaLeft)
            }
        }
        gradient[0] += dr * r
        gradient[1] += dAlpha * alpha
        gradient[2] += ds * s
        gradient[3] += dBeta * beta
        return total
    }
}
