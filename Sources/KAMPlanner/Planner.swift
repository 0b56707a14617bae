import Foundation
public import KAMModel
public import KAMStore

/// The use cases of planning: load, compute, save.
///
/// It owns the clock, the ids and the seed, and holds no rule.
public struct Planner: Sendable {
    /// The version that is stored with every plan.
    public static let engineVersion = "0.1.0"

    /// What a planning verb is asked for.
    public struct Request: Sendable {
        /// The quarter to plan.
        public let quarter: Quarter
        /// The policy to plan by.
        public let policy: PolicyFile
        /// The seed of every random choice.
        public let seed: UInt64
        /// The inputs; nothing takes the latest before the quarter.
        public let snapshot: ID<Snapshot>?
        /// Is told what is being done, in words.
        public let onProgress: @Sendable (String) -> Void

        /// Makes a request.
        public init(
            quarter: Quarter, policy: PolicyFile, seed: UInt64 = 1, snapshot: ID<Snapshot>? = nil,
            onProgress: @escaping @Sendable (String) -> Void = { _ in }
        ) {
            self.quarter = quarter
            self.policy = policy
            self.seed = seed
            self.snapshot = snapshot
            self.onProgress = onProgress
        }

        /// The rules of the policy.
        var rules: Policy { policy.policy }

        /// The SHA-256 of the policy's text.
        var policyDigest: String { policy.digest }
    }

    /// The data of one tenant.
    let store: Store

    /// Plans on the data of one tenant.
    public init(_ store: Store) {
        self.store = store
    }

    /// A new id.
    func makeID() -> String {
        var random = SystemRandomNumberGenerator()
        return UUIDv7.make(milliseconds: Int64(Date().timeIntervalSince1970 * 1000), random: &random)
    }

    /// Loads the snapshot that a request is about.
    ///
    /// It is the latest before the quarter ends, so that a plan can be made again inside its quarter. Of a quarter that is
    /// over as far as the data tells it is the latest before its first day: what a planner could know then.
    ///
    /// - Throws: `PlannerError` when no snapshot speaks of the half year before the quarter, or of the quarter itself.
    func snapshot(for request: Request) async throws -> Snapshot {
        request.onProgress("reading the snapshot")
        if let named = request.snapshot { return try await store.snapshots.load(named) }
        let headers = try await store.snapshots.headers()
        guard let latest = headers.first, let earliest = headers.last else { throw PlannerError.noSnapshot }
        let days = request.policy.policy.calendar.days(of: request.quarter)
        let isOver = latest.asOf >= days.end.advanced(by: -1)
        func isRecent(_ header: SnapshotStore.Header) -> Bool { days.start.ordinal - header.asOf.ordinal <= 184 }
        let known = isOver ? headers.first { $0.asOf < days.start && isRecent($0) } : nil
        guard let header = known ?? headers.first(where: { $0.asOf < days.end }) else {
            throw PlannerError.quarterIsPast(quarter: request.quarter, asOf: earliest.asOf)
        }
        guard isRecent(header) else {
            throw PlannerError.noData(quarter: request.quarter, latest: latest.asOf)
        }
        return try await store.snapshots.load(header.id)
    }

    /// The record of a plan just computed.
    func plan(
        _ kind: Plan.Kind, _ request: Request, snapshot: Snapshot, portfolio: ID<Plan>? = nil, outcome: Outcome
    ) -> Plan {
        Plan(
            id: ID(makeID()), kind: kind, quarter: request.quarter, snapshot: snapshot.id, portfolio: portfolio,
            policy: request.policy.digest, seed: request.seed, engineVersion: Planner.engineVersion, outcome: outcome)
    }

    /// What is written of a plan besides its rows.
    func draft(_ plan: Plan, _ request: Request, snapshot: Snapshot, document: some Encodable) throws -> PlanStore.Draft
    {
        PlanStore.Draft(
            plan: plan, currency: snapshot.currency, policyText: request.policy.text,
            document: try JSONText.encode(document))
    }
}
