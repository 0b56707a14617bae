internal import KAMModel

/// Selects by the prices of an earlier choice: the most gain for what it takes first, then exchanges at the edge.
///
/// The same rules as `HighsSelection`, kept by construction, but no proof; for the many choices of a robustness card. The
/// prices are those of the linear relaxation at the proved choice. Together families are one unit.
/// - Complexity: O(*n* log *n*) and a flow for each candidate tried, about as many as are chosen.
/// - Source: Dantzig, *Operations Research* 5, 1957, for the order by gain over price (greedy for the knapsack);
///   Senju & Toyoda, *Management Science* 15, 1968, for several resources.
struct QuickSelection {
    /// What differs from one choice to the next.
    struct Case {
        /// What choosing each candidate gains, with the costs of changes.
        var values: [Double]
        /// Candidates that must not be chosen.
        var forcedOut: [Bool]
        /// Candidates that stay as many as can.
        var isProtected: [Bool]
    }

    let problem: SelectionProblem
    /// What each candidate takes at the prices.
    let costs: [Double]
    let families: [Int: [Int]]
    /// The key from which a candidate is looked at first.
    let threshold: Double

    /// Takes the prices of a solution of the problem, or of one like it.
    init(_ problem: SelectionProblem, prices solution: SelectionSolution) {
        self.init(
            problem, gains: solution.gains.count == problem.count ? solution.gains : problem.values,
            expecting: solution.chosen.count { $0 })
    }

    /// Takes what each candidate gains at some prices.
    init(_ problem: SelectionProblem, gains: [Double], expecting expected: Int) {
        self.problem = problem
        let greatest = problem.values.reduce(0) { max($0, abs($1)) }
        let least = max(greatest * 1e-9, 1e-12)
        let taken = zip(problem.values, gains).map { max(least, $0 - $1) }
        costs = taken
        var members: [Int: [Int]] = [:]
        if problem.families.rule != .separate {
            for candidate in 0..<problem.count {
                if let family = problem.families.of[candidate] { members[family, default: []].append(candidate) }
            }
        }
        families = members.filter { $0.value.count > 1 }
        let keys = (0..<problem.count).filter { !problem.forcedOut[$0] && problem.values[$0] > 0 }
            .map { problem.values[$0] / taken[$0] }.sorted(by: >)
        let first = 2 * expected + 64
        threshold = first < keys.count ? keys[first] : 0
    }

    /// The case of the problem itself.
    var ownCase: Case {
        Case(values: problem.values, forcedOut: problem.forcedOut, isProtected: problem.memory.isProtected)
    }

    /// Chooses.
    ///
    /// - Returns: The choice; nothing when some rule could not be kept this way, which proves nothing.
    func choose(_ given: Case) -> [Bool]? {
        var filling = QuickFilling(self, given)
        for candidate in 0..<problem.count where problem.forcedIn[candidate] && !filling.isChosen[candidate] {
            guard filling.add(candidate) else { return nil }
        }
        fill(&filling, filling.sorted { given.isProtected[$0] }, even: true)
        if problem.memory.maximumChanges != nil { fill(&filling, filling.sorted { problem.memory.isIncumbent[$0] }) }
        for segment in problem.segmentQuotas.indices where problem.segmentQuotas[segment].minimum > 0 {
            let minimum = problem.segmentQuotas[segment].minimum
            for candidate in filling.sorted(where: { problem.segments[$0] == segment })
            where filling.segmentCounts[segment] < minimum { _ = filling.add(candidate) }
        }
        fill(&filling, filling.sorted { given.values[$0] > 0 && key($0, given) >= threshold })
        fill(&filling, filling.sorted { given.values[$0] > 0 && key($0, given) < threshold && !filling.isHopeless($0) })
        if filling.count < problem.quota.minimum {
            for candidate in filling.sorted(where: { _ in true }) where filling.count < problem.quota.minimum {
                _ = filling.add(candidate)
            }
        }
        filling.exchange()
        return filling.keepsMinimums ? filling.isChosen : nil
    }

    private func fill(_ filling: inout QuickFilling, _ order: [Int], even isNegativeToo: Bool = false) {
        for candidate in order where isNegativeToo || filling.unitValue(candidate) > 0 { _ = filling.add(candidate) }
    }

    /// The gain of a candidate for what it takes.
    func key(_ candidate: Int, _ given: Case) -> Double { given.values[candidate] / costs[candidate] }
}
