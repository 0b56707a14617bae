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
}

/// Amounts in whole units become money of one currency.
struct Purse {
    let currency: Currency

    func money(_ amount: Double) -> Money { Money(amount, currency) }

    func money(_ amount: Double?) -> Money? { amount.map { Money($0, currency) } }
}
