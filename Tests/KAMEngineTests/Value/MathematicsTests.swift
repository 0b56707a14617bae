import Foundation
import Glibc
@testable import KAMEngine
import KAMModel
import Testing

@Suite("Mathematics of values")
struct MathematicsTests {
    @Test("ln Γ agrees with the C library and with the factorials")
    func logGamma() {
        var generator = SplitMix64(seed: 1)
        for _ in 0..<5000 {
            let x = exp(generator.unit() * 22 - 8)
            let theirs: Double = Glibc.lgamma(x).0
            #expect(abs(LogGamma.value(x) - theirs) <= 1e-13 + 4e-15 * abs(theirs), "ln Γ(\(x))")
        }
        #expect(abs(LogGamma.value(11) - log(3_628_800)) < 1e-12)
        #expect(abs(LogGamma.value(0.5) - log(Double.pi) / 2) < 1e-14)
        #expect(LogGamma.value(0) == .infinity && LogGamma.value(-1).isNaN)
    }

    @Test("ψ is the slope of ln Γ, and −0.5772… at 1")
    func digamma() {
        #expect(abs(LogGamma.derivative(1) + 0.577215664901532861) < 1e-14)
        #expect(abs(LogGamma.derivative(0.5) + 0.577215664901532861 + 2 * log(2)) < 1e-14)
        var generator = SplitMix64(seed: 2)
        for _ in 0..<2000 {
            let x = exp(generator.unit() * 12 - 4)
            // ψ(x + 1) = ψ(x) + 1 ÷ x.
            let step = LogGamma.derivative(x + 1) - LogGamma.derivative(x)
            #expect(abs(step - 1 / x) <= 1e-13 * max(1, 1 / x), "ψ at \(x)")
        }
    }

    @Test("₂F₁ gives its elementary cases on the whole range", arguments: [-30, -1, -0.3, 0, 0.4, 0.89, 0.95, 0.999])
    func elementary(z: Double) {
        func near(_ value: Double, _ exact: Double) { #expect(abs(value - exact) <= 1e-10 * abs(exact), "z = \(z)") }
        near(GaussHypergeometric.value(1, 1, 2, z), z == 0 ? 1 : -log1p(-z) / z)
        near(GaussHypergeometric.value(0.7, 3, 3, z), pow(1 - z, -0.7))
        near(GaussHypergeometric.value(-2, 1.3, 0.6, z), 1 - 2 * 1.3 / 0.6 * z + 1.3 * 2.3 / (0.6 * 1.6) * z * z)
        let root = abs(z).squareRoot()
        if z > 0 { near(GaussHypergeometric.value(0.5, 1, 1.5, z), atanh(root) / root) }
        if z < 0 { near(GaussHypergeometric.value(0.5, 1, 1.5, z), atan(root) / root) }
    }

    @Test("₂F₁ keeps its contiguous relation for thousands of parameters")
    func contiguous() {
        var generator = SplitMix64(seed: 3)
        for _ in 0..<4000 {
            let (a, b) = (generator.unit() * 6 + 0.05, generator.unit() * 6 + 0.05)
            let (c, z) = (generator.unit() * 8 + 0.1, generator.unit() * 1.6 - 0.62)
            guard z < 0.995 else { continue }
            let function = { GaussHypergeometric.value(a, $0, $1, z) }
            // c·(F(b) − F(b; c + 1)·…): F(a, b; c) − F(a, b − 1; c) = (a z ÷ c) F(a + 1, b; c + 1).
            let left = function(b, c) - function(b - 1, c)
            let right = a * z / c * GaussHypergeometric.value(a + 1, b, c + 1, z)
            let size = max(abs(function(b, c)), abs(function(b - 1, c)), abs(right))
            #expect(abs(left - right) <= 2e-9 * size, "F(\(a), \(b); \(c); \(z))")
        }
        #expect(GaussHypergeometric.value(1, 1, 3, 1) == 2 || abs(GaussHypergeometric.value(1, 1, 3, 1) - 2) < 1e-12)
        #expect(GaussHypergeometric.value(1, 1, -2, 0.5).isNaN && GaussHypergeometric.value(1, 1, 2, 1.5).isNaN)
    }

    @Test("quasi-Newton finds the bottom of Rosenbrock's valley and says that it converged")
    func rosenbrock() {
        let end = QuasiNewton(tolerance: 1e-9, mostIterations: 200).minimise(from: [-1.2, 1]) { point, gradient in
            let (x, y) = (point[0], point[1])
            gradient = [-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)]
            return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x)
        }
        #expect(end.status == .converged && end.gradientNorm <= 1e-9)
        #expect(abs(end.point[0] - 1) < 1e-8 && abs(end.point[1] - 1) < 1e-8)
        let short = QuasiNewton(tolerance: 0, mostIterations: 3).minimise(from: [5]) { point, gradient in
            gradient = [sinh(point[0])]
            return cosh(point[0])
        }
        #expect(short.status == .limit && short.iterations == 3)
        let lost = QuasiNewton(tolerance: 0, mostIterations: 3).minimise(from: [5]) { _, _ in .nan }
        #expect(lost.status == .failed)
    }

    @Test("Cholesky's factor inverts, and refuses what is not positive definite")
    func cholesky() throws {
        let inverse = try #require(PositiveDefinite([4, 2, 2, 3], count: 2)).inverse
        for (value, exact) in zip(inverse, [0.375, -0.25, -0.25, 0.5]) { #expect(abs(value - exact) < 1e-15) }
        #expect(PositiveDefinite([1, 2, 2, 1], count: 2) == nil && PositiveDefinite([.nan], count: 1) == nil)
    }

    @Test("Gauss-Legendre integrates polynomials exactly, and the normal quantile inverts")
    func quadrature() {
        let rule = GaussLegendre(24)
        for degree in [0, 1, 7, 47] {
            let integral = zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.1 * pow($1.0, Double(degree)) }
            #expect(abs(integral - 1 / Double(degree + 1)) < 1e-14)
        }
        #expect(abs(Normal.quantile(0.9) - Normal.tenth) < 1e-12 && abs(Normal.quantile(0.5)) < 1e-15)
        for p in [1e-6, 0.01, 0.3, 0.975, 0.99999] { #expect(abs(Normal.probability(Normal.quantile(p)) - p) < 1e-13) }
    }
}
