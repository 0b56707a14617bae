@testable import KAMEngine
import KAMModel
import Testing

@Suite("Pairwise judgements")
struct AHPTests {
    private func weights(_ random: inout SelectionRandom, _ count: Int) -> [Double] {
        let raw = (0..<count).map { _ in random.real(0.1...2) }
        return raw.map { $0 / raw.reduce(0, +) }
    }

    @Test("give back the weights that consistent judgements were made from, whole or with gaps")
    func consistent() throws {
        var random = SelectionRandom(seed: 31)
        for _ in 0..<1000 {
            let count = random.int(1...9)
            let truth = weights(&random, count)
            var pairs: [(first: Int, second: Int, ratio: Double)] = []
            for i in 0..<count {
                for j in i + 1..<max(count, i + 1) where j == i + 1 || random.chance(0.4) {
                    pairs.append(random.chance(0.5) ? (i, j, truth[i] / truth[j]) : (j, i, truth[j] / truth[i]))
                }
            }
            let ahp = AHP(try PairwiseMatrix(pairs, count: count))
            for (mine, theirs) in zip(ahp.weights, truth) { #expect(abs(mine - theirs) < 1e-9) }
            #expect((ahp.consistencyRatio ?? 1) < 1e-9)
        }
    }

    @Test("agree between eigenvector and least squares where judgements are nearly consistent")
    func nearlyConsistent() throws {
        // Of 4 things, the pair 0-3 is not judged; the judged loops differ by a few percent.
        let gaps = AHP(try PairwiseMatrix([(0, 1, 2), (1, 2, 2), (2, 3, 2), (0, 2, 4.1), (1, 3, 3.9)], count: 4))
        let whole = AHP(
            try PairwiseMatrix([(0, 1, 2), (1, 2, 2), (2, 3, 2), (0, 2, 4.1), (1, 3, 3.9), (0, 3, 8)], count: 4))
        for (first, second) in zip(gaps.weights, whole.weights) { #expect(abs(first - second) < 0.01) }
        #expect((gaps.consistencyRatio ?? 0) > 0 && (gaps.consistencyRatio ?? 1) < 0.01)
    }

    @Test("have the eigenvalue of the closed form for three things")
    func closedForm() throws {
        var random = SelectionRandom(seed: 32)
        for _ in 0..<1000 {
            let (a, b, c) = (random.real(0.2...9), random.real(0.2...9), random.real(0.2...9))
            let ahp = AHP(try PairwiseMatrix([(0, 1, a), (1, 2, b), (0, 2, c)], count: 3))
            let x = c / (a * b)
            let root = x < 1 ? 1 / cubeRoot(1 / x) : cubeRoot(x)
            #expect(abs(ahp.eigenvalue - (1 + root + 1 / root)) < 1e-9)
        }
    }

    private func cubeRoot(_ value: Double) -> Double {
        var root = value
        for _ in 0..<200 { root -= (root * root * root - value) / (3 * root * root) }
        return root
    }

    @Test("join raters by the geometric mean")
    func groups() throws {
        var random = SelectionRandom(seed: 33)
        for _ in 0..<300 {
            let (first, second) = (weights(&random, 4), weights(&random, 4))
            func matrix(_ weights: [Double]) throws -> PairwiseMatrix {
                try PairwiseMatrix((0..<16).map { weights[$0 / 4] / weights[$0 % 4] }, count: 4)
            }
            let joint = AHP(PairwiseMatrix(group: [try matrix(first), try matrix(second)]))
            let means = zip(first, second).map { ($0 * $1).squareRoot() }
            for (mine, mean) in zip(joint.weights, means) { #expect(abs(mine - mean / means.reduce(0, +)) < 1e-9) }
        }
    }

    @Test("name the judgement and the triad that fit worst")
    func worst() throws {
        let truth = [0.4, 0.3, 0.2, 0.06, 0.04]
        var values = (0..<25).map { truth[$0 / 5] / truth[$0 % 5] }
        values[1 * 5 + 3] *= 9
        values[3 * 5 + 1] /= 9
        let ahp = AHP(try PairwiseMatrix(values, count: 5))
        let judgement = try #require(ahp.worstJudgement)
        #expect(judgement.first == 1 && judgement.second == 3)
        let triad = try #require(ahp.worstTriad)
        #expect([triad.first, triad.second, triad.third].filter { $0 == 1 || $0 == 3 }.count == 2)
        #expect((ahp.consistencyRatio ?? 0) > 0.1)
    }

    @Test("are refused where they contradict themselves, with the values")
    func refusals() {
        func told(_ make: () throws(JudgementError) -> PairwiseMatrix) -> String {
            do throws(JudgementError) {
                _ = try make()
                return ""
            } catch { return "\(error)" }
        }
        #expect(told { () throws(JudgementError) in try PairwiseMatrix([1, 3, 1.0 / 3, 1], count: 2) } == "")
        #expect(
            told { () throws(JudgementError) in try PairwiseMatrix([1, 3, 0.5, 1], count: 2) }
                == "0 against 1 is judged 3.0, but 1 against 0 0.5, not 1 over it")
        #expect(
            told { () throws(JudgementError) in try PairwiseMatrix([1, -3, -1.0 / 3, 1], count: 2) }
                == "the judgement of 0 against 1 is -3.0, not above 0")
        #expect(
            told { () throws(JudgementError) in try PairwiseMatrix([1, 2, 3], count: 2) }
                == "3 judgements do not make a matrix of 2 by 2")
        #expect(
            told { () throws(JudgementError) in try PairwiseMatrix([(0, 1, 2), (2, 3, 2)], count: 4) }
                == "no judgements connect [2, 3] with 0")
        #expect(
            told { () throws(JudgementError) in try PairwiseMatrix([(0, 0, 2)], count: 2) } == "0 and 0 are no pair")
        #expect(
            told { () throws(JudgementError) in try PairwiseMatrix([(0, 1, .nan)], count: 2) }
                == "the judgement of 0 against 1 is nan, not above 0")
    }
}
