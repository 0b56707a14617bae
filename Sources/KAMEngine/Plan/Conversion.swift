public import KAMModel

/// The share of opportunities that pass each stage: what the log shows, shrunk to what the policy believes.
///
/// The posterior mean of a binomial share under a Beta prior of the policy's mean and weight:
/// (*prior* × *weight* + *advanced*) ÷ (*weight* + *advanced* + *lost*). A stage that the log has not seen keeps the
/// prior, and `isAssumed` says so.
public struct Conversion: Hashable, Sendable {
    /// The share by stage, in the order of the policy's stages, each above 0 and at most 1.
    public let shares: [Double]
    /// Whether the share of a stage rests on the policy alone.
    public let isAssumed: [Bool]

    /// Reads the shares from a snapshot's flows.
    public init(_ snapshot: Snapshot, policy: Policy) {
        let flows = Dictionary(snapshot.flows.map { ($0.stage, $0) }) { first, _ in first }
        let beliefs = policy.stages.map { policy.conversion.prior[$0.id] ?? 0.5 }
        let weight = policy.conversion.priorWeight
        shares = zip(policy.stages, beliefs).map { stage, belief in
            let advanced = Double(flows[stage.id]?.advanced ?? 0)
            let lost = Double(flows[stage.id]?.lost ?? 0)
            return max(1e-6, (belief * weight + advanced) / (weight + advanced + lost))
        }
        isAssumed = policy.stages.map { stage in
            guard let flow = flows[stage.id] else { return true }
            return flow.advanced + flow.lost == 0
        }
    }
}
