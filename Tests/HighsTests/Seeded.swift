import Highs

/// SplitMix64 (Steele, Lea & Flood 2014): small, seeded, the same on every machine.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
    mutating func real(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &self) }
    mutating func chance(_ probability: Double) -> Bool { real(0...1) < probability }
}

extension LinearModel {
    /// A feasible, bounded linear program with real figures, so that it is degenerate with probability zero.
    ///
    /// Rows of all kinds (at most, at least, between) hold around a hidden point inside the column bounds.
    static func random(_ random: inout Seeded, sense: Sense) -> LinearModel {
        var model = LinearModel(sense: sense, offset: random.real(-5...5))
        let hidden = (0..<random.whole(2...6)).map { _ in random.real(0.5...9.5) }
        for _ in hidden { model.addColumn(cost: random.real(-10...10), lower: 0, upper: 10) }
        for _ in 0..<random.whole(1...5) {
            let terms = hidden.indices.filter { _ in random.chance(0.7) }.map { Term($0, random.real(-9...9)) }
            let sum = terms.reduce(0) { $0 + $1.coefficient * hidden[$1.column] }
            let below = sum - random.real(0.1...6)
            let above = sum + random.real(0.1...6)
            switch random.whole(0...2) {
            case 0: model.addRow(terms, upper: above)
            case 1: model.addRow(terms, lower: below)
            default: model.addRow(terms, lower: below, upper: above)
            }
        }
        return model
    }

    /// A small binary program with whole figures; often infeasible.
    static func randomBinary(_ random: inout Seeded) -> LinearModel {
        var model = LinearModel(sense: random.chance(0.5) ? .minimize : .maximize)
        let count = random.whole(1...8)
        for _ in 0..<count { model.addColumn(cost: Double(random.whole(-9...9)), kind: .binary) }
        for _ in 0..<random.whole(1...4) {
            let terms = (0..<count).filter { _ in random.chance(0.7) }.map { Term($0, Double(random.whole(-9...9))) }
            let bound = Double(random.whole(-12...18))
            switch random.whole(0...3) {
            case 0, 1: model.addRow(terms, upper: bound)
            case 2: model.addRow(terms, lower: bound)
            default: model.addRow(terms, lower: bound, upper: bound + Double(random.whole(0...6)))
            }
        }
        return model
    }

    /// A market split problem (Cornuéjols & Dawande 1998) with slack: quick to satisfy, slow to prove.
    static func marketSplit(rows: Int, columns: Int, seed: UInt64) -> LinearModel {
        var random = Seeded(seed)
        var model = LinearModel()
        let shares = (0..<columns).map { _ in model.addColumn(kind: .binary) }
        for _ in 0..<rows {
            let weights = shares.map { _ in random.whole(0...99) }
            let over = model.addColumn(cost: 1)
            let under = model.addColumn(cost: 1)
            let half = Double(weights.reduce(0, +) / 2)
            let terms = zip(shares, weights).map { Term($0, Double($1)) } + [Term(over, -1), Term(under, 1)]
            model.addRow(terms, lower: half, upper: half)
        }
        return model
    }
}

/// Whether two figures are there and agree to a tolerance that grows with them.
func agree(_ first: Double?, _ second: Double?, within tolerance: Double = 1e-6) -> Bool {
    guard let first, let second else { return false }
    return abs(first - second) <= tolerance * max(1, abs(first), abs(second))
}
