import KAMEngine
import KAMModel
import KAMStore

/// A stored matrix with all that it was made from, so that its assignment can be worked out again.
struct StoredMatrix: Sendable {
    let plan: Plan
    /// When it was written, in microseconds since 1970-01-01 UTC.
    let writtenAt: Int64
    let document: MatrixDocument
    let policy: PolicyFile
    let inputs: MatrixInputs

    var matrix: Matrix { Matrix(document) }
    var names: MatrixNames { MatrixNames(inputs.snapshot, policy.policy) }
    var purse: Purse { Purse(currency: inputs.snapshot.currency) }
    var provenance: Provenance { document.provenance }

    /// The events since the matrix was made afresh.
    var events: [MatrixEvent] { document.events.compactMap(\.event) }

    /// The assignment that the matrix answers.
    func assignment() throws(AssignmentError) -> Assignment {
        try following(try inputs.assignment())
    }

    /// An assignment after events of this matrix, one day after the other, to the first day of the matrix.
    ///
    /// - Parameters:
    ///   - base: What was assigned afresh.
    ///   - events: The events that still hold; nothing for all.
    /// - Returns: The assignment as the events leave it.
    /// - Throws: `AssignmentError.refused` when an event cannot be followed.
    func following(_ base: Assignment, events: [MatrixEvent]? = nil) throws(AssignmentError) -> Assignment {
        var assignment = base
        var rest = (events ?? self.events)[...]
        while let first = rest.first {
            let same = rest.prefix { $0.day == first.day }
            assignment = try assignment.following(Array(same))
            rest = rest.dropFirst(same.count)
        }
        // The events of the last day may have been withdrawn since.
        guard document.previous != nil, let day = document.effectiveFrom, !self.events.isEmpty else {
            return assignment
        }
        return try assignment.following([], from: day)
    }

    /// A place of the matrix, with who takes it.
    ///
    /// - Throws: `PlannerError` when nothing or several things are meant, or the account has no work there.
    func place(_ account: String, _ stage: String) throws -> (place: MatrixPlace, member: ID<Member>?) {
        let place = try names.place(account, stage)
        let member: ID<Member>??
        if let stage = place.stage?.id {
            let cell = document.cells.first { $0.account == place.account.id && $0.stage == stage }
            member = cell.map(\.lead)
        } else {
            member = document.kams.first { $0.account == place.account.id }.map(\.kam)
        }
        guard let member else {
            throw PlannerError.noCell(
                account: place.account.name, stage: place.title.english, quarter: document.quarter)
        }
        return (place, member)
    }
}

extension Planner {
    /// A stored matrix: the one whose id starts so, else the latest of a quarter, else the latest of all.
    ///
    /// - Throws: `PlannerError.noMatrix`, `.notAMatrix`, `StoreError`, `RefusedInput` when its policy is no longer one.
    func storedMatrix(_ prefix: String?, quarter: Quarter?) async throws -> StoredMatrix {
        let (entry, text) = try await matrixRecord(prefix, quarter: quarter)
        guard entry.plan.kind == .matrix else { throw PlannerError.notAMatrix(entry.plan.id, entry.plan.kind) }
        let document = try JSONText.decode(MatrixDocument.self, from: text)
        let policy = try PolicyFile(
            stored: try await store.plans.policyText(of: entry.plan), file: "the policy of plan \(entry.plan.id)",
            defaultPath: store.resources.policy)
        let inputs = MatrixInputs(
            snapshot: try await store.snapshots.load(entry.plan.snapshot), policy: policy.policy,
            quarter: entry.plan.quarter, portfolio: entry.plan.portfolio,
            keyAccounts: try await keyAccounts(of: entry.plan),
            previous: try await matrixDocument(document.previous), rules: document.rules.map(\.rule),
            day: document.events.isEmpty ? document.effectiveFrom : nil,
            standing: Set(document.rules.map(\.rule.rule) + document.events.compactMap { $0.event?.rule }))
        return StoredMatrix(
            plan: entry.plan, writtenAt: entry.createdAt, document: document, policy: policy, inputs: inputs)
    }

    private func matrixRecord(
        _ prefix: String?, quarter: Quarter?
    ) async throws -> (entry: PlanStore.Entry, document: String) {
        if let prefix { return try await store.plans.find(prefix) }
        if let quarter {
            guard let found = try await store.plans.latestMatrix(of: quarter) else {
                throw PlannerError.noMatrix(quarter: quarter)
            }
            return found
        }
        guard let latest = try await store.plans.entries(kind: .matrix, limit: 1).first else {
            throw PlannerError.noMatrix(quarter: nil)
        }
        return try await store.plans.find(latest.plan.id.raw)
    }

    /// A matrix as it was handed over; nothing for no id.
    func matrixDocument(_ id: ID<Plan>?) async throws -> MatrixDocument? {
        guard let id else { return nil }
        return try JSONText.decode(MatrixDocument.self, from: try await store.plans.find(id.raw).document)
    }

    private func keyAccounts(of plan: Plan) async throws -> [Assignment.KeyAccount] {
        guard let portfolio = plan.portfolio else { return [] }
        let text = try await store.plans.find(portfolio.raw).document
        return try JSONText.decode(PortfolioDocument.self, from: text).selected.map(Assignment.KeyAccount.init)
    }
}
