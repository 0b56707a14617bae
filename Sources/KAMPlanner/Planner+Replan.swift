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
        let pins = try await store.pins.pins(of: stored.plan.quarter, withdrawn: true)
        let past = stored.held(pins)
        let events = try events(of: call, stored, past)
        let base = stored.inputs(rules: past.rules, standing: pins.map(\.rule))
        call.onProgress("planning again for \(events.count) events")
        let (replan, stop) = try await search(
            call.search, seed: call.seed, currency: base.snapshot.currency, verb: "assign"
        ) { options throws(AssignmentError) in
            try stored.following(try base.assignment(), events: past.events).replanned(events: events, options: options)
        }
        try refuseEmpty(replan.matrix.outcome, stop)
        return try await keep(replan, of: stored, past, call, stop)
    }

    private func keep(
        _ replan: MatrixReplan, of stored: StoredMatrix, _ past: StoredMatrix.Past, _ call: ReplanCall,
        _ stop: MatrixBasis.Stop?
    ) async throws -> MatrixDocument {
        let request = Request(
            quarter: stored.plan.quarter, policy: stored.policy, seed: call.seed, snapshot: stored.plan.snapshot)
        let basis = MatrixBasis(
            effective: replan.from, previous: stored.plan.id, rules: past.rules,
            events: past.events + replan.events,
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
        of call: ReplanCall, _ stored: StoredMatrix, _ past: StoredMatrix.Past
    ) throws -> [MatrixEvent] {
        let day =
            call.day ?? stored.document.effectiveFrom
            ?? stored.policy.policy.calendar.days(of: stored.plan.quarter).start
        let names = stored.names
        // Before the rest, so that a pin waits whose member leaves, and the call's own rules go above.
        var kinds = past.newRules.map { MatrixEvent.Kind.rule($0) }
        kinds += try call.leave.map { MatrixEvent.Kind.leave(try names.member($0).id) }
        kinds += try call.join.map { .join(try names.member($0).id) }
        kinds += try call.won.map { .won(try names.account($0).id) }
        kinds += try call.lost.map { .lost(try names.account($0).id) }
        kinds += try call.rules.map { .rule(try names.rule($0)) }
        return kinds.map { MatrixEvent($0, on: day) }
    }
}

extension StoredMatrix {
    /// What still holds of a matrix that is followed.
    struct Past {
        /// Its rules.
        let rules: [MatrixBasis.Rule]
        /// Its events.
        let events: [MatrixEvent]
        /// The stored rules that it does not know yet.
        let newRules: [MatrixRule]
    }

    /// What still holds, by the pins of the quarter, those included that were withdrawn.
    ///
    /// A stored rule that an earlier re-plan met is one of its events. It is no more when the rule was withdrawn after
    /// the matrix was written and nobody made it anew.
    fileprivate func held(_ pins: [AssignmentPin]) -> Past {
        let holding = pins.filter { $0.withdrawal == nil }
        let current = Set(holding.map(\.rule))
        let ended = pins.filter { pin in pin.withdrawal.map { $0.madeAt >= writtenAt } ?? false }.map(\.rule)
        let gone = Set(ended).subtracting(current)
        let rules = document.rules.map(\.rule).filter { rule in
            rule.pin == nil || holding.contains { $0.id == rule.pin }
        }
        let events = self.events.filter { event in event.rule.map { !gone.contains($0) } ?? true }
        let known = Set(rules.map(\.rule) + events.compactMap(\.rule))
        return Past(rules: rules, events: events, newRules: holding.map(\.rule).filter { !known.contains($0) })
    }

    /// The inputs of a matrix that follows this one.
    fileprivate func inputs(rules: [MatrixBasis.Rule], standing: [MatrixRule]) -> MatrixInputs {
        MatrixInputs(
            snapshot: inputs.snapshot, policy: inputs.policy, quarter: inputs.quarter, portfolio: inputs.portfolio,
            keyAccounts: inputs.keyAccounts, previous: document, rules: rules, day: inputs.day,
            standing: inputs.standing.union(standing))
    }
}

extension MatrixEvent {
    /// The rule that is set; nothing where something else happened.
    var rule: MatrixRule? {
        if case .rule(let rule) = kind { rule } else { nil }
    }
}
