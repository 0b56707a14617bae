import Foundation
import KAMEngine
import Testing

@Suite(
    "Published examples of decision methods",
    .enabled(
        if: PublishedVectors.isThere,
        "mcda/vectors.json is not beside the repository; KAM_SHARED_DATA names the folder of the shared data"))
struct PublishedVectorTests {
    typealias Entry = PublishedVectors.Entry

    private func matrix(_ entry: Entry) throws -> DecisionMatrix {
        let width = try #require(entry.rows.first?.count)
        let weights = entry.weights.isEmpty ? [Double](repeating: 1, count: width) : entry.weights
        let directions =
            entry.directions.isEmpty ? [Double](repeating: 1, count: width) : entry.directions
        return try DecisionMatrix(
            values: entry.rows.flatMap(\.self), weights: weights,
            directions: directions.map { $0 > 0 ? .benefit : .cost })
    }

    private func pairwise(_ entry: Entry) throws -> PairwiseMatrix {
        try PairwiseMatrix(entry.rows.flatMap(\.self), count: entry.rows.count)
    }

    /// Ours against the published value, to the digits published, and against the prototype to rounding.
    private func expect(_ ours: [Double], _ entry: Entry, within tolerance: Double = 1e-3) {
        #expect(ours.count == entry.published.count, "\(entry.method), \(entry.source)")
        for (mine, published) in zip(ours, entry.published) {
            #expect(abs(mine - published) <= tolerance, "\(entry.method), \(entry.source): published \(published)")
        }
        let recomputed = entry.fields["recomputed"] as? [Double] ?? []
        for (mine, theirs) in zip(ours, recomputed) { #expect(abs(mine - theirs) < 1e-11, "\(entry.method)") }
    }

    @Test("come out as published, all 24 of them")
    func all() throws {
        let entries = try PublishedVectors.entries()
        #expect(entries.count == 24)
        for entry in entries {
            switch entry.method {
            case let name where name.hasPrefix("AHP"): try judge(entry)
            case let name where name.contains("weights"): try weigh(entry)
            case let name where name.hasPrefix("VIKOR"): try compromise(entry)
            default: try score(entry)
            }
        }
    }

    private func score(_ entry: Entry) throws {
        let matrix = try matrix(entry)
        switch entry.method {
        case "TOPSIS vector": expect(try TOPSIS.scores(of: matrix), entry, within: 5e-5)
        case "TOPSIS minmax": expect(try TOPSIS.scores(of: matrix, normalization: .minMax), entry)
        case "PROMETHEE II net flow, usual":
            let flows = try PrometheeII(matrix, preferences: [.usual, .usual, .usual])
            expect(flows.net, entry, within: 1e-9)
        case "WSM sum-norm": expect(try WeightedSum.scores(of: matrix), entry)
        case "WSM sum-norm (inverted costs)": expect(try WeightedSum.scores(of: matrix), entry, within: 5e-9)
        case "WPM sum-norm": expect(try WeightedProduct.scores(of: matrix), entry)
        case "WPM log10 score":
            expect(try WeightedProduct.logarithms(of: matrix).map { $0 / log(10) }, entry, within: 5e-9)
        case "WASPAS l=.5": expect(try WASPAS.scores(of: matrix), entry, within: 5e-5)
        default: Issue.record("no method for \(entry.method)")
        }
    }

    private func weigh(_ entry: Entry) throws {
        switch entry.method {
        case "entropy weights": expect(try EntropyWeights.weights(of: matrix(entry)), entry, within: 5e-7)
        case "CRITIC weights": expect(CriticWeights.weights(of: try matrix(entry)), entry)
        default: Issue.record("no method for \(entry.method)")
        }
    }

    private func compromise(_ entry: Entry) throws {
        let vikor = try VIKOR(try matrix(entry), strategy: entry.input["v"] as? Double ?? .nan)
        if entry.method == "VIKOR S,R,Q" {
            expect(vikor.meanRegret + vikor.greatestRegret + vikor.compromise, entry, within: 1e-9)
        } else {
            expect(vikor.compromise, entry)
        }
        if (entry.fields["note"] as? String)?.hasPrefix("compromise set {A2,A3}") == true {
            #expect(Set(vikor.compromiseSet) == [1, 2])
            #expect(!vikor.hasAdvantage && vikor.isStable)
        }
    }

    private func judge(_ entry: Entry) throws {
        switch entry.method {
        case "AHP eigenvector (drinks)":
            let ahp = AHP(try pairwise(entry))
            expect(ahp.weights, entry)
            // Published: consistency ratio 0.022.
            #expect(abs(ahp.eigenvalue - 7.176629) < 1e-6 && abs((ahp.consistencyRatio ?? 1) - 0.022302) < 1e-6)
        case "AHP eigenvector 3x3":
            let ahp = AHP(try pairwise(entry))
            expect(ahp.weights, entry, within: 5e-5)
            #expect(abs(ahp.eigenvalue - 3.053621576) < 1e-9 && abs((ahp.consistencyRatio ?? 1) - 0.046225) < 1e-6)
        case "AHP column-average approximation":
            let found = AHP.columnAverages(try pairwise(entry))
            let published = entry.fields["published"] as? [String: Double]
            #expect(abs(found.consistencyIndex - (published?["CI"] ?? .nan)) < 1e-12)
            // The published ratio takes 0.52, rounded, for random judgements of three things.
            #expect(abs(found.consistencyIndex / 0.52 - (published?["CR"] ?? .nan)) < 5e-6)
            for (mine, theirs) in zip(found.weights, entry.recomputed["w"] as? [Double] ?? []) {
                #expect(abs(mine - theirs) < 1e-12)
            }
        case "AHP lambda_max":
            let ahp = AHP(try pairwise(entry))
            #expect(abs(ahp.eigenvalue - (entry.recomputed["closed_form"] as? Double ?? .nan)) < 1e-9)
            #expect(abs((ahp.consistencyRatio ?? 1) - (entry.recomputed["CR"] as? Double ?? .nan)) < 1e-9)
            for (mine, theirs) in zip(ahp.weights, entry.recomputed["w"] as? [Double] ?? []) {
                #expect(abs(mine - theirs) < 1e-10)
            }
        case let name where name.hasPrefix("AHP hierarchy"): try climb(entry)
        default: Issue.record("no method for \(entry.method)")
        }
    }

    private func climb(_ entry: Entry) throws {
        let order = entry.method.components(separatedBy: "order ").last?.components(separatedBy: ",") ?? []
        let criteria = try #require(entry.input["criteria"] as? [String: Double])
        let alternatives = try #require(entry.input["alternatives"] as? [String: [String: Double]])
        let names = alternatives.keys.sorted()
        let tree = JudgementTree(
            criteria: try comparison(criteria, names),
            branches: try names.map { JudgementTree(alternatives: try comparison(alternatives[$0] ?? [:], order)) })
        expect(tree.priorities, entry)
    }

    private func comparison(_ pairs: [String: Double], _ names: [String]) throws -> PairwiseMatrix {
        let judgements = try pairs.sorted { $0.key < $1.key }.map { key, ratio in
            let ends = key.components(separatedBy: "/")
            return (try #require(names.firstIndex(of: ends[0])), try #require(names.firstIndex(of: ends[1])), ratio)
        }
        return try PairwiseMatrix(judgements, count: names.count)
    }
}
