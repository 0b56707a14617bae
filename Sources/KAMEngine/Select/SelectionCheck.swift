internal import KAMModel

/// Recomputes from problem and solution alone whether a selection keeps every rule and is worth what it says.
///
/// It shares no code with the solver: hours are routed by a greatest flow instead of the columns of the program.
public struct SelectionCheck: Hashable, Sendable {
    /// What is wrong with the solution, in words; empty when it is confirmed.
    public let findings: [String]
    /// The value of the choice, recomputed; nothing when the solution has no answer.
    public let objective: Double?

    /// Whether the solution is confirmed.
    public var isConfirmed: Bool { findings.isEmpty }

    /// Checks a solution.
    ///
    /// Rounding may cost hours up to `tolerance` times the greatest demand, and money up to `tolerance` times the value.
    ///
    /// - Complexity: O(*candidates* × *kinds*), and a greatest flow over kinds and suppliers.
    public init(_ problem: SelectionProblem, _ solution: SelectionSolution, tolerance: Double = 1e-6) {
        guard solution.chosen.count == problem.count else {
            findings = ["the solution decides on \(solution.chosen.count) candidates of \(problem.count)"]
            objective = nil
            return
        }
        guard solution.outcome.status == .optimal || solution.outcome.status == .feasible else {
            objective = nil
            findings =
                solution.chosen.contains(true) || solution.outcome.objective != nil
                ? ["the status is \(solution.outcome.status.rawValue), yet there is a choice"] : []
            return
        }
        let chosen = (0..<problem.count).filter { solution.chosen[$0] }
        let value = chosen.reduce(problem.memory.offset) { $0 + problem.values[$1] }
        objective = value
        findings =
            SelectionCheck.forced(problem, solution.chosen) + SelectionCheck.quotas(problem, chosen)
            + SelectionCheck.families(problem, solution.chosen) + SelectionCheck.memory(problem, solution.chosen)
            + SelectionCheck.hours(problem, chosen, tolerance)
            + SelectionCheck.money(value, solution, tolerance)
    }

    private static func forced(_ problem: SelectionProblem, _ chosen: [Bool]) -> [String] {
        chosen.indices.compactMap { index in
            if problem.forcedIn[index], !chosen[index] { return "candidate \(index) must be chosen and is not" }
            if problem.forcedOut[index], chosen[index] { return "candidate \(index) must not be chosen and is" }
            return nil
        }
    }

    private static func quotas(_ problem: SelectionProblem, _ chosen: [Int]) -> [String] {
        var counts = [Int](repeating: 0, count: problem.segmentQuotas.count)
        for candidate in chosen { counts[problem.segments[candidate]] += 1 }
        var found: [String] = []
        func judge(_ count: Int, _ quota: SelectionProblem.Quota, _ what: String) {
            if count < quota.minimum { found.append("\(count) \(what) are fewer than \(quota.minimum)") }
            if let maximum = quota.maximum, count > maximum {
                found.append("\(count) \(what) are more than \(maximum)")
            }
        }
        judge(chosen.count, problem.quota, "chosen candidates")
        for (segment, quota) in problem.segmentQuotas.enumerated() {
            judge(counts[segment], quota, "chosen candidates of segment \(segment)")
        }
        return found
    }

    private static func families(_ problem: SelectionProblem, _ chosen: [Bool]) -> [String] {
        guard problem.families.rule != .separate else { return [] }
        var taken: [Int: Int] = [:]
        var open: [Int: Int] = [:]
        for (candidate, family) in problem.families.of.enumerated() where !problem.forcedOut[candidate] {
            guard let family else { continue }
            open[family, default: 0] += 1
            if chosen[candidate] { taken[family, default: 0] += 1 }
        }
        return taken.sorted { $0.key < $1.key }.compactMap { family, count in
            if problem.families.rule == .oneOf { return count > 1 ? "\(count) of family \(family) are chosen" : nil }
            let all = open[family] ?? 0
            return count < all ? "\(count) of the \(all) of family \(family) are chosen" : nil
        }
    }

    private static func memory(_ problem: SelectionProblem, _ chosen: [Bool]) -> [String] {
        var found: [String] = []
        var (changes, stayed) = (0, 0)
        for candidate in chosen.indices {
            let wasChosen = problem.memory.isIncumbent[candidate]
            let isForced = chosen[candidate] ? problem.forcedIn[candidate] : problem.forcedOut[candidate]
            if wasChosen != chosen[candidate], !isForced { changes += 1 }
            if problem.memory.isProtected[candidate], chosen[candidate] { stayed += 1 }
        }
        if let limit = problem.memory.maximumChanges, changes > limit {
            found.append("\(changes) changes are more than \(limit)")
        }
        if let minimum = problem.memory.minimumProtected, stayed < minimum {
            found.append("\(stayed) of the protected stay, not \(minimum)")
        }
        return found
    }

    private static func hours(_ problem: SelectionProblem, _ chosen: [Int], _ tolerance: Double) -> [String] {
        let demand = (0..<problem.needCount).map { need in
            chosen.reduce(0) { $0 + problem.hours(of: $1, need: need) }
        }
        let allowed = tolerance * max(1, demand.max() ?? 0)
        return HourFlow(demand: demand, supply: problem.supply, serves: problem.serves).shortages
            .filter { $0.hours > allowed }
            .map { "the kinds of hours \($0.needs) lack \($0.hours) h" }
    }

    private static func money(_ value: Double, _ solution: SelectionSolution, _ tolerance: Double) -> [String] {
        var found: [String] = []
        let allowed = tolerance * max(1, abs(value))
        guard let said = solution.outcome.objective else { return ["an answer without a value"] }
        if !(abs(said - value) <= allowed) { found.append("the value is \(value), not \(said)") }
        for bound in [solution.outcome.bound, solution.certifiedBound].compactMap(\.self)
        where !(bound >= value - allowed) {
            found.append("the bound \(bound) lies below the value \(value)")
        }
        return found
    }
}
