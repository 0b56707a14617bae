internal import func Glibc.exp
internal import func Glibc.expm1
internal import func Glibc.log
internal import func Glibc.log1p
internal import func Glibc.pow

/// The beta-geometric, negative binomial model of repeat purchases without a contract.
///
/// While alive a customer buys at a rate λ ~ Gamma(r, α); after each purchase it leaves with chance p ~ Beta(a, b).
/// - Units: α in the unit of time of the histories, the others none.
/// - Source: Fader, Hardie & Lee, "Counting your customers the easy way", *Marketing Science* 24, 2005.
public struct BGNBD: Hashable, Sendable {
    /// The shape of the rates.
    public let r: Double
    /// The scale of the rates: r ÷ α is the mean rate.
    public let alpha: Double
    /// The first shape of the chance to leave.
    public let a: Double
    /// The second one: a ÷ (a + b) is the mean chance.
    public let b: Double

    /// Makes a model of its parameters, all above 0.
    public init(r: Double, alpha: Double, a: Double, b: Double) {
        precondition(r > 0 && alpha > 0 && a > 0 && b > 0, "BG/NBD of r = \(r), α = \(alpha), a = \(a), b = \(b)")
        self.r = r
        self.alpha = alpha
        self.a = a
        self.b = b
    }

    /// Fits the model by maximum likelihood.
    ///
    /// - Throws: `ValueError.tooLittle` when nobody bought again.
    /// - Complexity: O(*different histories*) an evaluation, some sixty evaluations.
    public static func fit(_ table: PurchaseTable) throws(ValueError) -> Fitted<BGNBD> {
        try table.requireRepeats()
        return fit(table, belief: nil)
    }

    /// The log-likelihood of histories.
    public func logLikelihood(_ table: PurchaseTable) -> Double { logLikelihood(of: table) }

    /// The chance that a customer has not left; 1 without a repeat, for one leaves after a repeat purchase alone.
    public func aliveProbability(_ history: RepeatPurchases) -> Double {
        guard history.repeats > 0 else { return 1 }
        let x = Double(history.repeats)
        let odds =
            log(a) - log(b + x - 1) + (r + x) * (log(alpha + history.age) - log(alpha + history.recency))
        return 1 / (1 + exp(odds))
    }

    /// The purchases expected in a time from now on, given the history.
    public func expectedPurchases(in time: Double, after history: RepeatPurchases) -> Double {
        purchasesIfAlive(in: time, after: history) * aliveProbability(history)
    }

    /// The purchases expected in a time from now on of a customer who has not left.
    func purchasesIfAlive(in time: Double, after history: RepeatPurchases) -> Double {
        expected(in: time, x: Double(history.repeats), age: history.age)
    }

    /// The repeat purchases expected of a new customer in a time.
    public func expectedPurchases(in time: Double) -> Double { expected(in: time, x: 0, age: 0) }

    /// The purchases of one who is alive now, after x repeats in an age.
    ///
    /// The published form, ((C ÷ (a − 1))·(1 − (1 − z)^(r+x)·₂F₁(r + x, b + x; C; z)) with C = a + b + x − 1 and
    /// z = t ÷ (α + T + t), loses its digits near a = 1. By Euler's transformation ₂F₁ is (1 − z)^(a − 1 − r − x) times one
    /// that starts 1 + (a − 1)·…, so the division by a − 1 is made term by term.
    private func expected(in time: Double, x: Double, age: Double) -> Double {
        guard time > 0 else { return 0 }
        let z = time / (alpha + age + time)
        let rest = log1p(-z)
        let c = a + b + x - 1
        if a > 3 { return c / (a - 1) * (1 - BGNBD.scaledSeries(r + x, b + x, c, z, (r + x) * rest)) }
        let delta = a - 1
        let power = abs(delta) < 1e-12 ? rest : expm1(delta * rest) / delta
        // Σ (A)_n (a)_{n−1} ÷ ((C + 1)_{n−1} n!) zⁿ with A = a + b − 1 − r.
        var term = (delta + b - r) * z
        var sum = term
        for index in 1..<100_000 {
            let n = Double(index)
            term *= (delta + b - r + n) * (a + n - 1) / ((c + n) * (n + 1)) * z
            sum += term
            if abs(term) <= 1e-16 * abs(sum) { break }
        }
        return max(0, -(c * power + exp(delta * rest) * sum))
    }

