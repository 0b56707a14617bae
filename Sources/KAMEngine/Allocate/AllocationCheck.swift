import KAMModel

/// Recomputes an allocation from its problem alone: what it moves, what that leaves at each stage, what comes of it, and
/// how good it can be at most.
///
/// Shares no code with the solver: hours, work, throughput, costs and gains are summed again, and the bound is
/// Lagrangian, computed from the prices that the solution carries. Any prices give a valid bound, good ones a tight
/// one, so a wrong price cannot make a wrong answer look proven.
public struct AllocationCheck {
    let problem: AllocationProblem
    let solution: AllocationSolution

    /// Makes a check of a solution.
    public init(_ problem: AllocationProblem, _ solution: AllocationSolution) {
        self.problem = problem
        self.solution = solution
    }

    /// Everything that is wrong, in words; empty when the solution holds.
    public var violations: [String] {
        let shape = shapeViolations
        guard shape.isEmpty else { return shape }
        return movesViolations + violations(of: solution.before, "before", hours: hours(moved: false))
            + violations(of: solution.after, "after", hours: hours(moved: true)) + sumViolations
    }

    private var shapeViolations: [String] {
        var found: [String] = []
        for move in solution.moves {
            let stages = [move.to, move.from].compactMap { $0 }
            if !problem.members.indices.contains(move.member) || !stages.allSatisfy(problem.stages.indices.contains) {
                found.append("a move names a member or a stage that does not exist")
            }
        }
        for plan in [solution.before, solution.after] {
            if ![plan.finished, plan.care, plan.shortfall].allSatisfy(hasShape) {
                found.append("a plan has another shape than the problem")
            }
        }
        return found
    }

    /// The objective, summed again from the moves and what is served after them.
    private var objective: Double {
        throughput(of: solution.after) - missedCost(of: solution.after) - cost
    }

    private var cost: Double {
        solution.moves.reduce(0) { $0 + $1.hours * problem.members[$1.member].moveCost }
    }

    // MARK: Moves

    private var movesViolations: [String] {
        var found: [String] = []
        var moved = [Double](repeating: 0, count: problem.members.count)
        var left = problem.members.map(\.baseline)
        var idle = problem.members.map { $0.capacity - $0.baseline.reduce(0, +) }
        for move in solution.moves {
            if !(move.hours > 0) { found.append("member \(move.member) moves \(move.hours) h") }
            if move.from == move.to { found.append("member \(move.member) moves hours to where they are") }
            moved[move.member] += move.hours
            if let from = move.from { left[move.member][from] -= move.hours } else { idle[move.member] -= move.hours }
        }
        for (index, member) in problem.members.enumerated() {
            let allowed = member.capacity * member.movableShare
            if exceeds(moved[index], allowed) { found.append("member \(index) moves \(moved[index]) of \(allowed) h") }
            if exceeds(0, idle[index]) { found.append("member \(index) moves more idle hours than there are") }
            for (stage, hours) in left[index].enumerated() where exceeds(0, hours) {
                found.append("member \(index) moves more hours from \(problem.stages[stage]) than are there")
            }
        }
        return found
    }

    /// The reference hours at each stage, `(general, key only)`.
    private func hours(moved: Bool) -> [(general: Double, keyOnly: Double)] {
        var hours = problem.stages.map { _ in (general: 0.0, keyOnly: 0.0) }
        func add(_ amount: Double, _ stage: Int, _ member: AllocationMember) {
            if member.servesKeyOnly { hours[stage].keyOnly += amount } else { hours[stage].general += amount }
        }
        for member in problem.members {
            for (stage, spent) in member.baseline.enumerated() { add(member.proficiency[stage] * spent, stage, member) }
        }
        guard moved else { return hours }
        for move in solution.moves {
            let member = problem.members[move.member]
            if let from = move.from { add(-member.proficiency[from] * move.hours, from, member) }
            let kept = 1 - member.learningLoss[move.to]
            add(member.proficiency[move.to] * kept * move.hours, move.to, member)
        }
        return hours
    }

    // MARK: What is served

