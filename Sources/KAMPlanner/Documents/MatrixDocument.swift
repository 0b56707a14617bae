public import KAMModel
import KAMStore

/// A matrix as it is handed over; `docs/json.md` describes it.
public struct MatrixDocument: Hashable, Sendable, Codable {
    /// The matrix's id; of a dry run it names no stored plan.
    public let plan: ID<Plan>
    /// The portfolio it serves.
    @Nullable public private(set) var portfolio: ID<Plan>?
    /// The quarter.
    public let quarter: Quarter
    /// The first day on which it holds; null in plans stored before it was told.
    @Nullable public private(set) var effectiveFrom: Day?
    /// The matrix that held before; null where the export's owners did.
    @Nullable public private(set) var previous: ID<Plan>?
    /// What it was made from.
    public let provenance: Provenance
    /// How the optimisation ended.
    public let status: Outcome.Status
    /// The loss against the ideal lead in every cell.
    @Nullable public private(set) var objective: Money?
    /// The proven limit on it.
    @Nullable public private(set) var bound: Money?
    /// The distance between them, as a share of the loss.
    @Nullable public private(set) var gap: Double?
    /// What stopped the search before its end; null when nothing did.
    @Nullable public private(set) var stoppedBy: Stop?
    /// Whether the matrix before was kept, because nothing happened to it or no other is better by enough; null in plans
    /// stored before it was told.
    @Nullable public private(set) var keepsPrevious: Bool?
    /// The loss by kind; the terms sum to the objective.
    @Listed public private(set) var loss: [TermDocument]
    /// The cells, by account and stage.
    public let cells: [Cell]
    /// The KAM of each key account.
    public let kams: [Accountability]
    /// The load of each member, those yet to be hired last.
    public let members: [Load]
    /// The demands that contradict each other.
    public let conflicts: [ConflictDocument]
    /// The pins and forbids it was held to.
    @Listed public private(set) var rules: [RuleDocument]
    /// What happened since the matrix was made afresh; empty for such a one.
    @Listed public private(set) var events: [EventDocument]
    /// How it differs from the matrix that it follows; null for one made afresh.
    @Nullable public private(set) var replan: Replan?
    /// What had to be assumed.
    public let assumptions: [String]
    /// The same in Japanese; null in plans stored before there was any.
    @Nullable public private(set) var assumptionsJa: [String]?

    init(_ matrix: Matrix, plan: Plan, snapshot: Snapshot, on basis: MatrixBasis, replan: MatrixReplan? = nil) {
        let purse = Purse(currency: snapshot.currency)
        self.plan = plan.id
        portfolio = plan.portfolio
        quarter = plan.quarter
        effectiveFrom = basis.effective
        previous = basis.previous
        provenance = Provenance(plan, asOf: snapshot.asOf)
        status = matrix.outcome.status
        objective = purse.money(matrix.outcome.objective)
        bound = purse.money(matrix.outcome.bound)
        gap = matrix.outcome.gap
        stoppedBy = basis.stop.map { $0 == .interrupt ? .interrupt : .timeLimit }
        keepsPrevious = replan.map { $0.changes.isEmpty } ?? matrix.keepsPresent
        loss = purse.terms(matrix.loss)
        cells = matrix.cells.map { Cell($0, purse) }
        let accounts = [ID<Account>: Account](snapshot.accounts.map { ($0.id, $0) }) { first, _ in first }
        kams = matrix.kams.map { Accountability($0, accounts[$0.account], purse) }
        members = matrix.loads.map { Load($0, purse) }
        conflicts = matrix.conflicts.map { ConflictDocument($0, purse) }
        rules = basis.rules.map(RuleDocument.init)
        events = basis.events.map(EventDocument.init)
        self.replan = replan.map { Replan($0, purse) }
        assumptions = matrix.assumptions.map(\.english)
        assumptionsJa = matrix.assumptions.map(\.japanese)
    }
}
