@testable import KAMEngine
import KAMModel

/// The best selection by trying all, with Gale's condition in place of a flow.
struct SelectionBruteForce {
    let problem: SelectionProblem
    private let sets: [(needs: [Int], supply: Double)]

    init(_ problem: SelectionProblem) {
        self.problem = problem
        sets = (1..<(1 << problem.needCount)).map { mask in
            let needs = (0..<problem.needCount).filter { mask >> $0 & 1 == 1 }
            let supply = problem.supply.indices.reduce(0.0) { total, supplier in
                needs.contains { problem.serves(supplier, $0) } ? total + problem.supply[supplier] : total
            }
            return (needs, supply)
        }
    }

    /// Whether a choice keeps every rule.
    func isFeasible(_ mask: Int) -> Bool {
        var counts = [Int](repeating: 0, count: problem.segmentQuotas.count)
        var demand = [Double](repeating: 0, count: problem.needCount)
        for candidate in 0..<problem.count {
            let isChosen = mask >> candidate & 1 == 1
            if isChosen ? problem.forcedOut[candidate] : problem.forcedIn[candidate] { return false }
            guard isChosen else { continue }
            counts[problem.segments[candidate]] += 1
            for need in demand.indices { demand[need] += problem.hours(of: candidate, need: need) }
        }
        guard keeps(problem.quota, counts.reduce(0, +)), keepsFamilies(mask), keepsMemory(mask),
            zip(problem.segmentQuotas, counts).allSatisfy({ keeps($0, $1) })
        else { return false }
        return sets.allSatisfy { set in set.needs.reduce(0) { $0 + demand[$1] } <= set.supply + 1e-6 }
    }

    private func keepsFamilies(_ mask: Int) -> Bool {
        for first in 0..<problem.count {
            for second in 0..<first where !problem.forcedOut[first] && !problem.forcedOut[second] {
                guard let family = problem.families.of[first], problem.families.of[second] == family else { continue }
                let (one, other) = (mask >> first & 1, mask >> second & 1)
                if problem.families.rule == .oneOf, one & other == 1 { return false }
                if problem.families.rule == .together, one != other { return false }
            }
        }
        return true
    }

    private func keepsMemory(_ mask: Int) -> Bool {
        var changes = 0
        for candidate in 0..<problem.count {
            let isChosen = mask >> candidate & 1 == 1
            if isChosen, !problem.memory.isIncumbent[candidate], !problem.forcedIn[candidate] { changes += 1 }
            if !isChosen, problem.memory.isIncumbent[candidate], !problem.forcedOut[candidate] { changes += 1 }
        }
        return changes <= problem.memory.maximumChanges ?? .max && kept(mask) >= problem.memory.minimumProtected ?? 0
    }

    /// How many of the protected a choice holds.
    func kept(_ mask: Int) -> Int {
        (0..<problem.count).count { mask >> $0 & 1 == 1 && problem.memory.isProtected[$0] }
    }

    /// The choices that hold the most of the protected, where the problem does not say how many, with their values.
    var ruling: [(mask: Int, value: Double)] {
        let feasible = (0..<(1 << problem.count)).filter(isFeasible)
        let most = problem.memory.minimumProtected == nil ? feasible.map(kept).max() ?? 0 : 0
        return feasible.filter { kept($0) >= most }.map { ($0, value($0)) }
    }

    /// The value of a choice.
    func value(_ mask: Int) -> Double {
        (0..<problem.count).reduce(problem.memory.offset) { mask >> $1 & 1 == 1 ? $0 + problem.values[$1] : $0 }
    }

    /// The greatest value of any choice that keeps every rule; nothing when there is none.
    var best: Double? {
        if problem.memory.minimumProtected == nil, !problem.protected.isEmpty { return ruling.map(\.value).max() }
        var best: Double?
        for mask in 0..<(1 << problem.count) {
            let value = value(mask)
            if value > best ?? -.infinity, isFeasible(mask) { best = value }
        }
        return best
    }

    private func keeps(_ quota: SelectionProblem.Quota, _ count: Int) -> Bool {
        count >= quota.minimum && count <= quota.maximum ?? .max
    }
}

extension SelectionProblem {
    /// A random small problem; seldom one that nobody can solve.
    static func random(_ random: inout SelectionRandom, atMost most: Int = 9) throws -> SelectionProblem {
        let count = random.int(0...most)
        let needs = random.int(1...4)
        let suppliers = random.int(1...4)
        return try SelectionProblem(
            values: (0..<count).map { _ in Double(random.int(-40...200)) / 4 },
            hours: (0..<(count * needs)).map { _ in random.chance(0.3) ? 0 : Double(random.int(0...40)) / 2 },
            needCount: needs, supply: (0..<suppliers).map { _ in Double(random.int(0...60)) },
            serves: (0..<(suppliers * needs)).map { _ in random.chance(0.5) },
            quota: Quota(
                minimum: random.chance(0.2) ? random.int(0...3) : 0,
                maximum: random.chance(0.3) ? random.int(1...5) : nil),
            segments: (0..<count).map { _ in random.int(0...1) },
            segmentQuotas: (0..<2).map { _ in
                Quota(
                    minimum: random.chance(0.15) ? random.int(0...2) : 0,
                    maximum: random.chance(0.2) ? random.int(0...3) : nil)
            },
            forcedIn: (0..<count).map { _ in random.chance(0.05) },
            forcedOut: (0..<count).map { _ in random.chance(0.05) })
    }

    /// A random small problem with families, incumbents, protected ones, changes and their costs.
    static func remembering(_ random: inout SelectionRandom, atMost most: Int = 9) throws -> SelectionProblem {
        let base = try SelectionProblem.random(&random, atMost: most)
        let rules = SelectionPolicy.FamilyRule.allCases
        let isIncumbent = (0..<base.count).map { _ in random.chance(0.4) }
        let (entry, exit) = (Double(random.int(0...20)) / 4, Double(random.int(0...20)) / 4)
        return try SelectionProblem(
            values: zip(base.values, isIncumbent).map { $0 + ($1 ? exit : -entry) }, hours: base.hours,
            needCount: base.needCount, supply: base.supply, serves: base.serves, quota: base.quota,
            segments: base.segments, segmentQuotas: base.segmentQuotas, forcedIn: base.forcedIn,
            forcedOut: base.forcedOut,
            families: Families(
                rules[random.int(0...2)], (0..<base.count).map { _ in random.chance(0.5) ? random.int(0...2) : nil }),
            memory: Memory(
                isIncumbent: isIncumbent, isProtected: isIncumbent.map { $0 && random.chance(0.5) },
                maximumChanges: random.chance(0.3) ? random.int(0...4) : nil,
                offset: -exit * Double(isIncumbent.count { $0 })))
    }

    /// The same problem with its candidates in another order.
    func permuted(_ order: [Int]) throws -> SelectionProblem {
        try SelectionProblem(
            values: order.map { values[$0] },
            hours: order.flatMap { candidate in (0..<needCount).map { hours(of: candidate, need: $0) } },
            needCount: needCount, supply: supply, serves: serves, quota: quota, segments: order.map { segments[$0] },
            segmentQuotas: segmentQuotas, forcedIn: order.map { forcedIn[$0] }, forcedOut: order.map { forcedOut[$0] })
    }

    /// The same problem with other values.
    func valued(_ values: [Double]) throws -> SelectionProblem {
        try SelectionProblem(
            values: values, hours: hours, needCount: needCount, supply: supply, serves: serves, quota: quota,
            segments: segments, segmentQuotas: segmentQuotas, forcedIn: forcedIn, forcedOut: forcedOut)
    }
}
