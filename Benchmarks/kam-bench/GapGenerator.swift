import ArgumentParser
import Foundation
import KAMEngine
import KAMModel

/// Generated instances of the three hard types of the literature.
///
/// - Source: Chu & Beasley, *Computers & Oper. Res.* 24, 1997 (C, D); Laguna, Kelly, González-Velarde & Glover,
///   *EJOR* 82, 1995 (E).
enum GapGenerator: String, ExpressibleByArgument, CaseIterable {
    /// Weights from 5 to 25 and costs from 10 to 50, each on its own.
    case c = "C"
    /// Weights from 1 to 100, and costs that fall by what the weights rise, but for some noise.
    case d = "D"
    /// Weights that fall off exponentially, and costs inverse to them.
    case e = "E"

    /// An instance; each agent has four fifths of its share of all its weights.
    func instance(agents: Int, jobs: Int, seed: UInt64) throws -> GapFile {
        var random = SplitMix64(seed: seed)
        var cost: [[Int]] = []
        var weight: [[Int]] = []
        for _ in 0..<agents {
            let pairs = (0..<jobs).map { _ in pair(&random) }
            cost.append(pairs.map(\.cost))
            weight.append(pairs.map(\.weight))
        }
        let capacity = weight.map { row in
            let share = row.reduce(0, +) * 8 / (10 * agents)
            return self == .e ? max(share, row.max() ?? 0) : share
        }
        let problem = try GeneralizedAssignment(cost: cost, weight: weight, capacity: capacity)
        return GapFile(
            name: "\(rawValue.lowercased())\(agents < 10 ? "0" : "")\(agents)\(jobs)-seed\(seed)", problem: problem,
            bestKnown: nil)
    }

    private func pair(_ random: inout SplitMix64) -> (cost: Int, weight: Int) {
        func from(_ low: Int, to high: Int) -> Int { low + Int(random.unit() * Double(high - low + 1)) }
        switch self {
        case .c:
            let weight = from(5, to: 25)
            return (from(10, to: 50), weight)
        case .d:
            let weight = from(1, to: 100)
            return (111 - weight + from(-10, to: 10), weight)
        case .e:
            let weight = Int((1 - 10 * log(1 - random.unit())).rounded(.down))
            return (1000 / weight - Int((10 * random.unit()).rounded(.up)), weight)
        }
    }
}
