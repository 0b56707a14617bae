internal import func Glibc.exp

/// A model whose positive parameters are fitted by maximum likelihood, over their logarithms.
protocol LikelihoodModel: Hashable, Sendable {
    /// What is observed.
    associatedtype Observations

    /// The logarithms of the parameters.
    var logParameters: [Double] { get }

    /// Makes a model of the logarithms of its parameters.
    init(logParameters: [Double])

    /// The logarithms about which the search is bounded: the scale of the observations.
    static func centre(of observations: Observations) -> [Double]

    /// Where searches start, as distances from the centre.
    static var starts: [[Double]] { get }

    /// How many independent observations there are.
    static func count(of observations: Observations) -> Double

    /// The log-likelihood; adds its derivatives by the logarithms of the parameters to the gradient.
    func logLikelihood(of observations: Observations, gradient: inout [Double]) -> Double
}

/// A belief about the logarithms of parameters, independent and normal.
struct NormalBelief {
    /// The means.
    let means: [Double]
    /// The standard deviations.
    let deviations: [Double]
}

extension LikelihoodModel {
    /// How far a logarithm may move from the centre: a factor of 22,000.
    static var reach: Double { 10 }

    /// Fits the parameters: a quick search from each start, then the best one to the end.
    ///
    /// `belief`: Adds to the log-likelihood that of the parameters, by which small groups are shrunk to a large one.
    /// - Complexity: O(*evaluations* × *observations*); some sixty evaluations.
    static func fit(_ observations: Observations, belief: NormalBelief? = nil) -> Fitted<Self> {
        let centre = centre(of: observations)
        let weight = max(1, count(of: observations))
        let objective = { (point: [Double], gradient: inout [Double]) -> Double in
            penalised(observations, at: point, centre: centre, weight: weight, belief: belief, gradient: &gradient)
        }
        let quick = QuasiNewton(tolerance: 1e-4, mostIterations: 100)
        let searches = starts.map { start in
            quick.minimise(from: zip(centre, start).map { $0 + $1 }, objective)
        }
        let best = searches.min { $0.value < $1.value || !$1.value.isFinite } ?? searches[0]
        let end = QuasiNewton(tolerance: 1e-8, mostIterations: 500).minimise(from: best.point, objective)
        let agreeing = searches.count { ($0.value - end.value) * weight < 0.5 }
        let report = FitReport(
            status: end.status, logLikelihood: Self(logParameters: end.point).logLikelihood(of: observations),
            gradientNorm: end.gradientNorm, iterations: searches.reduce(end.iterations) { $0 + $1.iterations },
            evaluations: searches.reduce(end.evaluations) { $0 + $1.evaluations }, starts: starts.count,
            agreeing: agreeing, isAtBound: zip(end.point, centre).contains { abs($0 - $1) > reach - 0.5 },
            covariance: covariance(at: end.point, weight: weight, objective))
        return Fitted(model: Self(logParameters: end.point), report: report)
    }

    /// The log-likelihood alone.
    func logLikelihood(of observations: Observations) -> Double {
        var gradient = [Double](repeating: 0, count: logParameters.count)
        return logLikelihood(of: observations, gradient: &gradient)
    }

    /// The mean of the negative log-likelihood, with walls at the ends of the range.
    private static func penalised(
        _ observations: Observations, at point: [Double], centre: [Double], weight: Double, belief: NormalBelief?,
        gradient: inout [Double]
    ) -> Double {
        for index in gradient.indices { gradient[index] = 0 }
        var value = Self(logParameters: point).logLikelihood(of: observations, gradient: &gradient)
        if let belief {
            for index in point.indices {
                let distance = (point[index] - belief.means[index]) / belief.deviations[index]
                value -= distance * distance / 2
                gradient[index] -= distance / belief.deviations[index]
            }
        }
        value = -value / weight
        for index in point.indices {
            gradient[index] = -gradient[index] / weight
            let distance = point[index] - centre[index]
            let beyond = abs(distance) - reach
            if beyond > 0 {
                value += beyond * beyond
                gradient[index] += 2 * (distance > 0 ? beyond : -beyond)
            }
        }
        return value
    }

    /// The inverse of the observed information: the Hessian by central differences of the gradient.
    private static func covariance(
        at point: [Double], weight: Double, _ objective: QuasiNewton.Objective
    ) -> [Double]? {
        let count = point.count
        let step = 1e-4
        var hessian = [Double](repeating: 0, count: count * count)
        for row in 0..<count {
            var forward = [Double](repeating: 0, count: count)
            var backward = forward
            var shifted = point
            shifted[row] += step
            _ = objective(shifted, &forward)
            shifted[row] -= 2 * step
            _ = objective(shifted, &backward)
            for column in 0..<count {
                let slope = weight * (forward[column] - backward[column]) / (2 * step)
                hessian[row * count + column] += slope / 2
                hessian[column * count + row] += slope / 2
            }
        }
        return PositiveDefinite(hessian, count: count)?.inverse
    }
}
