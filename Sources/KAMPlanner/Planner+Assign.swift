import KAMEngine
public import KAMModel
import KAMStore

extension Planner {
    /// What `assign` is asked for besides quarter, policy and data.
    public struct AssignCall: Sendable {
        /// The pins and forbids of this run, on top of the stored ones.
        public var rules: [RuleText]
        /// The first day to plan, inside the quarter; nothing for the quarter's first.
        public var day: Day?
        /// How to search.
        public var search: Search
        /// Whether to store nothing; the matrix's id then names no stored plan.
        public var isDryRun: Bool

        /// Says how to assign.
        public init(rules: [RuleText] = [], day: Day? = nil, search: Search = Search(), isDryRun: Bool = false) {
            self.rules = rules
            self.day = day
            self.search = search
            self.isDryRun = isDryRun
        }
    }

    /// Assigns members to the latest portfolio of a quarter and stores the matrix.
    ///
    /// The matrix of the latest earlier quarter, where there is one, tells who serves now; else the export does. An earlier
    /// matrix of the same quarter is a draft and holds nobody; `replan` follows one. The stored pins of the quarter hold.
    ///
    /// - Throws: `PlannerError`, `StoreError`, or the database's error; nothing is stored then.
    public func assign(_ request: Request, _ call: AssignCall = AssignCall()) async throws -> MatrixDocument {
        let inputs = try await inputs(for: request, call)
        request.onProgress(
            "assigning \(inputs.snapshot.members.count) members to \(inputs.keyAccounts.count) key accounts")
        let (matrix, stop) = try await search(
            call.search, seed: request.seed, currency: inputs.snapshot.currency, verb: "assign"
        ) { options throws(AssignmentError) in
            try inputs.assignment().matrix(options)
        }
        try refuseEmpty(matrix.outcome, stop)
        let basis = MatrixBasis(
            effective: call.day ?? request.rules.calendar.days(of: request.quarter).start,
            previous: inputs.previous?.plan, rules: inputs.rules, stop: stop)
        let plan = plan(
            .matrix, request, snapshot: inputs.snapshot, portfolio: inputs.portfolio, outcome: matrix.outcome)
        let document = MatrixDocument(matrix, plan: plan, snapshot: inputs.snapshot, on: basis)
        if !call.isDryRun {
            let draft = try draft(plan, request, snapshot: inputs.snapshot, document: document)
            try await save(matrix, on: basis, as: draft)
        }
        return document
    }

    /// What the whole matrix of a quarter gains over lesser ways to plan; nothing is stored.
    ///
    /// - Throws: `PlannerError`; `.stopped` when a limit came before the end, for ways that were searched less than others
    ///   cannot be compared; `StoreError`, or the database's error.
    public func modes(_ request: Request, _ call: AssignCall = AssignCall()) async throws -> ModesDocument {
        let inputs = try await inputs(for: request, call)
        request.onProgress("planning in three ways")
        let (modes, stop) = try await search(
            call.search, seed: request.seed, currency: inputs.snapshot.currency, verb: "assign"
        ) { options throws(AssignmentError) in
            try inputs.assignment().modes(options)
        }
        guard stop == nil else { throw stop == .interrupt ? PlannerError.interrupted : PlannerError.stopped }
        return ModesDocument(modes, request, snapshot: inputs.snapshot)
    }

    /// Writes a matrix, also when the work was interrupted: what was found so far is wanted.
    func save(_ matrix: Matrix, on basis: MatrixBasis, as draft: PlanStore.Draft) async throws {
        // A task of its own does not inherit the cancellation.
        let plans = store.plans
        try await Task { try await plans.save(matrix, on: basis, as: draft) }.value
    }

    /// Refuses to go on when a search was stopped before it had any answer.
    func refuseEmpty(_ outcome: Outcome, _ stop: MatrixBasis.Stop?) throws {
        guard outcome.status == .unknown, let stop else { return }
        throw stop == .interrupt ? PlannerError.interrupted : PlannerError.stopped
    }

    private func inputs(for request: Request, _ call: AssignCall) async throws -> MatrixInputs {
        let snapshot = try await snapshot(for: request)
        let portfolio = try await portfolio(for: request, snapshot: snapshot)
        let names = MatrixNames(snapshot, request.rules)
        let stored = try await store.pins.pins(of: request.quarter)
        let previous = try await store.plans.latestMatrix(before: request.quarter)
        return MatrixInputs(
            snapshot: snapshot, policy: request.rules, quarter: request.quarter, portfolio: portfolio.portfolio,
            keyAccounts: portfolio.selected.map(Assignment.KeyAccount.init),
            previous: try previous.map { try JSONText.decode(MatrixDocument.self, from: $0.document) },
            rules: stored.map { MatrixBasis.Rule($0.rule, pin: $0.id) }
                + (try call.rules.map { MatrixBasis.Rule(try names.rule($0)) }),
            day: call.day)
    }
}

/// All that a matrix is made from.
struct MatrixInputs: Sendable {
    let snapshot: Snapshot
    let policy: Policy
    let quarter: Quarter
    let portfolio: ID<Plan>?
    let keyAccounts: [Assignment.KeyAccount]
    /// The matrix that held before.
    let previous: MatrixDocument?
    let rules: [MatrixBasis.Rule]
    /// The first day to plan; nothing for the quarter's first.
    let day: Day?
    /// Rules that wait while they cannot be kept to, besides the stored ones among `rules`.
    var standing: Set<MatrixRule> = []

    func assignment() throws(AssignmentError) -> Assignment {
        let present = previous.map { Matrix($0) }
        return try Assignment(
            snapshot, policy: policy, keyAccounts: keyAccounts, quarter: quarter, previous: present,
            rules: rules.map(\.rule), standing: standing.union(rules.filter { $0.pin != nil }.map(\.rule)), from: day)
    }
}

extension Assignment.KeyAccount {
    init(_ account: PortfolioDocument.Selected) {
        self.init(
            account: account.account, contribution: account.contribution.amount, kamHours: account.kamHours,
            hours: [ID<Stage>: Hours](uniqueKeysWithValues: account.hours.map { (ID($0.key), $0.value) }))
    }
}
