/// Finds a least value of a smooth function from a start, by the method of Broyden, Fletcher, Goldfarb and Shanno.
///
/// - Source: Nocedal & Wright, *Numerical Optimization*, 2nd ed., section 6.1; the line search is the bisection of Lewis
///   & Overton, *Math. Programming* 141, 2013, for the weak Wolfe conditions.
struct QuasiNewton {
    /// A function that also writes its gradient.
    typealias Objective = (_ point: [Double], _ gradient: inout [Double]) -> Double

    /// The greatest component of the gradient at which a point counts as least.
    let tolerance: Double
    /// How many iterations are made at most.
    let mostIterations: Int

    /// Where the search ended.
    struct Optimum {
        var point: [Double]
        var value: Double
        var gradient: [Double]
        var status: FitReport.Status = .limit
        var iterations = 0
        var evaluations = 0

        var gradientNorm: Double { gradient.reduce(0) { max($0, abs($1)) } }
    }

    /// Searches from a start.
    ///
    /// - Complexity: O(*n*²) an iteration beside the function.
    func minimise(from start: [Double], _ function: Objective) -> Optimum {
        let count = start.count
        var gradient = [Double](repeating: 0, count: count)
        let value = function(start, &gradient)
        var best = Optimum(point: start, value: value, gradient: gradient, evaluations: 1)
        guard best.value.isFinite else {
            best.status = .failed
            return best
        }
        var inverse = QuasiNewton.identity(count, scale: 1 / max(1, best.gradientNorm))
        var isFresh = true
        while best.iterations < mostIterations {
            if best.gradientNorm <= tolerance {
                best.status = .converged
                return best
            }
            let direction = QuasiNewton.product(inverse, best.gradient).map { -$0 }
            guard let next = search(along: direction, from: best, function) else {
                if isFresh {
                    best.status = .stalled
                    return best
                }
                inverse = QuasiNewton.identity(count, scale: 1 / max(1, best.gradientNorm))
                isFresh = true
                continue
            }
            let step = zip(next.point, best.point).map { $0 - $1 }
            let change = zip(next.gradient, best.gradient).map { $0 - $1 }
            QuasiNewton.update(&inverse, step: step, change: change, isFirst: isFresh)
            isFresh = false
            best = next
        }
        return best
    }

    /// A point along the direction that is lower by enough and where the slope has flattened; nothing when there is none.
    private func search(along direction: [Double], from start: Optimum, _ function: Objective) -> Optimum? {
        let slope = zip(direction, start.gradient).reduce(0) { $0 + $1.0 * $1.1 }
        guard slope < 0 else { return nil }
        // No step changes a parameter by more than a factor of e².
        let longest = direction.reduce(0) { max($0, abs($1)) }
        var low = 0.0
        var high = Double.infinity
        var length = min(1, 2 / longest)
        var next = start
        next.iterations += 1
        for _ in 0..<40 {
            next.point = zip(start.point, direction).map { $0 + length * $1 }
            next.value = function(next.point, &next.gradient)
            next.evaluations += 1
            // Near the bottom the values differ by rounding alone; there the slope decides.
            let noise = 1e-14 * abs(start.value)
            let reached = zip(direction, next.gradient).reduce(0) { $0 + $1.0 * $1.1 }
            if !(next.value <= start.value + 1e-4 * length * slope + noise) {
                high = length
            } else if reached < 0.9 * slope {
                low = length
            } else {
                return next.gradient.allSatisfy(\.isFinite) ? next : nil
            }
            length = high.isFinite ? (low + high) / 2 : 2 * low
        }
        return nil
    }

    private static func update(_ inverse: inout [Double], step: [Double], change: [Double], isFirst: Bool) {
        let count = step.count
        let curvature = zip(step, change).reduce(0) { $0 + $1.0 * $1.1 }
        guard curvature > 1e-18 else { return }
        if isFirst {
            let squares = change.reduce(0) { $0 + $1 * $1 }
            inverse = identity(count, scale: curvature / squares)
        }
        let turned = product(inverse, change)
        let weight = zip(change, turned).reduce(0) { $0 + $1.0 * $1.1 }
        for row in 0..<count {
            for column in 0..<count {
                inverse[row * count + column] +=
                    (1 + weight / curvature) * step[row] * step[column] / curvature
                    - (turned[row] * step[column] + step[row] * turned[column]) / curvature
            }
        }
    }

    private static func identity(_ count: Int, scale: Double) -> [Double] {
        (0..<count * count).map { $0 / count == $0 % count ? scale : 0 }
    }

    private static func product(_ matrix: [Double], _ vector: [Double]) -> [Double] {
        let count = vector.count
        return (0..<count).map { row in (0..<count).reduce(0) { $0 + matrix[row * count + $1] * vector[$1] } }
    }
}
