public import KAMModel

/// What differs between two plans of one kind.
public struct PlanDifference: Hashable, Sendable, Codable {
    /// One thing that differs.
    public struct Change: Hashable, Sendable, Codable {
        /// What it is about, as `account Acme` or `cell Acme / closing`.
        public let subject: String
        /// How it was; null when it was not there.
        @Nullable public private(set) var before: String?
        /// How it is; null when it is gone.
        @Nullable public private(set) var after: String?
    }

    /// The kind of both plans.
    public let kind: Plan.Kind
    /// The earlier plan.
    public let before: ID<Plan>
    /// The later plan.
    public let after: ID<Plan>
    /// The value of the later plan less that of the earlier; null when their currencies differ or one has no value.
    @Nullable public private(set) var objective: Money?
    /// What differs, in order of subject.
    public let changes: [Change]
    /// How two matrices differ, with hours, losses and relationships; null for other kinds.
    @Nullable public private(set) var matrix: MatrixDifferenceDocument?

    init(_ before: PlanDocument, _ after: PlanDocument, matrix: MatrixDifferenceDocument? = nil) {
        kind = after.kind
        self.before = before.id
        self.after = after.id
        if let first = before.objective, let second = after.objective, first.currency == second.currency {
            objective = Money(minor: second.minor - first.minor, currency: first.currency)
        }
        self.matrix = matrix
        let (old, new) = (before.facts, after.facts)
        changes = Set(old.keys).union(new.keys).sorted().compactMap { subject in
            guard old[subject] != new[subject] else { return nil }
            return Change(subject: subject, before: old[subject], after: new[subject])
        }
    }
}

extension PlanDocument {
    var id: ID<Plan> {
        switch self {
        case .portfolio(let document): document.portfolio
        case .matrix(let document): document.plan
        case .allocation(let document): document.allocation
        }
    }

    var objective: Money? {
        switch self {
        case .portfolio(let document): document.objective
        case .matrix(let document): document.objective
        case .allocation(let document): document.objective
        }
    }

    /// What the plan says, by subject.
    fileprivate var facts: [String: String] {
        let pairs: [(String, String)] =
            switch self {
            case .portfolio(let document): document.selected.map { ("account \($0.account)", "key") }
            case .matrix(let document):
                document.kams.map { ("account \($0.account)", "KAM \($0.kam?.raw ?? "nobody")") }
                    + document.cells.map {
                        ("cell \($0.account) / \($0.stage)", "\($0.lead?.raw ?? "nobody") \($0.hours)")
                    }
            case .allocation(let document):
                document.moves.map {
                    ("member \($0.member): \($0.from?.raw ?? "idle") → \($0.to)", "\($0.hours)")
                }
            }
        return [String: String](pairs) { first, _ in first }
    }
}
