internal import func Glibc.exp
internal import func Glibc.log

/// What customers spent: how often, and how much on average.
public struct SpendTable: Hashable, Sendable {
    /// The purchases counted and their mean amount, by customer.
    let rows: [(count: Double, mean: Double)]

    /// The correlation of count and mean amount, of which the model assumes none; nothing from fewer than three customers.
    public let correlation: Double?

    /// Takes customers, each with the number of its purchases and their mean amount.
    ///
    /// - Throws: `ValueError.history` for a count below 1 or an amount that is not finite and above 0.
    public init(_ customers: [(count: Int, mean: Double)]) throws(ValueError) {
        for customer in customers where customer.count < 1 || !(customer.mean > 0) || !customer.mean.isFinite {
            throw .history(
                "a customer has \(customer.count) purchases of \(customer.mean) on average; both must be above 0")
        }
        rows = customers.map { (Double($0.count), $0.mean) }
        correlation = SpendTable.correlation(rows)
    }

    /// Whether the counts and amounts go together more than the model can bear: a correlation beyond ±0.3.
    public var isDependent: Bool { abs(correlation ?? 0) > 0.3 }

    private static func correlation(_ rows: [(count: Double, mean: Double)]) -> Double? {
        guard rows.count >= 3 else { return nil }
        let size = Double(rows.count)
        let count = rows.reduce(0) { $0 + $1.count } / size
        let mean = rows.reduce(0) { $0 + $1.mean } / size
        var (both, counts, means) = (0.0, 0.0, 0.0)
        for row in rows {
            both += (row.count - count) * (row.mean - mean)
            counts += (row.count - count) * (row.count - count)
            means += (row.mean - mean) * (row.mean - mean)
        }
        return counts > 0 && means > 0 ? both / (counts * means).squareRoot() : nil
    }

    /// Compares the rows.
    public static func == (left: SpendTable, right: SpendTable) -> Bool {
        left.rows.elementsEqual(right.rows) { $0 == $1 }
    }

    /// Hashes the rows.
    public func hash(into hasher: inout Hasher) {
        for row in rows {
            hasher.combine(row.count)
            hasher.combine(row.mean)
        }
    }
}

/// The gamma-gamma model of what a purchase is worth.
///
/// The amounts of one customer are Gamma(p, ν), with ν ~ Gamma(q, γ) over the customers, independent of how often they buy.
/// - Units: γ in money, the others none.
/// - Source: Fader & Hardie, "The gamma-gamma model of monetary value", note 025, 2013; Fader, Hardie & Lee, *J. Marketing
///   Research* 42, 2005.
public struct GammaGamma: Hashable, Sendable {
    /// The shape of a customer's amounts.
    public let p: Double
    /// The shape of the scales.
    public let q: Double
    /// The scale of the scales.
    public let gamma: Double

    /// Makes a model of its parameters, all above 0.
    public init(p: Double, q: Double, gamma: Double) {
        precondition(p > 0 && q > 0 && gamma > 0, "gamma-gamma of p = \(p), q = \(q), γ = \(gamma)")
        self.p = p
        self.q = q
        self.gamma = gamma
    }

    /// Fits the model by maximum likelihood.
    ///
    /// - Throws: `ValueError.tooLittle` for fewer than two customers.
    public static func fit(_ table: SpendTable) throws(ValueError) -> Fitted<GammaGamma> {
        guard table.rows.count >= 2 else {
            throw .tooLittle("\(table.rows.count) customers with an amount; two are needed at least")
        }
        return fit(table, belief: nil)
    }

    /// The log-likelihood of customers.
    public func logLikelihood(_ table: SpendTable) -> Double { logLikelihood(of: table) }

    /// The mean amount over all customers, p·γ ÷ (q − 1); nothing for q ≤ 1, where there is none.
    public var mean: Double? { q > 1 ? p * gamma / (q - 1) : nil }

    /// The mean amount expected of a customer after so many purchases of so much on average.
    ///
    /// - Returns: p·(γ + n·z̄) ÷ (p·n + q − 1); for n = 0 the mean over all, nothing where there is none.
    public func expectedMean(count: Int, mean: Double) -> Double? {
        let shape = p * Double(count) + q - 1
        return shape > 0 ? p * (gamma + Double(count) * mean) / shape : nil
    }

    /// The coefficient of variation of a customer's mean amount after so many purchases; nothing where it is infinite.
    func doubt(count: Int) -> Double? {
        // p ÷ ν with ν ~ Gamma(p·n + q, …) has an inverse gamma distribution.
        let shape = p * Double(count) + q - 2
        return shape > 0 ? 1 / shape.squareRoot() : nil
    }

    /// The squared coefficient of variation of the expected mean that the parameters leave open, by the delta method.
    ///
    /// `covariance`: Of the logarithms of the parameters, row-major.
    func parameterDoubt(count: Int, mean: Double, covariance: [Double]) -> Double {
        let own = p * Double(count)
        let shape = own + q - 1
        guard shape > 0 else { return 0 }
        let slopes = [1 - own / shape, -q / shape, gamma / (gamma + Double(count) * mean)]
        var sum = 0.0
        for row in 0..<3 {
            for column in 0..<3 { sum += slopes[row] * slopes[column] * covariance[row * 3 + column] }
        }
        return max(0, sum)
    }
}

extension GammaGamma: LikelihoodModel {
    var logParameters: [Double] { [log(p), log(q), log(gamma)] }

    init(logParameters: [Double]) {
        self.init(p: exp(logParameters[0]), q: exp(logParameters[1]), gamma: exp(logParameters[2]))
    }

    static func centre(of table: SpendTable) -> [Double] {
        [0, 0, table.rows.reduce(0) { $0 + log($1.mean) } / Double(max(1, table.rows.count))]
    }

    static var starts: [[Double]] { [[1.5, 1.3, -0.5], [0, 1, 0], [2, 0.5, -1]] }

    static func count(of table: SpendTable) -> Double { Double(table.rows.count) }

    func logLikelihood(of table: SpendTable, gradient: inout [Double]) -> Double {
        var total = 0.0
        var (dp, dq, dGamma) = (0.0, 0.0, 0.0)
        let (startQ, psiQ, logGamma) = (LogGamma.value(q), LogGamma.derivative(q), log(gamma))
        for row in table.rows {
            let spent = row.count * row.mean
            let (shape, own) = (p * row.count + q, p * row.count)
            let whole = log(gamma + spent)
            total +=
                LogGamma.value(shape) - LogGamma.value(own) - startQ + q * logGamma + (own - 1) * log(row.mean)
                + own * log(row.count) - shape * whole
            let psi = LogGamma.derivative(shape)
            dp += row.count * (psi - LogGamma.derivative(own) + log(spent) - whole)
            dq += psi - psiQ + logGamma - whole
            dGamma += q / gamma - shape / (gamma + spent)
        }
        gradient[0] += dp * p
        gradient[1] += dq * q
        gradient[2] += dGamma * gamma
        return total
    }
}