    /// exp(offset)·₂F₁(u, v; w; z) of positive terms, without overflow.
    private static func scaledSeries(_ u: Double, _ v: Double, _ w: Double, _ z: Double, _ offset: Double) -> Double {
        var scale = offset
        var term = 1.0
        var sum = 1.0
        for index in 0..<1_000_000 {
            let n = Double(index)
            let ratio = (u + n) * (v + n) / ((w + n) * (n + 1)) * z
            term *= ratio
            sum += term
            if sum > 1e200 {
                term *= 1e-200
                sum *= 1e-200
                scale += log(1e200)
            }
            if ratio < 1, term <= 1e-17 * sum * (1 - ratio) { break }
        }
        return exp(scale + log(sum))
    }
}

extension BGNBD: LikelihoodModel {
    var logParameters: [Double] { [log(r), log(alpha), log(a), log(b)] }

    init(logParameters: [Double]) {
        self.init(
            r: exp(logParameters[0]), alpha: exp(logParameters[1]), a: exp(logParameters[2]), b: exp(logParameters[3]))
    }

    static func centre(of table: PurchaseTable) -> [Double] { [0, log(max(table.meanAge, 1e-9)), 0, 0] }

    static var starts: [[Double]] { [[-1, -1.5, -0.3, 0.9], [0, -0.7, 0, 1.5], [1, 0.5, -1.5, 0.5]] }

    static func count(of table: PurchaseTable) -> Double { Double(table.customers) }

    func logLikelihood(of table: PurchaseTable, gradient: inout [Double]) -> Double {
        var total = 0.0
        var (dr, dAlpha, da, db) = (0.0, 0.0, 0.0, 0.0)
        let start = (
            r: LogGamma.value(r), psi: LogGamma.derivative(r), b: LogGamma.value(b), psiB: LogGamma.derivative(b),
            both: LogGamma.value(a + b), psiBoth: LogGamma.derivative(a + b), alpha: log(alpha)
        )
        for block in table.blocks {
            let x = Double(table.rows[block.lowerBound].repeats)
            let shape = r + x
            let leaving = x > 0 ? log(a) - log(b + x - 1) : 0
            var (sum, weights, logs, inverses, left) = (0.0, 0.0, 0.0, 0.0, 0.0)
            // Rows of a block are in order of age, and few ages differ.
            var (age, late, inverseLate) = (-1.0, 0.0, 0.0)
            for index in block {
                let row = table.rows[index]
                if row.age != age {
                    age = row.age
                    late = log(alpha + age)
                    inverseLate = 1 / (alpha + age)
                }
                weights += row.weight
                if x == 0 {
                    sum -= row.weight * shape * late
                    logs += row.weight * late
                    inverses += row.weight * inverseLate
                    continue
                }
                let early = log(alpha + row.recency)
                let odds = exp(leaving + shape * (late - early))
                let share = odds.isFinite ? odds / (1 + odds) : 1
                sum += row.weight * (odds.isFinite ? log1p(odds) - shape * late : leaving - shape * early)
                logs += row.weight * (late + share * (early - late))
                inverses += row.weight * ((1 - share) * inverseLate + share / (alpha + row.recency))
                left += row.weight * share
            }
            let psi = x > 0 ? LogGamma.derivative(shape) - start.psi : 0
            let psiBoth = x > 0 ? start.psiBoth - LogGamma.derivative(a + b + x) : 0
            total += sum + weights * r * start.alpha
            if x > 0 {
                total +=
                    weights
                    * (LogGamma.value(shape) - start.r + start.both + LogGamma.value(b + x) - start.b
                        - LogGamma.value(a + b + x))
                da += weights * psiBoth + left / a
                db += weights * (psiBoth + LogGamma.derivative(b + x) - start.psiB) - left / (b + x - 1)
            }
            dr += weights * (psi + start.alpha) - logs
            dAlpha += weights * r / alpha - shape * inverses
        }
        gradient[0] += dr * r
        gradient[1] += dAlpha * alpha
        gradient[2] += da * a
        gradient[3] += db * b
        return total
    }
}
