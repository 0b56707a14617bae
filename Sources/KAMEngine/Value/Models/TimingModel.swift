/// A fitted model of when customers buy, as forecasts take it.
protocol TimingModel: Sendable {
    /// The shape of the rates of buying.
    var r: Double { get }
    /// The scale of the rates of buying.
    var alpha: Double { get }
    /// The chance that a customer has not left.
    func aliveProbability(_ history: RepeatPurchases) -> Double
    /// The purchases expected in a time from now on of a customer who has not left.
    func purchasesIfAlive(in time: Double, after history: RepeatPurchases) -> Double
}

extension BGNBD: TimingModel {}
extension ParetoNBD: TimingModel {}

/// A model of times, and how far its parameters may be off.
struct DoubtfulTiming: Sendable {
    /// The model at the parameters of greatest likelihood.
    let model: any TimingModel
    /// How they were found.
    let report: FitReport
    /// The model a small step along each column of the factor of the covariance.
    private let shifted: [any TimingModel]
    private static let step = 1e-3

    /// Takes a fit that came to a sound end.
    ///
    /// - Throws: `ValueError.tooLittle` where it did not.
    init<Model: LikelihoodModel & TimingModel>(_ fitted: Fitted<Model>, name: String) throws(ValueError) {
        let covariance = try fitted.report.soundCovariance(of: name)
        let center = fitted.model.logParameters
        let count = center.count
        guard let factor = PositiveDefinite(covariance, count: count)?.factor else {
            throw .tooLittle("the fit of \(name) leaves a combination of parameters open")
        }
        model = fitted.model
        report = fitted.report
        shifted = (0..<count).map { column in
            Model(logParameters: (0..<count).map { center[$0] + DoubtfulTiming.step * factor[$0 * count + column] })
        }
    }

    /// The squared coefficient of variation that the parameters leave to the purchases of one who has not left.
    ///
    /// The delta method along the columns of the factor L of the covariance, Σ (∂ ln E ÷ ∂ Lₖ)²: one expectation for each
    /// parameter. That a customer has left is a chance of its own, whose mean over the parameters is all that counts.
    /// - Complexity: One expectation a parameter.
    func doubt(in time: Double, after history: RepeatPurchases) -> Double {
        let base = model.purchasesIfAlive(in: time, after: history)
        guard base > 0 else { return 0 }
        return shifted.reduce(0) { sum, model in
            let slope = (model.purchasesIfAlive(in: time, after: history) / base - 1) / DoubtfulTiming.step
            return sum + slope * slope
        }
    }
}
