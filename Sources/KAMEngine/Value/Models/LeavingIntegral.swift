internal import func Glibc.exp
internal import func Glibc.log

/// What a history weighs under Pareto/NBD, over all times at which the customer may have left.
///
/// (α + T)^−(r+x) (β + T)^−s + s ∫ (α + τ)^−(r+x) (β + τ)^−(s+1) dτ from t_x to T, and the means of what the gradient needs
/// under the same weights. The integral is taken by Gauss-Legendre over ln(m + τ), m the lesser of α and β, and ends where
/// the integrand has fallen by e⁴⁵.
struct LeavingIntegral {
    /// The sum and its means.
    struct Terms {
        /// The logarithm of the sum.
        var logarithm = 0.0
        /// The share of one who is still alive.
        var alive = 0.0
        /// The mean of ln(α + τ), with τ = T for one alive.
        var logAlpha = 0.0
        /// The mean of ln(β + τ).
        var logBeta = 0.0
        /// The mean of 1 ÷ (α + τ).
        var inverseAlpha = 0.0
        /// The mean of 1 ÷ (β + τ).
        var inverseBeta = 0.0
        /// The same over those who left alone.
        var inverseBetaLeft = 0.0
    }

    private static let rule = GaussLegendre(24)
    private let model: ParetoNBD
    private let nodes: [Double]
    private let weights: [Double]
    private let least: Double
    private let logShape: Double

    /// Prepares the integral for a model.
    init(_ model: ParetoNBD) {
        self.model = model
        nodes = LeavingIntegral.rule.nodes
        weights = LeavingIntegral.rule.weights
        least = min(model.alpha, model.beta)
        logShape = log(model.s)
    }

    /// The sum for one history, and the means under its weights.
    func terms(_ row: PurchaseTable.Row) -> Terms {
        let shape = model.r + Double(row.repeats)
        let lateAlpha = log(model.alpha + row.age)
        let lateBeta = log(model.beta + row.age)
        let stays = -shape * lateAlpha - model.s * lateBeta
        // Taken against the greatest of the integrand, at t_x, or the term of one alive.
        let earlyAlpha = log(model.alpha + row.recency)
        let top = max(stays, logShape - shape * earlyAlpha - (model.s + 1) * log(model.beta + row.recency))
        let alive = exp(stays - top)
        let (inverseAlpha, inverseBeta) = (1 / (model.alpha + row.age), 1 / (model.beta + row.age))
        var sum = alive
        var terms = Terms(
            alive: alive, logAlpha: alive * lateAlpha, logBeta: alive * lateBeta,
            inverseAlpha: alive * inverseAlpha, inverseBeta: alive * inverseBeta)
        let end =
            shape * (lateAlpha - earlyAlpha) > 45
            ? (model.alpha + row.recency) * exp(45 / shape) - model.alpha : row.age
        let start = least + row.recency
        let length = log((least + min(end, row.age)) / start)
        for index in nodes.indices where length > 0 {
            let grown = start * exp(length * nodes[index])
            let time = grown - least
            let (fromAlpha, fromBeta) = (model.alpha + time, model.beta + time)
            let (logAlpha, logBeta) = (log(fromAlpha), log(fromBeta))
            let share =
                weights[index] * length * grown
                * exp(logShape - shape * logAlpha - (model.s + 1) * logBeta - top)
            sum += share
            terms.logAlpha += share * logAlpha
            terms.logBeta += share * logBeta
            terms.inverseAlpha += share / fromAlpha
            terms.inverseBeta += share / fromBeta
            terms.inverseBetaLeft += share / fromBeta
        }
        terms.logarithm = top + log(sum)
        terms.alive /= sum
        terms.logAlpha /= sum
        terms.logBeta /= sum
        terms.inverseAlpha /= sum
        terms.inverseBeta /= sum
        terms.inverseBetaLeft /= sum
        return terms
    }
}
