import Foundation
@testable import KAMEngine
import KAMModel
import Testing

@Suite("Likelihoods of value models")
struct LikelihoodTests {
    /// The gradient against central differences at a point.
    private func expectGradient<Model: LikelihoodModel>(_ model: Model, _ data: Model.Observations) {
        let point = model.logParameters
        var gradient = [Double](repeating: 0, count: point.count)
        let value = model.logLikelihood(of: data, gradient: &gradient)
        for index in point.indices {
            var shifted = point
            shifted[index] += 1e-5
            let up = Model(logParameters: shifted).logLikelihood(of: data)
            shifted[index] -= 2e-5
            let slope = (up - Model(logParameters: shifted).logLikelihood(of: data)) / 2e-5
            #expect(abs(slope - gradient[index]) <= 1e-6 * max(1, abs(value)), "\(model) by parameter \(index)")
        }
    }

    /// Histories drawn at random, extreme ones among them.
    private func histories(_ generator: inout SplitMix64, _ count: Int) throws -> [RepeatPurchases] {
        try (0..<count).map { _ in
            let repeats = generator.unit() < 0.3 ? 0 : Int(exp(generator.unit() * 7))
            let age = 1 + generator.unit() * 99
            return try RepeatPurchases(
                repeats: repeats, recency: repeats == 0 ? 0 : age * (0.001 + 0.999 * generator.unit()), age: age)
        }
    }

    @Test("gradients are the slopes of the likelihoods, over random parameters and histories")
    func gradients() throws {
        var generator = SplitMix64(seed: 11)
        for _ in 0..<100 {
            let table = PurchaseTable(try histories(&generator, 12))
            let draw = (0..<4).map { _ in exp(generator.unit() * 4 - 2) }
            expectGradient(BGNBD(r: draw[0], alpha: 20 * draw[1], a: draw[2], b: draw[3]), table)
            expectGradient(ParetoNBD(r: draw[0], alpha: 20 * draw[1], s: draw[2], beta: 20 * draw[3]), table)
            let spend = try SpendTable((0..<8).map { _ in (1 + Int(generator.unit() * 20), 1 + 50 * generator.unit()) })
            expectGradient(GammaGamma(p: 5 * draw[0], q: 4 * draw[1], gamma: 10 * draw[2]), spend)
            let renewals = try RenewalTable((0..<20).map { _ in (Int(generator.unit() * 9), generator.unit() < 0.6) })
            expectGradient(ShiftedBetaGeometric(alpha: draw[0], beta: draw[1]), renewals)
        }
    }

    @Test("the integral of Pareto/NBD equals the published form with two hypergeometric functions")
    func paretoForms() throws {
        var generator = SplitMix64(seed: 12)
        for _ in 0..<400 {
            let model = ParetoNBD(
                r: 0.2 + 2 * generator.unit(), alpha: 3 + 20 * generator.unit(), s: 0.2 + 2 * generator.unit(),
                beta: 3 + 20 * generator.unit())
            let repeats = Int(generator.unit() * 8)
            let age = 5 + 60 * generator.unit()
            let history = try RepeatPurchases(
                repeats: repeats, recency: repeats == 0 ? 0 : age * (0.05 + 0.9 * generator.unit()), age: age)
            let ours = model.logLikelihood(PurchaseTable([history]))
            #expect(abs(ours - published(model, history)) < 1e-7, "\(model) \(history)")
        }
    }

    /// Fader & Hardie (2005), "A note on deriving the Pareto/NBD model": the likelihood with A₀.
    private func published(_ m: ParetoNBD, _ h: RepeatPurchases) -> Double {
        let x = Double(h.repeats)
        let total = m.r + m.s + x
        let isWide = m.alpha >= m.beta
        let (top, gap) = (max(m.alpha, m.beta), abs(m.alpha - m.beta))
        let shape = isWide ? m.s + 1 : m.r + x
        func part(_ time: Double) -> Double {
            GaussHypergeometric.value(total, shape, total + 1, gap / (top + time)) / pow(top + time, total)
        }
        let start = exp(
            lgamma(m.r + x) - lgamma(m.r) + m.r * log(m.alpha) + m.s * log(m.beta))
        let lasting = pow(m.alpha + h.age, -(m.r + x)) * pow(m.beta + h.age, -m.s)
        return log(start * (lasting + m.s / total * (part(h.recency) - part(h.age))))
    }

    @Test("BG/NBD finds the parameters that histories were drawn with")
    func bgRecovery() throws {
        var generator = SplitMix64(seed: 13)
        let truth = BGNBD(r: 0.9, alpha: 8, a: 1.2, b: 4)
        let drawn = try (0..<6000).map { _ in try simulate(truth, age: 30 + 40 * generator.unit(), &generator) }
        let fitted = BGNBD.fit(PurchaseTable(drawn), belief: nil)
        let covariance = try #require(fitted.report.covariance)
        for index in 0..<4 {
            let error = fitted.model.logParameters[index] - truth.logParameters[index]
            #expect(abs(error) < 3.5 * covariance[index * 5].squareRoot(), "parameter \(index) off by \(error)")
            #expect(covariance[index * 5] < 0.04)
        }
    }

