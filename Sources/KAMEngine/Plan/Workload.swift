public import KAMModel

/// The opportunities and hours that each account brings to each stage in a quarter.
///
/// Of an account's openings in the last four trailing quarters the mean is expected again. They are taken to enter
/// where the log sees most entries (the *reference stage*); the stages after it see what the conversions let through,
/// the stages before it what must have come in. Open work at a stage is added. Hours are opportunities times the
/// standard, plus the standard per account.
public struct Workload: Hashable, Sendable {
    /// Expected opportunities, `[account][stage]`.
    public let opportunities: [[Double]]
    /// Hours in the quarter at the standard of an account that is not key, `[account][stage]`.
    public let hours: [[Double]]
    /// The index of the stage where openings are taken to enter.
    public let referenceStage: Int

    /// Works out the load of every account of a snapshot.
    ///
    /// - Complexity: O(*accounts* × *stages*).
    public init(_ snapshot: Snapshot, policy: Policy, conversion: Conversion) {
        let reference = Workload.referenceStage(snapshot, policy)
        referenceStage = reference
        let factors = Workload.factors(conversion.shares, reference: reference)
        let expected = snapshot.accounts.map { account in
            Workload.expected(account, policy: policy, factors: factors)
        }
        opportunities = expected
        hours = zip(snapshot.accounts, expected).map { account, counts in
            zip(policy.stages, counts).map { stage, count in
                count * policy.effort.perOpportunity(stage.id, segment: account.segment)
                    + policy.effort.perAccount(stage.id, segment: account.segment)
            }
        }
    }

    private static func referenceStage(_ snapshot: Snapshot, _ policy: Policy) -> Int {
        var best = 0
        var most = -1
        for (index, stage) in policy.stages.enumerated() {
            let entered = snapshot.flows.first { $0.stage == stage.id }?.entered ?? 0
            if entered > most { (best, most) = (index, entered) }
        }
        return best
    }

    /// How many opportunities pass each stage for one that enters the reference stage.
    private static func factors(_ shares: [Double], reference: Int) -> [Double] {
        var factors = [Double](repeating: 1, count: shares.count)
        for stage in stride(from: reference + 1, to: shares.count, by: 1) {
            factors[stage] = factors[stage - 1] * shares[stage - 1]
        }
        for stage in stride(from: reference - 1, through: 0, by: -1) {
            factors[stage] = factors[stage + 1] / shares[stage]
        }
        return factors
    }

    private static func expected(_ account: Account, policy: Policy, factors: [Double]) -> [Double] {
        let recent = account.history.openedCounts.prefix(4)
        let openings = recent.isEmpty ? 0 : Double(recent.reduce(0, +)) / Double(recent.count)
        return policy.stages.enumerated().map { index, stage in
            openings * factors[index] + Double(account.pipeline[stage.id]?.opportunities ?? 0)
        }
    }
}
