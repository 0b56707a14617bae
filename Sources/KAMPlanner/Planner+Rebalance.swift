import KAMEngine
import KAMModel
import KAMStore

extension Planner {
    /// Moves the teams' hours to where the pipeline earns most, for the latest portfolio of a quarter, and stores it.
    ///
    /// - Throws: `PlannerError`, `StoreError`, or the database's error; nothing is stored then.
    public func rebalance(_ request: Request) async throws -> AllocationDocument {
        let snapshot = try await snapshot(for: request)
        let portfolio = try await portfolio(for: request, snapshot: snapshot)
        request.onProgress("balancing \(snapshot.members.count) members over the stages")
        let keys = Set(portfolio.selected.map(\.account))
        let allocation = try await Computation.run { sign in
            do throws(AllocationError) {
                return try Planner.allocation(of: snapshot, keys: keys, request, sign)
            } catch {
                throw PlannerError(error)
            }
        }
        let plan = plan(
            .allocation, request, snapshot: snapshot, portfolio: portfolio.portfolio, outcome: allocation.outcome)
        let document = AllocationDocument(allocation, plan: plan, snapshot: snapshot)
        try await store.plans.save(
            allocation, as: try draft(plan, request, snapshot: snapshot, document: document))
        return document
    }

    private static func allocation(
        of snapshot: Snapshot, keys: Set<ID<Account>>, _ request: Request, _ sign: Computation.StopSign
    ) throws(AllocationError) -> Allocation {
        let options = AllocationOptions(seed: Int(request.seed & 0x7FFF_FFFF), shouldStop: { sign.isRaised })
        let rebalance = try Rebalance(
            snapshot, policy: request.policy.policy, keyAccounts: keys, quarter: request.quarter)
        let solution = try ThroughputModel(rebalance.problem, options: options).solve()
        let findings = AllocationCheck(rebalance.problem, solution).violations
        guard findings.isEmpty || sign.isRaised else { throw .solver(findings.joined(separator: "; ")) }
        return rebalance.allocation(solution)
    }
}

extension PlannerError {
    fileprivate init(_ error: AllocationError) {
        switch error {
        case .refused(let reasons): self = .refused(verb: "rebalance", reasons: reasons.map(\.text))
        case .solver(let finding): self = .notConfirmed(verb: "rebalance", findings: [finding])
        }
    }
}
