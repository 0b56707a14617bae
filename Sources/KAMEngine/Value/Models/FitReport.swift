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

extension FitReport {
    /// The covariance of a fit that came to a sound end: a gradient as good as zero, every parameter bounded by the data.
    ///
    /// `name`: The model, for the message.
    /// - Throws: `ValueError.tooLittle` for any other end.
    func soundCovariance(of name: String) throws(ValueError) -> [Double] {
        guard status == .converged || status == .stalled, gradientNorm < 1e-4 else {
            throw .tooLittle("the fit of \(name) did not converge (\(status.rawValue), gradient \(gradientNorm))")
        }
        guard !isAtBound else {
            throw .tooLittle("the fit of \(name) ran to the end of a parameter's range, so the data does not bound it")
        }
        guard let covariance else {
            throw .tooLittle("the fit of \(name) leaves a combination of parameters open")
        }
        return covariance
    }
}

/// A model with what is known of its fit.
public struct Fitted<Model: Hashable & Sendable>: Hashable, Sendable {
    /// The model at the parameters of greatest likelihood.
    public let model: Model
    /// How they were found.
    public let report: FitReport
}
