import KAMEngine
public import KAMModel
import KAMStore

extension Planner {
    /// What happened to a stored matrix, in names or ids.
    public struct ReplanCall: Sendable {
        /// The start of the matrix's id.
        public var plan: String
        /// The members who leave.
        public var leave: [String] = []
        /// The members who begin.
        public var join: [String] = []
        /// The accounts that were won.
        public var won: [String] = []
        /// The accounts whose deals were lost.
        public var lost: [String] = []
        /// The pins and forbids that are set.
        public var rules: [RuleText] = []
        /// The first day on which all of it holds; nothing only where nothing happened.
        public var day: Day?
        /// How to search.
        public var search = Search()
        /// The seed of every random choice.
        public var seed: UInt64 = 1
        /// Whether to store nothing; the matrix's id then names no stored plan.
        public var isDryRun = false
        /// Is told what is being done, in words.
        public var onProgress: @Sendable (String) -> Void = { _ in }

        /// Names a matrix to which nothing happened yet.
        public init(plan: String) {
            self.plan = plan
        }
    }

    /// Follows what happened to a stored matrix with the fewest changes, and stores the matrix from the day on.
    ///
    /// Rules that were stored since the matrix was made hold from the day on, those that were withdrawn since hold no more.
    ///
    /// - Throws: `PlannerError`, `StoreError`, or the database's error; nothing is stored then.
    public func replan(_ call: ReplanCall) async throws -> MatrixDocument {
        call.onProgress("reading the matrix")
        let stored = try await storedMatrix(call.plan, quarter: nil)
        let pins = try await store.pins.pins(of: stored.plan.quarter)
        let held = stored.document.rules.map(\.rule).filter { rule in
            rule.pin == nil || pins.contains { $0.id == rule.pin }
        }
        let events = try events(of: call, stored, pins)
        let base = stored.following(stored.document, rules: held)
        call.onProgress("planning again for \(events.count) events")
        let (replan, stop) = try await search(
            call.search, seed: call.seed, currency: base.snapshot.currency, verb: "assign"
        ) { options throws(AssignmentError) in
            try stored.following(try base.assignment()).replanned(events: events, options: options)
        }
        try refuseEmpty(replan.matrix.outcome, stop)
        return try await keep(replan, of: stored, rules: held, call, stop)
    }

    private func keep(
        _ replan: MatrixReplan, of stored: StoredMatrix, rules: [MatrixBasis.Rule], _ call: ReplanCall,
        _ stop: MatrixBasis.Stop?
    ) async throws -> MatrixDocument {
        let request = Request(
            quarter: stored.plan.quarter, policy: stored.policy, seed: call.seed, snapshot: stored.plan.snapshot)
        let basis = MatrixBasis(
            effective: replan.from, previous: stored.plan.id, rules: rules, events: stored.events + replan.events,
            changes: MatrixBasis.Changes(
                count: replan.changes.count, free: min(replan.freeChangeCount, replan.changes.count),
                freeLoss: replan.freeObjective), stop: stop)
        let snapshot = stored.inputs.snapshot
        let plan = plan(
            .matrix, request, snapshot: snapshot, portfolio: stored.plan.portfolio, outcome: replan.matrix.outcome)
        let document = MatrixDocument(replan.matrix, plan: plan, snapshot: snapshot, on: basis, replan: replan)
        if !call.isDryRun {
            try await save(
                replan.matrix, on: basis, as: try draft(plan, request, snapshot: snapshot, document: document))
        }
        return document
    }

    /// What happened, and the stored rules that the matrix does not know yet.
    private func events(
        of call: ReplanCall, _ stored: StoredMatrix, _ pins: [AssignmentPin]
    ) throws -> [MatrixEvent] {
        let day =
            call.day ?? stored.document.effectiveFrom
            ?? stored.policy.policy.calendar.days(of: stored.plan.quarter).start
        let names = stored.names
        let known = Set(stored.document.rules.map(\.rule.rule))
            .union(
                stored.events.compactMap { event in
                    if case .rule(let rule) = event.kind { rule } else { nil }
                })
        var kinds = try call.leave.map { MatrixEvent.Kind.leave(try names.member($0).id) }
        kinds += try call.join.map { .join(try names.member($0).id) }
        kinds += try call.won.map { .won(try names.account($0).id) }
        kinds += try call.lost.map { .lost(try names.account($0).id) }
        kinds += try call.rules.map { .rule(try names.rule($0)) }
        kinds += pins.map(\.rule).filter { !known.contains($0) }.map { .rule($0) }
        return kinds.map { MatrixEvent($0, on: day) }
    }
}

extension StoredMatrix {
    /// The inputs of a matrix that follows one.
    fileprivate func following(_ document: MatrixDocument, rules: [MatrixBasis.Rule]) -> MatrixInputs {
        MatrixInputs(
            snapshot: inputs.snapshot, policy: inputs.policy, quarter: inputs.quarter, portfolio: inputs.portfolio,
            keyAccounts: inputs.keyAccounts, previous: document, rules: rules, day: inputs.day)
    }
}
