public import KAMModel

/// A matrix as it is handed over; `docs/json.md` describes it.
public struct MatrixDocument: Hashable, Sendable, Codable {
    /// An account at a stage.
    public struct Cell: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// The stage.
        public let stage: ID<Stage>
        /// The member who leads; null when nobody can.
        @Nullable public private(set) var lead: ID<Member>?
        /// The members who join.
        public let supporters: [Matrix.Supporter]
        /// The hours of the lead in the quarter.
        public let hours: Hours
        /// Why this lead.
        public let reason: Reason
    }

    /// The KAM of an account.
    public struct Accountability: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// The account's name.
        public let name: String
        /// The KAM; null when nobody can.
        @Nullable public private(set) var kam: ID<Member>?
        /// The hours of the KAM in the quarter.
        public let hours: Hours
        /// Why this KAM.
        public let reason: Reason
    }

    /// The load of a member.
    public struct Load: Hashable, Sendable, Codable {
        /// The member.
        public let member: ID<Member>
        /// The member's name.
        public let name: String
        /// The hours the member has in the quarter.
        public let capacityHours: Hours
        /// The hours the plan takes.
        public let plannedHours: Hours
        /// The planned share of the capacity.
        public let utilisation: Double
    }

    /// The matrix's id.
    public let plan: ID<Plan>
    /// The portfolio it serves.
    @Nullable public private(set) var portfolio: ID<Plan>?
    /// The quarter.
    public let quarter: Quarter
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
    /// The cells, by account and stage.
    public let cells: [Cell]
    /// The KAM of each key account.
    public let kams: [Accountability]
    /// The load of each member.
    public let members: [Load]
    /// The demands that contradict each other.
    public let conflicts: [Reason]
    /// What had to be assumed.
    public let assumptions: [String]

    init(_ matrix: Matrix, plan: Plan, snapshot: Snapshot) {
        let purse = Purse(currency: snapshot.currency)
        self.plan = plan.id
        portfolio = plan.portfolio
        quarter = plan.quarter
        provenance = Provenance(plan, asOf: snapshot.asOf)
        status = matrix.outcome.status
        objective = purse.money(matrix.outcome.objective)
        bound = purse.money(matrix.outcome.bound)
        gap = matrix.outcome.gap
        cells = matrix.cells.map {
            Cell(
                account: $0.account, stage: $0.stage, lead: $0.lead, supporters: $0.supporters, hours: $0.hours,
                reason: $0.reason)
        }
        let names = [ID<Account>: String](snapshot.accounts.map { ($0.id, $0.name) }) { first, _ in first }
        kams = matrix.kams.map {
            Accountability(
                account: $0.account, name: names[$0.account] ?? $0.account.raw, kam: $0.kam, hours: $0.hours,
                reason: $0.reason)
        }
        members = matrix.loads.map {
            Load(
                member: $0.member, name: $0.name, capacityHours: $0.capacity, plannedHours: $0.planned,
                utilisation: $0.utilisation)
        }
        conflicts = matrix.conflicts
        assumptions = matrix.assumptions
    }
}
