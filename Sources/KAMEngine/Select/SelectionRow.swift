internal import KAMModel

/// A rule on how many of some candidates are chosen: `lower ≤ Σ coefficient · chosen ≤ upper`.
struct SelectionRow {
    /// The candidates and what each counts.
    let terms: [(candidate: Int, coefficient: Double)]
    let lower: Double
    let upper: Double

    init(_ terms: [(candidate: Int, coefficient: Double)], lower: Double = -.infinity, upper: Double = .infinity) {
        self.terms = terms
        self.lower = lower
        self.upper = upper
    }

    private init(_ quota: SelectionProblem.Quota, of members: [Int]) {
        self.init(
            members.map { ($0, 1) }, lower: quota.minimum > 0 ? Double(quota.minimum) : -.infinity,
            upper: quota.maximum.map(Double.init) ?? .infinity)
    }

    /// The rules of a problem but its hours: quotas, families, changes, and how many of the protected must stay.
    static func all(of problem: SelectionProblem) -> [SelectionRow] {
        var rows = [SelectionRow(problem.quota, of: Array(0..<problem.count))]
        var members = [[Int]](repeating: [], count: problem.segmentQuotas.count)
        for candidate in 0..<problem.count { members[problem.segments[candidate]].append(candidate) }
        rows += zip(problem.segmentQuotas, members).map { SelectionRow($0, of: $1) }
        for (_, family) in problem.openFamilies.sorted(by: { $0.key < $1.key }) {
            if problem.families.rule == .oneOf {
                rows.append(SelectionRow(family.map { ($0, 1) }, upper: 1))
            } else {
                rows += family.dropFirst().map { SelectionRow([(family[0], 1), ($0, -1)], lower: 0, upper: 0) }
            }
        }
        if let limit = problem.memory.maximumChanges {
            let terms = (0..<problem.count).map { ($0, problem.change(of: $0)) }.filter { $0.1 != 0 }
            let incumbents = terms.count { $0.1 < 0 }
            rows.append(SelectionRow(terms, upper: Double(limit - incumbents)))
        }
        if let minimum = problem.memory.minimumProtected, minimum > 0 {
            rows.append(SelectionRow(problem.protected.map { ($0, 1) }, lower: Double(minimum)))
        }
        return rows.filter { $0.lower > -.infinity || $0.upper < .infinity }
    }
}
