internal import func Glibc.log

/// How many times as important each of *n* things is as each other, as far as it was judged.
///
/// Reciprocal: what is judged one way holds turned round the other. A whole matrix and one with gaps are the same type;
/// the judgements that there are must connect all things.
public struct PairwiseMatrix: Hashable, Sendable {
    /// How many things are compared.
    public let count: Int
    /// The judgements, row-major, 1 on the diagonal; 0 where nobody judged.
    public let values: [Double]

    /// How far a product of both ways may be from 1, as a logarithm, so that 0.33 passes for a third.
    static let tolerance = 0.02

    /// Takes a whole matrix.
    ///
    /// - Throws: `JudgementError` where it is not square, not positive, or not reciprocal.
    public init(_ values: [Double], count: Int) throws(JudgementError) {
        guard count > 0, values.count == count * count else { throw .shape(values: values.count, count: count) }
        for i in 0..<count {
            for j in 0..<count {
                let value = values[i * count + j]
                guard value > 0, value.isFinite else { throw .notPositive(i, j, value) }
                guard abs(log(value * values[j * count + i])) <= PairwiseMatrix.tolerance || i > j else {
                    throw .notReciprocal(i, j, value, values[j * count + i])
                }
            }
        }
        self.count = count
        self.values = values
    }

    /// Takes judgements of pairs; those of one pair are joined by their geometric mean.
    ///
    /// - Throws: `JudgementError` where one is not positive, compares a thing with itself or with one that is not there,
    ///   or where the judgements leave things unconnected.
    public init(_ judgements: [(first: Int, second: Int, ratio: Double)], count: Int) throws(JudgementError) {
        var logs = [Double](repeating: 0, count: count * count)
        var numbers = logs
        for (i, j, ratio) in judgements {
            guard (0..<count).contains(i), (0..<count).contains(j), i != j else { throw .noPair(i, j) }
            guard ratio > 0, ratio.isFinite else { throw .notPositive(i, j, ratio) }
            logs[i * count + j] += log(ratio)
            logs[j * count + i] -= log(ratio)
            numbers[i * count + j] += 1
            numbers[j * count + i] += 1
        }
        var values = zip(logs, numbers).map { $1 > 0 ? PairwiseMatrix.exponential($0 / $1) : 0 }
        for i in 0..<count { values[i * count + i] = 1 }
        let apart = PairwiseMatrix.unconnected(values, count)
        guard apart.isEmpty else { throw .notConnected(apart) }
        self.count = count
        self.values = values
    }

    /// Joins the matrices of several raters by the geometric mean of what each judged.
    ///
    /// - Precondition: There is one at least, and all compare the same things.
    /// - Source: Aczél & Saaty, *Journal of Mathematical Psychology* 27, 1983.
    public init(group: [PairwiseMatrix]) {
        precondition(!group.isEmpty && group.allSatisfy { $0.count == group[0].count }, "a group of like matrices")
        count = group[0].count
        values = group[0].values.indices.map { place in
            let judged = group.map { $0.values[place] }.filter { $0 > 0 }
            guard !judged.isEmpty else { return 0 }
            return PairwiseMatrix.exponential(judged.reduce(0) { $0 + log($1) } / Double(judged.count))
        }
    }

    /// Whether every pair was judged.
    public var isComplete: Bool { values.allSatisfy { $0 > 0 } }

    /// How many pairs were not judged.
    public var missingPairs: Int { values.count { $0 == 0 } / 2 }

    /// The things that the judgements do not connect with the first.
    private static func unconnected(_ values: [Double], _ count: Int) -> [Int] {
        var reached = [Bool](repeating: false, count: count)
        var open = count > 0 ? [0] : []
        while let i = open.popLast() {
            if reached[i] { continue }
            reached[i] = true
            for j in 0..<count where values[i * count + j] > 0 && !reached[j] { open.append(j) }
        }
        return (0..<count).filter { !reached[$0] }
    }
}

/// What is wrong with pairwise judgements; numbers count from 0.
public enum JudgementError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The numbers do not make a square.
    case shape(values: Int, count: Int)
    /// A judgement is 0, negative or not a number.
    case notPositive(Int, Int, Double)
    /// The two ways of a pair do not multiply to 1.
    case notReciprocal(Int, Int, Double, Double)
    /// A judgement is not of two different things that are there.
    case noPair(Int, Int)
    /// The judgements leave these unconnected with the first.
    case notConnected([Int])

    /// The mistake in words, with the values.
    public var description: String {
        switch self {
        case .shape(let values, let count): "\(values) judgements do not make a matrix of \(count) by \(count)"
        case .notPositive(let i, let j, let value): "the judgement of \(i) against \(j) is \(value), not above 0"
        case .notReciprocal(let i, let j, let value, let back):
            "\(i) against \(j) is judged \(value), but \(j) against \(i) \(back), not 1 over it"
        case .noPair(let i, let j): "\(i) and \(j) are no pair"
        case .notConnected(let apart): "no judgements connect \(apart) with 0"
        }
    }
}
