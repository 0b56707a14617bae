import Foundation
@testable import KAMEngine
import KAMModel

/// Customers drawn from known models, with what they are truly worth.
struct DrawnCustomers {
    static let times = BGNBD(r: 1.5, alpha: 60, a: 0.6, b: 6)
    static let amounts = GammaGamma(p: 6, q: 4, gamma: 300)

    var accounts: [Account] = []
    /// The worth of three years at a margin of 0.5 and a discount of 0.1, given the drawn rates; 0 of one who left.
    var worths: [Double] = []

    init(_ count: Int, _ generator: inout SplitMix64, from first: Int = 10_000) {
        for index in 0..<count {
            let (rate, leaving) = (
                generator.gamma(Self.times.r) / Self.times.alpha, generator.beta(Self.times.a, Self.times.b)
            )
            let scale = generator.gamma(Self.amounts.q) / Self.amounts.gamma
            let age = 500 + Int(generator.unit() * 500)
            var purchases = [(day: -age, amount: generator.gamma(Self.amounts.p) / scale)]
            var (time, isAlive) = (0.0, true)
            while isAlive {
                time -= log(1 - generator.unit()) / rate
                if time > Double(age) { break }
                purchases.append((day: Int(time) - age, amount: generator.gamma(Self.amounts.p) / scale))
                isAlive = generator.unit() >= leaving
            }
            accounts.append(ValueFixture.account("\(first + index)", purchases: purchases))
            // E[Y(t) | λ, p, alive] = (1 − e^(−λpt)) ÷ p.
            let ends = (0...3).map { (1 - exp(-rate * leaving * 365.25 * Double($0))) / leaving }
            var worth = 0.0
            for year in 1...3 where isAlive {
                worth += 0.5 * Self.amounts.p / scale * (ends[year] - ends[year - 1]) * pow(1.1, -Double(year))
            }
            worths.append(worth)
        }
    }
}
