public import KAMModel

/// The rebalancing of one quarter: the allocator's problem from a snapshot and a policy, and its solution in their words.
///
/// ```swift
/// let rebalance = try Rebalance(snapshot, policy: policy, keyAccounts: keys, quarter: quarter)
/// let solution = try ThroughputModel(rebalance.problem).solve()
/// let wrong = AllocationCheck(rebalance.problem, solution).violations
/// let allocation = rebalance.allocation(solution)
/// ```
public struct Rebalance: Sendable {
    /// The problem: one entry for each stage of the policy, `memberIDs` for the members, key accounts and others.
    public let problem: AllocationProblem
    /// The members that take part, in the order of the problem.
    public let memberIDs: [ID<Member>]
    /// What had to be assumed, in words.
    public let assumptions: [String]
    private let stageIDs: [ID<Stage>]

    /// Makes the problem of a quarter.
    ///
    /// - Parameters:
    ///   - snapshot: The accounts, their history and open work, the members, and what passed each stage.
    ///   - policy: Efforts, proficiency, economics and the rules of allocation.
    ///   - keyAccounts: The accounts that are key in the quarter.
    ///   - quarter: The quarter the hours are for.
    /// - Throws: `AllocationError.refused` with everything that contradicts itself.
    /// - Complexity: O(*accounts* × *stages* + *members* × *days*).
    public init(
        _ snapshot: Snapshot, policy: Policy, keyAccounts: Set<ID<Account>>, quarter: Quarter
    ) throws(AllocationError) {
        let winStage = try Rebalance.winStage(policy)
        try Rebalance.refuseUnknown(keyAccounts, snapshot)
        let demand = RebalanceDemand(snapshot, policy: policy, keyAccounts: keyAccounts)
        let classes = try demand.classes()
        let hands = RebalanceHands(snapshot, policy: policy, quarter: quarter, classes: classes)
        problem = try AllocationProblem(
            stages: policy.stages.map(\.name), members: hands.members(leadHours: demand.leadHours), classes: classes,
            winStage: winStage, shortfallPrice: demand.shortfallPrice(classes),
            currency: snapshot.currency)
        memberIDs = hands.memberIDs
        stageIDs = policy.stages.map(\.id)
        assumptions =
            snapshot.assumptions + demand.assumptions(classes, winStage: winStage)
            + hands.assumptions(leadHours: demand.leadHours)
            + [
                "A promised hour of minimum service that is not given is priced at "
                    + "\(Wording.price(problem.shortfallPrice, snapshot.currency)), twice the most that an hour can earn."
            ]
    }

    /// The solution of the problem in the model's words.
    public func allocation(_ solution: AllocationSolution) -> Allocation {
        Allocation(
            outcome: solution.outcome, bottleneck: named(solution.bottleneck),
            nextBottleneck: named(solution.nextBottleneck),
            prices: zip(stageIDs, solution.prices).map { stage, price in
                Allocation.Price(
                    stage: stage, perHour: price.perHour, perHourLost: price.perHourLost, load: price.load)
            },
            moves: solution.moves.map { move in
                Allocation.Move(
                    member: memberIDs[move.member], from: move.from.map { stageIDs[$0] }, to: stageIDs[move.to],
                    hours: Hours(move.hours), gain: move.gain)
            },
            throughputBefore: solution.before.throughput, throughputAfter: solution.after.throughput,
            conflicts: solution.conflicts, assumptions: assumptions)
    }

    private func named(_ bottleneck: Bottleneck) -> Allocation.Bottleneck {
        Allocation.Bottleneck(
            stage: bottleneck.stage.map { stageIDs[$0] }, together: bottleneck.together.map { stageIDs[$0] },
            kind: bottleneck.isMarketLimited ? .market : .capacity, evidence: bottleneck.evidence)
    }

    private static func winStage(_ policy: Policy) throws(AllocationError) -> Int {
        guard let named = policy.allocation.winStage else { return max(0, policy.stages.count - 2) }
        if let index = policy.stages.firstIndex(where: { $0.id == named }) { return index }
        let known = policy.stages.map(\.id.raw).joined(separator: ", ")
        throw .refused([Reason("win_stage", "the policy's win stage \(named) is none of its stages: \(known)")])
    }

    private static func refuseUnknown(
        _ keyAccounts: Set<ID<Account>>, _ snapshot: Snapshot
    ) throws(AllocationError) {
        let unknown = keyAccounts.subtracting(snapshot.accounts.map(\.id)).sorted()
        if unknown.isEmpty { return }
        throw .refused(unknown.map { Reason("unknown_key_account", "key account \($0) is not in the snapshot") })
    }
}
