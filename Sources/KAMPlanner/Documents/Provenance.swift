public import KAMModel

/// What a plan was made from; with it the plan can be computed again.
public struct Provenance: Hashable, Sendable, Codable {
    /// The inputs.
    public let snapshot: ID<Snapshot>
    /// The day the inputs speak of.
    public let asOf: Day
    /// The SHA-256 of the policy.
    public let policy: String
    /// The seed, as text, because JSON's numbers are too short for it.
    public let seed: String
    /// The version of the engine.
    public let engineVersion: String

    init(_ plan: Plan, asOf: Day) {
        snapshot = plan.snapshot
        self.asOf = asOf
        policy = plan.policy
        seed = String(plan.seed)
        engineVersion = plan.engineVersion
    }

    /// Of an answer that is computed from the same inputs as a plan and not stored.
    init(_ request: Planner.Request, snapshot: Snapshot) {
        self.snapshot = snapshot.id
        asOf = snapshot.asOf
        policy = request.policyDigest
        seed = String(request.seed)
        engineVersion = Planner.engineVersion
    }
}

/// An amount that is not known exactly.
public struct MoneyEstimate: Hashable, Sendable, Codable {
    /// The least it may be.
    public let low: Money
    /// The amount to use.
    public let value: Money
    /// The greatest it may be.
    public let high: Money
}

/// Amounts in whole units become money of one currency.
struct Purse {
    let currency: Currency

    func money(_ amount: Double) -> Money { Money(amount, currency) }

    func money(_ amount: Double?) -> Money? { amount.map { Money($0, currency) } }

    func money(_ estimate: Estimate) -> MoneyEstimate {
        MoneyEstimate(low: money(estimate.low), value: money(estimate.value), high: money(estimate.high))
    }
}
