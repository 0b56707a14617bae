import KAMEngine
import KAMModel
import KAMStore

extension Planner {
    /// Chooses the key accounts of a quarter and stores the portfolio.
    ///
    /// - Throws: `PlannerError`, `StoreError`, or the database's error; nothing is stored then.
    public func select(_ request: Request) async throws -> PortfolioDocument {
        let snapshot = try await snapshot(for: request)
        request.onProgress("choosing among \(snapshot.accounts.count) accounts")
        let portfolio = try await Computation.run { sign in
            let options = SelectionOptions(seed: request.seed) { _ in !sign.isRaised }
            do throws(SelectionError) {
                return try Selection.portfolio(
                    of: snapshot, policy: request.policy.policy, quarter: request.quarter, options: options)
            } catch {
                throw PlannerError(error)
            }
        }
        let plan = plan(.portfolio, request, snapshot: snapshot, outcome: portfolio.outcome)
        let document = PortfolioDocument(portfolio, plan: plan, snapshot: snapshot)
        try await store.plans.save(
            portfolio, as: try draft(plan, request, snapshot: snapshot, document: document))
        return document
    }
}

extension PlannerError {
    fileprivate init(_ error: SelectionError) {
        switch error {
        case .refused(let reasons): self = .refused(verb: "select", reasons: reasons)
        case .solverFailed(let reason): self = .notConfirmed(verb: "select", findings: [reason])
        case .notConfirmed(let findings): self = .notConfirmed(verb: "select", findings: findings)
        }
    }
}
