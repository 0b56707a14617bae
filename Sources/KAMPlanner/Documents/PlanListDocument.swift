import Foundation
public import KAMModel
import KAMStore

/// The stored plans as they are listed.
public struct PlanListDocument: Hashable, Sendable, Codable {
    /// One plan.
    public struct Item: Hashable, Sendable, Codable {
        /// The id.
        public let id: ID<Plan>
        /// What was decided.
        public let kind: Plan.Kind
        /// The quarter it is for.
        public let quarter: Quarter
        /// The inputs.
        public let snapshot: ID<Snapshot>
        /// How the optimisation ended.
        public let status: Outcome.Status
        /// The value of the answer.
        @Nullable public private(set) var objective: Money?
        /// The distance from the proven limit, as a share.
        @Nullable public private(set) var gap: Double?
        /// When it was written, in UTC.
        public let createdAt: String
    }

    /// The plans, the last written first.
    public let plans: [Item]

    init(_ entries: [PlanStore.Entry]) {
        plans = entries.map { entry in
            Item(
                id: entry.plan.id, kind: entry.plan.kind, quarter: entry.plan.quarter, snapshot: entry.plan.snapshot,
                status: entry.plan.outcome.status,
                objective: Purse(currency: entry.currency).money(entry.plan.outcome.objective),
                gap: entry.plan.outcome.gap,
                createdAt: Date(timeIntervalSince1970: Double(entry.createdAt) / 1e6).ISO8601Format())
        }
    }
}