    private func simulate(_ m: BGNBD, age: Double, _ generator: inout SplitMix64) throws -> RepeatPurchases {
        let rate = generator.gamma(m.r) / m.alpha
        let leaving = generator.beta(m.a, m.b)
        var (time, last, count) = (0.0, 0.0, 0)
        while true {
            time -= log(1 - generator.unit()) / rate
            if time > age { break }
            (last, count) = (time, count + 1)
            if generator.unit() < leaving { break }
        }
        return try RepeatPurchases(repeats: count, recency: last, age: age)
    }

    @Test("Pareto/NBD, sBG and gamma-gamma find the parameters that data was drawn with")
    func otherRecoveries() throws {
        var generator = SplitMix64(seed: 14)
        let pareto = ParetoNBD(r: 1.1, alpha: 6, s: 0.9, beta: 15)
        let histories = try (0..<4000).map { _ in
            let (rate, leaving) = (generator.gamma(1.1) / 6, generator.gamma(0.9) / 15)
            let end = min(50, -log(1 - generator.unit()) / leaving)
            var (time, last, count) = (0.0, 0.0, 0)
            while true {
                time -= log(1 - generator.unit()) / rate
                if time > end { break }
                (last, count) = (time, count + 1)
            }
            return try RepeatPurchases(repeats: count, recency: last, age: 50)
        }
        expectRecovery(ParetoNBD.fit(PurchaseTable(histories), belief: nil), pareto)
        let contracts = (0..<5000).map { _ in
            let leaving = generator.beta(0.8, 2.5)
            var renewals = 0
            while renewals < 8, generator.unit() >= leaving { renewals += 1 }
            return (renewals: renewals, hasLapsed: renewals < 8)
        }
        expectRecovery(
            ShiftedBetaGeometric.fit(try RenewalTable(contracts), belief: nil),
            ShiftedBetaGeometric(alpha: 0.8, beta: 2.5))
        let customers = (0..<5000).map { _ in
            let count = 1 + Int(generator.unit() * 6)
            let scale = generator.gamma(4) / 20
            let sum = (0..<count).reduce(0) { total, _ in total + generator.gamma(5) / scale }
            return (count: count, mean: sum / Double(count))
        }
        expectRecovery(GammaGamma.fit(try SpendTable(customers), belief: nil), GammaGamma(p: 5, q: 4, gamma: 20))
    }

    private func expectRecovery<Model: LikelihoodModel>(_ fitted: Fitted<Model>, _ truth: Model) {
        guard let covariance = fitted.report.covariance else {
            Issue.record("\(fitted) has no covariance")
            return
        }
        #expect(fitted.report.status == .converged)
        let count = truth.logParameters.count
        for index in 0..<count {
            let error = fitted.model.logParameters[index] - truth.logParameters[index]
            #expect(abs(error) < 3.5 * covariance[index * (count + 1)].squareRoot(), "\(truth) parameter \(index)")
        }
    }

    @Test("expected purchases keep their digits near a = 1 and s = 1, and agree between the two forms of BG/NBD")
    func singularities() throws {
        let history = try RepeatPurchases(repeats: 3, recency: 20, age: 30)
        for offset in [1e-3, 1e-6, 1e-9, 0] {
            let low = BGNBD(r: 0.5, alpha: 5, a: 1 - offset, b: 2).expectedPurchases(in: 40, after: history)
            let high = BGNBD(r: 0.5, alpha: 5, a: 1 + offset, b: 2).expectedPurchases(in: 40, after: history)
            #expect(abs(low - high) <= 3 * offset * low && low > 0)
            let (slow, quick) = (
                ParetoNBD(r: 0.5, alpha: 5, s: 1 - offset, beta: 9).expectedPurchases(in: 40, after: history),
                ParetoNBD(r: 0.5, alpha: 5, s: 1 + offset, beta: 9).expectedPurchases(in: 40, after: history)
            )
            #expect(abs(slow - quick) <= 6 * offset * slow && slow > 0)
        }
        let edge = (BGNBD(r: 0.5, alpha: 5, a: 3, b: 2), BGNBD(r: 0.5, alpha: 5, a: 3 + 1e-12, b: 2))
        let (one, other) = (
            edge.0.expectedPurchases(in: 40, after: history), edge.1.expectedPurchases(in: 40, after: history)
        )
        #expect(abs(one - other) < 1e-10)
        let busy = try RepeatPurchases(repeats: 5000, recency: 99.9, age: 100)
        let many = BGNBD(r: 0.5, alpha: 5, a: 4, b: 9000).expectedPurchases(in: 50, after: busy)
        // 20,000 draws of λ and p from the posterior give 1,699.5.
        #expect(abs(many - 1699.5) < 8)
    }
}
