@testable import KAMEngine
import Testing

@Suite("Decision methods")
struct DecisionMethodTests {
    private func matrix(_ random: inout SelectionRandom, rows: Int, columns: Int) throws -> DecisionMatrix {
        try DecisionMatrix(
            values: (0..<rows * columns).map { _ in
                random.chance(0.3) ? Double(random.int(1...4)) : random.real(0.1...9)
            },
            weights: (0..<columns).map { _ in random.real(0.1...1) },
            directions: (0..<columns).map { _ in random.chance(0.5) ? .benefit : .cost })
    }

    private func scores(_ matrix: DecisionMatrix) throws -> [[Double]] {
        try Normalization.allCases.map { try TOPSIS.scores(of: matrix, normalization: $0) }
            + Normalization.allCases.map { try WeightedSum.scores(of: matrix, normalization: $0) } + [
                WASPAS.scores(of: matrix), VIKOR(matrix).compromise.map(-),
            ]
    }

    @Test("change nothing when a criterion is counted in another unit")
    func units() throws {
        var random = SelectionRandom(seed: 21)
        var change = 0.0
        for _ in 0..<1000 {
            let before = try matrix(&random, rows: 6, columns: 3)
            let factors = [random.real(0.001...1000), 1, 0.5]
            let after = try DecisionMatrix(
                values: before.values.enumerated().map { $1 * factors[$0 % 3] }, weights: before.weights,
                directions: before.directions)
            for (first, second) in zip(try scores(before), try scores(after)) {
                for (mine, theirs) in zip(first, second) { change = max(change, abs(mine - theirs)) }
            }
        }
        #expect(change < 1e-9)
    }

    @Test("never put an alternative above one that is at least as good in everything")
    func dominance() throws {
        var random = SelectionRandom(seed: 22)
        var (dominated, wrong) = (0, 0)
        for _ in 0..<1000 {
            let matrix = try matrix(&random, rows: 8, columns: 3)
            let all = try scores(matrix)
            func isBelow(_ worse: Int, _ better: Int) -> Bool {
                worse != better
                    && (0..<3).allSatisfy { j in
                        let sign = Double(matrix.directions[j].rawValue)
                        return sign * matrix.values[worse * 3 + j] <= sign * matrix.values[better * 3 + j]
                    }
            }
            for better in 0..<8 {
                for worse in 0..<8 where isBelow(worse, better) {
                    dominated += 1
                    wrong += all.count { $0[better] < $0[worse] - 1e-12 }
                }
            }
        }
        #expect(wrong == 0)
        #expect(dominated > 1000)
    }

    @Test(
        "count flows by sorting as by comparing every pair",
        arguments: [
            PreferenceFunction.usual, .vShape(full: 2), .linear(indifference: 1, full: 3),
            .linear(indifference: 1, full: 1), .gaussian(spread: 1.5),
        ])
    func flows(_ function: PreferenceFunction) throws {
        var random = SelectionRandom(seed: 23)
        for _ in 0..<500 {
            let matrix = try matrix(&random, rows: random.int(2...9), columns: 2)
            let found = try PrometheeII(matrix, preferences: [function, function])
            for row in 0..<matrix.alternatives {
                var (positive, negative) = (0.0, 0.0)
                for other in 0..<matrix.alternatives {
                    for j in 0..<2 {
                        let sign = Double(matrix.directions[j].rawValue)
                        let difference = sign * (matrix.values[row * 2 + j] - matrix.values[other * 2 + j])
                        positive += matrix.weights[j] * function.value(difference)
                        negative += matrix.weights[j] * function.value(-difference)
                    }
                }
                let others = Double(matrix.alternatives - 1)
                #expect(abs(found.positive[row] - positive / others) < 1e-9)
                #expect(abs(found.negative[row] - negative / others) < 1e-9)
            }
            #expect(abs(found.net.reduce(0, +)) < 1e-9)
        }
    }

    @Test("come out as published, for the one example kept here")
    func builtIn() throws {
        // Tzeng & Huang, Multiple Attribute Decision Making, 2011.
        let matrix = try DecisionMatrix(
            values: [5, 8, 4, 7, 6, 8, 8, 8, 6, 7, 4, 6], weights: [0.3, 0.4, 0.3],
            directions: [.benefit, .benefit, .benefit])
        for (mine, published) in zip(try TOPSIS.scores(of: matrix), [0.5037, 0.6581, 0.7482, 0.3340]) {
            #expect(abs(mine - published) < 5e-5)
        }
        let vikor = try VIKOR(matrix)
        for (mine, published) in zip(vikor.compromise, [0.75, 0.25, 0, 1]) { #expect(abs(mine - published) < 1e-9) }
        #expect(vikor.compromiseSet == [2, 1])
    }

    @Test("measure closeness to a fixed ideal whatever the other alternatives are")
    func fixedIdeal() throws {
        let few = try DecisionMatrix(values: [2, 8, 10, 0], weights: [1, 1], directions: [.benefit, .cost])
        let more = try DecisionMatrix(
            values: [2, 8, 10, 0, 50, -50], weights: [1, 1], directions: [.benefit, .cost])
        let scores = try TOPSIS.scores(of: few, ideal: [10, 0], opposite: [0, 10])
        #expect(scores == [0.2, 1])
        #expect(try Array(TOPSIS.scores(of: more, ideal: [10, 0], opposite: [0, 10]).prefix(2)) == scores)
        #expect(throws: DecisionError.ideal(criterion: 1, 0, opposite: 0)) {
            try TOPSIS.scores(of: few, ideal: [10, 0], opposite: [0, 0])
        }
    }

