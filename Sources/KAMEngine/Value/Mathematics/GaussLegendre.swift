internal import func Glibc.cos

/// Nodes and weights by which an integral from 0 to 1 becomes a sum, exact for polynomials up to degree 2n − 1.
///
/// - Source: Press and others, *Numerical Recipes*, 4.6 (Newton's method on the Legendre polynomial).
struct GaussLegendre {
    /// Where the function is taken, rising.
    let nodes: [Double]
    /// What it counts there.
    let weights: [Double]

    /// Finds the nodes.
    init(_ count: Int) {
        var nodes = [Double](repeating: 0, count: count)
        var weights = nodes
        for index in 0..<count {
            var root = cos(Double.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
            var slope = 1.0
            for _ in 0..<100 {
                var now = 1.0
                var before = 0.0
                for degree in 0..<count {
                    let n = Double(degree)
                    (now, before) = (((2 * n + 1) * root * now - n * before) / (n + 1), now)
                }
                slope = Double(count) * (root * now - before) / (root * root - 1)
                let step = now / slope
                root -= step
                if abs(step) < 1e-15 { break }
            }
            nodes[count - 1 - index] = (1 + root) / 2
            weights[count - 1 - index] = 1 / ((1 - root * root) * slope * slope)
        }
        self.nodes = nodes
        self.weights = weights
    }
}
