/// How a maximum likelihood was found.
public struct FitReport: Hashable, Sendable {
    /// How a search ended.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        /// The gradient is as good as zero.
        case converged
        /// No direction leads on, though the gradient is not zero: the limit of precision.
        case stalled
        /// Stopped by the limit of iterations.
        case limit
        /// The likelihood is not a number at the start.
        case failed
    }

    /// How the best search ended.
    public let status: Status
    /// The logarithm of the likelihood at the parameters.
    public let logLikelihood: Double
    /// The greatest component of the gradient of the mean log-likelihood by the logarithms of the parameters.
    public let gradientNorm: Double
    /// The iterations of all searches.
    public let iterations: Int
    /// How often the likelihood was computed.
    public let evaluations: Int
    /// From how many starts was searched.
    public let starts: Int
    /// How many of the searches came within 0.5 of the best log-likelihood.
    public let agreeing: Int
    /// Whether a parameter ran to the end of its range, so that the data does not bound it.
    public let isAtBound: Bool
    /// The covariance of the logarithms of the parameters by the observed information, row-major.
    ///
    /// Nothing when the data leaves a combination of them open.
    public let covariance: [Double]?
}

/// A model with what is known of its fit.
public struct Fitted<Model: Hashable & Sendable>: Hashable, Sendable {
    /// The model at the parameters of greatest likelihood.
    public let model: Model
    /// How they were found.
    public let report: FitReport
}