    @Test("name the compromise: the first alone, the first two, or all that are close")
    func compromise() throws {
        func vikor(_ values: [Double], _ weights: [Double], strategy: Double = 0.5) throws -> VIKOR {
            try VIKOR(
                DecisionMatrix(values: values, weights: weights, directions: weights.map { _ in .benefit }),
                strategy: strategy)
        }
        let alone = try vikor([9, 9, 1, 1, 2, 3], [0.5, 0.5])
        #expect(alone.compromiseSet == [0] && alone.hasAdvantage && alone.isStable)
        let close = try vikor([9, 0, 8.9, 0.2, 0, 9, 4, 4], [0.5, 0.5])
        #expect(!close.hasAdvantage && close.compromiseSet.count > 1)
        let single = try vikor([3, 4], [0.5, 0.5])
        #expect(single.compromise == [0] && single.compromiseSet == [0])
    }

    @Test("give no weight to what tells nothing apart")
    func dataWeights() throws {
        let matrix = try DecisionMatrix(
            values: [1, 5, 2, 3, 5, 9, 2, 5, 4], weights: [1, 1, 1], directions: [.benefit, .benefit, .benefit])
        let entropy = try EntropyWeights.weights(of: matrix)
        let critic = CriticWeights.weights(of: matrix)
        #expect(abs(entropy[1]) < 1e-12 && abs(critic[1]) < 1e-12)
        #expect(abs(entropy.reduce(0, +) - 1) < 1e-12 && abs(critic.reduce(0, +) - 1) < 1e-12)
        let alike = try DecisionMatrix(values: [1, 1, 1, 1], weights: [1, 1], directions: [.benefit, .cost])
        #expect(try EntropyWeights.weights(of: alike) == [0.5, 0.5])
        #expect(CriticWeights.weights(of: alike) == [0.5, 0.5])
    }

    @Test("refuse what they cannot work on, with the values")
    func refusals() throws {
        func told(_ values: [Double], _ weights: [Double], _ directions: [DecisionMatrix.Direction]) -> String {
            do throws(DecisionError) {
                let matrix = try DecisionMatrix(values: values, weights: weights, directions: directions)
                _ = try WeightedProduct.scores(of: matrix)
                return ""
            } catch { return "\(error)" }
        }
        let both: [DecisionMatrix.Direction] = [.benefit, .cost]
        #expect(told([1, 2, 3, 4], [1, 1], both) == "")
        #expect(told([1, .nan, 3, 4], [1, 1], both) == "alternative 0 has nan by criterion 1")
        #expect(told([1, 2, .infinity, 4], [1, 1], both) == "alternative 1 has inf by criterion 0")
        #expect(told([1, 2, -1e200, 4], [1, 1], both) == "alternative 1 has -1e+200 by criterion 0")
        #expect(told([1, 2, 3, 4], [1, -1], both) == "the weight of criterion 1 is -1.0")
        #expect(told([1, 2, 3, 4], [.nan, 1], both) == "the weight of criterion 0 is nan")
        #expect(told([1, 2, 3, 4], [0, 0], both) == "the weights sum to 0")
        #expect(told([], [1, 1], both) == "there is no alternative")
        #expect(told([1, 2, 3], [1, 1], both) == "3 values, 2 weights and 2 directions do not fit each other")
        #expect(
            told([1, 0, 3, 4], [1, 1], both)
                == "alternative 0 has 0.0 by criterion 1; the method needs more than 0")
        let sound = try DecisionMatrix(values: [1, 2, 3, 4], weights: [1, 1], directions: both)
        #expect(throws: DecisionError.parameter("the share of the sum is 2.0, not within 0 and 1")) {
            try WASPAS.scores(of: sound, share: 2)
        }
        #expect(throws: DecisionError.parameter("the strategy is nan, not within 0 and 1")) {
            try VIKOR(sound, strategy: .nan)
        }
        #expect(throws: DecisionError.parameter("the preference by criterion 1 has a spread of 0.0")) {
            try PrometheeII(sound, preferences: [.usual, .gaussian(spread: 0)])
        }
    }
}