    private func violations(
        of plan: StagePlan, _ when: String, hours: [(general: Double, keyOnly: Double)]
    ) -> [String] {
        var found: [String] = []
        for (stage, name) in problem.stages.enumerated() {
            let work = problem.classes.indices.map { workHours(plan, $0, stage) }
            let other = zip(problem.classes, work).reduce(0) { $0 + ($1.0.isKey ? 0 : $1.1) }
            if exceeds(work.reduce(0, +), hours[stage].general + hours[stage].keyOnly) {
                found.append("\(when): work of \(work.reduce(0, +)) h at \(name) exceeds its hours")
            }
            if exceeds(other, hours[stage].general) {
                found.append("\(when): work of \(other) h at \(name) exceeds the hours for every customer")
            }
            for index in problem.classes.indices { found += violations(of: plan, when, index, stage) }
        }
        return found
    }

    private func violations(of plan: StagePlan, _ when: String, _ index: Int, _ stage: Int) -> [String] {
        let customers = problem.classes[index]
        let place = "\(when): \(customers.name) at \(problem.stages[stage])"
        let entering = stage == 0 ? customers.supply : plan.finished[index][stage - 1] * customers.conversion[stage - 1]
        var found: [String] = []
        if exceeds(plan.finished[index][stage], entering + customers.openWork[stage]) {
            found.append("\(place): more opportunities served than came")
        }
        if exceeds(plan.care[index][stage], customers.careHours[stage]) {
            found.append("\(place): more care than asked for")
        }
        let promised = customers.minimumService[stage] * demand(of: customers, at: stage)
        if exceeds(promised, workHours(plan, index, stage) + plan.shortfall[index][stage]) {
            found.append("\(place): less service than promised, and no shortfall says so")
        }
        if [plan.finished, plan.care, plan.shortfall].contains(where: { !($0[index][stage] >= 0) }) {
            found.append("\(place): a negative quantity")
        }
        return found
    }

    private func hasShape(_ values: [[Double]]) -> Bool {
        values.count == problem.classes.count && values.allSatisfy { $0.count == problem.stages.count }
    }

    private func workHours(_ plan: StagePlan, _ index: Int, _ stage: Int) -> Double {
        plan.finished[index][stage] * problem.classes[index].effort[stage] + plan.care[index][stage]
    }

    private func demand(of customers: CustomerClass, at stage: Int) -> Double {
        var count = customers.supply + customers.openWork[0]
        for index in 0..<stage { count = count * customers.conversion[index] + customers.openWork[index + 1] }
        return count * customers.effort[stage] + customers.careHours[stage]
    }

    // MARK: Sums

    private var sumViolations: [String] {
        var found: [String] = []
        func compare(_ stated: Double, _ summed: Double, _ what: String) {
            let tolerance = 1e-6 * max(1, abs(summed), abs(solution.after.throughput))
            if !(abs(stated - summed) <= tolerance) { found.append("\(what) is \(stated), summed again \(summed)") }
        }
        for (plan, when) in [(solution.before, "before"), (solution.after, "after")] {
            compare(plan.throughput, throughput(of: plan), "throughput \(when)")
            compare(plan.shortfallCost, missedCost(of: plan), "price of promises not kept \(when)")
        }
        compare(solution.moveCost, cost, "cost of the moves")
        compare(solution.outcome.objective ?? .nan, objective, "objective")
        let gained = solution.moves.reduce(0) { $0 + $1.gain }
        let expected = solution.moves.isEmpty ? 0 : solution.after.throughput - solution.before.throughput
        compare(gained, expected, "sum of gains")
        let worse = throughput(of: solution.before) - missedCost(of: solution.before)
        if exceeds(worse, objective) { found.append("the moves make it worse: \(objective) after \(worse)") }
        if let bound = certifiedBound {
            compare(solution.outcome.bound ?? .nan, max(bound, objective), "bound")
        }
        return found
    }

    private func throughput(of plan: StagePlan) -> Double {
        var sum = 0.0
        for (index, customers) in problem.classes.enumerated() {
            let last = problem.stages.count - 1
            let share = problem.winStage == last ? customers.conversion[last] : 1
            sum += plan.finished[index][last] * share * customers.marginPerWin
            for stage in problem.stages.indices { sum += plan.care[index][stage] * customers.careValue[stage] }
        }
        return sum
    }

    private func missedCost(of plan: StagePlan) -> Double {
        plan.shortfall.joined().reduce(0, +) * problem.shortfallPrice
    }

    /// Whether a value lies above a limit by more than the tolerance of the solver.
    private func exceeds(_ value: Double, _ limit: Double) -> Bool {
        !(value <= limit + 1e-6 * max(1, abs(limit), abs(value)))
    }
}
